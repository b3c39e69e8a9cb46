"""How an import says how far it is: one line on a terminal, a line now and then in a log."""

import sys
import time
from collections.abc import Callable
from typing import Protocol, TextIO

TERMINAL_S, LOG_S = 0.1, 10.0
"""How often it says something anew; an import that is over sooner leaves nothing in a log."""


class OnRows(Protocol):
    """Hears what is being read or written, rows so far, and the share of the whole that they are
    (0 when nobody knows)."""

    def __call__(self, name: str, rows: int, share: float = 0.0) -> None:
        """So far."""


def silent(name: str, rows: int, share: float = 0.0) -> None:
    """For whoever shows nothing."""


class Progress:
    """Rate and rest are of what stands in the line: of this file, this feed, this kind."""

    def __init__(
        self, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._out = out or sys.stderr
        self._clock = clock
        self._terminal = self._out.isatty()
        self._name = ""
        self._begun = self._said = clock()
        self._shown = False

    def __call__(self, name: str, rows: int, share: float = 0.0) -> None:
        """`OnRows`."""
        now = self._clock()
        if name != self._name:
            self._name, self._begun = name, now
        if now - self._said < (TERMINAL_S if self._terminal else LOG_S):
            return
        self._said, self._shown = now, True
        text = said(name, rows, share, now - self._begun)
        self._out.write(f"\r{text}\x1b[K" if self._terminal else f"{text}\n")
        self._out.flush()

    def end(self) -> None:
        """Leave the line to what is said next."""
        if self._terminal and self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()
        self._shown = False


def said(name: str, rows: int, share: float, seconds: float) -> str:
    """The line; what is not known is not in it."""
    parts = [f"{name}: {rows:,} rows"]
    if share > 0:
        parts.append(f"{min(share, 1.0):.0%}")
    if seconds >= 1:
        parts.append(f"{rows / seconds:,.0f}/s")
        if 0 < share < 1:
            parts.append(f"about {seconds * (1 - share) / share:.0f} s left")
    return ", ".join(parts)
