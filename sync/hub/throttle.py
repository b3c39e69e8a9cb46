"""Against guessing: after some failures an address has to wait."""

import threading
import time
from collections import OrderedDict, deque

from sync.hub.problems import HubProblem

_ADDRESSES = 10_000


class Throttle:
    """Lets each address fail `count` times in `seconds`, then refuses until the oldest is over."""

    def __init__(self, count: int, seconds: float) -> None:
        self._count = count
        self._seconds = seconds
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raise 429 after too many failures."""
        with self._lock:
            times = self._failures.get(address, deque[float]())
            now = time.monotonic()
            while times and times[0] < now - self._seconds:
                times.popleft()
            if len(times) >= self._count:
                wait = {"Retry-After": str(int(times[0] + self._seconds - now) + 1)}
                raise HubProblem(429, "too_many_failures", "too many wrong codes", wait)

    def failed(self, address: str) -> None:
        """Count one failure."""
        with self._lock:
            self._failures.setdefault(address, deque()).append(time.monotonic())
            self._failures.move_to_end(address)
            if len(self._failures) > _ADDRESSES:
                self._failures.popitem(last=False)
