"""The staff's door by keys, for staff who use a keyboard, a keypad or a switch.

F12, the last of its row and found by touch, held for as long as a finger on the city's mark; or
F14, which no usual keyboard has and a switch interface can be set to send, for whoever cannot hold
a key down (EN 301 549, 5.1.6 and 5.5.1). Either leads to the PIN and no further.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

HOLD_MS: Final = 3_000
_HELD, _PRESSED = Qt.Key.Key_F12, Qt.Key.Key_F14
_LET_GO: Final = {QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate}
_KEY_EVENTS: Final = {
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
}  # fmt: skip


class StaffKey(QObject):
    """Install it as the window's event filter after all others, the lock-down's too: it has to see
    every key. `wanted()` asks for the door."""

    wanted = Signal()

    def __init__(self, window: QObject, hold_ms: int = HOLD_MS) -> None:
        super().__init__(window)
        self._timer = QTimer(self, singleShot=True, interval=hold_ms)
        self._timer.timeout.connect(self.wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True keeps the two keys from the screen."""
        if event.type() in _LET_GO:
            self._timer.stop()
        if event.type() not in _KEY_EVENTS or not isinstance(event, QKeyEvent):
            return False
        if not is_staff_key(event):
            # A hand that mashes holds more than one key.
            self._timer.stop()
            return False
        if event.isAutoRepeat() or event.type() == QEvent.Type.ShortcutOverride:
            return True
        if event.key() == _HELD and event.type() == QEvent.Type.KeyPress:
            self._timer.start()
            return True
        self._timer.stop()
        if event.key() == _PRESSED and event.type() == QEvent.Type.KeyPress:
            self.wanted.emit()
        return True


def is_staff_key(event: QKeyEvent) -> bool:
    """Whether it is one of the two keys, alone."""
    none = Qt.KeyboardModifier.NoModifier
    return event.key() in (_HELD, _PRESSED) and event.modifiers() == none
