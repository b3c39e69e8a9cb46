"""How often the page may die before the list takes over for good."""

from collections import deque

LIMIT = 3
WINDOW = 60.0
"""Seconds."""


class CrashCount:
    """Counts crashes within a window of time."""

    def __init__(self, limit: int = LIMIT, window: float = WINDOW) -> None:
        self.total = 0
        self._limit = limit
        self._window = window
        self._times: deque[float] = deque()

    def again(self, now: float) -> bool:
        """Note a crash at `now` (seconds); True when the page may be loaded once more."""
        self.total += 1
        self._times.append(now)
        while self._times and now - self._times[0] > self._window:
            self._times.popleft()
        return len(self._times) <= self._limit
