"""A visitor's query against the catalogue: which activities, how many by facet, in what order."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import islice
from operator import and_, or_
from typing import TypeAlias
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection

from sync.model import Period, Session
from sync.model.query import ActivityQuery, Hit, SearchPage
from sync.store import agenda, bitmaps, engine, order
from sync.store.agenda import (
    DAY_MINUTES,
    TAKEN,
    Agenda,
    Rules,
    Wanted,
    minutes_of,
    next_session,
    rules_of,
    session_at,
)
from sync.store.distance import metres
from sync.store.facet_index import FacetIndex
from sync.store.facets import count_facets
from sync.store.moved import NOTHING_MOVED, Moved
from sync.store.ranking import by_score, nearby_first, tiers
from sync.store.typing_errors import similar_words
from sync.store.words import Word, words_of

RANKED = 600
"""Up to so many matches of its words each is scored, which takes 1 ms; of more, the soonest of
each tier come first."""
Filters: TypeAlias = dict[str, int]
_AS_WORDS = f"SELECT n >> {bitmaps.WORD}, sum(1 << (n & 63)) FROM ({{}}) GROUP BY 1"
"""One row for 64 numbers, so that a long answer neither takes nor hands over Python's lock for
each of them. A number must come once."""


@dataclass
class Search:
    """One search in one state of the catalogue.

    `sessions` holds, for each way of wanting sessions, the next one of the activities that were
    put in order by it: (day, start minute, end minute).
    """

    connection: Connection
    index: FacetIndex
    now: dt.datetime
    zone: ZoneInfo
    moved: Moved = NOTHING_MOVED
    sessions: dict[Wanted, dict[int, tuple[int, int, int]]] = field(default_factory=dict)

    def page(self, query: ActivityQuery) -> SearchPage:
        """The page of hits with its facets."""
        words = self._words(query)
        filters = self.filters(query, words)
        found = self.all_of(filters)
        ordered = self._order(query, words, found)
        chosen = list(islice(ordered, query.offset, query.offset + query.limit))
        return SearchPage(
            hits=self.hits(chosen, query),
            total=found.bit_count(),
            facets=count_facets(self, filters, query),
            corrected=" ".join(w.corrected or w.typed for w in words)
            if any(w.corrected for w in words) else "",
        )  # fmt: skip

    def found(self, query: ActivityQuery) -> int:
        """The set of activities that fit."""
        return self.all_of(self.filters(query, self._words(query)))

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
            sets["price"] = self.up_to(query.max_price_cents, relief)
        if query.day or query.days or query.time_from or query.time_to:
            sets["days"] = self.happening(self.wanted(query))
        for name, value in (("district", query.district), ("language", query.language)):
            if value:
                sets[name] = index.has(name, value)
        if query.classes:
            sets["classes"] = index.any_of("class", query.classes)
        for need in query.needs:
            sets[f"need {need}"] = index.has("need", need)
        if query.within_m is not None and query.near:
            sets["within"] = self.within(query.near, query.within_m)
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
        wanted = self.wanted(query)
        noted = self.sessions.get(wanted, {})
        rules = self.rules_of([n for n in numbers if n not in noted])
        found = []
        for n in numbers:
            if n in noted:
                session: Session | None = session_at(*noted[n], self.zone)
            else:
                session = next_session(rules[n], self.now, self.zone, wanted)
            start, end = session or (None, None)
            found.append(Hit(self.index.ids[n], start, end, self._distance(n, query)))
        return tuple(found)

    def rules_of(self, numbers: Sequence[int]) -> dict[int, Rules]:
        """When these activities happen."""
        return {**rules_of(self.connection, numbers),
                **{n: self.moved.rules[n] for n in numbers if n in self.moved.rules}}  # fmt: skip

    def agenda(self, day: dt.date) -> Agenda:
        """What happens on this day, at the times that hold now."""
        stored = self.index.agenda(self.connection, day)
        if not self.moved.rules:
            return stored
        found: Agenda = self.index.keep(
            ("moved", day, self.moved.key),
            lambda: agenda.moved(stored, self.moved.rules, self.index.size, self.index.ranks()),
        )
        return found

    def upcoming(self, found: int) -> Iterator[int]:
        """The activities by their next session; those that have none come last."""
        return order.upcoming(self, found)

    def wanted(self, query: ActivityQuery) -> Wanted:
        """Which sessions the query asks for."""
        days = frozenset((*query.days, query.day) if query.day else query.days)
        return Wanted(days, *minutes_of(query.time_from, query.time_to))

    @cached_property
    def today(self) -> dt.date:
        """The day in the city."""
        return self.now.astimezone(self.zone).date()

    def _order(self, query: ActivityQuery, words: Sequence[Word], found: int) -> Iterable[int]:
        if query.order == "distance" and query.near:
            return order.nearest(self, found, query.near)
        wanted = self.wanted(query)
        if query.order == "time" or not words:
            return order.soonest(self, found, wanted)
        sets = tiers(self, words, found)
        if sum(self.finds(word).bit_count() for word in words) <= RANKED:
            return by_score(self, query, words, sets)
        return order.in_tiers(self, nearby_first(self, query, sets), wanted)

    def up_to(self, cents: int, relief: tuple[Period, int] | None) -> int:
        """The activities that cost no more, or no more after a relief of that period."""
        found: int = self.index.keep(("up to", cents, relief), lambda: self._up_to(cents, relief))
        return found

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

    def within(self, near: tuple[float, float], reach: int) -> int:
        """The activities no farther from `near` than `reach` metres."""

        def make() -> int:
            index = self.index
            close = {place for place, at in index.positions.items() if metres(near, at) <= reach}
            inside = (n for n, place in enumerate(index.places) if place in close)
            return bitmaps.of(inside, index.size) & index.all

        found: int = self.index.keep(("within", near, reach), make)
        return found

    def band(self, band: tuple[int, int]) -> int:
        """The activities for somebody of this age band."""
        found: int = self.index.keep(
            ("band", band), lambda: self.index.any_of("age", range(band[0], band[1] + 1))
        )
        return found

    def all_of(self, filters: Filters) -> int:
        """The activities that all these sets have."""
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
        return word.found(self.matches, columns)

    def matches(self, atom: str) -> int:
        """The activities that one atom of the search index finds."""
        return self._rows("SELECT rowid AS n FROM search WHERE search MATCH ?", atom)

    def _rows(self, sql: str, *values: object, **named: object) -> int:
        """The set of the numbers that a query has as its column `n`."""

        def make() -> int:
            words = engine.rows(self.connection, _AS_WORDS.format(sql), named or values)
            return bitmaps.of_words(words, self.index.size)

        found: int = self.index.keep((sql, values, *named.values()), make)
        return found

    def happening(self, wanted: Wanted) -> int:
        """The activities with a session as wanted that is not over."""
        if wanted.days:
            days = (self.happening_on(day, wanted.first, wanted.before) for day in wanted.days)
            return reduce(or_, days)
        taken = self._rows(
            f"SELECT activity AS n FROM slot WHERE valid_to >= :day AND {TAKEN}"
            f" UNION SELECT activity FROM slot_date WHERE day >= :day AND {TAKEN}",
            day=self.today.toordinal(), first=wanted.first, before=wanted.before,
        )  # fmt: skip
        moved = self.moved.rules
        if not moved:
            return taken
        here = (n for n, rules in moved.items()
                if next_session(rules, self.now, self.zone, wanted) is not None)  # fmt: skip
        size = self.index.size
        return taken & ~bitmaps.of(moved, size) | bitmaps.of(here, size)

    def happening_on(self, day: dt.date, first: int, before: int) -> int:
        """The activities with a session in that part of this day that is not over."""
        passed = self.minutes_passed(day)
        happening = self.agenda(day)
        if first <= 0 and before >= DAY_MINUTES and passed <= 0:
            return happening.bits
        found: int = self.index.keep(
            ("day", day, first, before, max(0, passed), self.moved.key),
            lambda: happening.within(first, before, passed, self.index.size),
        )
        return found

    def minutes_passed(self, day: dt.date) -> int:
        """Minutes of the day that are over; under 0 before it, over 1440 after it."""
        return (self.today - day).days * DAY_MINUTES + self._minute

    @cached_property
    def _minute(self) -> int:
        local = self.now.astimezone(self.zone)
        return local.hour * 60 + local.minute

    def _distance(self, n: int, query: ActivityQuery) -> float | None:
        position = self.index.positions.get(self.index.places[n])
        return metres(query.near, position) if query.near and position else None
