"""The files that make a machine a kiosk: what they promise is in them, and they parse."""

import configparser
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

DEBIAN = Path(__file__).parents[2] / "packaging" / "debian"
ROOT = DEBIAN / "root"
UNITS = ROOT / "usr/lib/systemd/system"
SCRIPTS = [
    ROOT / "usr/bin/learningkiosk",
    *(ROOT / "usr/lib/learningkiosk").iterdir(),
    *(DEBIAN / "control" / name for name in ("postinst", "prerm", "postrm")),
]


class Unit(configparser.RawConfigParser):
    """A unit file; a key given twice keeps both values."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, dict_type=_Repeating, interpolation=None)
        self.optionxform = str  # type: ignore[assignment,method-assign]
        self.read(UNITS / name)


class _Repeating(dict[str, object]):
    def __setitem__(self, key: str, value: object) -> None:
        if isinstance(value, list) and isinstance(self.get(key), list):
            value = [*self[key], *value]  # type: ignore[misc]
        super().__setitem__(key, value)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_one_and_its_shell_reads_it(script: Path) -> None:
    assert script.stat().st_mode & 0o111
    assert script.read_text("utf-8").startswith("#!/bin/sh\n")
    subprocess.run(["dash", "-n", str(script)], check=True)


def test_the_screen_is_fed_by_frames_and_gives_up_to_the_safe_screen() -> None:
    unit = Unit("learningkiosk.service")
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert service["NotifyAccess"] == "all"
    assert int(service["WatchdogSec"]) > 0
    assert service["Restart"] == "always"
    assert int(unit["Unit"]["StartLimitBurst"]) <= 5
    assert unit["Unit"]["OnFailure"] == "learningkiosk-safe.service"


def test_the_screen_is_nobodys_login_and_never_roots() -> None:
    unit = Unit("learningkiosk.service")
    assert unit["Service"]["User"] == "kiosk"
    assert "getty@tty1.service" in unit["Unit"]["Conflicts"]
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert unit["Service"]["ProtectSystem"] == "strict"
    # Chromium's own sandbox needs namespaces.
    assert "RestrictNamespaces" not in unit["Service"]


def test_nobody_can_switch_away_from_cage() -> None:
    session = (ROOT / "usr/lib/learningkiosk/session").read_text("utf-8")
    call = next(line for line in session.splitlines() if "exec cage" in line)
    assert " -s" not in call.split(" -- ")[0]
    assert "-novtswitch" in session


def test_only_root_can_change_what_is_mounted_as_the_program() -> None:
    lines = (ROOT / "usr/lib/tmpfiles.d/learningkiosk.conf").read_text("utf-8").splitlines()
    owners = {line.split()[1]: line.split()[3] for line in lines if line.startswith("d ")}
    assert owners["/var/lib/learningkiosk"] == "root"
    assert owners["/var/lib/learningkiosk/images"] == "root"
    assert owners["/var/lib/learningkiosk/data"] == "kiosk"
    options = Unit("usr-lib-learningkiosk-app.mount")["Mount"]["Options"].split(",")
    assert {"ro", "nodev", "nosuid"} <= set(options)


def test_the_journal_has_an_end() -> None:
    text = (ROOT / "usr/lib/systemd/journald.conf.d/learningkiosk.conf").read_text("utf-8")
    assert "SystemMaxUse=200M" in text
    assert "MaxRetentionSec=" in text


def test_purging_keeps_check_ins_that_no_hub_has_yet(tmp_path: Path) -> None:
    data = tmp_path / "data" / "city-of-learning-kiosk"
    data.mkdir(parents=True)
    for name in ("ledger.db", "ledger.db-wal", "people.db", "people.key", "catalogue.db"):
        (data / name).write_text("x")
    script = (DEBIAN / "control" / "postrm").read_text("utf-8")
    here = script.replace("state=/var/lib/learningkiosk", f"state={tmp_path}")
    here = here.replace("systemctl daemon-reload", "true")
    done = subprocess.run(
        ["sh", "-s", "purge"], input=here, text=True, check=True, capture_output=True
    )
    assert sorted(path.name for path in data.iterdir()) == ["ledger.db", "ledger.db-wal"]
    assert "Kept" in done.stdout
    (data / "ledger.db").unlink()
    subprocess.run(["sh", "-s", "purge"], input=here, text=True, check=True)
    assert not tmp_path.exists()


def test_the_safe_screen_speaks_both_languages_and_then_lets_the_kiosk_try_again(
    tmp_path: Path,
) -> None:
    screen, calls = tmp_path / "screen", tmp_path / "calls"
    manager = tmp_path / "manager"
    manager.write_text(f'#!/bin/sh\necho "$@" >>{calls}\n')
    manager.chmod(0o755)
    began = time.monotonic()
    subprocess.run(
        [ROOT / "usr/lib/learningkiosk/safe-screen", "1", screen, manager], check=True, timeout=20
    )
    assert time.monotonic() - began >= 1
    shown = screen.read_text()
    assert "Paklausk darbuotojo" in shown
    assert "ask a member of staff" in shown
    # A console without fonts has no letters but these.
    assert shown.isascii()
    assert calls.read_text().splitlines() == [
        "reset-failed learningkiosk.service",
        "--no-block start learningkiosk.service",
    ]


def _systemd() -> bool:
    return shutil.which("systemd-analyze") is not None


@pytest.mark.skipif(not _systemd(), reason="systemd-analyze is not installed")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    root = tmp_path / "root"
    shutil.copytree(ROOT, root)
    for program in ("session", "safe-screen"):
        os.chmod(root / "usr/lib/learningkiosk" / program, 0o755)  # noqa: PTH101
    units = [str(root / path.relative_to(ROOT)) for path in sorted(UNITS.iterdir())]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    # Programs of the package are not on this machine, and that is all it may say of our files.
    told = [
        line
        for line in done.stderr.splitlines()
        if "learningkiosk" in line and "is not executable" not in line
    ]
    assert told == []
