"""Video frames with a QR in them, as a camera would deliver them: for the tour and for tests."""

from __future__ import annotations

from typing import Final

import segno
from PIL import Image, ImageFilter
from PySide6.QtCore import QSize
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

_DESK: Final = 96
_PAPER: Final = 232
_NO_COLOUR: Final = 128


def qr_picture(
    payload: str | bytes,
    size: tuple[int, int] = (1280, 720),
    *,
    share: float = 0.6,
    degrees: float = 0.0,
    blur: float = 0.0,
    centre: tuple[float, float] = (0.5, 0.5),
) -> Image.Image:
    """A grey picture of a code on a desk.

    `share` is the code's side as a part of the picture's height, `blur` a radius in pixels,
    `centre` where the code lies, as parts of width and height.
    """
    width, height = size
    desk = Image.new("L", size, _DESK)
    if not payload:
        return desk
    rows = [bytes(row) for row in segno.make(payload, error="m", micro=False).matrix_iter(border=4)]
    code = Image.new("L", (len(rows), len(rows)))
    code.putdata([0 if module else _PAPER for row in rows for module in row])
    side = max(1, round(height * share))
    code = code.resize((side, side), Image.Resampling.LANCZOS)
    code = code.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=_DESK)
    corner = round(width * centre[0] - code.width / 2), round(height * centre[1] - code.height / 2)
    desk.paste(code, corner)
    return desk.filter(ImageFilter.GaussianBlur(blur)) if blur else desk


def nv12_frame(picture: Image.Image) -> QVideoFrame:
    """The picture as an NV12 frame, which is what most cameras deliver."""
    size = QSize(picture.width, picture.height)
    frame = QVideoFrame(QVideoFrameFormat(size, QVideoFrameFormat.PixelFormat.Format_NV12))
    if not frame.map(QVideoFrame.MapMode.WriteOnly):
        raise MemoryError("no room for a video frame")
    try:
        _fill(memoryview(frame.bits(0)), frame.bytesPerLine(0), picture)
        colour = memoryview(frame.bits(1))
        colour[:] = bytes([_NO_COLOUR]) * len(colour)
    finally:
        frame.unmap()
    return frame


def _fill(plane: memoryview, stride: int, picture: Image.Image) -> None:
    pixels, width = picture.tobytes(), picture.width
    for row in range(picture.height):
        plane[row * stride : row * stride + width] = pixels[row * width : (row + 1) * width]
