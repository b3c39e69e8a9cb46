"""Making one check-in event and writing it: id, sequence, chain and clocks, in one transaction."""

import datetime as dt
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from sync.model import CheckIn, Movement
from sync.protocol.chain import digest
from sync.protocol.feeds import encode
from sync.store import ledger_attendance as attendance
from sync.store.ledger_attendance import moment
from sync.store.ledger_clock import boot_id, monotonic_ms, uuid7
from sync.store.ledger_samples import clock_fields
from sync.store.ledger_schema import audit, chain, event


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A check-in as the desk decides it; the ledger adds id, sequence, chain and clocks."""

    movement: Movement
    pass_id: str
    activity: str
    session_start: dt.datetime
    place: str
    annuls: str = ""
    method: str = "tap"
    staff: str = ""
    provisional: bool = False
    override: str = ""
    age_band: str = ""


def append(connection: Connection, draft: Draft, device: str, now: dt.datetime) -> CheckIn:
    """The next event of this device's chain, inside the caller's transaction."""
    head = connection.execute(_HEAD, {"device": device}).first()
    new = msgspec.structs.replace(
        _event(draft, device, head.sequence + 1 if head else 1, now),
        previous=head.digest if head else "",
        **clock_fields(connection, now),
    )
    _insert(connection, new)
    if new.staff:
        # With the event or not at all, so no act of staff can be without its line.
        act = "override" if new.override else new.movement.value
        detail = f"{new.event_id} {new.override}".strip()
        row = {"at": moment(now), "staff": new.staff, "act": act, "detail": detail}
        connection.execute(insert(audit), row)
    attendance.refresh(connection, new.activity, moment(new.session_start), new.pass_id)
    return new


_HEAD = select(chain.c.sequence, chain.c.digest).where(chain.c.device == bindparam("device"))


def _event(draft: Draft, device: str, sequence: int, now: dt.datetime) -> CheckIn:
    at = now.astimezone(dt.UTC)
    return CheckIn(
        event_id=uuid7(int(at.timestamp() * 1000)),
        device=device,
        sequence=sequence,
        movement=draft.movement,
        pass_id=draft.pass_id,
        activity=draft.activity,
        session_start=draft.session_start.astimezone(dt.UTC),
        place=draft.place,
        at=at,
        boot_id=boot_id(),
        monotonic_ms=monotonic_ms(),
        annuls=draft.annuls,
        method=draft.method,
        staff=draft.staff,
        provisional=draft.provisional,
        override=draft.override,
        age_band=draft.age_band,
    )


def _insert(connection: Connection, new: CheckIn) -> None:
    row = {
        "event_id": new.event_id,
        "device": new.device,
        "sequence": new.sequence,
        "movement": new.movement.value,
        "pass_id": new.pass_id,
        "activity": new.activity,
        "session_start": moment(new.session_start),
        "place": new.place,
        "at": moment(new.at),
        "annuls": new.annuls,
        "body": encode(new).decode(),
    }
    connection.execute(insert(event), row)
    link = {"sequence": new.sequence, "digest": digest(new)}
    connection.execute(
        upsert(chain)
        .values(device=new.device, **link)
        .on_conflict_do_update(index_elements=["device"], set_=link)
    )
