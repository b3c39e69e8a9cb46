"""Hearing of the place's other doors, and asking for places that may be given away offline."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sync.client.remote import Remote
from sync.model import Activity, sessions_on
from sync.protocol.errors import Refused
from sync.protocol.messages import DoorRequest
from sync.store.catalogue_read import CatalogueReader
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger

DAYS_AHEAD = 2
"""Leases are asked for from yesterday's sessions, which may still run, to those in so many days."""
MOST_SESSIONS = 200
PAGES = 20
"""In one cycle; what is more comes with the next."""
NO_DOORS = (403, 404)
"""An older hub, or a kiosk that was let in to inform only."""


def hear_of_doors(
    remote: Remote, folder: DataFolder, ledger: Ledger, place: str, zone: ZoneInfo, now: dt.datetime
) -> bool:
    """Take in what the hub tells; whether there was news. Raises `SyncError` and `StoreError`."""
    fresh, wanted = False, _limited(folder, place, zone, now)
    for _ in range(PAGES):
        asked = DoorRequest(since=ledger.doors.since(), sessions=ledger.doors.held(wanted))
        try:
            told = remote.door(asked)
        except Refused as refused:
            if refused.status in NO_DOORS and refused.code != "revoked":
                return False
            raise
        fresh |= ledger.doors.take(told)
        if not told.more:
            break
    return fresh


def _limited(
    folder: DataFolder, place: str, zone: ZoneInfo, now: dt.datetime
) -> list[tuple[str, dt.datetime]]:
    """The sessions of these days at this place that have limited places."""
    reader = CatalogueReader(folder.catalogue)
    try:
        found = (reader.get(Activity, "activity", id) for id in reader.activity_ids("place", place))
        limited = [each for each in found if each is not None and each.capacity is not None]
        return list(_sessions(limited, zone, now))[:MOST_SESSIONS]
    finally:
        reader.close()


def _sessions(
    activities: list[Activity], zone: ZoneInfo, now: dt.datetime
) -> Iterator[tuple[str, dt.datetime]]:
    today = now.astimezone(zone).date()
    for ahead in range(-1, DAYS_AHEAD + 1):
        for each in activities:
            for session in sessions_on(each.event_schedule, today + dt.timedelta(ahead), zone):
                if session.end > now:
                    yield each.id, session.start
