"""What a visitor asks of the catalogue, and what comes back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from sync.model.activity import Kind, Period

AGE_BANDS: tuple[tuple[int, int], ...] = (
    (3, 6), (7, 10), (11, 13), (14, 18), (19, 29), (30, 120),
)  # fmt: skip
"""Whole years, both ends included, for which facets are counted."""
DAY_PARTS: tuple[tuple[dt.time | None, dt.time | None], ...] = (
    (None, dt.time(12)), (dt.time(12), dt.time(17)), (dt.time(17), None),
)  # fmt: skip
"""Morning, afternoon and evening; a session may count in two, see `sync.store.agenda`."""
PRICE_STEPS = (0, 1500, 3000, 6000)
"""Cents up to which prices are counted; 0 after a subsidy only, without one it is "free"."""
DISTANCE_STEPS = (1000, 2000, 5000)
"""Metres from here within which activities are counted."""
DAYS_COUNTED = 7
"""Days from today for which sessions are counted."""

Order = Literal["relevance", "time", "distance"]


def week(today: dt.date) -> tuple[dt.date, ...]:
    """The days for which sessions are counted, today first."""
    return tuple(today + dt.timedelta(days=ahead) for ahead in range(DAYS_COUNTED))


def weekend(today: dt.date) -> tuple[dt.date, ...]:
    """The coming Saturday and Sunday, or what is left of them."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    return tuple(day for day in (sunday - dt.timedelta(days=1), sunday) if day >= today)


@dataclass(frozen=True, slots=True)
class ActivityQuery:
    """Every filter narrows; an empty one does not.

    `topics`, `kinds` and `days` each mean "any of these". `age` is a range of whole years that
    the activity's own must overlap. `day` with `time_from` and `time_to` asks for a session that
    begins then or has half an hour then. `bounds` is west, south, east, north and `near` is
    (longitude, latitude), degrees. `days` are single dates beside `day`. `language` is a language
    the activity is held in. `classes` means "any of these", `needs` all of them. `within_m` is from
    `near`, in metres.
    `relief` is what a subsidy takes off a price of that period where it applies, in cents;
    `max_price_cents` counts it only with `after_relief`.
    """

    text: str = ""
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    age: tuple[int, int] | None = None
    free: bool = False
    max_price_cents: int | None = None
    relief: tuple[Period, int] | None = None
    after_relief: bool = False
    day: dt.date | None = None
    time_from: dt.time | None = None
    time_to: dt.time | None = None
    days: tuple[dt.date, ...] = ()
    place: str = ""
    organizer: str = ""
    district: str = ""
    bounds: tuple[float, float, float, float] | None = None
    language: str = ""
    classes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    wheelchair: bool = False
    places_left: bool = False
    subsidy: bool = False
    drop_in: bool = False
    within_m: int | None = None
    near: tuple[float, float] | None = None
    order: Order = "relevance"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """An activity's id with its next session that fits the query, if it has one."""

    activity: str
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """How many activities each filter would leave, with all the other filters kept.

    Every value that the city has is there, with 0 where it would leave nothing. `spans` are the
    next seven days and the weekend; `prices` are by cents and whether a subsidy is counted in.
    """

    topics: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    ages: Mapping[tuple[int, int], int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    needs: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[dt.date, int] = field(default_factory=dict)
    spans: Mapping[tuple[dt.date, ...], int] = field(default_factory=dict)
    day_parts: Mapping[tuple[dt.time | None, dt.time | None], int] = field(default_factory=dict)
    prices: Mapping[tuple[int, bool], int] = field(default_factory=dict)
    distances: Mapping[int, int] = field(default_factory=dict)
    free: int = 0
    drop_in: int = 0
    places_left: int = 0
    wheelchair: int = 0
    subsidy: int = 0


class Eased(StrEnum):
    """Which wish a relaxation gives up."""

    DAY = "day"
    TIME = "time"
    AGE = "age"
    PRICE = "price"
    KIND = "kind"
    TOPIC = "topic"
    PLACE = "place"
    NEEDS = "needs"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A near query that does find something: what was eased, and how many it finds.

    `day` is set when another day is offered ("6 on Wednesday").
    """

    eased: Eased
    query: ActivityQuery
    total: int
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of hits of `total`; `relaxations` only when nothing was found.

    `corrected` is the text that was searched instead when a word was forgiven or left out.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: Facets = field(default_factory=Facets)
    relaxations: tuple[Relaxation, ...] = ()
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class PlacePoint:
    """A place on the map with how many of the sought activities it has."""

    place: str
    name: str
    longitude: float
    latitude: float
    count: int
    topic: str
    approximate: bool = False


Source = Literal["bundled", "hub"]


@dataclass(frozen=True, slots=True)
class Freshness:
    """Where the catalogue came from and how old it is; times are UTC, None is "never".

    `failure` names the last failed sync's kind and `failing_since` its beginning; both are empty
    while syncing works. `queue` counts check-ins that wait for the hub. `made` is when the
    bundled city was taken in.
    """

    source: Source = "bundled"
    revision: int = 0
    last_success: dt.datetime | None = None
    failure: str = ""
    failing_since: dt.datetime | None = None
    queue: int = 0
    clock_offset_ms: int | None = None
    made: dt.datetime | None = None
    poisoned: int = 0
