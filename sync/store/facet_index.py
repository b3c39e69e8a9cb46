"""For each filter the activities it leaves, as bitmaps: what makes facet counts cheap.

Made from the activity table where the catalogue is published, and brought up to date there by the
rows that changed; see `sync.store.facet_file`. The values are never changed in place, so a thread
may go on with an older one.
"""

import datetime as dt
import threading
from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy.engine import Connection

from sync.store import bitmaps, engine, vocabulary
from sync.store.agenda import Agenda, Ranks, agenda

OLDEST_ASKED = 120
"""Years; ages above are not told apart."""
MANY_CHANGED = 2000
"""From so many changed rows on, reading everything anew is quicker."""
DAYS_KEPT = 60
"""Agendas kept; each takes 200 KB with 100,000 activities."""
KEPT_BYTES = 48 * 1024 * 1024
"""Room for the bitmaps of words and places of one revision."""
KEPT_MOST = 20_000
"""Bitmaps kept, however small."""

Key: TypeAlias = tuple[str, Hashable]

_ROW = """
SELECT n, id, kind, free, price_cents, age_min, age_max, district, remaining, drop_in,
       subsidy_eligible, wheelchair, languages, place, lat, lon, price_period, classes, needs
FROM activity"""
_TOPICS = "SELECT activity, topic, position FROM activity_topic"
_CHANGED = """
SELECT n FROM activity WHERE changed > ? UNION SELECT n FROM activity_gone WHERE changed > ?
LIMIT ?"""


@dataclass(slots=True)
class FacetIndex:
    """The bitmaps of one revision. `size` is more than the highest number."""

    revision: int
    size: int
    ids: list[str]
    places: list[str]
    first_topics: list[str]
    positions: dict[str, tuple[float, float]]
    bits: dict[Key, int]
    warmed: bool = False
    _words: list[str] | None = None
    _ranked: tuple[Ranks | None] | None = None
    _values: dict[str, list[Any]] | None = None
    _agendas: dict[dt.date, Agenda] = field(default_factory=dict)
    _kept: dict[Hashable, Any] = field(default_factory=dict)
    _pinned: dict[Hashable, Any] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def all(self) -> int:
        """Every activity."""
        return self.bits.get(("all", ""), 0)

    def has(self, group: str, value: Hashable = "") -> int:
        """The activities with this value; none if nobody has it."""
        return self.bits.get((group, value), 0)

    def values(self, group: str) -> list[Any]:
        """The values of a group that occur."""
        if self._values is None:
            found: defaultdict[str, list[Any]] = defaultdict(list)
            for name, value in self.bits:
                found[name].append(value)
            self._values = found
        return self._values.get(group, [])

    def any_of(self, group: str, values: Iterable[Hashable]) -> int:
        """The activities with one of these values."""
        found = 0
        for value in values:
            found |= self.has(group, value)
        return found

    def words(self, connection: Connection) -> list[str]:
        """Every word of the search index, sorted, read at most once for a revision."""
        if self._words is None:
            self._words = vocabulary.words(connection)
        return self._words

    def agenda(self, connection: Connection, day: dt.date) -> Agenda:
        """The day's agenda, read at most once for a revision."""
        found = self._agendas.get(day)
        if found is None:
            if len(self._agendas) >= DAYS_KEPT:
                self._agendas.clear()
            found = self._agendas[day] = agenda(connection, day, self.size, self.ranks())
        return found

    def ranks(self) -> Ranks | None:
        """Each activity's place by id; None where their numbers are in that order already, as they
        are until one that comes later takes a number that was given back."""
        if self._ranked is None:
            known = [n for n, id in enumerate(self.ids) if id]
            ordered = sorted(known, key=self.ids.__getitem__)
            ranks = array("I", bytes(4 * self.size))
            for rank, n in enumerate(ordered):
                ranks[n] = rank
            self._ranked = (None if ordered == known else ranks,)
        return self._ranked[0]

    def by_id(self, numbers: Iterable[int]) -> list[int]:
        """These activities, which come in the order of their numbers, by id."""
        ranks = self.ranks()
        return list(numbers) if ranks is None else sorted(numbers, key=ranks.__getitem__)

    def keep(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """A value that holds for this revision, made at most once while it is kept."""
        found = self._pinned.get(key)
        if found is not None:
            return found
        found = self._kept.get(key)
        if found is None:
            found = make()
        with self._lock:
            # What was asked last stands last, and the first one goes when room is short.
            self._kept.pop(key, None)
            self._kept[key] = found
            room = min(KEPT_MOST, KEPT_BYTES * 8 // self.size)
            while len(self._kept) > max(room - len(self._pinned), room // 8):
                del self._kept[next(iter(self._kept))]
        return found

    def pin(self) -> None:
        """What is kept by now stays for as long as this revision."""
        with self._lock:
            self._pinned, self._kept = self._kept, {}
            self.warmed = True


def load(connection: Connection, revision: int) -> FacetIndex:
    """Read everything; about 1 s for 100,000 activities."""
    rows = engine.rows(connection, _ROW)
    topics = engine.rows(connection, _TOPICS)
    highest: int = connection.exec_driver_sql(
        "SELECT coalesce(max(n), 0) FROM activity"
    ).scalar_one()
    index = FacetIndex(revision, highest + 1, [], [], [], {}, {})
    _grow(index)
    _fill(index, rows, topics)
    return index


def refresh(connection: Connection, old: FacetIndex, revision: int) -> FacetIndex:
    """The index of a later revision."""
    changed = list(
        connection.exec_driver_sql(_CHANGED, (old.revision, old.revision, MANY_CHANGED)).scalars()
    )
    if len(changed) >= MANY_CHANGED:
        return load(connection, revision)
    size = max([old.size, *(n + 1 for n in changed)])
    mask = ~bitmaps.of(changed, size)
    index = FacetIndex(
        revision, size, list(old.ids), list(old.places), list(old.first_topics),
        dict(old.positions), {key: bits & mask for key, bits in old.bits.items()},
    )  # fmt: skip
    _grow(index)
    inside = ",".join(map(str, changed))
    rows = engine.rows(connection, f"{_ROW} WHERE n IN ({inside})")
    topics = engine.rows(connection, f"{_TOPICS} WHERE activity IN ({inside})")
    _fill(index, rows, topics)
    return index


def _grow(index: FacetIndex) -> None:
    for column in (index.ids, index.places, index.first_topics):
        column.extend([""] * (index.size - len(column)))


def _fill(index: FacetIndex, rows: Sequence[Any], topics: Sequence[Any]) -> None:
    groups: defaultdict[Key, list[int]] = defaultdict(list)
    ages: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (n, id, kind, free, price, youngest, oldest, district, remaining, drop_in, subsidy,
         wheelchair, languages, place, lat, lon, period, classes, needs) in rows:  # fmt: skip
        index.ids[n], index.places[n] = id, place
        if lat is not None:
            index.positions[place] = (lon, lat)
        groups["all", ""].append(n)
        groups["kind", kind].append(n)
        groups["price", price].append(n)
        groups["district", district].append(n)
        ages[youngest, oldest].append(n)
        for flag, name in ((free, "free"), (remaining or drop_in, "places_left"),
                           (drop_in, "drop_in"), (subsidy, "subsidy"),
                           (wheelchair, "wheelchair")):  # fmt: skip
            if flag:
                groups[name, ""].append(n)
        if subsidy and price is not None:
            groups["relieved", (period, price)].append(n)
        for group, values in (("language", languages.split()), ("class", classes.splitlines()),
                              ("need", needs.splitlines())):  # fmt: skip
            for value in values:
                groups[group, value].append(n)
    for n, topic, position in topics:
        groups["topic", topic].append(n)
        if position == 0:
            index.first_topics[n] = topic
    for key, numbers in groups.items():
        index.bits[key] = index.bits.get(key, 0) | bitmaps.of(numbers, index.size)
    for (youngest, oldest), numbers in ages.items():
        covered = bitmaps.of(numbers, index.size)
        for age in range(max(0, youngest), min(oldest, OLDEST_ASKED) + 1):
            index.bits["age", age] = index.bits.get(("age", age), 0) | covered
