"""Leases of places: each kiosk may let in so many people even when it cannot ask.

The promise: who is in, and what all kiosks together may still let in, never exceed the capacity,
whatever answer gets lost on its way. It holds as long as no lease runs out with check-ins still
waiting on its kiosk: to wait for those would lock places up behind a kiosk that is broken. Staff
may decide otherwise at the door, and two kiosks may both see somebody leave.

Gray and Cheriton, "Leases: an efficient fault-tolerant mechanism" (SOSP 1989).
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.devices import DESK, Device
from sync.hub.schema import device, event, record, seat_lease
from sync.hub.settings import get_city
from sync.model import Activity, Movement, sessions_on
from sync.protocol.attendance import Fact, Key, attendance
from sync.protocol.leases import Step, seats_taken
from sync.protocol.messages import Lease, LeaseHeld

SHARED_FOR = dt.timedelta(hours=2)
"""How long places are kept for a kiosk that is not heard of, where others could give them away."""
GRACE = dt.timedelta(hours=1)
"""After the session's end, as at the desk."""
HEARD_WITHIN = dt.timedelta(hours=1)
"""A kiosk that was silent for longer gets no share set aside."""
MOST_PLACES = 2_000
"""A larger session is not shared out: what a kiosk lets in between two contacts is little there."""


class _Held(NamedTuple):
    """What a kiosk may still let in, as far as the hub has its events."""

    left: int
    expires: dt.datetime


def grant(capacity: int, inside: int, held_by_others: int, sharers: int) -> int:
    """Seats for one kiosk: its fair share of what is left, and never what others hold."""
    left = max(0, capacity - inside)
    share = -(-left // max(1, sharers))
    return max(0, min(share, left - held_by_others))


def lease_all(
    connection: Connection, asker: Device, wanted: Iterable[LeaseHeld], now: dt.datetime
) -> tuple[Lease, ...]:
    """A lease for each of these sessions that has limited places here, inside `write()`."""
    asked = {(each.activity, each.session_start.astimezone(dt.UTC)): each for each in wanted}
    if not asked:
        return ()
    ends = _sessions(connection, asker.place, asked)
    others = _others(connection, asker, now)
    last = connection.execute(
        sa.select(sa.func.max(event.c.sequence)).where(event.c.device == asker.id)
    ).scalar()
    return tuple(
        _lease(connection, asker, asked[key], others, int(last or 0), limits, now)
        for key, limits in ends.items()
    )


def forget_leases(connection: Connection, now: dt.datetime) -> None:
    """Drop what is over."""
    connection.execute(sa.delete(seat_lease).where(seat_lease.c.expires < now))


def _lease(
    connection: Connection,
    asker: Device,
    asked: LeaseHeld,
    others: frozenset[str],
    last: int,
    limits: tuple[int, dt.datetime],
    now: dt.datetime,
) -> Lease:
    capacity, end = limits
    activity, start = asked.activity, asked.session_start.astimezone(dt.UTC)
    rows = connection.execute(
        sa.select(event).where(event.c.session_start == start, event.c.activity == activity)
    ).all()
    held = {
        row.device: _Held(row.seats - _taken(rows, row.device, row.as_of), row.expires)
        for row in connection.execute(
            sa.select(seat_lease).where(
                seat_lease.c.activity == activity,
                seat_lease.c.session_start == start,
                seat_lease.c.device != asker.id,
                seat_lease.c.expires >= now,
            )
        )
    }
    sharers = 1 + len(others | held.keys())
    inside = sum(entry.left_ms is None for entry in attendance(_facts(rows)))
    seats = grant(capacity, inside, sum(max(0, each.left) for each in held.values()), sharers)
    expires = end + GRACE if sharers == 1 else min(end + GRACE, now + SHARED_FOR)
    # Its answer may be lost, and then the kiosk goes on with the lease that it has: until it says
    # otherwise, the hub reckons with the larger of the two.
    still = max(0, asked.seats - _taken(rows, asker.id, asked.as_of))
    over = asked.expires if asked.expires is not None and still else expires
    row = {"seats": max(seats, still), "as_of": last, "expires": max(expires, over)}
    key = {"activity": activity, "session_start": start, "device": asker.id}
    here = seat_lease.c
    mine = (here.activity == activity) & (here.session_start == start) & (here.device == asker.id)
    if not connection.execute(sa.update(seat_lease).where(mine).values(**row)).rowcount:
        connection.execute(sa.insert(seat_lease).values(**key, **row))
    return Lease(activity=activity, session_start=start, seats=seats, as_of=last, expires=expires)


def _sessions(
    connection: Connection, place: str, asked: Iterable[tuple[str, dt.datetime]]
) -> dict[tuple[str, dt.datetime], tuple[int, dt.datetime]]:
    """Capacity and end of those that are sessions of this place with limited places."""
    city = get_city(connection)
    zone = ZoneInfo(city.timezone if city else "UTC")
    wanted = list(asked)
    rows = connection.execute(
        sa.select(record.c.data).where(
            record.c.kind == "activity",
            record.c.id.in_({activity for activity, _ in wanted}),
            record.c.data.is_not(None),
        )
    ).scalars()
    activities = {each.id: each for each in (_activity(data) for data in rows)}
    found = {}
    for id, start in wanted:
        each = activities.get(id)
        if each is None or each.capacity is None or each.location != place:
            continue
        if each.capacity > MOST_PLACES:
            continue
        day = start.astimezone(zone).date()
        for session in sessions_on(each.event_schedule, day, zone):
            if session.start == start:
                found[id, start] = (each.capacity, session.end.astimezone(dt.UTC))
    return found


def _others(connection: Connection, asker: Device, now: dt.datetime) -> frozenset[str]:
    """The other kiosks at this place that are at work."""
    return frozenset(
        connection.execute(
            sa.select(device.c.id).where(
                device.c.place == asker.place,
                device.c.id != asker.id,
                device.c.profile == DESK,
                device.c.revoked.is_(None),
                sa.func.coalesce(device.c.last_contact, device.c.created) >= now - HEARD_WITHIN,
            )
        ).scalars()
    )


def _taken(rows: Iterable[sa.Row[Any]], device: str, as_of: int) -> int:
    events = list(rows)
    movements = {row.event_id: Movement(row.movement) for row in events}
    return seats_taken(
        Step(Movement(row.movement), movements.get(row.annuls))
        for row in events
        if row.device == device and row.sequence > as_of
    )


def _facts(rows: Iterable[sa.Row[Any]]) -> Iterable[Fact]:
    for row in rows:
        key = Key(row.session_start, row.activity, row.pass_id)
        yield Fact(
            key, row.event_id, Movement(row.movement), row.annuls, row.corrected_ms, row.device
        )


def _activity(data: bytes) -> Activity:
    return msgspec.json.decode(data, type=Activity)
