"""The other doors of the place: what their kiosks recorded, and leases of places.

The hub tells both, so nothing of this must survive: it is asked for again. It stands in ledger.db
because who is in follows from one's own events and those of others together.
"""

import datetime as dt
import time
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from sync.model import Movement, Outcome, SeenEvent
from sync.protocol.feeds import encode
from sync.protocol.leases import Step, seats_taken
from sync.protocol.messages import Door, Lease, LeaseHeld
from sync.store import ledger_attendance as attendance
from sync.store.ledger_attendance import moment
from sync.store.ledger_samples import clock_fields
from sync.store.ledger_schema import door, event, seat_lease, seen_event
from sync.store.ledger_write import appending

SEEN_FOR = dt.timedelta(days=2)
"""After a session's start: somebody may still be in, or be taken back."""
_BATCH = 10
_BREATH_S = 0.004
"""Between two batches: long enough for a check-in that waits to go first."""
_EVER = "9"
"""Comes after every moment as it is written here."""

SessionKey = tuple[str, dt.datetime]


class Doors:
    """Other kiosks' events and leases in ledger.db."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def since(self) -> dt.datetime | None:
        """Up to when the hub has told, None if never."""
        with self._engine.connect() as connection:
            until = connection.execute(select(door.c.until)).scalar()
        return None if until is None else dt.datetime.fromisoformat(until)

    def mark(self) -> tuple[int, int]:
        """Another value after each `take` that brought something new; cheap to ask for."""
        count = select(func.count()).select_from(seen_event).scalar_subquery()
        seats = select(func.coalesce(func.sum(seat_lease.c.seats), 0)).scalar_subquery()
        with self._engine.connect() as connection:
            events, places = connection.execute(select(count, seats)).one()
        return events, places

    def held(self, sessions: Iterable[SessionKey]) -> tuple[LeaseHeld, ...]:
        """What this kiosk holds of these sessions, to be told to the hub."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(seat_lease)).all()
        mine = {(row.activity, row.session_start): row for row in rows}
        return tuple(_held(activity, start, mine.get((activity, moment(start))))
                     for activity, start in sessions)  # fmt: skip

    def take(self, told: Door) -> bool:
        """Note what the hub told; whether anything of it was news to the screen.

        In short transactions. What a cut leaves out is told again, and is not counted twice.
        """
        fresh = False
        for begin in range(0, len(told.events), _BATCH):
            if begin:
                time.sleep(_BREATH_S)
            with appending(self._engine, durable=False) as connection:
                fresh |= _take_events(connection, told.events[begin : begin + _BATCH])
        with appending(self._engine, durable=False) as connection:
            fresh |= _take_leases(connection, told.leases)
            for each in told.settled:
                connection.execute(_SETTLED, {"id": each.event_id, "why": f"hub_{each.verdict}"})
            connection.execute(
                upsert(door)
                .values(id=1, until=moment(told.until))
                .on_conflict_do_update(index_elements=["id"], set_={"until": moment(told.until)})
            )
        return fresh

    def find(self, event_id: str) -> SeenEvent | None:
        """One event of another kiosk."""
        query = select(seen_event.c.body).where(seen_event.c.event_id == event_id)
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return None if body is None else msgspec.json.decode(body, type=SeenEvent)

    def seats_left(
        self, activity: str, session_start: dt.datetime, device: str, now: dt.datetime
    ) -> int | None:
        """How many more may come in by this kiosk's lease; 0 once it is over, None without one."""
        with self._engine.connect() as connection:
            lease = connection.execute(
                select(seat_lease).where(
                    seat_lease.c.activity == activity,
                    seat_lease.c.session_start == moment(session_start),
                )
            ).first()
            if lease is None:
                return None
            offset = clock_fields(connection, now).get("clock_offset_ms", 0)
            hub_now = now + dt.timedelta(milliseconds=offset)
            if moment(hub_now) > lease.expires:
                return 0
            steps = _steps(connection, activity, moment(session_start), device, lease.as_of)
            return max(0, int(lease.seats) - seats_taken(steps))

    def purge(self, now: dt.datetime) -> None:
        """Forget sessions of two days ago and before."""
        self._forget(moment(now - SEEN_FOR))

    def forget(self) -> None:
        """This kiosk was shut out: nobody that others recorded stays on it."""
        self._forget(_EVER)

    def _forget(self, before: str) -> None:
        old = seen_event.c.session_start < before
        person = (seen_event.c.activity, seen_event.c.session_start, seen_event.c.pass_id)
        with appending(self._engine) as connection:
            people = connection.execute(select(*person).where(old).distinct()).all()
            connection.execute(delete(seen_event).where(old))
            connection.execute(delete(seat_lease).where(seat_lease.c.session_start < before))
            if before == _EVER:
                connection.execute(delete(door))
            for each in people:
                attendance.refresh(connection, *each)


def _take_events(connection: Connection, events: Sequence[SeenEvent]) -> bool:
    known = select(seen_event.c.event_id).where(
        seen_event.c.event_id.in_([each.event_id for each in events])
    )
    there = set(connection.execute(known).scalars())
    fresh = [each for each in events if each.event_id not in there]
    if not fresh:
        return False
    rows = [
        {
            "event_id": each.event_id,
            "activity": each.activity,
            "session_start": moment(each.session_start),
            "pass_id": each.pass_id,
            "annuls": each.annuls,
            "body": encode(each).decode(),
        }
        for each in fresh
    ]
    connection.execute(insert(seen_event), rows)
    for person in {(row["activity"], row["session_start"], row["pass_id"]) for row in rows}:
        attendance.refresh(connection, *person)
    return True


def _take_leases(connection: Connection, leases: Sequence[Lease]) -> bool:
    changed = False
    for each in leases:
        key = {"activity": each.activity, "session_start": moment(each.session_start)}
        row = {"seats": each.seats, "as_of": each.as_of, "expires": moment(each.expires)}
        before = connection.execute(select(seat_lease.c.seats).filter_by(**key)).scalar()
        changed |= before != each.seats
        connection.execute(
            upsert(seat_lease)
            .values(key | row)
            .on_conflict_do_update(index_elements=list(key), set_=row)
        )
    return changed


def _steps(
    connection: Connection, activity: str, session_start: str, device: str, as_of: int
) -> list[Step]:
    query = select(event.c.movement, event.c.annuls).where(
        event.c.activity == activity,
        event.c.session_start == session_start,
        event.c.device == device,
        event.c.sequence > as_of,
    )
    rows = connection.execute(query).all()
    undone = {row.annuls for row in rows if row.annuls}
    movements = _movements(connection, undone) if undone else {}
    return [Step(Movement(row.movement), movements.get(row.annuls)) for row in rows]


def _movements(connection: Connection, ids: set[str]) -> dict[str, Movement]:
    own = connection.execute(
        select(event.c.event_id, event.c.movement).where(event.c.event_id.in_(ids))
    )
    found = {id: Movement(movement) for id, movement in own}
    others = connection.execute(select(seen_event.c.body).where(seen_event.c.event_id.in_(ids)))
    for (body,) in others:
        seen = msgspec.json.decode(body, type=SeenEvent)
        found[seen.event_id] = seen.movement
    return found


def _held(activity: str, start: dt.datetime, row: Row[Any] | None) -> LeaseHeld:
    if row is None:
        return LeaseHeld(activity=activity, session_start=start)
    return LeaseHeld(
        activity=activity,
        session_start=start,
        seats=row.seats,
        as_of=row.as_of,
        expires=dt.datetime.fromisoformat(row.expires),
    )


_SETTLED = (
    update(event)
    .where(event.c.event_id == bindparam("id"), event.c.outcome == Outcome.CONFLICT.value)
    .values(outcome=Outcome.ACCEPTED.value, code=bindparam("why"))
)
