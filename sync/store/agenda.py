"""What happens when: the sessions of a day, and the next session of an activity.

Asked of the repeat rules themselves, so that no list of occurrences can run out.
"""

import datetime as dt
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import sub
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy.engine import Connection

from sync.model import Session
from sync.store import bitmaps, engine
from sync.store.errors import DamagedDatabase

DAY_MINUTES = 24 * 60
FIRST_DAY, LAST_DAY = dt.date.min.toordinal(), dt.date.max.toordinal()
ENOUGH = 30
"""Minutes of a session within a part of the day with which it counts there too: who has time from
12 to 17 can come to what runs from 11:30 to 15:00, but hardly to what ends at 12:15."""
FEW = 100
"""Looking one activity's sessions up costs as much as walking past so many."""

# Packed into one number, so that sorting and reading 20,000 rows takes 20 ms instead of 60.
_PACKED = "((start_min << 12 | end_min) << 32) | activity"
_ACTIVITY = 0xFFFFFFFF
_ON_DAY = f"""
SELECT {_PACKED} FROM slot
WHERE weekday = ? AND valid_from <= ? AND valid_to >= ?
  AND slot NOT IN (SELECT slot FROM slot_exception WHERE day = ?)
UNION
SELECT {_PACKED} FROM slot_date WHERE day = ?
ORDER BY 1"""


@dataclass(slots=True)
class Agenda:
    """The sessions that start on one day, by start; minutes since midnight, as rows of columns.

    `ends` counts on after midnight: 1500 is 1 o'clock of the next day.
    """

    day: dt.date
    starts: "array[int]"
    ends: "array[int]"
    activities: "array[int]"
    bits: int
    longest: int
    _sorted: "array[int] | None" = None
    _order: "array[int] | None" = None

    def of(self, members: int, ends_after: int) -> Iterable[tuple[int, int, int]]:
        """(start, end, activity) of at least these activities' sessions that end after a minute,
        by start."""
        first = bisect_left(self.starts, ends_after - self.longest)
        if members.bit_count() * FEW > len(self.starts) - first:
            return self._rows(first)
        found = sorted(row for n in bitmaps.numbers(members) for row in self._sessions(n))
        return ((self.starts[row], self.ends[row], self.activities[row]) for row in found)

    def _sessions(self, n: int) -> Iterator[int]:
        by_activity, order = self.by_activity()
        at = bisect_left(by_activity, n)
        while at < len(by_activity) and by_activity[at] == n:
            yield order[at]
            at += 1

    def by_activity(self) -> "tuple[array[int], array[int]]":
        """The activities in order of number, and at which row each stands; made once."""
        if self._sorted is None or self._order is None:
            order = sorted(range(len(self.activities)), key=self.activities.__getitem__)
            self._order = array("I", order)
            self._sorted = array("I", (self.activities[row] for row in order))
        return self._sorted, self._order

    def _rows(self, first: int) -> Iterator[tuple[int, int, int]]:
        return zip(self.starts[first:], self.ends[first:], self.activities[first:], strict=True)

    def within(self, first: int, before: int, ends_after: int, size: int) -> int:
        """The activities with a session that `Wanted.takes` and that ends after a minute."""
        if first <= 0 and before >= DAY_MINUTES and ends_after <= 0:
            return self.bits
        # Rows stand by start, and what starts after that minute ends after it as well.
        low, high = bisect_left(self.starts, first), bisect_left(self.starts, before)
        sure = max(low, bisect_left(self.starts, ends_after))
        found = self.activities[sure:high].tolist()
        found += [
            self.activities[row]
            for row in range(low, min(sure, high))
            if self.ends[row] > ends_after
        ]
        if before - first >= ENOUGH:
            enough = max(first + ENOUGH, ends_after + 1)
            earliest = bisect_left(self.starts, enough - self.longest, 0, low)
            earlier = zip(self.activities[earliest:low], self.ends[earliest:low], strict=True)
            found += [n for n, end in earlier if end >= enough]
        return bitmaps.of(found, size)


Ranks: TypeAlias = Sequence[int]
"""Each activity's place by id."""


def agenda(connection: Connection, day: dt.date, size: int, ranks: Ranks | None = None) -> Agenda:
    """The agenda of a day. `size` is more than the highest number of an activity; without `ranks`
    their numbers are in the order of their ids."""
    at = day.toordinal()
    packed = engine.column(connection, _ON_DAY, (day.weekday(), at, at, at, at))
    if ranks is not None:
        packed.sort(key=lambda row: (row >> 32, ranks[row & _ACTIVITY]))
    return _agenda(day, packed, size)


def moved(agenda: Agenda, rules: "Mapping[int, Rules]", size: int, ranks: Ranks | None) -> Agenda:
    """The agenda with these activities' sessions by these rules."""
    packed = [
        (start << 12 | end % DAY_MINUTES) << 32 | n
        for start, end, n in agenda._rows(0) if n not in rules
    ]  # fmt: skip
    fresh = [
        (start << 12 | end) << 32 | n
        for n, theirs in rules.items() for start, end in _on(theirs, agenda.day)
    ]  # fmt: skip
    if not fresh and len(packed) == len(agenda.activities):
        return agenda
    packed += fresh
    packed.sort(key=lambda row: (row >> 32, ranks[row & _ACTIVITY] if ranks else row & _ACTIVITY))
    return _agenda(agenda.day, packed, size)


def _agenda(day: dt.date, packed: Sequence[int], size: int) -> Agenda:
    starts = array("H", [each >> 44 for each in packed])
    ends = array("H", [each >> 32 & 0xFFF for each in packed])
    activities = array("I", [each & _ACTIVITY for each in packed])
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end <= start:
            ends[row] = end + DAY_MINUTES
    longest = max(map(sub, ends, starts), default=0)
    return Agenda(day, starts, ends, activities, bitmaps.of(activities, size), longest)


def _on(rules: "Rules", day: dt.date) -> set[tuple[int, int]]:
    at = day.toordinal()
    weekly = {
        (slot.start_min, slot.end_min) for slot in rules.weekly
        if slot.weekday == day.weekday() and slot.valid_from <= at <= slot.valid_to
        and at not in slot.exceptions
    }  # fmt: skip
    return weekly | {(start, end) for date, start, end in rules.dates if date == at}


class Slot(NamedTuple):
    """A weekly rule of one day; minutes since midnight, end on the next day if not later."""

    weekday: int
    start_min: int
    end_min: int
    valid_from: int
    valid_to: int
    exceptions: frozenset[int]


class Rules(NamedTuple):
    """When one activity happens, as stored."""

    weekly: list[Slot]
    dates: list[tuple[int, int, int]]
    """(day, start minute, end minute)."""


pack: Callable[[Rules], bytes] = msgspec.msgpack.Encoder().encode
"""The rules in one piece."""
_unpack = msgspec.msgpack.Decoder(Rules).decode


def rules_of(connection: Connection, activities: Sequence[int]) -> dict[int, Rules]:
    """The stored rules of a page of activities."""
    inside = ",".join(map(str, map(int, activities)))
    found = engine.rows(connection, f"SELECT n, rules FROM activity WHERE n IN ({inside})")
    try:
        return {n: _unpack(rules) for n, rules in found}
    except msgspec.DecodeError as error:
        raise DamagedDatabase(f"the rules of an activity: {error}") from error


class Wanted(NamedTuple):
    """Which sessions count: on these days (empty is any), and see `takes`."""

    days: frozenset[dt.date] = frozenset()
    first: int = 0
    before: int = DAY_MINUTES

    def takes(self, start: int, end: int) -> bool:
        """Whether a session, its end counted on after midnight, begins in [first, before) or has
        `ENOUGH` of it there."""
        within = min(end, self.before) - max(start, self.first)
        return self.first <= start < self.before or within >= ENOUGH


ANY_SESSION = Wanted()
TAKEN = f"""(
  start_min >= :first AND start_min < :before OR min(
    end_min + iif(end_min <= start_min, {DAY_MINUTES}, 0), :before
  ) - max(start_min, :first) >= {ENOUGH})"""
"""The same as `Wanted.takes` of a stored slot or date."""


def minutes_of(first: dt.time | None, before: dt.time | None) -> tuple[int, int]:
    """The minutes since midnight of a part of the day; None is its begin, or its end."""
    return (
        first.hour * 60 + first.minute if first else 0,
        before.hour * 60 + before.minute if before else DAY_MINUTES,
    )


def next_session(
    rules: Rules, now: dt.datetime, zone: ZoneInfo, wanted: Wanted = ANY_SESSION
) -> Session | None:
    """The first wanted session that has not ended at `now`, or None."""
    today = now.astimezone(zone).date().toordinal()
    days = {day.toordinal() for day in wanted.days}
    best: tuple[int, int, int] | None = None

    def offer(day: int, start: int, end: int) -> bool:
        """Whether later days of the same rule need not be asked."""
        nonlocal best
        end = end if end > start else end + DAY_MINUTES
        found = day, start, end
        if not wanted.takes(start, end):
            return True
        if best is not None and found >= best:
            return True
        # Only what started today or yesterday can have ended.
        if day <= today and session_at(day, start, end, zone).end <= now:
            return False
        best = found
        return True

    for weekday, start, end, first, last, without in rules.weekly:
        for day in _days(weekday, max(first, today - 1), last, days):
            if day not in without and offer(day, start, end):
                break
    for day, start, end in rules.dates:
        if day >= today - 1 and (not days or day in days):
            offer(day, start, end)
    return session_at(*best, zone) if best else None


def session_at(day: int, start: int, end: int, zone: ZoneInfo) -> Session:
    """The dated session of a day's ordinal and its minutes, as `sync.model.sessions_on` has it."""
    date = dt.date.fromordinal(day)
    after = date if start < end < DAY_MINUTES else date + dt.timedelta(days=1)
    return Session(
        dt.datetime.combine(date, _time(start), zone), dt.datetime.combine(after, _time(end), zone)
    )


def _days(weekday: int, first: int, last: int, days: set[int]) -> Iterator[int]:
    if days:
        yield from (d for d in sorted(days) if first <= d <= last and (d - 1) % 7 == weekday)
        return
    # Ordinal 1, the first of January of year 1, was a Monday.
    yield from range(first + (weekday - (first - 1)) % 7, last + 1, 7)


def _time(minutes: int) -> dt.time:
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    return dt.time(hour, minute)
