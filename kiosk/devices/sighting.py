"""Pure parts of looking at frames: which code is meant, and whether it is news."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from kiosk.badges.decode import Code

QUIET_S: Final = 2.0


def most_central(codes: Sequence[Code], width: int, height: int) -> Code | None:
    """The code a visitor means when several are in the picture: the one nearest its middle."""
    return min(codes, key=lambda code: _distance(code, width, height), default=None)


def _distance(code: Code, width: int, height: int) -> float:
    if not code.corners:
        return float("inf")
    x = sum(corner[0] for corner in code.corners) / len(code.corners)
    y = sum(corner[1] for corner in code.corners) / len(code.corners)
    return (x - width / 2) ** 2 + (y - height / 2) ** 2


class Debounce:
    """A code that stays in view is one scan; it counts again `quiet_s` after it was last seen.

    Only a digest is kept, so no secret outlives its scan here.
    """

    def __init__(self, quiet_s: float = QUIET_S) -> None:
        self._quiet = quiet_s
        self._digest = b""
        self._seen_at = float("-inf")

    def is_news(self, payload: bytes, now_s: float) -> bool:
        """Whether this sighting is a new scan. `now_s` is monotonic time."""
        digest = hashlib.sha256(payload).digest()
        news = digest != self._digest or now_s - self._seen_at > self._quiet
        self._digest, self._seen_at = digest, now_s
        return news

    def forget(self) -> None:
        """The next sighting is news."""
        self._digest, self._seen_at = b"", float("-inf")
