"""Speech, switched on and off by somebody who does not see the screen.

Two fingers held still anywhere for two seconds, or a key of a keypad: F1 or Help switches, F15 and
F16 say that headphones were plugged in and out, the volume keys make speech louder and quieter.
All of it is found by touch and needs no strength and no sight (EN 301 549, 5.2 and 5.1.3.11).
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QEventPoint, QKeyEvent, QPointingDevice, QTouchEvent
from PySide6.QtQuick import QQuickWindow

HOLD_MS: Final = 2_000
FINGERS: Final = 2
TREMBLE_MM: Final = 12.0
_SWITCH: Final = (Qt.Key.Key_F1, Qt.Key.Key_Help)
_PLUGGED, _UNPLUGGED = Qt.Key.Key_F15, Qt.Key.Key_F16
_TURNS: Final = {Qt.Key.Key_VolumeUp: 1, Qt.Key.Key_VolumeDown: -1}
KEYS: Final = frozenset({*_SWITCH, _PLUGGED, _UNPLUGGED, *_TURNS})
_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_TOUCHES: Final = {
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel,
}  # fmt: skip
_KEY_EVENTS: Final = {
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
}  # fmt: skip


class SpeechSwitch(QObject):
    """Install it as the window's event filter after all others but the lock-down.

    `switched()`, `plugged(bool)`, `turned(steps)`; `touched()` with each first finger.
    """

    switched = Signal()
    plugged = Signal(bool)
    turned = Signal(int)
    touched = Signal()

    def __init__(self, window: QQuickWindow, pixels_per_mm: float, hold_ms: int = HOLD_MS) -> None:
        super().__init__(window)
        self._window = window
        self._tremble = TREMBLE_MM * pixels_per_mm
        self._starts: dict[int, QPointF] = {}
        self._taken = self._spoiled = False
        self._device: QPointingDevice | None = None
        self._timer = QTimer(self, singleShot=True, interval=hold_ms)
        self._timer.timeout.connect(self._held)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True keeps a key of ours, or what is left of the gesture, from the screen."""
        if event.type() in _KEY_EVENTS and isinstance(event, QKeyEvent):
            return is_speech_key(event) and self._key(event)
        if event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            return self._touch(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.type() != QEvent.Type.KeyPress or (event.isAutoRepeat() and key not in _TURNS):
            return True
        if key in (_PLUGGED, _UNPLUGGED):
            self.plugged.emit(key == _PLUGGED)
        elif (steps := _TURNS.get(Qt.Key(key))) is not None:
            self.turned.emit(steps)
        else:
            self.switched.emit()
        return True

    def _touch(self, event: QTouchEvent) -> bool:
        down = {
            point.id(): point.position()
            for point in event.points()
            if point.state() != QEventPoint.State.Released
        }
        if event.type() == QEvent.Type.TouchBegin:
            self._taken = self._spoiled = False
            self._device = event.pointingDevice()
            self.touched.emit()
        if not down or event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            self._timer.stop()
            self._starts.clear()
            return self._taken and event.type() != QEvent.Type.TouchCancel
        if down.keys() != self._starts.keys():
            self._starts = down
            self._timer.stop()
            # A palm, a hand that mashes: it counts no more until it has left the glass.
            self._spoiled = self._spoiled or len(down) > FINGERS
            if len(down) == FINGERS and not self._taken and not self._spoiled:
                self._timer.start()
        elif any(self._moved(down[id], start) for id, start in self._starts.items()):
            self._timer.stop()
        return self._taken

    def _moved(self, now: QPointF, start: QPointF) -> bool:
        way = now - start
        return bool(way.manhattanLength() > self._tremble)

    def _held(self) -> None:
        self._taken = True
        if self._device is not None:
            # What lies under the fingers must not act when they are lifted.
            kind, held = QEvent.Type.TouchCancel, Qt.KeyboardModifier.NoModifier
            QCoreApplication.sendEvent(self._window, QTouchEvent(kind, self._device, held, []))
        self.switched.emit()


def is_speech_key(event: QKeyEvent) -> bool:
    """Whether it is one of KEYS, alone."""
    return event.key() in KEYS and not event.modifiers() & _HELD
