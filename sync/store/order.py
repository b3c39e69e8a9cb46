"""In what order activities come when it is not by how well they fit: by time or by distance."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sync.model import Kind
from sync.store import bitmaps, engine
from sync.store.agenda import ANY_SESSION, DAY_MINUTES, TAKEN, Wanted, next_session
from sync.store.distance import metres

if TYPE_CHECKING:
    from sync.store.search import Search

AGENDA_DAYS = 15
"""Days looked through one by one for the next sessions, before asking the rules."""
SPARSE = 20
"""A set with fewer members than one in so many is sorted rather than looked for."""
FEW_LATER = 100
"""Up to so many activities are asked one by one when they next happen, which takes 1 ms."""


def upcoming(search: Search, found: int, wanted: Wanted = ANY_SESSION) -> Iterator[int]:
    """The activities by their next wanted session; those that have none come last.

    The session of each is noted in `search.sessions`.
    """
    left, today = found, search.today
    noted = search.sessions.setdefault(wanted, {})
    whole = wanted.first <= 0 and wanted.before >= DAY_MINUTES
    days = sorted(wanted.days) or [today + dt.timedelta(d) for d in range(-1, AGENDA_DAYS)]
    for day in days:
        happening, passed = search.agenda(day), search.minutes_passed(day)
        here = left & happening.bits
        if not here:
            continue
        members, at = bitmaps.octets(here, search.index.size), day.toordinal()
        seen: set[int] = set()
        for start, end, n in happening.of(here, passed):
            if (
                end > passed and (whole or wanted.takes(start, end))
                and members[n >> 3] >> (n & 7) & 1 and n not in seen
            ):  # fmt: skip
                seen.add(n)
                noted[n] = at, start, end
                yield n
        left &= ~bitmaps.of(seen, search.index.size)
    yield from _later(search, left, wanted)


def soonest(search: Search, found: int, wanted: Wanted) -> Iterator[int]:
    """By start; what is online runs all day, and would stand before all that one can go to."""
    online = search.index.any_of("kind", (Kind.DIGITAL,))
    yield from upcoming(search, found & ~online, wanted)
    yield from upcoming(search, found & online, wanted)


def in_tiers(search: Search, sets: Iterable[int], wanted: Wanted) -> Iterator[int]:
    """The members of the first set by their next session, then the rest of the second, ..."""
    before = 0
    for bits in sets:
        yield from upcoming(search, bits & ~before, wanted)
        before |= bits


def nearest(search: Search, found: int, near: tuple[float, float]) -> Iterator[int]:
    """By distance from `near`; those without a position come last."""
    ranking: Ranking = search.index.keep(
        ("near", near), lambda: Ranking(_by_distance(search, near), search.index.size)
    )
    return ranking.of(found)


class Ranking:
    """All activities in an order that holds for a revision; of a set, the members in it."""

    def __init__(self, ordered: list[int], size: int) -> None:
        self._ordered = array("I", ordered)
        self._rank = array("I", bytes(4 * size))
        for rank, n in enumerate(ordered):
            self._rank[n] = rank

    def of(self, bits: int) -> Iterator[int]:
        """The members of this set, in order."""
        if bits.bit_count() * SPARSE < len(self._ordered):
            return iter(sorted(bitmaps.numbers(bits), key=self._rank.__getitem__))
        members = bitmaps.octets(bits, len(self._rank))
        return (n for n in self._ordered if members[n >> 3] >> (n & 7) & 1)


def _by_distance(search: Search, near: tuple[float, float]) -> list[int]:
    # Places are sorted, not activities: sorting these would hold Python's lock for 0.1 s.
    index = search.index
    at: dict[str, list[int]] = {}
    for n in index.by_id(bitmaps.numbers(index.all)):
        at.setdefault(index.places[n], []).append(n)
    away = {place: metres(near, position) for place, position in index.positions.items()}
    far = float("inf")
    return [n for place in sorted(at, key=lambda each: (away.get(each, far), each))
            for n in at[place]]  # fmt: skip


def _later(search: Search, left: int, wanted: Wanted) -> Iterable[int]:
    """Those that nothing was found of in the days looked through."""
    if left.bit_count() > FEW_LATER and not wanted.days:
        return later(search, wanted).of(left)
    far = dt.datetime.max.replace(tzinfo=dt.UTC)
    starts = []
    for n, rules in search.rules_of(list(bitmaps.numbers(left))).items():
        session = next_session(rules, search.now, search.zone, wanted)
        starts.append((session.start if session else far, search.index.ids[n], n))
    return [n for _, _, n in sorted(starts)]


def later(search: Search, wanted: Wanted = ANY_SESSION) -> Ranking:
    """By the first wanted session after the days looked through; 0.7 s for 100,000, once a day."""
    found: Ranking = search.index.keep(
        ("later", search.today, wanted, search.moved.key),
        lambda: Ranking(_all_later(search, wanted), search.index.size),
    )
    return found


def _all_later(search: Search, wanted: Wanted) -> list[int]:
    first = search.today.toordinal() + AGENDA_DAYS
    rows = engine.rows(
        search.connection,
        _FIRST_AFTER,
        {"day": first, "first": wanted.first, "before": wanted.before},
    )
    starts: dict[int, int] = {n: start for n, start, _ in rows}
    after = dt.datetime.combine(dt.date.fromordinal(first), dt.time(), search.zone)
    unsure = [*(n for n, _, excepted in rows if excepted), *search.moved.rules]
    for n, rules in search.rules_of(unsure).items():
        session = next_session(rules, after, search.zone, wanted)
        if session is None:
            starts.pop(n, None)
        else:
            start = session.start
            starts[n] = start.toordinal() << 12 | start.hour * 60 + start.minute
    never = dt.date.max.toordinal() << 12
    by_id = search.index.by_id(bitmaps.numbers(search.index.all))
    return sorted(by_id, key=lambda n: starts.get(n, never))


# Ordinal 1, the first of January of year 1, was a Monday.
_FIRST_AFTER = f"""
WITH rule AS (
  SELECT slot, activity, start_min, valid_to, max(valid_from, :day) AS begun, weekday FROM slot
  WHERE {TAKEN}),
occurrence AS (
  SELECT slot, activity, start_min, valid_to,
         begun + ((weekday - (begun - 1)) % 7 + 7) % 7 AS day FROM rule),
first AS (
  SELECT activity, day << 12 | start_min AS start,
         EXISTS (SELECT 1 FROM slot_exception e WHERE e.slot = o.slot AND e.day = o.day) AS excepted
  FROM occurrence o WHERE day <= valid_to
  UNION ALL
  SELECT activity, day << 12 | start_min, 0 FROM slot_date WHERE day >= :day AND {TAKEN})
SELECT activity, min(start), max(excepted) FROM first GROUP BY activity"""
