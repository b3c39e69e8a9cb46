"""Ways out of the program that a kiosk does not have.

The keyboard's combinations are dropped by the scanner's filter already (kiosk.devices.wedge);
here are keys that act alone, and what a window system or a hand may ask of the window.
"""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent, QWindow

from kiosk.ui.speech_switch import is_speech_key

log = logging.getLogger(__name__)

_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Menu, Qt.Key.Key_Print, Qt.Key.Key_SysReq, Qt.Key.Key_Pause, Qt.Key.Key_Help,
        Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R,
        Qt.Key.Key_Meta, Qt.Key.Key_HomePage, Qt.Key.Key_Refresh, Qt.Key.Key_Search,
        Qt.Key.Key_Favorites, Qt.Key.Key_Explorer, Qt.Key.Key_Calculator, Qt.Key.Key_Sleep,
        Qt.Key.Key_PowerOff, Qt.Key.Key_PowerDown, Qt.Key.Key_WakeUp, Qt.Key.Key_Standby,
        Qt.Key.Key_Suspend, Qt.Key.Key_Hibernate, Qt.Key.Key_ZoomIn, Qt.Key.Key_ZoomOut,
    }
)  # fmt: skip
_FUNCTION_KEYS: Final = range(Qt.Key.Key_F1.value, Qt.Key.Key_F35.value + 1)
_LAUNCH_KEYS: Final = range(Qt.Key.Key_LaunchMail.value, Qt.Key.Key_LaunchH.value + 1)
_COMBINING: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_KEY_EVENTS: Final = {
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
    QEvent.Type.Shortcut,
}  # fmt: skip
_NEVER: Final = {
    QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.ContextMenu,
    QEvent.Type.NativeGesture, QEvent.Type.FileOpen,
}  # fmt: skip


class Lockdown(QObject):
    """Filters the events of the kiosk's one window; install it after every other filter."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True keeps the event from the window."""
        if not isinstance(watched, QWindow):
            return False
        kind = event.type()
        if kind in _KEY_EVENTS and isinstance(event, QKeyEvent):
            return is_way_out(event)
        if kind == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return bool(event.modifiers() & _COMBINING)
        if kind == QEvent.Type.Close and event.spontaneous():
            # The service manager's own stop is not spontaneous, and goes through.
            log.info("the window system asked the window to close; it stays")
            event.ignore()
            return True
        if kind in _NEVER:
            event.ignore()
            return True
        return False


def is_way_out(event: QKeyEvent) -> bool:
    """Whether a key, or what is held with it, belongs to the desktop and not to a visitor."""
    key = event.key()
    if is_speech_key(event):
        return False
    return (
        bool(event.modifiers() & _COMBINING)
        or key in _FUNCTION_KEYS
        or key in _LAUNCH_KEYS
        or any(key == each.value for each in _KEYS)
    )
