"""A picture of the window as it is on the screen."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickWindow


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
