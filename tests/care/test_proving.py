"""A new version is proved by a frame, a doctor and a sync; a pulled cable is not its fault."""

from pathlib import Path

import pytest
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.jobs import JobRunner
from kiosk.proving import Facts, Proving, judge
from sync.updates.status import UpdateFolder

IMAGE = "0.2.0-1a2b3c4d5e6f"


@pytest.mark.parametrize(
    ("broken", "synced", "offline", "waited", "verdict"),
    [
        ((), True, False, 1, "proven"),
        ((), False, True, 1, "wait"),
        ((), False, True, 700, "proven"),
        ((), False, False, 700, "failed"),
        (("catalogue_damaged",), True, False, 1, "wait"),
        (("catalogue_damaged",), True, False, 700, "failed"),
        (("catalogue_damaged",), False, True, 700, "failed"),
    ],
)
def test_the_verdict(
    broken: tuple[str, ...], synced: bool, offline: bool, waited: float, verdict: str
) -> None:
    assert judge(Facts(broken, synced, offline, waited)) == verdict


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a version on trial."""
    folder = tmp_path / "images"
    folder.mkdir()
    for name in ("old", IMAGE):
        (folder / f"{name}.squashfs").touch()
    (folder / "current.squashfs").symlink_to(f"{IMAGE}.squashfs")
    (folder / "previous.squashfs").symlink_to("old.squashfs")
    (folder / "trying").write_text("1\n")
    monkeypatch.setenv("COL_UPDATES_IMAGES", str(folder))
    monkeypatch.setenv("COL_RUNNING", IMAGE)
    return folder


@pytest.mark.parametrize("well", [True, False])
def test_nothing_is_proved_before_the_first_frame(
    well: bool, images: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.proving.LOOK_MS", 20)
    updates = UpdateFolder(tmp_path)
    jobs = JobRunner("test")
    waited = 1.0 if well else 9_999.0
    proving = Proving(updates, lambda _: Facts((), well, False, waited), jobs)
    failed: list[bool] = []
    proving.failed.connect(lambda: failed.append(True))
    window = QQuickWindow()
    proving.watch(window)
    qtbot.wait(200)
    assert not updates.proven.exists()
    assert failed == []
    window.show()
    qtbot.waitUntil(lambda: updates.proven.exists() or bool(failed), timeout=5_000)
    assert updates.proven.exists() is well
    if well:
        assert updates.proven.read_text() == IMAGE
    jobs.close()
    proving.deleteLater()
    window.deleteLater()


def test_a_version_that_is_not_on_trial_is_left_in_peace(
    images: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (images / "trying").unlink()
    jobs = JobRunner("test")
    proving = Proving(UpdateFolder(tmp_path), lambda _: pytest.fail("asked"), jobs)
    window = QQuickWindow()
    proving.watch(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(50)
    jobs.close()
    proving.deleteLater()
    window.deleteLater()
