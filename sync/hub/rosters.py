"""Whose roster a kiosk may hold: that of an activity with a session in the next days, no other.

A registration that is not due yet, or no longer, waits in a scope that no kiosk can ask for.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.schema import record
from sync.hub.settings import get_city
from sync.model import Schedule
from sync.model.schedule import happens_on

ROSTER_DAYS = 14
"""Days that a roster comes before its session, counted from today in the city."""

_WAITING = "~later"
"""Ends the scope of what waits; no place's id can have the sign."""
_CHUNK = 500


class _Scheduled(msgspec.Struct, rename="camel"):
    """The one field of an activity that decides."""

    event_schedule: tuple[Schedule, ...] = ()


def waiting(place: str) -> str:
    """The scope of registrations of this place that are not due."""
    return place + _WAITING


def due(connection: Connection, activities: Collection[str], now: dt.datetime) -> set[str]:
    """Those of the activities that have a session from yesterday on and within the next days.

    Yesterday, because a session that began last night may still run.
    """
    city = get_city(connection)
    today = now.astimezone(ZoneInfo(city.timezone if city else "UTC")).date()
    days = [today + dt.timedelta(days=ahead) for ahead in range(-1, ROSTER_DAYS)]
    return {
        id
        for id, schedules in _schedules(connection, activities)
        if any(happens_on(rule, day) for rule in schedules for day in days)
    }


def _schedules(
    connection: Connection, activities: Collection[str]
) -> Iterator[tuple[str, tuple[Schedule, ...]]]:
    wanted = sorted(activities)
    here = record.c
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            sa.select(here.id, here.data).where(
                here.kind == "activity",
                here.id.in_(wanted[start : start + _CHUNK]),
                here.data.is_not(None),
            )
        )
        for id, data in rows:
            yield id, msgspec.json.decode(data, type=_Scheduled).event_schedule
