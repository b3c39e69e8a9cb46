"""A visitor's query against the catalogue: which activities, how many by facet, in what order."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from itertools import islice
from operator import and_, or_
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from sync.model import Kind, Period, Session
from sync.model.query import (
    AGE_BANDS,
    DAY_PARTS,
    DISTANCE_STEPS,
    PRICE_STEPS,
    ActivityQuery,
    Facets,
    Hit,
    SearchPage,
    week,
    weekend,
)
from sync.store import bitmaps, engine
from sync.store.agenda import ANY_SESSION, DAY_MINUTES, Wanted, next_session, rules_of
from sync.store.distance import metres
from sync.store.facet_index import FacetIndex
from sync.store.ranking import by_score, tiers
from sync.store.typing_errors import similar_words
from sync.store.words import Word, words_of

RANKED = 1000
"""Up to so many matches of its words each is scored, which takes 2 ms; of more, the soonest of
each tier come first."""
AGENDA_DAYS = 15
"""Days looked through one by one for the next sessions, before asking each activity."""
Filters: TypeAlias = dict[str, int]


@dataclass(frozen=True, slots=True)
class Search:
    """One search in one state of the catalogue."""

    connection: Connection
    index: FacetIndex
    now: dt.datetime
    zone: ZoneInfo

    def page(self, query: ActivityQuery) -> SearchPage:
        """The page of hits with its facets."""
        words = self._words(query)
        filters = self.filters(query, words)
        found = self._all_of(filters)
        order = self._order(query, words, found)
        chosen = list(islice(order, query.offset, query.offset + query.limit))
        return SearchPage(
            hits=self.hits(chosen, query),
            total=found.bit_count(),
            facets=self._facets(filters, query),
            corrected=" ".join(w.corrected or w.typed for w in words)
            if any(w.corrected for w in words) else "",
        )  # fmt: skip

    def found(self, query: ActivityQuery) -> int:
        """The set of activities that fit."""
        return self._all_of(self.filters(query, self._words(query)))

    def filters(self, query: ActivityQuery, words: Sequence[Word]) -> Filters:
        """The set that each wish of the query leaves, by the wish's name."""
        index, sets = self.index, Filters()
        for word in words:
            sets[f"text {word.expression}"] = self.finds(word)
        if query.topics:
            sets["topics"] = index.any_of("topic", query.topics)
        if query.kinds:
            sets["kinds"] = index.any_of("kind", query.kinds)
        if query.age:
            sets["ages"] = index.any_of("age", range(query.age[0], query.age[1] + 1))
        if query.max_price_cents is not None:
            relief = query.relief if query.after_relief else None
            sets["price"] = self._up_to(query.max_price_cents, relief)
        if query.day or query.days or query.time_from or query.time_to:
            sets["days"] = self._happening(query)
        for name, value in (("district", query.district), ("language", query.language)):
            if value:
                sets[name] = index.has(name, value)
        if query.classes:
            sets["classes"] = index.any_of("class", query.classes)
        for need in query.needs:
            sets[f"need {need}"] = index.has("need", need)
        if query.within_m is not None and query.near:
            sets["within"] = self._within(query.near, query.within_m)
        for name in ("free", "wheelchair", "places_left", "subsidy", "drop_in"):
            if getattr(query, name):
                sets[name] = index.has(name)
        for column, value in (("place", query.place), ("organizer", query.organizer)):
            if value:
                sets[column] = self._rows(f"SELECT n FROM activity WHERE {column} = ?", value)
        if query.bounds:
            west, south, east, north = query.bounds
            sets["bounds"] = self._rows(
                "SELECT n FROM activity WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
                south, north, west, east,
            )  # fmt: skip
        return sets

    def hits(self, numbers: Sequence[int], query: ActivityQuery) -> tuple[Hit, ...]:
        """The activities with their next wanted session and their distance."""
        wanted = wanted_sessions(query)
        rules = rules_of(self.connection, numbers) if numbers else {}
        found = []
        for n in numbers:
            session = next_session(rules[n], self.now, self.zone, wanted)
            start, end = session or (None, None)
            found.append(Hit(self.index.ids[n], start, end, self._distance(n, query)))
        return tuple(found)

    def upcoming(self, found: int, wanted: Wanted = ANY_SESSION) -> Iterator[int]:
        """The activities by their next wanted session; those that have none come last."""
        left = found
        today = self.now.astimezone(self.zone).date()
        days = sorted(wanted.days) or [today + dt.timedelta(d) for d in range(-1, AGENDA_DAYS)]
        for day in days:
            happening = self.index.agenda(self.connection, day)
            here = left & happening.bits
            if not here:
                continue
            members = bitmaps.Members(here)
            seen: set[int] = set()
            passed = self._minutes_passed(day)
            for start, end, n in happening.of(here):
                if (
                    end > passed and wanted.first <= start < wanted.before
                    and n in members and n not in seen
                ):  # fmt: skip
                    seen.add(n)
                    yield n
            left &= ~bitmaps.of(seen, self.index.size)
        yield from self._later(list(bitmaps.numbers(left)), wanted)

    def _later(self, numbers: list[int], wanted: Wanted) -> list[int]:
        rules = rules_of(self.connection, numbers) if numbers else {}
        far = Session(dt.datetime.max.replace(tzinfo=dt.UTC), self.now)
        starts = {n: next_session(rules[n], self.now, self.zone, wanted) or far for n in numbers}
        return sorted(numbers, key=lambda n: (starts[n].start, n))

    def _order(self, query: ActivityQuery, words: Sequence[Word], found: int) -> Iterable[int]:
        if query.order == "distance" and query.near:
            return self._nearest(found, query.near)
        if query.order == "time" or not words:
            return self._soonest(found, wanted_sessions(query))
        sets = tiers(self, words, found)
        if sum(self.finds(word).bit_count() for word in words) <= RANKED:
            return by_score(self, words, sets)
        return self._in_tiers(sets, wanted_sessions(query))

    def _in_tiers(self, sets: Iterable[int], wanted: Wanted) -> Iterator[int]:
        before = 0
        for bits in sets:
            yield from self.upcoming(bits & ~before, wanted)
            before |= bits

    def _soonest(self, found: int, wanted: Wanted) -> Iterable[int]:
        """By start; what is online runs all day, and would stand before all that one can go to."""
        online = self.index.any_of("kind", (Kind.DIGITAL,))
        there, anywhere = found & ~online, found & online
        return _chain(
            partial(self.upcoming, there, wanted), partial(self.upcoming, anywhere, wanted)
        )

    def _nearest(self, found: int, near: tuple[float, float]) -> Iterable[int]:
        members = bitmaps.Members(found)
        nearest: list[int] = self.index.keep(("near", near), lambda: self._by_distance(near))
        return (n for n in nearest if n in members)

    def _by_distance(self, near: tuple[float, float]) -> list[int]:
        far, places = float("inf"), self.index.places
        away = {place: metres(near, at) for place, at in self.index.positions.items()}
        every = bitmaps.numbers(self.index.all)
        return sorted(every, key=lambda n: (away.get(places[n], far), n))

    def _up_to(self, cents: int, relief: tuple[Period, int] | None) -> int:
        index = self.index
        prices = (price for price in index.values("price") if price is not None)
        found = index.any_of("price", (price for price in prices if price <= cents))
        if relief is None:
            return found
        period, less = relief
        lowered = (
            key for key in index.values("relieved") if key[0] == period and key[1] - less <= cents
        )
        return found | index.any_of("relieved", lowered)

    def _within(self, near: tuple[float, float], reach: int) -> int:
        def make() -> int:
            index = self.index
            close = {place for place, at in index.positions.items() if metres(near, at) <= reach}
            inside = (n for n, place in enumerate(index.places) if place in close)
            return bitmaps.of(inside, index.size) & index.all

        found: int = self.index.keep(("within", near, reach), make)
        return found

    def _facets(self, filters: Filters, query: ActivityQuery) -> Facets:
        index = self.index
        every = self._all_of(filters)

        def without(name: str) -> int:
            if name not in filters:
                return every
            return self._all_of({key: bits for key, bits in filters.items() if key != name})

        def count(name: str) -> int:
            return (without(name) & index.has(name)).bit_count()

        def counts(name: str, group: str) -> dict[str, int]:
            base = without(name)
            return {value: (base & index.has(group, value)).bit_count()
                    for value in index.values(group)}  # fmt: skip

        base = without("ages")
        ages = {band: (base & self._band(band)).bit_count() for band in AGE_BANDS}
        today = self.now.astimezone(self.zone).date()
        base = without("days")
        wanted = wanted_sessions(query)
        on = {day: base & self._happening_on(day, wanted.first, wanted.before)
              for day in (*week(today), *weekend(today))}  # fmt: skip
        spans = {
            span: reduce(or_, (on[day] for day in span)).bit_count()
            for span in (week(today), weekend(today))
        }
        parts = {
            part: (base & self._happening(replace(query, time_from=part[0], time_to=part[1])))
            .bit_count() for part in DAY_PARTS
        }  # fmt: skip
        price = without("price")
        reliefs = {False: None, True: query.relief} if query.relief else {False: None}
        prices = {
            (cents, after): (price & self._up_to(cents, relief)).bit_count()
            for after, relief in reliefs.items() for cents in PRICE_STEPS
        }  # fmt: skip
        near, close = query.near, without("within")
        distances = {
            reach: (close & self._within(near, reach)).bit_count() for reach in DISTANCE_STEPS
        } if near else {}  # fmt: skip
        # Each need narrows further, so a need is counted beside those that are already asked.
        needs = {need: (every & index.has("need", need)).bit_count()
                 for need in index.values("need")}  # fmt: skip
        return Facets(
            topics=counts("topics", "topic"),
            kinds={Kind(kind): number for kind, number in counts("kinds", "kind").items()},
            ages=ages, classes=counts("classes", "class"), needs=needs,
            languages=counts("language", "language"),
            days={day: on[day].bit_count() for day in week(today)}, spans=spans, day_parts=parts,
            prices=prices, distances=distances, free=count("free"), drop_in=count("drop_in"),
            places_left=count("places_left"), wheelchair=count("wheelchair"),
            subsidy=count("subsidy"),
        )  # fmt: skip

    def _band(self, band: tuple[int, int]) -> int:
        found: int = self.index.keep(
            ("band", band), lambda: self.index.any_of("age", range(band[0], band[1] + 1))
        )
        return found

    def _all_of(self, filters: Filters) -> int:
        return reduce(and_, filters.values(), self.index.all)

    def _words(self, query: ActivityQuery) -> tuple[Word, ...]:
        return words_of(query.text, self.matches, self._similar)

    def _similar(self, plain: str) -> list[str]:
        found: list[str] = self.index.keep(
            ("similar", plain), lambda: similar_words(self.index.words(self.connection), plain)
        )
        return found

    def finds(self, word: Word, columns: str = "") -> int:
        """The activities with this word, in these columns ("{name} : ") or anywhere."""
        return reduce(or_, (self.matches(columns + atom) for atom in word.atoms))

    def matches(self, atom: str) -> int:
        """The activities that one atom of the search index finds."""
        return self._rows("SELECT rowid FROM search WHERE search MATCH ?", atom)

    def _rows(self, sql: str, *values: object) -> int:
        def make() -> int:
            return bitmaps.of(engine.column(self.connection, sql, values), self.index.size)

        found: int = self.index.keep((sql, values), make)
        return found

    def _happening(self, query: ActivityQuery) -> int:
        wanted = wanted_sessions(query)
        if wanted.days:
            found = 0
            for day in wanted.days:
                found |= self._happening_on(day, wanted.first, wanted.before)
            return found
        today = self.now.astimezone(self.zone).date().toordinal()
        return self._rows(
            "SELECT activity FROM slot WHERE start_min >= ? AND start_min < ? AND valid_to >= ?"
            " UNION SELECT activity FROM slot_date"
            " WHERE start_min >= ? AND start_min < ? AND day >= ?",
            *(wanted.first, wanted.before, today), *(wanted.first, wanted.before, today),
        )  # fmt: skip

    def _happening_on(self, day: dt.date, first: int, before: int) -> int:
        passed = self._minutes_passed(day)
        happening = self.index.agenda(self.connection, day)
        if first <= 0 and before >= DAY_MINUTES and passed <= 0:
            return happening.bits
        found: int = self.index.keep(
            ("day", day, first, before, max(0, passed)),
            lambda: happening.within(first, before, passed, self.index.size),
        )
        return found

    def _minutes_passed(self, day: dt.date) -> int:
        """Minutes of the day that are over; under 0 before it, over 1440 after it."""
        local = self.now.astimezone(self.zone)
        days = (local.date() - day).days
        return days * DAY_MINUTES + local.hour * 60 + local.minute

    def _distance(self, n: int, query: ActivityQuery) -> float | None:
        position = self.index.positions.get(self.index.places[n])
        return metres(query.near, position) if query.near and position else None


def wanted_sessions(query: ActivityQuery) -> Wanted:
    """Which sessions the query asks for."""
    days = frozenset((*query.days, query.day) if query.day else query.days)
    first, before = query.time_from, query.time_to
    return Wanted(
        days,
        first.hour * 60 + first.minute if first else 0,
        before.hour * 60 + before.minute if before else DAY_MINUTES,
    )


def _chain(*makers: Callable[[], Iterable[int]]) -> Iterator[int]:
    for make in makers:
        yield from make()
