"""Keys lead through the screen: a keypad of arrows and Enter as well as a keyboard's Tab."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.touch_events import visible_items

K = Qt.Key
_UP_DOWN: Final[Mapping[int, Qt.Key]] = {K.Key_Down: K.Key_Tab, K.Key_Up: K.Key_Backtab}
_ARROWS: Final[Mapping[int, Qt.Key]] = {
    **_UP_DOWN, K.Key_Right: K.Key_Tab, K.Key_Left: K.Key_Backtab,
}  # fmt: skip
_MEANS: Final[Mapping[str, Mapping[int, Qt.Key]]] = {
    # Of themselves buttons know the space bar only.
    "button": {**_ARROWS, K.Key_Return: K.Key_Space, K.Key_Enter: K.Key_Space},
    "page": _ARROWS,
    "field": _UP_DOWN,
    "": {},
}


class Keypad(QObject):
    """Install it as the window's event filter before the scanner's, whose Enter ends a scan.

    The window's `keypad` tells what has the focus: "button", "field", "page", or "" for the map,
    which has use for arrows of its own.
    """

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self._window = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True where another key took this one's place."""
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        if event.type() not in kinds or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (K.Key_Tab, K.Key_Backtab) and event.type() == QEvent.Type.KeyPress:
            put_in_order(self._window)
            return False
        meant = _MEANS[self._window.property("keypad") or ""].get(event.key())
        if meant is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        back = meant == K.Key_Backtab
        held = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
        text = " " if meant == K.Key_Space else ""
        key = QKeyEvent(event.type(), meant, held, text, event.isAutoRepeat())
        QCoreApplication.sendEvent(self._window, key)
        return True


def put_in_order(window: QQuickWindow) -> None:
    """Let the focus walk through lists as one reads them; Qt's order is that in which their rows
    and their foot were made."""
    for view in list(visible_items(window.contentItem())):
        if view.inherits("QQuickItemView"):
            content = view.property("contentItem")
            rows: list[QQuickItem] = content.childItems()
            ordered = sorted(rows, key=lambda row: (row.y(), row.x()))
            if rows != ordered:
                for before, after in pairwise(ordered):
                    after.stackAfter(before)
