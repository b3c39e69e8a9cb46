"""A new version proves itself or the one before comes back, wherever the plug is pulled."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.updates.slots import STARTS

from .conftest import IMAGE, Kiosk, publish

SCRIPT = Path(__file__).parents[2] / "packaging/debian/root/usr/lib/learningkiosk/slots"
CHANGED = 10


def slots(kiosk: Kiosk, command: str) -> int:
    """Root's script, as the service calls it."""
    return subprocess.run(
        [str(SCRIPT), command, str(kiosk.images)],
        env={**os.environ, "PROVEN": str(kiosk.updates.folder.proven)},
        check=False, capture_output=True,
    ).returncode  # fmt: skip


@pytest.fixture
def trial(kiosk: Kiosk) -> Kiosk:
    """A kiosk with 0.2.0 on trial."""
    kiosk.fetch()
    kiosk.install()
    assert kiosk.slots.on_trial
    return kiosk


def test_a_version_that_never_proves_itself_is_taken_back_and_never_tried_again(
    trial: Kiosk,
) -> None:
    failed = trial.slots.current()
    assert [slots(trial, "start") for _ in range(STARTS)] == [0] * STARTS
    assert trial.starts() == IMAGE
    assert slots(trial, "start") == CHANGED
    assert trial.starts() == b"packaged"
    assert trial.slots.bad() == {failed}
    trial.restarted()
    assert trial.fetch()
    assert trial.staged() == []
    assert trial.install() == ""
    assert slots(trial, "start") == 0


def test_a_version_that_proved_itself_stays(trial: Kiosk) -> None:
    slots(trial, "start")
    trial.updates.folder.prove("another-000000000000")
    assert slots(trial, "confirm") == 0
    assert trial.slots.on_trial
    trial.updates.folder.prove(trial.slots.current())
    assert slots(trial, "confirm") == 0
    assert not trial.slots.on_trial
    assert [slots(trial, "start") for _ in range(STARTS + 1)] == [0] * (STARTS + 1)
    assert trial.starts() == IMAGE


def test_the_next_version_comes_after_the_trial_and_only_two_images_are_kept(
    trial: Kiosk, city: Any, tmp_path: Path
) -> None:
    publish(city, tmp_path, "0.3.0", b"third")
    trial.restarted()
    trial.fetch()
    assert trial.install() == ""
    trial.slots.confirm(trial.slots.current())
    trial.restarted()
    trial.fetch()
    assert trial.install() == "0.3.0"
    trial.slots.confirm(trial.slots.current())
    publish(city, tmp_path, "0.4.0", b"fourth")
    trial.restarted()
    trial.fetch()
    assert trial.install() == "0.4.0"
    images = [each for each in trial.images.glob("*.squashfs") if not each.is_symlink()]
    assert sorted(each.read_bytes() for each in images) == [b"fourth", b"third"]


class PlugPulled(BaseException):
    """The machine went off: nothing after this happens."""


class Plug:
    """Pulls the plug before the n-th change of the disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1
        for owner, name in (
            (os, "replace"), (os, "unlink"), (os, "symlink"), (os, "mkdir"), (os, "fsync"),
            (Path, "write_bytes"),
        ):  # fmt: skip
            monkeypatch.setattr(owner, name, self._counted(getattr(owner, name)))

    def _counted(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            if self.left == 0:
                raise PlugPulled
            self.left -= 1
            return real(*given, **named)

        return counted

    def survives(self, step: Callable[[], object], changes: int) -> bool:
        """Whether the step got through with so many changes of the disk."""
        self.left = changes
        try:
            step()
        except PlugPulled:
            return False
        finally:
            self.left = -1
        return True


def test_the_plug_pulled_in_any_step_of_fetching_leaves_nothing_half_ready(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug = Plug(monkeypatch)
    for changes in range(200):
        kiosk.restarted()
        done = plug.survives(kiosk.fetch, changes)
        for name in kiosk.staged():
            assert (kiosk.updates.folder.staged / name).read_bytes() == IMAGE
        if done:
            break
    assert changes > 5
    assert kiosk.install() == "0.2.0"


def test_the_plug_pulled_in_any_step_of_switching_leaves_a_whole_program(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk.fetch()
    plug = Plug(monkeypatch)
    for changes in range(200):
        done = plug.survives(kiosk.install, changes)
        assert kiosk.starts() in (b"packaged", IMAGE)
        # What the next start of the screen does first.
        assert slots(kiosk, "start") == 0
        if kiosk.starts() == IMAGE:
            assert kiosk.slots.on_trial
            assert kiosk.slots.previous() == "kiosk"
            break
        assert not kiosk.slots.on_trial
        assert not done
    assert changes > 3
    assert kiosk.starts() == IMAGE


@pytest.mark.parametrize("after", ["bad", "link"])
def test_the_plug_pulled_while_going_back_still_goes_back(trial: Kiosk, after: str) -> None:
    (trial.images / "trying").write_text(f"{STARTS}\n")
    if after == "bad":
        (trial.images / "bad").write_text(trial.slots.current() + "\n")
        assert slots(trial, "start") == CHANGED
    else:
        link = trial.images / "current.squashfs"
        target = (trial.images / "previous.squashfs").readlink()
        link.unlink()
        link.symlink_to(target)
        assert slots(trial, "start") == 0
    assert trial.starts() == b"packaged"
    assert not (trial.images / "trying").exists()
