"""What other systems' items say, as ours: moments as schedules, whole numbers, web addresses."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sync.model import Schedule

UNTOLD = dt.timedelta(hours=1)
"""How long something lasts whose end is not said."""


class Unfit(Exception):
    """An item that cannot become a record; the message says why."""


def moment(text: object, zone: ZoneInfo) -> dt.datetime | None:
    """A moment in the city's time; None when nothing is said, `Unfit` when it is no time."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        found = dt.datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise Unfit(f'"{text}" is no time') from error
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(zone)


def schedules(
    spans: Iterable[tuple[dt.datetime, dt.datetime | None]],
) -> tuple[Schedule, ...]:
    """The schedules of these; what lasts a day or longer is dated by its beginning."""
    dates: dict[tuple[dt.time, dt.time], set[dt.date]] = defaultdict(set)
    for start, end in spans:
        if end is None or not dt.timedelta(0) < end - start < dt.timedelta(days=1):
            end = start + UNTOLD
        dates[start.time(), end.time()].add(start.date())
    return tuple(
        Schedule(start_time=begins, end_time=ends, dates=tuple(sorted(days)))
        for (begins, ends), days in sorted(dates.items())
    )


def whole(item: Mapping[str, Any], field: str) -> int | None:
    """A number of people or years; None when it is not said or is none."""
    value = item.get(field)
    return value if isinstance(value, int) and 0 <= value <= 1_000_000 else None


def web(url: object) -> str:
    """An address that a browser may open, else nothing."""
    text = str(url or "")
    return text if text.lower().startswith(("http://", "https://")) else ""
