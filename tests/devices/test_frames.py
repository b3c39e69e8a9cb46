"""The brightness of whatever a camera delivers, whole for as long as it is read."""

from collections.abc import Callable

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from kiosk.badges.decode import Effort, decode_luma
from kiosk.devices.frames import luma_of
from kiosk.devices.qr_frames import nv12_frame, qr_picture

FrameOf = Callable[..., QVideoFrame]
SIZES = [(640, 480), (1280, 720), (1920, 1080)]


def test_the_luma_plane_is_read_without_a_copy(
    frame_of: FrameOf, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = frame_of(claim, (1280, 720))
    monkeypatch.setattr(QVideoFrame, "toImage", None)

    with luma_of(frame) as luma:
        assert luma is not None
        assert (luma.width, luma.height) == (1280, 720)
        assert len(luma.plane) >= luma.stride * luma.height
        dark, light = min(luma.plane[::97]), max(luma.plane[::97])
    assert dark < 20
    assert light > 220


def packed(picture: Image.Image, kind: QVideoFrameFormat.PixelFormat, first: int) -> QVideoFrame:
    """A frame with brightness in every second byte, as most webcams deliver it."""
    width, height = picture.size
    frame = QVideoFrame(QVideoFrameFormat(QSize(width, height), kind))
    assert frame.map(QVideoFrame.MapMode.WriteOnly)
    plane, row = memoryview(frame.bits(0)), frame.bytesPerLine(0)
    plane[:] = bytes([128]) * len(plane)
    pixels = picture.tobytes()
    for y in range(height):
        plane[y * row + first : y * row + 2 * width : 2] = pixels[y * width : (y + 1) * width]
    frame.unmap()
    return frame


def rgb(picture: Image.Image) -> QVideoFrame:
    width, height = picture.size
    grey = QImage(picture.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return QVideoFrame(grey.convertToFormat(QImage.Format.Format_RGB32))


FORMATS: dict[str, Callable[[Image.Image], QVideoFrame]] = {
    "NV12": nv12_frame,
    "YUYV": lambda picture: packed(picture, QVideoFrameFormat.PixelFormat.Format_YUYV, 0),
    "UYVY": lambda picture: packed(picture, QVideoFrameFormat.PixelFormat.Format_UYVY, 1),
    "RGB": rgb,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", FORMATS)
def test_whatever_a_camera_delivers_stays_whole_while_it_is_read(
    kind: str, size: tuple[int, int], claim: str
) -> None:
    picture = qr_picture(claim, size)
    with luma_of(FORMATS[kind](picture)) as luma:
        assert luma is not None
        # Whoever lets go of the picture too early finds somebody else's pixels, or none.
        others = [QImage(*size, QImage.Format.Format_Grayscale8) for _ in range(4)]
        for other in others:
            other.fill(7)
        read = decode_luma(luma.plane, luma.width, luma.height, luma.stride, Effort.FAST, luma.step)

    assert [code.payload for code in read] == [claim.encode()]
