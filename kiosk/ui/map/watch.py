"""The watch over the page's process: does it start, does it answer, how often did it die?"""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.map.crashes import CrashCount

PING_EVERY = 500
"""Milliseconds between two questions whether the page lives."""
PATIENCE = 3
"""Questions without an answer before the renderer counts as hung."""
BUSY = 10
"""As many more while the page takes in new points: 100,000 keep a weak machine busy for a while."""
START_LIMIT = 20_000
"""Milliseconds until a page that never became ready counts as hung."""


class RendererWatch(QObject):
    """Emits `hung`; the one who loads the page tells it what goes on."""

    asked = Signal(int)
    """Goes to the page, whose answer is `alive`."""
    hung = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.crashes = CrashCount()
        self._unanswered = 0
        self._last = 0.0
        self._ping = QTimer(self, interval=PING_EVERY)
        self._ping.timeout.connect(self._ask)
        self._start = QTimer(self, interval=START_LIMIT, singleShot=True)
        self._start.timeout.connect(self.hung)

    def loading(self) -> None:
        """The page begins to load."""
        self._start.start()

    def ready(self) -> None:
        """The page shows its first picture."""
        self._start.stop()
        self._unanswered = 0
        self._ping.start()

    def busy(self) -> None:
        """The page has much to do just now."""
        self._unanswered = -BUSY

    def alive(self, _number: int) -> None:
        """The page has answered."""
        self._unanswered = 0

    def rest(self) -> None:
        """There is no page to watch."""
        self._ping.stop()
        self._start.stop()

    def again(self) -> bool:
        """Count a death; True when the page may be loaded once more."""
        self._ping.stop()
        self._unanswered = 0
        return self.crashes.again(time.monotonic())

    def _ask(self) -> None:
        now = time.monotonic()
        late, self._last = now - self._last > 2 * PING_EVERY / 1000, now
        # Where even we come late the whole machine is slow, and the page is not to blame.
        if not late:
            self._unanswered += 1
        if self._unanswered > PATIENCE:
            self.hung.emit()
        else:
            self.asked.emit(self._unanswered)
