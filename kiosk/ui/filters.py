"""A visitor's wishes: as the words of a screen's params, and as a query."""

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import Any

from sync.model import Kind
from sync.model.query import ActivityQuery, Order

LISTS = ("topics", "kinds")
FLAGS = ("free", "wheelchair", "places_left", "subsidy", "drop_in", "nearest")


@dataclass(frozen=True, slots=True)
class Filters:
    """`day` is empty, an ISO date, or one of today, tomorrow, week, weekend.

    `area` is a part of the map: west, south, east, north in degrees, with commas between.
    """

    text: str = ""
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    age: str = ""
    day: str = ""
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
    return Filters(
        text=params.get("text", ""),
        topics=_list(params.get("topics", "")),
        kinds=tuple(k for k in _list(params.get("kinds", "")) if k in set(Kind)),
        age=params.get("age", ""),
        day=params.get("day", ""),
        place=params.get("place", ""),
        organizer=params.get("organizer", ""),
        area=params.get("area", ""),
        **{flag: params.get(flag) == "1" for flag in FLAGS},
    )


def to_params(filters: Filters) -> dict[str, str]:
    """Only what is set."""
    found: dict[str, str] = {}
    for name in ("text", "age", "day", "place", "organizer", "area"):
        if value := getattr(filters, name):
            found[name] = value
    for name in LISTS:
        if values := getattr(filters, name):
            found[name] = ",".join(values)
    found.update({flag: "1" for flag in FLAGS if getattr(filters, flag)})
    return found


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


def query(
    filters: Filters, today: dt.date, near: tuple[float, float] | None, limit: int
) -> ActivityQuery:
    """What to ask the catalogue on this day."""
    order: Order = "relevance" if filters.text.strip() else "time"
    if filters.nearest and near:
        order = "distance"
    days = days_of(filters.day, today)
    return ActivityQuery(
        text=filters.text.strip(),
        topics=filters.topics,
        kinds=tuple(Kind(each) for each in filters.kinds),
        age=_age(filters.age),
        free=filters.free,
        day=days[0] if len(days) == 1 else None,
        days=days if len(days) > 1 else (),
        place=filters.place,
        organizer=filters.organizer,
        bounds=_box(filters.area),
        wheelchair=filters.wheelchair,
        places_left=filters.places_left,
        subsidy=filters.subsidy,
        drop_in=filters.drop_in,
        near=near,
        order="relevance" if filters.text.strip() and not filters.nearest else order,
        limit=limit,
    )


def relaxed(asked: ActivityQuery, filters: Filters, today: dt.date) -> Filters:
    """The filters of a nearer query that the catalogue offered."""
    day = asked.day.isoformat() if asked.day else ""
    if asked.days:
        same = [name for name in ("week", "weekend") if days_of(name, today) == asked.days]
        day = same[0] if same else ""
    return replace(
        filters,
        text=asked.text,
        topics=asked.topics,
        kinds=tuple(str(each) for each in asked.kinds),
        age=f"{asked.age[0]}-{asked.age[1]}" if asked.age else "",
        day=day,
        place=asked.place,
        organizer=asked.organizer,
        free=asked.free,
        wheelchair=asked.wheelchair,
        places_left=asked.places_left,
        subsidy=asked.subsidy,
        drop_in=asked.drop_in,
    )


def days_of(word: str, today: dt.date) -> tuple[dt.date, ...]:
    """The dates that a day filter means; none for a word that is not known."""
    saturday = today + dt.timedelta(days=(5 - today.weekday()) % 7)
    if today.weekday() == 6:
        saturday = today - dt.timedelta(days=1)
    spans = {
        "today": (today, 1),
        "tomorrow": (today + dt.timedelta(days=1), 1),
        "week": (today, 7),
        "weekend": (saturday, 2),
    }
    if word in spans:
        first, count = spans[word]
        days = (first + dt.timedelta(days=n) for n in range(count))
        return tuple(day for day in days if day >= today)
    try:
        return (dt.date.fromisoformat(word),) if word else ()
    except ValueError:
        return ()


def _list(text: str) -> tuple[str, ...]:
    return tuple(each for each in text.split(",") if each)


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
