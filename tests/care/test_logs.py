"""Nothing that a kiosk writes about itself tells of a person, and it is written all the same."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync import logs
from sync.crash_hooks import CrashHooks
from sync.crashes import KEPT, Crash, CrashFolder, Frame

SECRETS = (
    "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1",
    "ABCD-EFGH",
    "Bearer kN3xTq8vB2mZpLr5sWd7yHcJ4fGa1eRu",
    "COLP1:6BFOXN%TS3DH",
    "P-DEM0PASS00",
    "ona@example.org",
    "+370 612 34567",
    "49001011234",
    "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln",
)


@pytest.fixture
def quiet() -> Iterator[None]:
    """The root logger as it was."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in list(root.handlers):
        if handler not in before:
            handler.close()
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_gone_whatever_stands_around_it(secret: str) -> None:
    for text in (secret, f"cannot read {secret}, again in 5 s", f'{{"x": "{secret}"}}'):
        left = logs.scrubbed(text)
        for piece in secret.replace("?", " ").replace("=", " ").split():
            if any(letter.isdigit() for letter in piece) or "@" in piece:
                assert piece not in left


@pytest.mark.parametrize(
    "text",
    [
        "syncing fails (unreachable): no answer from https://hub.example.org: timed out",
        "version 0.2.0-1a2b3c4d5e6f is here",
        "catalogue.db cannot be read: database disk image is malformed",
        "2026-11-23T17:32:22+00:00 kiosk/ui/staff/desk_model.py:120",
    ],
)
def test_what_helps_stays(text: str) -> None:
    assert logs.scrubbed(text) == text


def test_a_line_is_json_with_the_error_and_its_lines_but_not_its_words(
    tmp_path: Path, quiet: None
) -> None:
    logs.start(tmp_path, "screen")
    log = logging.getLogger("kiosk.test")
    try:
        raise KeyError("Ona Petraitytė")
    except KeyError:
        log.exception("a bug")
    line = json.loads((tmp_path / "logs" / "screen.log").read_text("utf-8").splitlines()[-1])
    assert line["level"] == "error"
    assert line["says"] == "a bug"
    assert line["error"] == "KeyError"
    assert line["lines"][0].startswith("test_logs.py:")
    assert "Ona" not in json.dumps(line, ensure_ascii=False)


def test_logs_have_an_end(tmp_path: Path, quiet: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LARGEST", 5_000)
    logs.start(tmp_path, "screen")
    for number in range(400):
        logging.getLogger("kiosk.test").info("line %d of many that are all alike", number)
    files = list((tmp_path / "logs").iterdir())
    assert len(files) == logs.KEPT + 1
    assert sum(file.stat().st_size for file in files) < (logs.KEPT + 1) * 5_200


def test_a_disk_that_takes_no_log_is_no_reason_not_to_start(tmp_path: Path, quiet: None) -> None:
    (tmp_path / "logs").write_text("in the way")
    logs.start(tmp_path, "screen")
    logging.getLogger("kiosk.test").info("still here")


def run(data: Path, code: str) -> int:
    """A program of its own with the hooks of the kiosk."""
    program = (
        "import sys; from pathlib import Path\n"
        "from sync.crash_hooks import CrashHooks\n"
        f"hooks = CrashHooks(Path({str(data)!r}), 'screen'); hooks.install()\n{code}\n"
        "hooks.close()"
    )
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, cwd=root
    ).returncode


def test_an_error_that_nobody_caught_is_reported_without_its_words(tmp_path: Path) -> None:
    assert run(tmp_path, "def f():\n    raise ValueError('Ona Petraitytė')\nf()") == 1
    (crash,) = CrashFolder(tmp_path).all()
    assert (crash.kind, crash.error, crash.program) == ("python", "ValueError", "screen")
    assert crash.frames[0].function == "f"
    text = b"".join(path.read_bytes() for path in CrashFolder(tmp_path).path.iterdir())
    assert b"Ona" not in text
    assert str(Path.home()).encode() not in text


def test_an_error_in_a_thread_is_reported_once(tmp_path: Path) -> None:
    code = (
        "import threading\n"
        "def f():\n    raise OSError('x')\n"
        "for _ in range(5):\n    t = threading.Thread(target=f); t.start(); t.join()"
    )
    assert run(tmp_path, code) == 0
    (crash,) = CrashFolder(tmp_path).all()
    assert crash.kind == "thread"


def test_a_fault_of_native_code_is_reported_at_the_next_start(tmp_path: Path) -> None:
    assert run(tmp_path, "import faulthandler\ndef g():\n    faulthandler._sigsegv()\ng()") < 0
    assert CrashFolder(tmp_path).all() == []
    CrashHooks(tmp_path, "screen").harvest()
    (crash,) = CrashFolder(tmp_path).all()
    assert crash.kind == "native"
    assert "Segmentation" in crash.error
    assert any(frame.function == "g" for frame in crash.frames)
    CrashHooks(tmp_path, "screen").harvest()
    assert len(CrashFolder(tmp_path).all()) == 1


def test_a_good_end_leaves_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, "pass") == 0
    assert list(CrashFolder(tmp_path).path.iterdir()) == []


def test_only_the_newest_reports_are_kept(tmp_path: Path) -> None:
    hooks = CrashHooks(tmp_path, "sync")
    for number in range(KEPT + 5):
        hooks.note("python", f"Error{number}", (Frame("sync/a.py", number),))
    assert len(CrashFolder(tmp_path).all()) == KEPT
    assert isinstance(CrashFolder(tmp_path).all()[0], Crash)


def test_a_kiosks_folder_is_its_users_alone_whoever_makes_it_first(
    tmp_path: Path, quiet: None
) -> None:
    data = tmp_path / "new" / "kiosk"
    logs.start(data, "screen")
    CrashHooks(data, "screen").note("python", "KeyError", ())
    for folder in (data, data / "logs", data / "crashes"):
        assert folder.stat().st_mode & 0o077 == 0
