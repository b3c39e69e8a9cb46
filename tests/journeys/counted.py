"""A finger whose touches are counted, and the table of what each journey took."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.touch_events import Finger


class Counting(Finger):
    """Counts taps and swipes from `begin` on, and knows the seconds since."""

    def __init__(self, window: QQuickWindow) -> None:
        super().__init__(window)
        self.begin()

    def begin(self) -> None:
        """A person steps up."""
        self.taps = self.swipes = 0
        self._since = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._since

    def tap_at(self, point: QPoint, hold_s: float = 0.04) -> None:
        self.taps += 1
        super().tap_at(point, hold_s)

    def drag(self, start: QPoint, end: QPoint, *, flick: bool = False) -> None:
        self.swipes += 1
        super().drag(start, end, flick=flick)


@dataclass(frozen=True, slots=True)
class Walked:
    """One journey as it was walked; `allowed` taps, or 0 where there is no limit."""

    number: int
    words: str
    taps: int
    allowed: int
    seconds: float
    swipes: int = 0
    typed: int = 0


class Journeys:
    """What was walked in this run of the tests."""

    def __init__(self) -> None:
        self.walked: list[Walked] = []

    def told(self, number: int, words: str, finger: Counting, allowed: int = 0) -> None:
        """A journey has come to its end. Fails when it took more taps than it may."""
        one = Walked(number, words, finger.taps, allowed, finger.seconds, finger.swipes)
        self.add(one)

    def add(self, one: Walked) -> None:
        """As `told`, for who counts by themselves."""
        self.walked.append(one)
        print(f"journey {one.number}, {one.words}: {one.taps} taps in {one.seconds:.1f} s")
        assert not one.allowed or one.taps <= one.allowed, one

    def write(self, file: Path) -> None:
        """The table in place of the one that stands in the file, under its text."""
        head = file.read_text("utf-8").partition("\n|")[0]
        file.write_text(f"{head}\n" + "\n".join(_table(self.walked)) + "\n", "utf-8")


def _table(walked: Iterable[Walked]) -> list[str]:
    lines = ["| | journey | taps | allowed | swipes | fields typed | seconds |"]
    lines.append("|---|---|---|---|---|---|---|")
    for one in sorted(walked, key=lambda each: (each.number, each.words)):
        lines.append(
            f"| {one.number} | {one.words} | {one.taps} | {one.allowed or '—'} | {one.swipes} "
            f"| {one.typed} | {one.seconds:.1f} |"
        )
    return lines
