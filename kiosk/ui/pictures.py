"""The city's pictures for QML: `image://picture/<sha256>`, cut to a square with round corners."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath
from PySide6.QtQuick import QQuickImageProvider

PROVIDER = "picture"
FORMATS = ("png", "jpeg", "webp")
ROUND = 0.3
"""Of the side: the corners of TopicMark."""
LARGEST_SIDE = 8000
"""Pixels; what claims to be larger is not decoded."""
_NO_PICTURE = QSize(1, 1)


log = logging.getLogger(__name__)


class Pictures(QQuickImageProvider):
    """Reads the media store; what is no sound picture stays empty, and QML shows its fallback.

    `find` gives the file of a digest, or None. To be asked on the GUI thread only (Picture.qml).
    """

    def __init__(self, find: Callable[[str], Path | None]) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._find = find
        self._bad: set[str] = set()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        path = self._find(id)
        found = rounded(path, max(2, requestedSize.width())) if path is not None else None
        if found is not None:
            return found
        if id not in self._bad:
            self._bad.add(id)
            log.warning("the picture %s is none that can be shown", id[:12])
        # A null image makes Qt complain at each look at it; Picture.qml knows a dot for nothing.
        nothing = QImage(_NO_PICTURE, QImage.Format.Format_ARGB32_Premultiplied)
        nothing.fill(Qt.GlobalColor.transparent)
        return nothing


def rounded(path: Path, side: int) -> QImage | None:
    """The middle of a picture as a square of `side` pixels; None when it cannot be read."""
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    # By its content, never by a name: a plugin for an odd format is an odd parser.
    reader.setDecideFormatFromContent(True)
    own = reader.size()
    if bytes(reader.format().data()).decode() not in FORMATS or not own.isValid():
        return None
    if max(own.width(), own.height()) > LARGEST_SIDE:
        return None
    reader.setScaledSize(own.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    picture = reader.read()
    if picture.isNull():
        return None
    square = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(QRectF(0, 0, side, side), side * ROUND, side * ROUND)
    painter.setClipPath(outline)
    painter.drawImage((side - picture.width()) // 2, (side - picture.height()) // 2, picture)
    painter.end()
    return square
