"""From video frames to codes: real NV12 frames through the real sink, worker and decoder."""

import logging
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import ImageOps
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QCamera, QVideoFrame, QVideoFrameFormat, QVideoSink
from pytestqt.qtbot import QtBot

from kiosk.badges.decode import Effort, decode_luma
from kiosk.devices.camera import CameraScanner, CameraState
from kiosk.devices.qr_frames import nv12_frame, qr_picture
from kiosk.devices.sources import CameraSource, HandedSource, best_format

FrameOf = Callable[..., QVideoFrame]
# Optional libraries of the multimedia backend; what is missing is no fault of ours.
pytestmark = pytest.mark.qt_log_ignore(r"Couldn't (load|resolve) ", extend=True)

SIZES = [(640, 480), (1280, 720), (1920, 1080)]


@pytest.fixture
def source() -> HandedSource:
    return HandedSource()


@pytest.fixture
def camera(source: HandedSource, qtbot: QtBot) -> Iterator[CameraScanner]:
    scanner = CameraScanner(source, quiet_s=0.4)
    yield scanner
    scanner.shut_down()


@pytest.fixture
def scans(camera: CameraScanner) -> list[bytes]:
    found: list[bytes] = []
    camera.scanned.connect(found.append)
    return found


def show(qtbot: QtBot, source: HandedSource, frame_of: Callable[[], QVideoFrame]) -> None:
    """Two frames: one for each pass."""
    for _ in range(2):
        assert source.hand(frame_of())
        qtbot.wait(60)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("degrees", [0, 17, 38, 90, 180])
def test_a_claim_link_is_read_at_every_size_and_turn(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str, size: tuple[int, int], degrees: int,
) -> None:  # fmt: skip
    camera.open()
    show(qtbot, source, lambda: frame_of(claim, size, degrees=degrees, share=0.55))

    qtbot.waitUntil(lambda: scans == [claim.encode()])


@pytest.mark.parametrize(("size", "blur"), [((640, 480), 1.2), ((1280, 720), 2.2)])
def test_a_blurred_code_is_read(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str, size: tuple[int, int], blur: float,
) -> None:  # fmt: skip
    camera.open()
    show(qtbot, source, lambda: frame_of(claim, size, blur=blur))

    qtbot.waitUntil(lambda: scans == [claim.encode()])


def test_a_code_too_blurred_to_read_is_silence_and_not_a_guess(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str,
) -> None:  # fmt: skip
    camera.open()
    show(qtbot, source, lambda: frame_of(claim, (640, 480), share=0.3, blur=6))

    assert camera.reader.frames >= 1
    assert scans == []


def test_a_code_held_still_is_one_scan_and_after_a_pause_another(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str,
) -> None:  # fmt: skip
    camera.open()
    for _ in range(5):
        show(qtbot, source, lambda: frame_of(claim))
    assert len(scans) == 1

    qtbot.wait(600)
    show(qtbot, source, lambda: frame_of(claim))
    qtbot.waitUntil(lambda: len(scans) == 2)


def test_an_unknown_code_does_not_stop_the_next(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str,
) -> None:  # fmt: skip
    camera.open()
    show(qtbot, source, lambda: frame_of("\u202egarbage\u0000"))
    show(qtbot, source, lambda: frame_of(claim))

    qtbot.waitUntil(lambda: claim.encode() in scans)


def test_frames_take_turns_so_a_code_for_the_thorough_pass_only_is_read_by_the_second(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes], claim: str
) -> None:
    camera.open()
    inverted = ImageOps.invert(qr_picture(claim, (1280, 720)))
    assert decode_luma(inverted.tobytes(), 1280, 720, None, Effort.FAST) == ()
    for number in range(2):
        assert scans == [], "the fast pass came first"
        source.hand(nv12_frame(inverted))
        qtbot.waitUntil(lambda number=number: camera.reader.frames == number + 1)

    qtbot.waitUntil(lambda: scans == [claim.encode()])


def test_of_many_waiting_frames_only_the_newest_is_read(
    qtbot: QtBot, camera: CameraScanner, scans: list[bytes], frame_of: FrameOf, claim: str
) -> None:  # fmt: skip
    camera.open()
    frames = [frame_of(f"{claim}{number}", (1920, 1080)) for number in range(12)]
    frames.append(frame_of(claim, (1920, 1080)))
    for frame in frames:
        camera.reader.offer(frame)

    qtbot.waitUntil(lambda: claim.encode() in scans)
    assert camera.reader.frames < len(frames)


def test_the_camera_runs_only_while_the_scan_screen_is_open(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str,
) -> None:  # fmt: skip
    assert not source.hand(frame_of(claim))
    camera.open()
    assert source.started
    camera.close()

    assert camera.state is CameraState.OFF
    assert not source.started
    assert scans == []


def test_a_camera_that_is_unplugged_and_plugged_in_reads_again(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str,
) -> None:  # fmt: skip
    camera.open()
    show(qtbot, source, lambda: frame_of(""))
    assert camera.state is CameraState.LIVE

    source.plug(False)
    assert camera.state is CameraState.LOST

    source.plug(True)
    show(qtbot, source, lambda: frame_of(claim))
    assert camera.state is CameraState.LIVE
    qtbot.waitUntil(lambda: scans == [claim.encode()])


def test_without_any_camera_the_screen_is_told_so(
    camera: CameraScanner, source: HandedSource
) -> None:
    source.plug(False)
    camera.open()

    assert camera.state is CameraState.NONE


def test_a_failure_is_logged_once_however_often_it_is_tried(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.devices.camera")
    camera.open()
    for _ in range(3):
        source.failed.emit("device is busy")

    assert camera.state is CameraState.LOST
    assert [record.message for record in caplog.records] == [
        "the camera cannot be used: device is busy"
    ]


class Lamp:
    """A camera with a light, or without one."""

    def __init__(self, has_one: bool) -> None:
        self._has_one = has_one
        self.asked: list[QCamera.TorchMode] = []

    def isTorchModeSupported(self, mode: QCamera.TorchMode) -> bool:
        return self._has_one and mode is QCamera.TorchMode.TorchOn

    def setTorchMode(self, mode: QCamera.TorchMode) -> None:
        self.asked.append(mode)


@pytest.mark.parametrize("has_one", [True, False])
def test_only_a_light_that_the_camera_says_it_has_is_switched(qtbot: QtBot, has_one: bool) -> None:
    source, lamp = CameraSource(), Lamp(has_one)
    assert not source.has_torch, "no camera runs"
    source._camera = lamp  # type: ignore[assignment]
    for on in (True, False):
        source.set_torch(on)
    source._camera = None

    modes = [QCamera.TorchMode.TorchOn, QCamera.TorchMode.TorchOff]
    assert lamp.asked == (modes if has_one else [])


YUYV, JPEG = QVideoFrameFormat.PixelFormat.Format_YUYV, QVideoFrameFormat.PixelFormat.Format_Jpeg


class Webcam:
    """What a webcam offers: kind, width, height, pictures a second."""

    def __init__(self, *offers: tuple[QVideoFrameFormat.PixelFormat, int, int, float]) -> None:
        self._offers = offers

    def videoFormats(self) -> list["Webcam"]:
        return [Webcam(offer) for offer in self._offers]

    def pixelFormat(self) -> QVideoFrameFormat.PixelFormat:
        return self._offers[0][0]

    def resolution(self) -> QSize:
        return QSize(*self._offers[0][1:3])

    def maxFrameRate(self) -> float:
        return self._offers[0][3]


@pytest.mark.parametrize(
    ("offers", "chosen"),
    [
        ([(YUYV, 640, 480, 30.0), (YUYV, 1280, 720, 30.0), (YUYV, 1920, 1080, 30.0)], 1),
        ([(JPEG, 1280, 720, 60.0), (YUYV, 1280, 720, 30.0)], 1),
        ([(YUYV, 1280, 720, 8.0), (JPEG, 1280, 720, 30.0)], 1),
        ([(YUYV, 1280, 720, 10.0), (JPEG, 1280, 720, 30.0)], 1),
        ([(YUYV, 640, 480, 30.0), (YUYV, 1280, 720, 12.5)], 1),
        ([(YUYV, 640, 480, 30.0), (YUYV, 1920, 1080, 5.0)], 0),
        ([(YUYV, 640, 480, 8.0)], 0),
    ],
)
def test_the_format_is_near_720p_fluent_and_not_packed_where_it_need_not_be(
    offers: list[tuple[QVideoFrameFormat.PixelFormat, int, int, float]], chosen: int
) -> None:
    found = best_format(Webcam(*offers))  # type: ignore[arg-type]

    assert found is not None
    assert (found.pixelFormat(), found.maxFrameRate()) == (offers[chosen][0], offers[chosen][3])


def test_closing_after_the_preview_is_gone_does_no_harm(
    qtbot: QtBot, camera: CameraScanner, frame_of: FrameOf
) -> None:
    sink = QVideoSink()
    camera.open(sink)
    sink.deleteLater()
    qtbot.wait(20)

    camera.close()

    assert camera.state is CameraState.OFF


def test_a_claim_code_is_in_no_log_and_in_no_repr(
    qtbot: QtBot, camera: CameraScanner, source: HandedSource, scans: list[bytes],
    frame_of: FrameOf, claim: str, caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    camera.open()
    show(qtbot, source, lambda: frame_of(claim))
    qtbot.waitUntil(lambda: bool(scans))

    assert "5f8ica" not in caplog.text
    assert "5f8ica" not in repr(camera) + repr(camera.reader) + repr(vars(camera))


def test_shutting_down_ends_the_reading_thread(frame_of: FrameOf, qtbot: QtBot) -> None:
    source = HandedSource()
    scanner = CameraScanner(source)
    scanner.open()
    source.hand(frame_of("x"))
    qtbot.wait(50)
    began = time.monotonic()

    scanner.shut_down()

    assert time.monotonic() - began < 8
