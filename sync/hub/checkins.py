"""Taking in pushed events: a word on each, and nothing lost or doubled.

One transaction takes in a whole batch, so an event and its effect are there together or not at
all, and a batch that is sent again is told "duplicate" for what is already here.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.devices import Device, places_of
from sync.hub.schema import event, record
from sync.model import CheckIn, EventResult, Movement, Outcome
from sync.protocol.attendance import (
    Attendance,
    Fact,
    Key,
    attendance,
    corrected_ms,
    derive,
    fact_of,
)
from sync.protocol.chain import digest
from sync.protocol.feeds import encode

EARLIEST = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
AHEAD = dt.timedelta(days=2)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MS = dt.timedelta(milliseconds=1)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_ID = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
_decoder = msgspec.json.Decoder(CheckIn)


class _IdOnly(msgspec.Struct, rename="camel"):
    event_id: str = ""


_id_decoder = msgspec.json.Decoder(_IdOnly)


class _Refusal(Exception):
    """Why an event cannot be taken in."""


@dataclass(slots=True)
class _Known:
    """What the hub has before the batch, then with each event that it takes in."""

    digests: dict[str, str]
    facts: dict[Key, dict[str, Fact]]
    activities: set[str]
    places: set[str]
    rows: list[dict[str, Any]] = field(default_factory=list)


def take_in(
    connection: Connection, device: Device, batch: Sequence[msgspec.Raw], now: dt.datetime
) -> tuple[EventResult, ...]:
    """A result for each event of the batch, in its order, inside `Database.write()`."""
    decoded = [_decode(raw) for raw in batch]
    known = _known(connection, device, [item for item in decoded if isinstance(item, CheckIn)])
    results = tuple(_judge(item, device, known, now) for item in decoded)
    if known.rows:
        connection.execute(sa.insert(event), known.rows)
    return results


def attendance_between(
    connection: Connection, start: dt.datetime, end: dt.datetime
) -> list[Attendance]:
    """Attendance of the sessions that start in `start`..`end`."""
    here = event.c
    rows = connection.execute(
        sa.select(event).where(here.session_start >= start, here.session_start < end)
    )
    return attendance(_fact_of_row(row) for row in rows)


def sequence_gaps(connection: Connection) -> dict[str, int]:
    """How many numbers are missing among those of each device that has gaps."""
    here = event.c
    rows = connection.execute(
        sa.select(
            here.device,
            sa.func.max(here.sequence) - sa.func.min(here.sequence) + 1
            - sa.func.count(sa.distinct(here.sequence)),
        ).group_by(here.device)
    )  # fmt: skip
    return {device: missing for device, missing in rows if missing}


def _judge(
    item: CheckIn | EventResult, device: Device, known: _Known, now: dt.datetime
) -> EventResult:
    if isinstance(item, EventResult):
        return item
    own = digest(item)
    if item.event_id in known.digests:
        same = known.digests[item.event_id] == own
        if same:
            return EventResult(event_id=item.event_id, outcome=Outcome.DUPLICATE)
        return _rejected(item.event_id, "content_differs")
    try:
        _check(item, device, known, now)
    except _Refusal as refusal:
        return _rejected(item.event_id, str(refusal))
    outcome, code = _effect(item, known)
    known.digests[item.event_id] = own
    known.rows.append(_row(item, own, now, outcome, code))
    return EventResult(event_id=item.event_id, outcome=outcome, code=code)


def _effect(item: CheckIn, known: _Known) -> tuple[Outcome, str]:
    fact = fact_of(item)
    key, facts = fact.key, known.facts.setdefault(fact.key, {})
    before = _beside(key, facts)
    facts[item.event_id] = fact
    # An entry that came late can be the one that counts; the one it puts aside is a conflict too.
    if item.movement is Movement.ENTRY and _beside(key, facts) > before:
        return Outcome.CONFLICT, "already_checked_in"
    if item.activity not in known.activities:
        # Kept all the same: the person was there, and the activity may be imported later.
        return Outcome.CONFLICT, "unknown_activity"
    return Outcome.ACCEPTED, ""


def _check(item: CheckIn, device: Device, known: _Known, now: dt.datetime) -> None:
    if item.device != device.id:
        raise _Refusal("wrong_device")
    if item.place not in known.places:
        raise _Refusal("wrong_place")
    latest = _milliseconds(now + AHEAD)
    for moment in (corrected_ms(item), _milliseconds(item.session_start)):
        if not _milliseconds(EARLIEST) <= moment <= latest:
            raise _Refusal("implausible_time")


def _decode(raw: msgspec.Raw) -> CheckIn | EventResult:
    try:
        item = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _rejected(_id_of(raw), "malformed")
    sound = (
        _UUID.fullmatch(item.event_id)
        and all(_ID.fullmatch(text) for text in (item.device, item.activity, item.place))
        and _NAME.fullmatch(item.pass_id)
        and 0 <= item.sequence < 2**53
        and item.at.tzinfo is not None
        and item.session_start.tzinfo is not None
        and bool(item.annuls) == (item.movement is Movement.ANNULMENT)
        and (not item.annuls or _UUID.fullmatch(item.annuls))
    )
    if not sound:
        return _rejected(_id_of(raw), "malformed")
    # Nearer to the ends of the calendar a change of zone overflows.
    sane = all(1971 <= moment.year <= 9000 for moment in (item.at, item.session_start))
    return item if sane else _rejected(item.event_id, "implausible_time")


def _id_of(raw: msgspec.Raw) -> str:
    try:
        return _id_decoder.decode(raw).event_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def _known(connection: Connection, device: Device, items: Iterable[CheckIn]) -> _Known:
    items = list(items)
    here = event.c
    ids = {item.event_id for item in items}
    digests = connection.execute(
        sa.select(here.event_id, here.digest).where(here.event_id.in_(ids))
    )
    sessions = {_utc(item.session_start) for item in items}
    people = {item.pass_id for item in items}
    beside = connection.execute(
        sa.select(event).where(here.session_start.in_(sessions), here.pass_id.in_(people))
    ).all()
    facts: dict[Key, dict[str, Fact]] = {}
    for row in beside:
        fact = _fact_of_row(row)
        facts.setdefault(fact.key, {})[fact.event_id] = fact
    activities = connection.execute(
        sa.select(record.c.id).where(
            record.c.kind == "activity", record.c.id.in_({item.activity for item in items})
        )
    ).scalars()
    return _Known(
        digests=dict(digests.all()),
        facts=facts,
        activities=set(activities),
        places=places_of(connection, device.id) | {device.place},
    )


def _row(item: CheckIn, own: str, now: dt.datetime, outcome: Outcome, code: str) -> dict[str, Any]:
    return {
        "event_id": item.event_id, "device": item.device, "sequence": item.sequence,
        "movement": item.movement.value, "pass_id": item.pass_id, "activity": item.activity,
        "session_start": item.session_start, "annuls": item.annuls,
        "corrected_ms": corrected_ms(item), "digest": own, "data": encode(item),
        "received": now, "outcome": outcome.value, "code": code,
    }  # fmt: skip


def _fact_of_row(row: sa.Row[Any]) -> Fact:
    key = Key(row.session_start, row.activity, row.pass_id)
    return Fact(key, row.event_id, Movement(row.movement), row.annuls, row.corrected_ms, row.device)


def _beside(key: Key, facts: dict[str, Fact]) -> int:
    found = derive(key, facts.values())
    return len(found.others) if found else 0


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)


def _milliseconds(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // _MS


def _rejected(event_id: str, code: str) -> EventResult:
    return EventResult(event_id=event_id, outcome=Outcome.REJECTED, code=code)
