"""From repeat rules to dated sessions.

Times are the city's wall clock; a session keeps its wall time over a change to or from summer
time (OpenActive Schedule, RFC 5545 3.3.5 form 3), so one that spans the change is an hour longer
or shorter in real time.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sync.model.activity import Schedule


class Session(NamedTuple):
    """One dated occurrence, both ends aware in the city's time zone."""

    start: dt.datetime
    end: dt.datetime


def sessions_on(schedules: Iterable[Schedule], day: dt.date, zone: ZoneInfo) -> list[Session]:
    """The sessions that start on `day`, earliest first, each once."""
    found = {_session(rule, day, zone) for rule in schedules if happens_on(rule, day)}
    return sorted(found)


def happens_on(rule: Schedule, day: dt.date) -> bool:
    """Whether the rule has a session that starts on `day`."""
    if day in rule.except_date:
        return False
    if day in rule.dates:
        return True
    if rule.start_date is not None and day < rule.start_date:
        return False
    if rule.end_date is not None and day > rule.end_date:
        return False
    return any(weekday.number == day.weekday() for weekday in rule.by_day)


def next_sessions(
    schedules: Iterable[Schedule], now: dt.datetime, zone: ZoneInfo, count: int, horizon: int = 400
) -> list[Session]:
    """Up to `count` sessions that have not ended at `now`, looking `horizon` days ahead."""
    return list(islice(_upcoming(tuple(schedules), now, zone, horizon), count))


def _upcoming(
    schedules: tuple[Schedule, ...], now: dt.datetime, zone: ZoneInfo, horizon: int
) -> Iterator[Session]:
    today = now.astimezone(zone).date()
    for ahead in range(-1, horizon):
        for session in sessions_on(schedules, today + dt.timedelta(days=ahead), zone):
            if session.end > now:
                yield session


def _session(rule: Schedule, day: dt.date, zone: ZoneInfo) -> Session:
    ends = day if rule.end_time > rule.start_time else day + dt.timedelta(days=1)
    start = dt.datetime.combine(day, rule.start_time, zone)
    return Session(start, dt.datetime.combine(ends, rule.end_time, zone))
