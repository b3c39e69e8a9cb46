"""ledger.db: what happened at this kiosk's doors. Appended before the light turns green.

Two programs write: the screen appends, the sync child settles what the hub said. Each holds the
lock only for one short transaction, so that neither keeps the other waiting.
"""

import datetime as dt
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import (
    Engine,
    delete,
    func,
    select,
    tuple_,
    update,
)

from sync.model import CheckIn, EventResult, Outcome, SeenEvent
from sync.protocol.chain import digest
from sync.store import ledger_attendance as attendance
from sync.store import ledger_samples, ledger_seal, visitors
from sync.store.centre_log import CentreLog
from sync.store.engine import open_engine
from sync.store.ledger_append import Draft, append
from sync.store.ledger_attendance import Presence, Tally, moment
from sync.store.ledger_doors import Doors
from sync.store.ledger_figures import Figure, figures, keep
from sync.store.ledger_migrations import migrate
from sync.store.ledger_schema import event, seen_event
from sync.store.ledger_staff import StaffLog
from sync.store.ledger_write import appending, settle

__all__ = ["RETENTION", "Draft", "Ledger", "Reviewed"]

UTC = ZoneInfo("UTC")
RETENTION = dt.timedelta(days=7)
_BATCH = 25
_BREATH_S = 0.004
"""Between two batches of results: long enough for a waiting append to go first."""

_ACKNOWLEDGED = (Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.CONFLICT)


class Reviewed(NamedTuple):
    """An event that the hub did not simply accept, and its reason."""

    event: CheckIn
    outcome: Outcome
    code: str
    settled_at: dt.datetime


class Ledger:
    """One open ledger.db; may be used from several threads."""

    def __init__(self, engine: Engine) -> None:
        migrate(engine)
        self._engine = engine
        self.staff = StaffLog(engine)
        self.centre = CentreLog(engine)
        self.doors = Doors(engine)

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Open or make the file and bring it to the newest schema."""
        return cls(open_engine(path, synchronous="FULL"))

    def close(self) -> None:
        self._engine.dispose()

    def append(self, draft: Draft, *, device: str, now: dt.datetime) -> CheckIn:
        """Write one event; when this returns, it survives a power cut."""
        with appending(self._engine) as connection:
            return append(connection, draft, device, now)

    def pending(self, limit: int) -> list[CheckIn]:
        """What the hub has not answered yet, oldest first."""
        query = select(event.c.body).where(event.c.outcome.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(event.c.position).limit(limit))
            return [_decode(body) for (body,) in rows]

    def pending_count(self) -> int:
        """How many events wait for the hub."""
        return self._count(event.c.outcome.is_(None))

    def settle(self, results: Sequence[EventResult]) -> None:
        """Note the hub's word on pushed events, with room between for those who check in."""
        for begin in range(0, len(results), _BATCH):
            if begin:
                time.sleep(_BREATH_S)
            settle(self._engine, event, results[begin : begin + _BATCH])

    def reopen(self, device: str, after: int) -> int:
        """The hub came back from a backup that ends at this sequence: what it took in later waits
        again, as far as it is still here; how many events."""
        lost = (event.c.device == device) & (event.c.sequence > after)
        done = event.c.outcome.in_([outcome.value for outcome in _ACKNOWLEDGED])
        with appending(self._engine) as connection:
            return connection.execute(
                update(event).where(lost & done).values(outcome=None, code=None, settled_at=None)
            ).rowcount

    def to_review(self, limit: int = 200) -> list[Reviewed]:
        """Rejected events, and conflicts that the hub settled otherwise; newest first."""
        odd = event.c.outcome.in_((Outcome.REJECTED.value, Outcome.CONFLICT.value))
        query = select(event).where(odd).order_by(event.c.position.desc()).limit(limit)
        with self._engine.connect() as connection:
            return [
                Reviewed(
                    _decode(row.body),
                    Outcome(row.outcome),
                    row.code,
                    dt.datetime.fromisoformat(row.settled_at),
                )
                for row in connection.execute(query)
            ]

    def rejected_count(self) -> int:
        """How many events the hub refused."""
        return self._count(event.c.outcome == Outcome.REJECTED.value)

    def find(self, event_id: str) -> CheckIn | SeenEvent | None:
        """One event by its id, made here or at another kiosk of the place."""
        query = select(event.c.body).where(event.c.event_id == event_id)
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return self.doors.find(event_id) if body is None else _decode(body)

    def is_annulled(self, target: CheckIn | SeenEvent) -> bool:
        """Whether an annulment of any kiosk takes this event back."""
        with self._engine.connect() as connection:
            return any(
                connection.execute(
                    select(table.c.event_id).where(
                        table.c.activity == target.activity,
                        table.c.session_start == moment(target.session_start),
                        table.c.pass_id == target.pass_id,
                        table.c.annuls == target.event_id,
                    )
                ).first()
                for table in (event, seen_event)
            )

    def presence(self, activity: str, session_start: dt.datetime, pass_id: str) -> Presence | None:
        """Whether this person is in, and since when."""
        with self._engine.connect() as connection:
            return attendance.one(connection, activity, session_start, pass_id)

    def attendance(self, activity: str, session_start: dt.datetime) -> dict[str, Presence]:
        """Everybody seen at one session, by pass id."""
        with self._engine.connect() as connection:
            return attendance.everybody(connection, activity, session_start)

    def inside(self, activity: str, session_start: dt.datetime) -> int:
        """How many are in one session now."""
        with self._engine.connect() as connection:
            return attendance.inside(connection, activity, session_start)

    def bands(self, activity: str, session_start: dt.datetime) -> dict[str, tuple[int, int]]:
        """Guests counted without identity, by age band: how many came, how many are in."""
        with self._engine.connect() as connection:
            return attendance.bands(connection, activity, session_start)

    def inside_band(self, activity: str, session_start: dt.datetime, band: str) -> str | None:
        """The made-up id of the guest of this band who has been in longest."""
        with self._engine.connect() as connection:
            return attendance.longest_inside(connection, activity, session_start, band)

    def tallies(
        self, since: dt.datetime, until: dt.datetime
    ) -> dict[tuple[str, dt.datetime], Tally]:
        """Counts of all sessions that start in [since, until)."""
        with self._engine.connect() as connection:
            return attendance.tallies(connection, since, until)

    def sample_clock(self, offset_ms: int, now: dt.datetime) -> None:
        """Note how far the hub's clock was ahead; the next events carry it with its age."""
        with appending(self._engine) as connection:
            ledger_samples.note(connection, offset_ms, now)

    def purge(
        self, now: dt.datetime, retention: dt.timedelta = RETENTION, zone: ZoneInfo = UTC
    ) -> int:
        """Delete acknowledged events that were settled longer ago than this; how many.

        A person's events at one session go together; their figures stay, by months in `zone`.
        """
        self.centre.purge(now, retention)
        self.doors.purge(now)
        old = moment(now - retention)
        done = event.c.outcome.in_([outcome.value for outcome in _ACKNOWLEDGED])
        ready = done & (event.c.settled_at < old) & (event.c.at < old)
        person = (event.c.activity, event.c.session_start, event.c.pass_id)
        whole = select(*person).group_by(*person).having(func.min(func.coalesce(ready, False)) == 1)
        with appending(self._engine) as connection:
            here = tuple_(*person).in_(whole)
            rows = connection.execute(
                select(event.c.body, *person).where(here).order_by(event.c.position)
            ).all()
            keep(connection, (row.body for row in rows))
            visitors.keep(connection, (row.body for row in rows), zone)
            connection.execute(delete(event).where(here))
            visitors.close_months(connection, now, retention, zone)
            for each in {row[1:] for row in rows}:
                attendance.refresh(connection, *each)
            ledger_samples.purge(connection, old)
        return len(rows)

    def unsettled(self) -> ledger_seal.Unsettled:
        """What the hub has not taken in, check-ins and acts of centre life."""
        return ledger_seal.unsettled(self._engine)

    def forget_people(self, sealed: Collection[str], now: dt.datetime) -> bool:
        """This kiosk was shut out: delete all but what is neither taken in nor sealed."""
        return ledger_seal.forget_people(self._engine, sealed, now)

    def figures(self, since: dt.datetime, until: dt.datetime) -> list[Figure]:
        """Visits, guests and hours of the sessions that start in [since, until)."""
        with self._engine.connect() as connection:
            return figures(connection, since, until)

    def visitors(self, month: dt.date, zone: ZoneInfo) -> int:
        """How many different people with a pass or on a list came in the month of this day."""
        with self._engine.connect() as connection:
            return visitors.visitors(connection, month, zone)

    def verify(self, device: str) -> list[int]:
        """Sequence numbers whose link to the event before does not hold; empty is well."""
        query = select(event.c.body).where(event.c.device == device).order_by(event.c.sequence)
        broken: list[int] = []
        before: CheckIn | None = None
        with self._engine.connect() as connection:
            for (body,) in connection.execute(query):
                each = _decode(body)
                if before is not None and (
                    each.sequence == before.sequence + 1 and each.previous != digest(before)
                ):
                    broken.append(each.sequence)
                before = each
        return broken

    def _count(self, condition: object) -> int:
        query = select(func.count()).select_from(event).where(condition)  # type: ignore[arg-type]
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()


def _decode(body: str) -> CheckIn:
    return msgspec.json.decode(body, type=CheckIn)
