"""What a kiosk is told of the other doors of its place: who was checked in and out there."""

import datetime as dt

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.devices import Device
from sync.hub.leases import lease_all
from sync.hub.schema import enrolment_code, event, review
from sync.hub.settings import hub_id
from sync.model import CheckIn, Outcome, SeenEvent
from sync.protocol.attendance import corrected_ms
from sync.protocol.messages import Door, DoorRequest, Settled

BACK = dt.timedelta(days=2)
"""How old a session may be whose events are told."""
OVERLAP = dt.timedelta(minutes=2)
"""Told once more, in case the hub's clock was set back a little."""
MOST = 5_000
"""Events in one answer; what is more comes with the next."""
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def tell(connection: Connection, asker: Device, asked: DoorRequest, now: dt.datetime) -> Door:
    """The answer, inside `Database.write()`."""
    events, until, more = _events(connection, asker, asked.since, now)
    return Door(
        until=until,
        more=more,
        events=events,
        leases=lease_all(connection, asker, asked.sessions, now),
        settled=_settled(connection, asker, now),
    )


def _events(
    connection: Connection, asker: Device, since: dt.datetime | None, now: dt.datetime
) -> tuple[tuple[SeenEvent, ...], dt.datetime, bool]:
    here = event.c
    neighbours = sa.select(enrolment_code.c.device).where(
        enrolment_code.c.place == asker.place, enrolment_code.c.device != asker.id
    )
    wanted = sa.and_(
        sa.or_(here.device.in_(neighbours), here.device == hub_id(connection)),
        here.session_start >= now - BACK,
        *([here.received > since] if since is not None else []),
    )
    times = sa.select(here.received).where(wanted).order_by(here.received)
    last = connection.execute(times.offset(MOST - 1).limit(1)).scalar()
    # What came in one batch came at one time, so a page ends with a whole batch.
    rows = connection.execute(
        sa.select(here.data).where(wanted, *([here.received <= last] if last is not None else []))
    ).scalars()
    found = (msgspec.json.decode(data, type=CheckIn) for data in rows)
    told = tuple(_seen(each) for each in found if each.place == asker.place)
    if last is not None:
        return told, last, True
    return told, max(now - OVERLAP, since or now - OVERLAP), False


def _seen(item: CheckIn) -> SeenEvent:
    return SeenEvent(
        event_id=item.event_id,
        device=item.device,
        movement=item.movement,
        pass_id=item.pass_id,
        activity=item.activity,
        session_start=item.session_start,
        at=_EPOCH + dt.timedelta(milliseconds=corrected_ms(item)),
        annuls=item.annuls,
        provisional=item.provisional,
    )


def _settled(connection: Connection, asker: Device, now: dt.datetime) -> tuple[Settled, ...]:
    """What people at the hub lately decided of this kiosk's own conflicts."""
    week = now - dt.timedelta(days=7)
    rows = connection.execute(
        sa.select(review.c.event_id, review.c.verdict)
        .join(event, event.c.event_id == review.c.event_id)
        .where(
            event.c.device == asker.id,
            event.c.outcome == Outcome.CONFLICT.value,
            review.c.at >= week,
        )
    )
    return tuple(
        Settled(event_id=id, verdict="kept" if verdict == "stands" else "annulled")
        for id, verdict in rows
    )
