"""The visit on the clock: turns touches and time into the session's states."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.domain.session import Event, Limits, State, Ticked, begin, step

TICK_MS = 250


class SessionController(QObject):
    """Owns the one `State`; `changed(before)` follows every step that changed more than time."""

    changed = Signal(object)

    def __init__(
        self,
        language: str,
        limits: Limits,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.limits = limits
        self.state: State = begin(language)
        self._monotonic = monotonic
        self._last = monotonic()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def close(self) -> None:
        """Stop the clock."""
        self._timer.stop()

    def send(self, event: Event) -> None:
        """Take one step."""
        before, self.state = self.state, step(self.state, event, self.limits)
        if isinstance(event, Ticked) and _same(before, self.state):
            return
        if before != self.state:
            self.changed.emit(before)

    def _tick(self) -> None:
        now = self._monotonic()
        passed, self._last = now - self._last, now
        self.send(Ticked(passed))


def _same(one: State, other: State) -> bool:
    quiet = one.warned or other.warned
    return not quiet and (one.visit, one.phase) == (other.visit, other.phase)
