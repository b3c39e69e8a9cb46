"""Is it a scanner or a hand? Keys by their timing, without Qt.

A scanner types faster than any hand and ends with Enter or Tab. Its keys are held back until
that is clear, and what it typed never reaches a form. A burst with a Ctrl, Alt, Meta or
function key in it is an attack (BadBarcode) and is dropped whole.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

MAX_GAP_MS: Final = 50
MIN_LENGTH: Final = 6
MAX_LENGTH: Final = 4_096
TAIL_MS: Final = 500
"""What follows a run that broke off, this soon, is the rest of it: neither a scan nor a person."""


class Sort(enum.Enum):
    """What one key press is to us."""

    TEXT = enum.auto()
    END = enum.auto()
    FORBIDDEN = enum.auto()


class Ending(enum.Enum):
    """How a run of keys turned out. TYPED belongs to a person, the others never reach a form."""

    TYPED = "typed"
    SCAN = "scan"
    FORBIDDEN_KEYS = "forbidden_keys"
    TOO_LONG = "too_long"
    NO_END = "no_end"


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run; `text` is empty unless it is a scan, and hidden: it may be a secret."""

    ending: Ending
    text: str = ""

    def __repr__(self) -> str:
        return f"Run({self.ending.name}, {len(self.text)} characters)"


class Burst:
    """Collects presses; times are milliseconds of the event's own clock.

    The event's clock and not ours, so that a stalled screen cannot tear a scan apart.
    """

    def __init__(self, max_gap_ms: int = MAX_GAP_MS, min_length: int = MIN_LENGTH) -> None:
        self._max_gap = max_gap_ms
        self._min_length = min_length
        self._text: list[str] = []
        self._length = 0
        self._forbidden = False
        self._last_ms: int | None = None
        self._broke_off_ms: int | None = None
        self._is_tail = False

    @property
    def open(self) -> bool:
        """Whether a run has begun and not ended."""
        return self._last_ms is not None

    def is_late(self, at_ms: int) -> bool:
        """Whether a key at this time no longer belongs to the open run."""
        return self._last_ms is not None and at_ms - self._last_ms > self._max_gap

    def press(self, sort: Sort, text: str, at_ms: int) -> Run | None:
        """Add a key to the run; the run, if this key ended it.

        An end key after fewer keys than a code has is a person's Enter.
        """
        if self._last_ms is None:
            broke_off, self._broke_off_ms = self._broke_off_ms, None
            self._is_tail = broke_off is not None and 0 <= at_ms - broke_off <= TAIL_MS
        self._last_ms = at_ms
        if sort is Sort.FORBIDDEN:
            self._forbidden = True
            return None
        if sort is Sort.TEXT:
            self._length += len(text)
            if self._length <= MAX_LENGTH:
                self._text.append(text)
            return None
        return self._finish(ended=True)

    def time_out(self) -> Run:
        """No further key came in time."""
        return self._finish(ended=False)

    def _finish(self, *, ended: bool) -> Run:
        run = self._judge(ended)
        if run.ending is Ending.NO_END and not ended:
            self._broke_off_ms = self._last_ms
        self._text.clear()
        self._length = 0
        self._forbidden = False
        self._last_ms = None
        return run

    def _judge(self, ended: bool) -> Run:
        if self._forbidden:
            return Run(Ending.FORBIDDEN_KEYS)
        if self._is_tail:
            return Run(Ending.NO_END)
        if self._length < self._min_length:
            return Run(Ending.TYPED)
        if self._length > MAX_LENGTH:
            return Run(Ending.TOO_LONG)
        return Run(Ending.SCAN, "".join(self._text)) if ended else Run(Ending.NO_END)
