"""The schedule grammar of the CSV template.

Entries are joined by ` | `. Weekly: `Mon,Wed 16:00-17:30 2026-09-01..2028-06-15`, where the dates
may be left out. Single dates: `2026-12-05,2027-01-09 11:00-14:00`. Times are the city's own.
"""

import datetime as dt
import re

from sync.model import Schedule, Weekday

_DAYS = {
    **{day.name[:3].lower(): day for day in Weekday},
    **dict(zip(("pr", "an", "tr", "kt", "pn", "št", "sk"), Weekday, strict=True)),
}
_ENTRY = re.compile(
    r"(?P<days>\S+)\s+(?P<start>\d{1,2}:\d\d)\s*[-–]\s*(?P<end>\d{1,2}:\d\d)"
    r"(?:\s+(?P<first>[\d-]+)?\.\.(?P<last>[\d-]+)?)?"
)


def parse_schedule(text: str) -> tuple[Schedule, ...]:
    """The rules of a schedule cell; ValueError with plain words when it cannot be understood."""
    return tuple(_entry(part.strip()) for part in text.split("|") if part.strip())


def parse_time(text: str) -> dt.time:
    """A wall-clock time like 9:30; 24:00 is midnight."""
    hour, _, minute = text.partition(":")
    if text == "24:00":
        return dt.time(0, 0)
    try:
        return dt.time(int(hour), int(minute))
    except ValueError as error:
        raise ValueError(f'"{text}" is not a time of day') from error


def _entry(text: str) -> Schedule:
    match = _ENTRY.fullmatch(text)
    if match is None:
        raise ValueError(f'"{text}" is not like "Mon,Wed 16:00-17:30"')
    start, end = parse_time(match["start"]), parse_time(match["end"])
    days = [day.strip() for day in match["days"].split(",") if day.strip()]
    if not days:
        raise ValueError(f'"{text}" names no day')
    if days[0][0].isdigit():
        if match["first"] or match["last"]:
            raise ValueError(f'"{text}" has single dates and a range of dates')
        dates = tuple(sorted({_date(day) for day in days}))
        return Schedule(start_time=start, end_time=end, dates=dates)
    first = _date(match["first"]) if match["first"] else None
    last = _date(match["last"]) if match["last"] else None
    if first and last and first > last:
        raise ValueError(f'"{text}" ends before it starts')
    weekdays = {_weekday(day) for day in days}
    return Schedule(
        start_time=start,
        end_time=end,
        by_day=tuple(sorted(weekdays, key=lambda day: day.number)),
        start_date=first,
        end_date=last,
    )


def _weekday(text: str) -> Weekday:
    try:
        return _DAYS[text.lower()]
    except KeyError:
        raise ValueError(f'"{text}" is not a day of the week (Mon, Tue, Wed ...)') from None


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" is not a date like 2026-09-01') from None
