"""A picture of the window as it is on the screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow

_GRID: Final = 5
_VIVID: Final = (110, 90)
_APART: Final = 48


def picture_of(window: QQuickWindow) -> QImage:
    """What the display shows (with the web view's own layers), else what Qt Quick drew."""
    if QGuiApplication.platformName() == "xcb":
        screen, place = window.screen(), window.geometry()
        shot = screen.grabWindow(0, place.x(), place.y(), place.width(), place.height())
        if not shot.isNull():
            return shot.toImage()
    return window.grabWindow()


def is_blank(image: QImage) -> bool:
    """Whether the picture is empty or of one colour: then nothing was drawn."""
    if image.isNull():
        return True
    columns = range(0, image.width(), max(1, image.width() // 40))
    rows = range(0, image.height(), max(1, image.height() // 40))
    return len({image.pixel(x, y) for x in columns for y in rows}) < 2


def vivid_spots(image: QImage, area: QRect) -> list[QPoint]:
    """Points of strong colour in the area, nearest to its middle first: marks on a pale map."""
    middle = area.center()
    found = [
        QPoint(x, y)
        for x in range(area.left(), area.right(), _GRID)
        for y in range(area.top(), area.bottom(), _GRID)
        if _is_vivid(image.pixelColor(x, y))
    ]
    found.sort(key=lambda point: (point - middle).manhattanLength())
    chosen: list[QPoint] = []
    for point in found:
        if all((point - other).manhattanLength() > _APART for other in chosen):
            chosen.append(point)
    return chosen


def _is_vivid(colour: QColor) -> bool:
    return colour.hsvSaturation() >= _VIVID[0] and colour.value() >= _VIVID[1]
