"""A keyboard-wedge scanner, told apart from a person at a keyboard, as a Qt event filter."""

from __future__ import annotations

import logging
import time
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from shiboken6 import Shiboken

from kiosk.devices.burst import MAX_GAP_MS, Burst, Ending, Run, Sort
from kiosk.devices.framing import bare
from kiosk.domain.scan import NO_HOSTS, Hosts
from kiosk.domain.scan_layouts import DEAD_KEY, garbling_layout

log = logging.getLogger(__name__)

_ENDS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_QUIET: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_AltGr}
)
_HAND_ONLY: Final = frozenset(
    {
        Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape, Qt.Key.Key_Backtab,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home,
        Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    }
)  # fmt: skip
_COMBINING: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_FIRST_DEAD: Final = Qt.Key.Key_Dead_Grave.value
_LAST_DEAD: Final = Qt.Key.Key_Dead_Longsolidusoverlay.value
_GRACE_MS: Final = 30


class WedgeScanner(QObject):
    """Filters the key events of one window (or of the application).

    `scanned(bytes)`: a whole scan. `garbled(layout)`: a scan that a keyboard layout spoiled;
    the layout's xkb name or "other". `rejected(reason)`: forbidden_keys, too_long or no_end.
    Slow typing goes on to its target up to 80 ms later; combinations with Ctrl, Alt or Meta and
    function keys never do, from any keyboard: no screen of ours needs them.
    """

    scanned = Signal(object)
    garbled = Signal(str)
    rejected = Signal(str)

    def __init__(
        self, hosts: Hosts = NO_HOSTS, max_gap_ms: int = MAX_GAP_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._hosts = hosts
        self._burst = Burst(max_gap_ms)
        self._held: list[tuple[QObject, QKeyEvent]] = []
        self._replaying = False
        self._timer = QTimer(self, singleShot=True, interval=max_gap_ms + _GRACE_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._time_out)
        self._armed_at = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True keeps the event from its target."""
        if self._replaying or not isinstance(watched, QWindow):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return bool(event.modifiers() & _COMBINING)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(watched, event)
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            return self._release(watched, event)
        return False

    def _press(self, window: QObject, event: QKeyEvent) -> bool:
        at_ms = event.timestamp() or int(time.monotonic() * 1000)
        if self._burst.is_late(at_ms):
            self._finish(self._burst.time_out())
        sort, text = _sort_of(event)
        if sort is None:
            return self._hold(window, event) if self._burst.open else False
        if not self._burst.open and (sort is Sort.END or event.isAutoRepeat()):
            return False
        run = self._burst.press(sort, text, at_ms)
        if sort is not Sort.FORBIDDEN:
            self._hold(window, event)
        if run is not None:
            self._finish(run)
        else:
            self._arm(self._timer.interval())
        return True

    def _release(self, window: QObject, event: QKeyEvent) -> bool:
        if event.modifiers() & _COMBINING:
            return True
        return self._hold(window, event) if self._burst.open else False

    def _hold(self, window: QObject, event: QKeyEvent) -> bool:
        self._held.append((window, event.clone()))
        return True

    def _arm(self, interval_ms: int) -> None:
        self._armed_at = time.monotonic()
        self._timer.start(interval_ms)

    def _time_out(self) -> None:
        waited_ms = (time.monotonic() - self._armed_at) * 1000
        if waited_ms > 2 * self._timer.interval():
            # The screen stood still: keys of the same scan may wait behind this timer.
            self._arm(self._timer.interval())
        elif self._burst.open:
            self._finish(self._burst.time_out())

    def _finish(self, run: Run) -> None:
        self._timer.stop()
        held, self._held = self._held, []
        match run.ending:
            case Ending.TYPED:
                self._replay(held)
            case Ending.SCAN:
                self._report(run.text)
            case Ending.FORBIDDEN_KEYS | Ending.TOO_LONG | Ending.NO_END:
                log.info("a burst of keys was dropped: %s", run.ending.value)
                self.rejected.emit(run.ending.value)

    def _report(self, text: str) -> None:
        text = bare(text)
        if layout := garbling_layout(text, self._hosts):
            log.info("a keyboard layout garbled a scan: %s", layout)
            self.garbled.emit(layout)
        else:
            self.scanned.emit(text.encode())

    def _replay(self, held: list[tuple[QObject, QKeyEvent]]) -> None:
        self._replaying = True
        try:
            for window, event in held:
                if Shiboken.isValid(window):
                    QCoreApplication.sendEvent(window, event)
        finally:
            self._replaying = False


def _sort_of(event: QKeyEvent) -> tuple[Sort | None, str]:
    """None for keys that are neither a scanner's text nor forbidden."""
    key, text = event.key(), event.text()
    if key in _QUIET:
        return None, ""
    if event.modifiers() & _COMBINING:
        return Sort.FORBIDDEN, ""
    if key in _ENDS:
        return Sort.END, ""
    if _FIRST_DEAD <= key <= _LAST_DEAD:
        return Sort.TEXT, DEAD_KEY
    if len(text) == 1 and text.isprintable():
        return Sort.TEXT, text
    return (None, "") if key in _HAND_ONLY else (Sort.FORBIDDEN, "")
