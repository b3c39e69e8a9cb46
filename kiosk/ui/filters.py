"""A visitor's wishes: as the words of a screen's params, and as a query."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from kiosk.domain.discovery import days_of
from kiosk.services.wishes import wishes_in
from kiosk.ui.context import Context
from sync.model import Kind, Period
from sync.model.query import DAY_PARTS, ActivityQuery, Order

LISTS = ("topics", "kinds", "classes", "needs")
SINGLE = (
    "text", "age", "day", "time", "price", "distance", "language", "place", "organizer", "area",
)  # fmt: skip
FLAGS = ("free", "wheelchair", "places_left", "subsidy", "drop_in", "nearest")
PARTS_OF_DAY = dict(zip(("morning", "afternoon", "evening"), DAY_PARTS, strict=True))
REDUCED = "s"
"""Ends a price that counts the subsidy."""
MOST_CENTS, MOST_METRES = 10_000_000, 100_000


@dataclass(frozen=True, slots=True)
class Filters:
    """`day` is empty, an ISO date, or one of today, tomorrow, week, weekend; `time` a part of it.

    `price` is in cents, with `REDUCED` behind it after a subsidy; `distance` in metres. `area` is
    a part of the map: west, south, east, north in degrees, with commas between.
    """

    text: str = ""
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: str = ""
    classes: tuple[str, ...] = ()
    day: str = ""
    time: str = ""
    price: str = ""
    distance: str = ""
    language: str = ""
    needs: tuple[str, ...] = ()
    place: str = ""
    organizer: str = ""
    area: str = ""
    free: bool = False
    wheelchair: bool = False
    places_left: bool = False
    subsidy: bool = False
    drop_in: bool = False
    nearest: bool = False

    @property
    def any(self) -> bool:
        """Whether something narrows the list."""
        return replace(self, nearest=False) != Filters()


def from_params(params: dict[str, str]) -> Filters:
    """Unknown names are ignored: params may come from a scanned link."""
    values: dict[str, Any] = {name: params.get(name, "") for name in SINGLE}
    values |= {name: _list(params.get(name, "")) for name in LISTS}
    values |= {flag: params.get(flag) == "1" for flag in FLAGS}
    values["kinds"] = tuple(each for each in values["kinds"] if each in set(Kind))
    return Filters(**values)


def to_params(filters: Filters) -> dict[str, str]:
    """Only what is set."""
    found = {name: value for name in SINGLE if (value := getattr(filters, name))}
    found |= {name: ",".join(values) for name in LISTS if (values := getattr(filters, name))}
    found |= {flag: "1" for flag in FLAGS if getattr(filters, flag)}
    return found


def understood(filters: Filters) -> Filters:
    """Wishes among the words as filters, in place of those words."""
    said = wishes_in(filters.text)
    return replace(
        filters,
        text=said.text,
        free=filters.free or said.free,
        day=said.day or filters.day,
        time=said.time or filters.time,
        age="{}-{}".format(*said.age) if said.age else filters.age,
        nearest=filters.nearest or said.nearest,
    )


def toggled(filters: Filters, group: str, value: str) -> Filters:
    """Choose, or choose no longer."""
    changes: dict[str, Any] = {}
    if group in FLAGS:
        changes[group] = not getattr(filters, group)
    elif group in LISTS:
        chosen = getattr(filters, group)
        kept = tuple(each for each in chosen if each != value)
        changes[group] = kept if value in chosen else (*chosen, value)
    elif group in {each.name for each in fields(Filters)}:
        changes[group] = "" if getattr(filters, group) == value else value
    return replace(filters, **changes)


def query(filters: Filters, context: Context, limit: int) -> ActivityQuery:
    """What to ask the catalogue at this moment."""
    text, near = filters.text.strip(), context.near
    order: Order = "relevance" if text else "time"
    if filters.nearest and near:
        order = "distance"
    days = days_of(filters.day, context.today)
    begins, ends = PARTS_OF_DAY.get(filters.time, (None, None))
    price = filters.price.removesuffix(REDUCED)
    return ActivityQuery(
        text=text,
        topics=narrowest(filters.topics, context),
        kinds=tuple(Kind(each) for each in filters.kinds),
        age=_age(filters.age),
        classes=filters.classes,
        free=filters.free,
        max_price_cents=_number(price, MOST_CENTS),
        relief=relief(context),
        after_relief=filters.price.endswith(REDUCED),
        day=days[0] if len(days) == 1 else None,
        days=days if len(days) > 1 else (),
        time_from=begins,
        time_to=ends,
        place=filters.place,
        organizer=filters.organizer,
        bounds=_box(filters.area),
        within_m=_number(filters.distance, MOST_METRES),
        language=filters.language,
        needs=filters.needs,
        wheelchair=filters.wheelchair,
        places_left=filters.places_left,
        subsidy=filters.subsidy,
        drop_in=filters.drop_in,
        near=near,
        order=order,
        limit=limit,
    )


def relief(context: Context) -> tuple[Period, int] | None:
    """What the most common subsidy of this day takes off: the least, so that nobody is promised
    what only some get."""
    rules = context.catalogue.subsidies(context.today)
    least = min(rules, key=lambda rule: (rule.amount, rule.id), default=None)
    return (least.period, int(least.amount * 100)) if least else None


def relaxed(asked: ActivityQuery, filters: Filters, today: dt.date) -> Filters:
    """The filters of a nearer query that the catalogue offered."""
    day = asked.day.isoformat() if asked.day else ""
    if asked.days:
        same = [name for name in ("week", "weekend") if days_of(name, today) == asked.days]
        day = same[0] if same else ""
    priced = asked.max_price_cents is not None
    return replace(
        filters,
        text=asked.text,
        topics=filters.topics if asked.topics else (),
        kinds=tuple(str(each) for each in asked.kinds),
        age=f"{asked.age[0]}-{asked.age[1]}" if asked.age else "",
        classes=asked.classes,
        day=day,
        time=filters.time if asked.time_from or asked.time_to else "",
        price=filters.price if priced else "",
        distance=filters.distance if asked.within_m is not None else "",
        language=asked.language,
        needs=asked.needs,
        place=asked.place,
        organizer=asked.organizer,
        area=filters.area if asked.bounds else "",
        free=asked.free,
        wheelchair=asked.wheelchair,
        places_left=asked.places_left,
        subsidy=asked.subsidy,
        drop_in=asked.drop_in,
    )


def broader(topic: str, context: Context) -> list[str]:
    """The topics that this one stands under, nearest first."""
    found: list[str] = []
    above = context.topic(topic).broader
    while above and above not in found:
        found.append(above)
        above = context.topic(above).broader
    return found


def narrowest(topics: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """A topic chosen beneath a chosen one narrows it rather than adding to it."""
    covered = {above for each in topics for above in broader(each, context)}
    return tuple(each for each in topics if each not in covered)


def _list(text: str) -> tuple[str, ...]:
    return tuple(each for each in text.split(",") if each)


def _number(text: str, most: int) -> int | None:
    return min(int(text), most) if text.isascii() and text.isdecimal() else None


def _box(text: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return (west, south, east, north) if west <= east and south <= north else None


def _age(text: str) -> tuple[int, int] | None:
    low, dash, high = text.partition("-")
    if dash and low.isdecimal() and high.isdecimal():
        return int(low), int(high)
    return None
