"""`make test-slow`: the package on a Debian that has nothing else, walked by its own user.

Needs root, debootstrap, loop devices, a built package (packaging/debian/build.py) and Debian's
mirror; skipped with its reason where one of them is missing.
"""

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile

import pytest
from booting import boot, prepare
from release import Release

from sync.client.remote import Remote
from sync.updates.names import program_target
from sync.updates.update import Updates
from tests.updates.conftest import Server

BUILD = Path(__file__).parents[2] / "build"
APP = "usr/lib/learningkiosk/app"
INSTALL = "apt-get install -q -y --no-install-recommends"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def inside(root: Path, *command: str, check: bool = True) -> "subprocess.CompletedProcess[str]":
    """Run a command in the chroot with a short environment."""
    short = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND=noninteractive"]
    whole = ["timeout", "--kill-after=10", "600", "chroot", str(root), *short, *command]
    # Into files: a child that outlives a crash would hold a pipe open for ever.
    with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        code = subprocess.run(whole, check=False, stdout=out, stderr=err).returncode
        out.seek(0)
        err.seek(0)
        done = subprocess.CompletedProcess(whole, code, out.read(), err.read())
    if check and done.returncode:
        pytest.fail(f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A minimal Debian 12 with the package installed and its program mounted."""
    packages = sorted(BUILD.glob("city-of-learning-kiosk_*.deb"))
    if os.geteuid() != 0:
        pytest.skip("only root can make a chroot")
    if shutil.which("debootstrap") is None:
        pytest.skip("debootstrap is not installed")
    if not packages:
        pytest.skip("no package: run packaging/bundle.py and packaging/debian/build.py")
    root = tmp_path_factory.mktemp("debian") / "root"
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", "bookworm", str(root)],
        check=False, capture_output=True, text=True, timeout=900,
    )  # fmt: skip
    if made.returncode:
        pytest.skip(f"debootstrap: {made.stdout[-300:]}")
    with ExitStack() as stack:
        for name in ("proc", "dev"):
            _mount(stack, ["--bind", f"/{name}"], root / name)
        # Chromium's processes meet there, and a bare /dev has it for root alone.
        _mount(stack, ["-t", "tmpfs", "-o", "mode=1777", "shm"], root / "dev/shm")
        # Nothing may be started in a chroot.
        policy = root / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
        shutil.copy(packages[-1], root / "root/kiosk.deb")
        inside(root, "apt-get", "update", "-q")
        inside(root, "sh", "-c", f"{INSTALL} /root/kiosk.deb xvfb")
        image = root / "usr/lib/learningkiosk/kiosk.squashfs"
        _mount(stack, ["-o", "loop,ro,nodev,nosuid", str(image)], root / APP)
        yield root


def _mount(stack: ExitStack, what: list[str], where: Path) -> None:
    subprocess.run(["mount", *what, str(where)], check=True)
    stack.callback(subprocess.run, ["umount", "--lazy", str(where)], check=False)


def test_it_installs_within_its_budget_and_without_any_python(machine: Path) -> None:
    told = inside(machine, "dpkg-query", "-W", "-f", "${Installed-Size}", "city-of-learning-kiosk")
    assert int(told.stdout) * 1024 < 350e6
    assert inside(machine, "sh", "-c", "command -v python3", check=False).returncode != 0


def test_its_user_cannot_log_in_and_no_login_waits_on_the_screen(machine: Path) -> None:
    account = inside(machine, "getent", "passwd", "kiosk").stdout.strip().split(":")
    assert account[6] == "/usr/sbin/nologin"
    assert (machine / "etc/systemd/system/getty@tty1.service").is_symlink()
    enabled = machine / "etc/systemd/system/multi-user.target.wants"
    assert (enabled / "learningkiosk.service").is_symlink()


def test_systemd_of_that_machine_finds_nothing_wrong(machine: Path) -> None:
    units = ("learningkiosk.service", "learningkiosk-safe.service", "learningkiosk-hub.service")
    done = inside(machine, "systemd-analyze", "verify", "--man=no", *units, check=False)
    assert "learningkiosk" not in done.stderr


def test_the_doctor_finds_a_new_kiosk_healthy(machine: Path) -> None:
    facts = json.loads(inside(machine, "learningkiosk", "doctor", "--json").stdout)
    assert facts["findings"] == []
    assert facts["paths"]["data"].startswith("/var/lib/learningkiosk/data")


def test_a_search_as_root_leaves_files_that_the_kiosk_can_write(machine: Path) -> None:
    assert inside(machine, "learningkiosk", "search", "keramika").stdout
    data = machine / "var/lib/learningkiosk/data/city-of-learning-kiosk"
    owners = {path.stat().st_uid for path in [data, *data.iterdir()]}
    assert owners == {(machine / "var/lib/learningkiosk/data").stat().st_uid}
    assert 0 not in owners


def test_every_screen_opens_by_touch_as_the_kiosks_own_user(machine: Path) -> None:
    out = "/var/lib/learningkiosk/home/tour"
    done = inside(machine, "learningkiosk", "tour", "--out", out, check=False)
    assert done.stdout.startswith("["), done.stderr[-3000:]
    stops = json.loads(done.stdout)
    wrong = [f"{stop['screen']}: {stop['error']}" for stop in stops if not stop["ok"]]
    assert wrong == []
    assert "checked-in" in {stop["screen"] for stop in stops}


def test_booted_by_systemd_a_signed_version_proves_itself_and_a_broken_one_is_taken_back(
    machine: Path, tmp_path: Path
) -> None:
    subprocess.run(["umount", "--lazy", str(machine / APP)], check=True)
    (machine / "usr/sbin/policy-rc.d").unlink()
    prepare(machine)
    said = boot(machine, "active kiosk kiosk proven")
    assert said[-1:] == ["active kiosk kiosk proven"], said
    city = Repository(tmp_path, machine)
    good = city.stage(machine / "usr/lib/learningkiosk/kiosk.squashfs", "9.9.9")
    said = boot(machine, f"active {good} {good} proven")
    assert said[-1] == f"active {good} {good} proven", said
    (tmp_path / "broken").mkdir()
    program = tmp_path / "broken" / "city-of-learning-kiosk"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    broken = tmp_path / "broken.squashfs"
    subprocess.run(["mksquashfs", str(program.parent), str(broken), "-quiet"], check=True)
    bad = city.stage(broken, "9.9.10")
    said = boot(machine, f"active {good} {good} proven")
    assert said[-1] == f"active {good} {good} proven", said
    assert any(line.startswith(f"activating {bad} {bad}") for line in said)
    assert (machine / "var/lib/learningkiosk/images/bad").read_text().split() == [bad]


class Repository:
    """A city's signed updates, laid ready on a machine as its sync child does."""

    def __init__(self, folder: Path, machine: Path) -> None:
        self._folder, self._machine = folder, machine
        self._release = Release(folder / "repository", folder / "keys", dt.datetime.now(dt.UTC))
        self._root = self._release.init()
        shutil.copy(self._root, machine / "etc/learningkiosk/root.json")

    def stage(self, image: Path, version: str) -> str:
        """Sign it and lay it ready; the image's name."""
        self._release.add({program_target(): image}, version)
        server = Server(self._folder / "repository")
        data = self._machine / "var/lib/learningkiosk/data/city-of-learning-kiosk"
        updates = Updates(
            data, Remote(server.url), root=self._root, running="0.1.0", room_left=0,
            images=self._machine / "var/lib/learningkiosk/images",
        )  # fmt: skip
        now = dt.datetime.now(dt.UTC)
        while not updates.run(now, local=now, city="vilnius", window="00:00-23:59"):
            pass
        server.close()
        subprocess.run(["chown", "-R", f"--reference={data}", str(data / "updates")], check=True)
        return updates.folder.status().name


def test_purging_leaves_only_check_ins(machine: Path) -> None:
    data = machine / "var/lib/learningkiosk/data/city-of-learning-kiosk"
    (data / "ledger.db").touch()
    subprocess.run(["umount", "--lazy", str(machine / APP)], check=False)
    inside(machine, "dpkg", "--purge", "city-of-learning-kiosk")
    assert [path.name for path in data.iterdir()] == ["ledger.db"]
    assert not (machine / "usr/lib/learningkiosk/kiosk.squashfs").exists()
