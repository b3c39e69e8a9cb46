"""A day at a centre after its notices: what is moved, called off, shown first, and when it opens.

Pure functions over notices that are valid on the day in question or name their session.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo

import msgspec

from sync.model.activity import Activity, Schedule
from sync.model.city import Notice, OpeningHours, Place
from sync.model.schedule import sessions_on

LONGEST = dt.timedelta(days=60)
"""Of one exception; a city changes its list for more."""


def is_cancelled(notices: Iterable[Notice], activity: str, start: dt.datetime) -> bool:
    """Whether a notice of the session's day calls it off."""
    return any(
        notice.cancels == activity and notice.session_start in (None, start) for notice in notices
    )


def moved(notices: Iterable[Notice], activity: Activity, zone: ZoneInfo) -> Activity:
    """The activity with its moved sessions at their new times; itself when none is moved."""
    rules = activity.event_schedule
    for notice in notices:
        if notice.moves == activity.id:
            rules = _move(rules, notice.session_start, notice.moved_to, zone)
    return activity if rules is activity.event_schedule else _with(activity, rules)


def moved_from(notices: Iterable[Notice], activity: str, start: dt.datetime) -> dt.datetime | None:
    """When a moved session that now begins at `start` was to begin; None if it was not moved."""
    for notice in notices:
        if notice.moves == activity and notice.moved_to == start:
            return notice.session_start
    return None


def pinned(notices: Iterable[Notice]) -> list[str]:
    """The activities to be shown first, each once, the newest notice first."""
    newest = sorted((n for n in notices if n.pins), key=lambda n: n.id, reverse=True)
    return list(dict.fromkeys(notice.pins for notice in newest))


def open_on_those_days(place: Place, notices: Iterable[Notice]) -> Place:
    """The place with the hours of its notices; for each day the newest one counts."""
    told: dict[dt.date, OpeningHours] = {}
    for notice in sorted(notices, key=lambda each: each.id):
        first, hours = notice.valid_from, notice.hours
        if notice.place != place.id or hours is None or first is None:
            continue
        last = min(notice.valid_through or first, first + LONGEST)
        for ahead in range((last - first).days + 1):
            day = first + dt.timedelta(days=ahead)
            told[day] = msgspec.structs.replace(hours, valid_from=day, valid_through=day)
    if not told:
        return place
    usual = list(place.opening_hours)
    for day in told:
        usual = [part for own in usual for part in _without(own, day)]
    return msgspec.structs.replace(place, opening_hours=(*usual, *told.values()))


def _without(own: OpeningHours, day: dt.date) -> Iterator[OpeningHours]:
    """An exception of the place itself, cut around a day of which something newer is said."""
    first, last = own.valid_from, own.valid_through
    if (first is None and last is None) or (first and day < first) or (last and day > last):
        yield own
        return
    one = dt.timedelta(days=1)
    if first is None or first < day:
        yield msgspec.structs.replace(own, valid_through=day - one)
    if last is None or last > day:
        yield msgspec.structs.replace(own, valid_from=day + one)


def _move(
    rules: tuple[Schedule, ...], start: dt.datetime | None, to: dt.datetime | None, zone: ZoneInfo
) -> tuple[Schedule, ...]:
    if start is None or to is None:
        return rules
    old, new = start.astimezone(zone), to.astimezone(zone)
    found = [each for each in sessions_on(rules, old.date(), zone) if each.start == old]
    if not found:
        return rules
    kept = tuple(
        msgspec.structs.replace(
            rule,
            except_date=(*rule.except_date, old.date()),
            dates=tuple(day for day in rule.dates if day != old.date()),
        )
        if rule.start_time == old.time()
        else rule
        for rule in rules
    )
    ends = new + (found[0].end - found[0].start)
    return (*kept, Schedule(start_time=new.time(), end_time=ends.time(), dates=(new.date(),)))


def _with(activity: Activity, rules: tuple[Schedule, ...]) -> Activity:
    return msgspec.structs.replace(activity, event_schedule=rules)
