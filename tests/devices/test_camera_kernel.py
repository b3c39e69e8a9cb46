"""A camera of the real kernel: found, shown, lost and found again.

The kernel's own test camera (`modprobe vivid`) stands for one; `in_a_machine.sh` brings it along.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtMultimedia import QMediaDevices, QVideoSink
from pytestqt.qtbot import QtBot

from kiosk.devices.camera import CameraScanner, CameraState
from kiosk.devices.sources import CameraSource

DRIVER = Path("/sys/bus/platform/drivers/vivid")
DEVICE = "vivid.0"

pytestmark = [
    pytest.mark.skipif(not (DRIVER / DEVICE).exists(), reason="no test camera of the kernel here"),
    pytest.mark.qt_log_ignore(r"Couldn't (load|resolve) ", extend=True),
]


def plug(plugged: bool) -> None:
    (DRIVER / ("bind" if plugged else "unbind")).write_text(DEVICE)


@pytest.fixture
def camera(qtbot: QtBot) -> Iterator[CameraScanner]:
    scanner = CameraScanner(CameraSource())
    yield scanner
    scanner.shut_down()


def test_a_camera_shows_pictures_near_720p_and_they_are_looked_at(
    qtbot: QtBot, camera: CameraScanner
) -> None:
    sink = QVideoSink()
    camera.open(sink)
    qtbot.waitUntil(lambda: camera.state is CameraState.LIVE, timeout=20_000)
    qtbot.waitUntil(lambda: camera.reader.frames > 1, timeout=20_000)

    assert (sink.videoFrame().width(), sink.videoFrame().height()) == (1280, 720)
    assert not camera.has_torch
    camera.close()
    assert camera.state is CameraState.OFF


def test_a_camera_is_let_go_of_in_the_middle_of_a_picture_and_taken_again(
    qtbot: QtBot, camera: CameraScanner
) -> None:
    for _ in range(5):
        seen = camera.reader.frames
        camera.open()
        qtbot.waitUntil(lambda seen=seen: camera.reader.frames > seen, timeout=20_000)
        camera.close()
        assert camera.state is CameraState.OFF


def test_a_camera_that_is_pulled_is_lost_and_comes_back_when_it_is_plugged_in(
    qtbot: QtBot, camera: CameraScanner
) -> None:
    camera.open(QVideoSink(camera))
    qtbot.waitUntil(lambda: camera.state is CameraState.LIVE, timeout=20_000)
    plug(False)
    try:
        qtbot.waitUntil(
            lambda: camera.state in (CameraState.LOST, CameraState.NONE), timeout=20_000
        )
        qtbot.waitUntil(lambda: not QMediaDevices.videoInputs(), timeout=20_000)
    finally:
        plug(True)
    qtbot.waitUntil(lambda: camera.state is CameraState.LIVE, timeout=40_000)
