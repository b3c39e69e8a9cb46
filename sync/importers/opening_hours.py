"""A simple subset of OpenStreetMap's opening_hours: `Mo-Fr 10:00-20:00; Sa 10:00-16:00; Su off`.

As there, a later rule replaces an earlier one for the days it names. Rules for public holidays
(PH) are left out because the model has no holidays yet.
"""

import datetime as dt
import re

from sync.importers.schedule_text import parse_time
from sync.model import OpeningHours, Weekday

_CODES = ("mo", "tu", "we", "th", "fr", "sa", "su")
_RULE = re.compile(
    r"(?P<days>(?:[a-z]{2}(?:\s*-\s*[a-z]{2})?[\s,]*)+)?(?P<times>off|closed|[\d:,\s–-]+)", re.I
)
_RANGE = re.compile(r"(\d{1,2}:\d\d)\s*[-–]\s*(\d{1,2}:\d\d)")
_LAST_MINUTE = dt.time(23, 59)

Span = tuple[dt.time, dt.time]


def parse_opening_hours(text: str) -> tuple[OpeningHours, ...]:
    """The weekly hours; ValueError with plain words for what this subset does not know."""
    if text.strip() == "24/7":
        text = "Mo-Su 00:00-24:00"
    week: dict[int, tuple[Span, ...]] = {}
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        match = _RULE.fullmatch(rule)
        if match is None:
            raise ValueError(f'"{rule}" is not like "Mo-Fr 10:00-20:00"')
        spans = _spans(match["times"])
        for day in _days(match["days"] or "Mo-Su"):
            week[day] = spans
    return tuple(_grouped(week))


def _grouped(week: dict[int, tuple[Span, ...]]) -> list[OpeningHours]:
    days: dict[Span, list[int]] = {}
    for day in sorted(week):
        for span in week[day]:
            days.setdefault(span, []).append(day)
    weekdays = list(Weekday)
    return [
        OpeningHours(
            day_of_week=tuple(weekdays[day] for day in found), opens=span[0], closes=span[1]
        )
        for span, found in days.items()
    ]


def _spans(text: str) -> tuple[Span, ...]:
    if text.strip().lower() in {"off", "closed"}:
        return ()
    spans = []
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match is None:
            raise ValueError(f'"{part.strip()}" is not like "10:00-20:00"')
        opens, closes = parse_time(match[1]), parse_time(match[2])
        # Equal times mean "closed" in the model, and a whole day would have them.
        spans.append((opens, _LAST_MINUTE if opens == closes else closes))
    return tuple(spans)


def _days(text: str) -> list[int]:
    days: list[int] = []
    for part in filter(None, (part.strip().lower() for part in text.split(","))):
        if part == "ph":
            continue
        first, _, last = part.partition("-")
        start, end = _day(first.strip()), _day((last or first).strip())
        days += [(start + ahead) % 7 for ahead in range((end - start) % 7 + 1)]
    return days


def _day(code: str) -> int:
    try:
        return _CODES.index(code)
    except ValueError:
        raise ValueError(f'"{code}" is not a day (Mo, Tu, We, Th, Fr, Sa, Su)') from None
