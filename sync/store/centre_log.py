"""The ledger's second list: acts of centre life and requests for badges.

Kept under the same promise as check-ins: durable before anything is shown, pushed until the hub
has answered, and gone only when that answer is older than the retention.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Engine, delete, func, insert, select, true, update

from sync.model import CentreAct, CentreEvent, EventResult, Outcome
from sync.protocol.feeds import encode
from sync.store.ledger_attendance import moment
from sync.store.ledger_clock import uuid7
from sync.store.ledger_schema import centre_event as event
from sync.store.ledger_write import appending, settle


class Kept(NamedTuple):
    """An event and what the hub said of it; no outcome yet is None."""

    event: CentreEvent
    outcome: Outcome | None
    code: str
    settled_at: dt.datetime | None


class CentreLog:
    """Centre events in ledger.db; may be used from several threads and by two processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def append(self, draft: CentreEvent, now: dt.datetime) -> CentreEvent:
        """Write one event under a fresh id; when this returns, it survives a power cut."""
        at = now.astimezone(dt.UTC)
        new = msgspec.structs.replace(draft, event_id=uuid7(int(at.timestamp() * 1000)), at=at)
        row = {
            "event_id": new.event_id, "act": new.act.value, "at": moment(at),
            "body": encode(new).decode(),
        }  # fmt: skip
        with appending(self._engine) as connection:
            connection.execute(insert(event), row)
        return new

    def pending(self, limit: int) -> list[CentreEvent]:
        """What the hub has not answered yet, oldest first."""
        query = select(event.c.body).where(event.c.outcome.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(event.c.position).limit(limit)).scalars()
            return [_decode(body) for body in rows]

    def pending_count(self) -> int:
        """How many events wait for the hub."""
        query = select(func.count()).select_from(event).where(event.c.outcome.is_(None))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def stamp(self) -> int:
        """Another number after each append and after each answer of the hub."""
        position, answers = func.max(event.c.position), func.count(event.c.outcome)
        with self._engine.connect() as connection:
            last, settled = connection.execute(select(position, answers)).one()
        return 2 * int(last or 0) + int(settled)

    def settle(self, results: Sequence[EventResult]) -> None:
        """Note the hub's word on pushed events; what was taken in once stays so."""
        settle(self._engine, event, results)

    def reopen(self, device: str, last: str) -> int:
        """The hub came back from a backup in which the batch of this device's act `last` is the
        latest: what it took in later waits again, as far as it is still here; how many acts."""
        known = select(event.c.position, event.c.settled_at).where(event.c.event_id == last)
        done = event.c.outcome.is_not(None) & (event.c.outcome != Outcome.REJECTED.value)
        mine = func.json_extract(event.c.body, "$.device") == device
        with appending(self._engine) as connection:
            held = connection.execute(known).first()
            # What was answered together was taken in together.
            later = (
                true() if held is None
                else (event.c.position > held.position) & (event.c.settled_at != held.settled_at)
            )  # fmt: skip
            return connection.execute(
                update(event)
                .where(later & done & mine)
                .values(outcome=None, code=None, settled_at=None)
            ).rowcount

    def kept(self) -> list[Kept]:
        """Every event that is still here, oldest first."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(event).order_by(event.c.position)).all()
        return [
            Kept(
                _decode(row.body),
                Outcome(row.outcome) if row.outcome else None,
                row.code or "",
                dt.datetime.fromisoformat(row.settled_at) if row.settled_at else None,
            )
            for row in rows
        ]

    def requested(self, activity: str, session_start: dt.datetime, pass_id: str) -> str:
        """The request for this person's badge that stands, by its id; empty when there is none."""
        query = select(event.c.body).where(
            event.c.act.in_((CentreAct.AWARD_REQUEST.value, CentreAct.UNDO.value))
        )
        standing: dict[str, CentreEvent] = {}
        with self._engine.connect() as connection:
            for body in connection.execute(query.order_by(event.c.position)).scalars():
                each = _decode(body)
                standing.pop(each.undoes, None)
                if each.act is CentreAct.AWARD_REQUEST:
                    standing[each.event_id] = each
        wanted = (activity, session_start, pass_id)
        found = (
            each.event_id
            for each in standing.values()
            if (each.activity, each.session_start, each.pass_id) == wanted
        )
        return next(found, "")

    def purge(self, now: dt.datetime, retention: dt.timedelta) -> int:
        """Delete what the hub took in longer ago than this; how many."""
        old = moment(now - retention)
        done = event.c.outcome.is_not(None) & (event.c.outcome != Outcome.REJECTED.value)
        ready = done & (event.c.settled_at < old) & (event.c.at < old)
        with appending(self._engine) as connection:
            return connection.execute(delete(event).where(ready)).rowcount


def _decode(body: str) -> CentreEvent:
    return msgspec.json.decode(body, type=CentreEvent)
