"""How many activities each filter would leave, with all the others kept."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from sync.model import Kind
from sync.model.query import (
    AGE_BANDS,
    DAY_PARTS,
    DISTANCE_STEPS,
    PRICE_STEPS,
    ActivityQuery,
    Facets,
    week,
    weekend,
)
from sync.store.agenda import minutes_of

if TYPE_CHECKING:
    from sync.store.search import Filters, Search


def count_facets(search: Search, filters: Filters, query: ActivityQuery) -> Facets:
    """The counts beside a query whose wishes leave these sets."""
    index = search.index
    every = search.all_of(filters)

    def without(name: str) -> int:
        if name not in filters:
            return every
        return search.all_of({key: bits for key, bits in filters.items() if key != name})

    def count(name: str) -> int:
        return (without(name) & index.has(name)).bit_count()

    def counts(name: str, group: str) -> dict[str, int]:
        base = without(name)
        return {value: (base & index.has(group, value)).bit_count()
                for value in index.values(group)}  # fmt: skip

    base = without("ages")
    ages = {band: (base & search.band(band)).bit_count() for band in AGE_BANDS}
    base, wanted = without("days"), search.wanted(query)
    this_week, this_weekend = week(search.today), weekend(search.today)
    on = {day: base & search.happening_on(day, wanted.first, wanted.before)
          for day in {*this_week, *this_weekend}}  # fmt: skip
    spans = {
        span: reduce(or_, (on[day] for day in span)).bit_count()
        for span in (this_week, this_weekend)
    }
    parts = {
        part: (base & search.happening(wanted._replace(first=first, before=before))).bit_count()
        for part in DAY_PARTS for first, before in (minutes_of(*part),)
    }  # fmt: skip
    price = without("price")
    reliefs = {False: None, True: query.relief} if query.relief else {False: None}
    prices = {
        (cents, after): (price & search.up_to(cents, relief)).bit_count()
        for after, relief in reliefs.items() for cents in PRICE_STEPS
    }  # fmt: skip
    near, close = query.near, without("within")
    distances = {
        reach: (close & search.within(near, reach)).bit_count() for reach in DISTANCE_STEPS
    } if near else {}  # fmt: skip
    # Each need narrows further, so a need is counted beside those that are already asked.
    needs = {need: (every & index.has("need", need)).bit_count() for need in index.values("need")}
    return Facets(
        topics=counts("topics", "topic"),
        kinds={Kind(kind): number for kind, number in counts("kinds", "kind").items()},
        ages=ages, classes=counts("classes", "class"), needs=needs,
        languages=counts("language", "language"),
        days={day: on[day].bit_count() for day in this_week}, spans=spans, day_parts=parts,
        prices=prices, distances=distances, free=count("free"), drop_in=count("drop_in"),
        places_left=count("places_left"), wheelchair=count("wheelchair"),
        subsidy=count("subsidy"),
    )  # fmt: skip
