"""Acts of centre life, taken in and applied: what staff announce becomes a notice for all kiosks.

As with check-ins, a batch is one transaction: an act and its effect are there together or not at
all, and an act that is sent again is told "duplicate". A kiosk speaks for its own place only.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.checkins import AHEAD, EARLIEST
from sync.hub.devices import Device, places_of
from sync.hub.problems import HubProblem
from sync.hub.records import apply_records, delete_records
from sync.hub.schema import centre_event, record
from sync.model import CentreAct, CentreEvent, EventResult, Outcome
from sync.model.centre import KIOSK, flaw_of, notice_id, notice_of
from sync.protocol.feeds import encode

FURTHEST = dt.timedelta(days=366)
"""Ahead of today that a notice may reach."""
KEEP_NOTICES = dt.timedelta(days=7)
"""After its last day a notice made at a kiosk is deleted."""
SETTLEMENTS = ("issued", "declined")

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLAIN = re.compile(r"[^\x00-\x1f\x7f]{0,200}")
_decoder = msgspec.json.Decoder(CentreEvent)


class _IdOnly(msgspec.Struct, rename="camel"):
    event_id: str = ""


class _Dated(msgspec.Struct, rename="camel"):
    valid_through: dt.date | None = None


class _Located(msgspec.Struct):
    """The one field that decides whose activity it is."""

    location: str = ""


def take_in_centre(
    connection: Connection, device: Device, batch: Sequence[msgspec.Raw], now: dt.datetime
) -> tuple[EventResult, ...]:
    """A result for each act of the batch, in its order, inside `Database.write()`."""
    places = places_of(connection, device.id) | {device.place}
    results = tuple(_take(connection, device, places, raw, now) for raw in batch)
    _drop_old_notices(connection, now)
    return results


def last_act(connection: Connection, device: Device) -> str:
    """The id of an act of the batch that this kiosk brought last; empty when it brought none."""
    here = centre_event.c
    query = sa.select(here.event_id).where(here.device == device.id)
    latest = query.order_by(here.received.desc(), here.event_id.desc()).limit(1)
    return connection.execute(latest).scalar() or ""


def settle_request(connection: Connection, event_id: str, word: str, now: dt.datetime) -> None:
    """Note what the issuer did about a request for a badge; 404 when none such waits."""
    here = centre_event.c
    done = connection.execute(
        sa.update(centre_event)
        .where(
            here.event_id == event_id,
            here.act == CentreAct.AWARD_REQUEST.value,
            here.undone.is_(None),
            here.settled.is_(None),
        )
        .values(settled=now, settlement=word)
    ).rowcount
    if not done:
        raise HubProblem(404, "unknown_request", "no such request for a badge waits")


def _take(
    connection: Connection, device: Device, places: set[str], raw: msgspec.Raw, now: dt.datetime
) -> EventResult:
    item = _decode(raw)
    if isinstance(item, EventResult):
        return item
    digest = hashlib.sha256(encode(item)).hexdigest()
    known = connection.execute(
        sa.select(centre_event.c.digest).where(centre_event.c.event_id == item.event_id)
    ).scalar()
    if known is not None:
        if known == digest:
            return EventResult(event_id=item.event_id, outcome=Outcome.DUPLICATE)
        return _rejected(item.event_id, "content_differs")
    code = _refusal(connection, device, places, item, now)
    if code:
        return _rejected(item.event_id, code)
    conflict = _apply(connection, item, now)
    outcome = Outcome.CONFLICT if conflict else Outcome.ACCEPTED
    connection.execute(
        sa.insert(centre_event).values(
            event_id=item.event_id, device=item.device, place=item.place, act=item.act.value,
            at=item.at, undoes=item.undoes, digest=digest, data=encode(item), received=now,
            outcome=outcome.value, code=conflict, settlement="",
        )
    )  # fmt: skip
    return EventResult(event_id=item.event_id, outcome=outcome, code=conflict)


def _refusal(
    connection: Connection, device: Device, places: set[str], item: CentreEvent, now: dt.datetime
) -> str:
    if item.device != device.id:
        return "wrong_device"
    if item.place not in places:
        return "wrong_place"
    moments = [each for each in (item.at, item.session_start, item.moved_to) if each is not None]
    days = [each for each in (item.day, item.through) if each is not None]
    furthest = now + FURTHEST
    if item.at > now + AHEAD or any(not EARLIEST <= each <= furthest for each in moments):
        return "implausible_time"
    if any(not EARLIEST.date() <= each <= furthest.date() for each in days):
        return "implausible_time"
    if item.activity and (code := _not_ours(connection, item)):
        return code
    return ""


def _not_ours(connection: Connection, item: CentreEvent) -> str:
    here = record.c
    data = connection.execute(
        sa.select(here.data).where(here.kind == "activity", here.id == item.activity)
    ).scalar()
    if item.act is CentreAct.AWARD_REQUEST:
        # Kept even if the activity is gone: the person was there.
        return ""
    if data is None:
        return "unknown_activity"
    if msgspec.json.decode(data, type=_Located).location != item.place:
        return "wrong_place"
    return ""


def _apply(connection: Connection, item: CentreEvent, now: dt.datetime) -> str:
    """The act's effect; a word when it has none (any more)."""
    if item.act is CentreAct.UNDO:
        return _undo(connection, item, now)
    notice = notice_of(item)
    if notice is not None:
        apply_records(connection, "notice", [notice], now, origin=KIOSK)
    return ""


def _undo(connection: Connection, item: CentreEvent, now: dt.datetime) -> str:
    here = centre_event.c
    target = connection.execute(
        sa.select(centre_event).where(here.event_id == item.undoes, here.place == item.place)
    ).one_or_none()
    if target is None:
        return "unknown_event"
    if target.undone is not None:
        return "already_undone"
    if target.settled is not None:
        return "already_settled"
    mine = here.event_id == item.undoes
    connection.execute(sa.update(centre_event).where(mine).values(undone=now))
    delete_records(connection, "notice", [notice_id(item.undoes)], now)
    return ""


def _drop_old_notices(connection: Connection, now: dt.datetime) -> None:
    here, oldest = record.c, now.date() - KEEP_NOTICES
    rows = connection.execute(
        sa.select(here.id, here.data).where(
            here.kind == "notice", here.origin == KIOSK, here.data.is_not(None)
        )
    )
    ends = {id: msgspec.json.decode(data, type=_Dated).valid_through for id, data in rows}
    old = [id for id, last in ends.items() if last is not None and last < oldest]
    delete_records(connection, "notice", old, now)


def _decode(raw: msgspec.Raw) -> CentreEvent | EventResult:
    try:
        item = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _rejected(_id_of(raw), "malformed")
    ids = (item.event_id, *filter(None, (item.undoes,)))
    texts = (item.device, item.place, item.staff, item.activity, item.words, item.language,
             item.pass_id, item.badge)  # fmt: skip
    moments = [each for each in (item.at, item.session_start, item.moved_to) if each is not None]
    sound = (
        all(_UUID.fullmatch(id) for id in ids)
        and all(_PLAIN.fullmatch(text) for text in texts)
        and all(each.tzinfo is not None and 1971 <= each.year <= 9000 for each in moments)
        and not flaw_of(item)
    )
    return item if sound else _rejected(item.event_id, "malformed")


def _id_of(raw: msgspec.Raw) -> str:
    try:
        return msgspec.json.decode(raw, type=_IdOnly).event_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def _rejected(event_id: str, code: str) -> EventResult:
    return EventResult(event_id=event_id, outcome=Outcome.REJECTED, code=code)
