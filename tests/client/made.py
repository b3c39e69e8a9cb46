"""Records for the tests of pulling."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sync.model import Activity, AgeRange, Kind, Offer, Organization, Place, Schedule, Weekday


def activity(number: int, **changes: Any) -> Activity:
    """A weekly club."""
    values: dict[str, Any] = {
        "id": f"a{number}", "name": f"Būrelis {number}", "kind": Kind.CLUB, "organizer": "o1",
        "location": "p1", "topics": ("music",), "offers": (Offer(price=Decimal(0)),),
        "age_range": AgeRange(7, 12),
        "event_schedule": (
            Schedule(
                start_time=dt.time(17), end_time=dt.time(18), by_day=(Weekday.MONDAY,),
                start_date=dt.date(2026, 9, 1),
            ),
        ),
        **changes,
    }  # fmt: skip
    return Activity(**values)


def activities(count: int) -> list[Activity]:
    """Clubs 1 to `count`."""
    return [activity(number) for number in range(1, count + 1)]


PLACE = Place(id="p1", name="Centras")
ORGANIZATION = Organization(id="o1", name="Teikėjas")
