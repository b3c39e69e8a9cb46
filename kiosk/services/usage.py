"""What a city may learn from its visitors without knowing any: counts of visits per day.

Within a visit everything counts once; at its end the counts go to usage.db and the rest is
forgotten. Texts that could name somebody (digits, addresses, sentences) are never counted.
"""

import csv
import datetime as dt
import io
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sync.store.errors import StoreError
from sync.store.text import fold, split
from sync.store.usage import FEEDBACK, NOTHING_FOUND, VIEW, Count, Subject, UsageStore, as_csv

SHORTEST, LONGEST, MOST_WORDS = 3, 40, 3
"""Letters and words of a text that is counted; a longer one is a sentence, which may tell much."""
FACES = ("good", "fair", "bad")
TOPICS = ("finding", "activities", "map", "scan", "screen")
"""What a visitor may say of a visit; there is no room for words of one's own."""

log = logging.getLogger(__name__)


def open_usage(path: Path) -> "Usage | None":
    """The counts of this kiosk; without a disk to keep them on nothing is counted."""
    try:
        return Usage(path)
    except StoreError as error:
        log.warning("nothing is counted: %s", error)
        return None


class Usage:
    """Collects one visit in memory; `record` is for a job thread, the rest for the GUI's."""

    def __init__(self, path: Path) -> None:
        """Raises StoreError when usage.db cannot be opened."""
        self._store = UsageStore(path)
        self._visit: set[Subject] = set()
        self._typing = ""
        self._rating: tuple[str, str] | None = None

    def close(self) -> None:
        self._store.close()

    def viewed(self, activity: str) -> None:
        """An activity's page was opened."""
        self._visit.add((VIEW, activity))

    def searched(self, text: str, total: int) -> None:
        """A text was answered. Only where the typing of a text that finds nothing ended counts."""
        plain = " ".join(fold(word) for word in split(text))
        if self._typing and not plain.startswith(self._typing):
            if not self._typing.startswith(plain) or not plain:
                self._note()
            self._typing = ""
        if total == 0 and _harmless(text, plain):
            self._typing = plain
        elif total == 0:
            self._typing = ""

    def rated(self, face: str, topic: str) -> None:
        """How it was, and of what that is said; what was said before in this visit is undone."""
        if face in FACES and topic in ("", *TOPICS):
            self._rating = (face, topic)

    def leave(self) -> frozenset[Subject]:
        """What the visit that ends leaves behind; it is forgotten here."""
        self._note()
        if self._rating is not None:
            face, topic = self._rating
            self._visit |= {
                (FEEDBACK, said) for said in (face, f"{face}:{topic}" if topic else face)
            }
        left = frozenset(self._visit)
        self._visit.clear()
        self._rating = None
        return left

    def record(self, visit: frozenset[Subject], today: dt.date) -> None:
        """Add a visit's counts to the day."""
        self._store.add(visit, today)

    def finished(self, today: dt.date) -> list[Count]:
        """The counts of the days that are over; for any job thread."""
        return self._store.finished(today)

    def export(self, path: Path, today: dt.date, name: Callable[[str], str]) -> int:
        """Write the finished days as a CSV table for staff, activities with their `name`; how many
        counts."""
        counts = self.finished(today)
        path.write_bytes(table(counts, name))
        return len(counts)

    def _note(self) -> None:
        if self._typing:
            self._visit.add((NOTHING_FOUND, self._typing))
        self._typing = ""


def table(counts: Iterable[Count], name: Callable[[str], str]) -> bytes:
    """The counts as a CSV table that a spreadsheet opens, activities with their `name`."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(as_csv(counts, name))
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class Most:
    """What most visits had in common, as (subject, visits): activities by id that were `seen`,
    words that were sought in vain, `missing`, and what was said of the visit, `said`: a face, or
    a face and a topic with a colon between."""

    seen: tuple[tuple[str, int], ...] = ()
    missing: tuple[tuple[str, int], ...] = ()
    said: tuple[tuple[str, int], ...] = ()


def most(counts: Iterable[Count], since: dt.date, number: int) -> Most:
    """The most frequent ones from a day on."""
    kinds = (VIEW, NOTHING_FOUND, FEEDBACK)
    found: dict[str, Counter[str]] = {what: Counter() for what in kinds}
    for count in counts:
        if count.day >= since and count.what in found:
            found[count.what][count.subject] += count.visits
    seen, missing, said = (tuple(found[what].most_common(number)) for what in kinds)
    return Most(seen, missing, said)


def _harmless(text: str, plain: str) -> bool:
    words = plain.split()
    letters = all(word.isalpha() for word in words)
    return (
        len(plain) >= SHORTEST and len(text) <= LONGEST and len(words) <= MOST_WORDS and letters
        and "@" not in text
    )  # fmt: skip
