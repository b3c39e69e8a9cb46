"""Whether a code that is seen again is a new scan: it may lie before the camera for a while."""

from __future__ import annotations

import hashlib
from typing import Final

QUIET_S: Final = 2.0


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
