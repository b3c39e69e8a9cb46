"""Who is in: derived from events, kept beside them in the same transaction."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, Integer, Table, cast, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from sync.model import CheckIn, Movement, SeenEvent
from sync.protocol.attendance import corrected_ms
from sync.store.ledger_schema import event, presence, seen_event


class Presence(NamedTuple):
    """One person at one session: in or gone, since when, by which event."""

    pass_id: str
    inside: bool
    since: dt.datetime
    event_id: str
    provisional: bool = False


class Tally(NamedTuple):
    """How many are in a session now, and how many were and left."""

    inside: int
    left: int


def moment(at: dt.datetime) -> str:
    """A time as the ledger's columns hold it: UTC in one width, so text order is time order."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def replay(events: Iterable[CheckIn | SeenEvent]) -> Presence | None:
    """One person's state after these events of one session; None if never in.

    A kiosk's own events come in the order in which it wrote them, whatever its clock did. Once
    another kiosk has seen the person too, corrected time orders all of them, ties by event id, as
    on the hub, so that every kiosk with the same events comes to the same.
    """
    history = list(events)
    if any(isinstance(each, SeenEvent) for each in history):
        history.sort(key=lambda each: (corrected_ms(each), each.event_id))
    annulled = {each.annuls for each in history if each.movement is Movement.ANNULMENT}
    found: Presence | None = None
    for each in history:
        if each.movement is Movement.ANNULMENT or each.event_id in annulled:
            continue
        inside = each.movement is Movement.ENTRY
        if found is None and not inside:
            continue
        again = inside and found is not None and found.inside
        since = found.since if again and found is not None else each.at
        provisional = each.provisional or (found is not None and found.provisional)
        found = Presence(each.pass_id, inside, since, each.event_id, provisional)
    return found


def refresh(connection: Connection, activity: str, session_start: str, pass_id: str) -> None:
    """Derive one person's presence anew, inside the transaction that changed their events."""
    here = (
        (presence.c.activity == activity)
        & (presence.c.session_start == session_start)
        & (presence.c.pass_id == pass_id)
    )
    now = replay(_history(connection, activity, session_start, pass_id))
    if now is None:
        connection.execute(delete(presence).where(here))
        return
    row = {
        "inside": now.inside,
        "since": moment(now.since),
        "event_id": now.event_id,
        "provisional": now.provisional,
    }
    key = {"activity": activity, "session_start": session_start, "pass_id": pass_id}
    statement = insert(presence).values(key | row)
    connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_=row),
    )


def one(
    connection: Connection, activity: str, session_start: dt.datetime, pass_id: str
) -> Presence | None:
    """One person at one session."""
    query = select(*_COLUMNS).where(
        presence.c.activity == activity,
        presence.c.session_start == moment(session_start),
        presence.c.pass_id == pass_id,
    )
    row = connection.execute(query).first()
    return _presence(*row) if row else None


def everybody(
    connection: Connection, activity: str, session_start: dt.datetime
) -> dict[str, Presence]:
    """All who were at one session, by pass id."""
    query = select(*_COLUMNS).where(
        presence.c.activity == activity, presence.c.session_start == moment(session_start)
    )
    return {row[0]: _presence(*row) for row in connection.execute(query)}


def tallies(
    connection: Connection, since: dt.datetime, until: dt.datetime
) -> dict[tuple[str, dt.datetime], Tally]:
    """Counts of all sessions that start in [since, until), by activity and start."""
    inside = func.sum(cast(presence.c.inside, Integer))
    query = (
        select(presence.c.activity, presence.c.session_start, inside, func.count())
        .where(presence.c.session_start >= moment(since), presence.c.session_start < moment(until))
        .group_by(presence.c.activity, presence.c.session_start)
    )
    return {
        (activity, dt.datetime.fromisoformat(start)): Tally(into, total - into)
        for activity, start, into, total in connection.execute(query)
    }


def bands(
    connection: Connection, activity: str, session_start: dt.datetime
) -> dict[str, tuple[int, int]]:
    """Guests without identity by age band: how many came, how many of them are in."""
    rows = connection.execute(
        _GUESTS.where(
            presence.c.activity == activity, presence.c.session_start == moment(session_start)
        )
    )
    found: dict[str, tuple[int, int]] = {}
    for band, _, into in rows:
        came, here = found.get(band, (0, 0))
        found[band] = came + 1, here + into
    return found


def longest_inside(
    connection: Connection, activity: str, session_start: dt.datetime, band: str
) -> str | None:
    """The guest of this band who came first of those who are in."""
    query = _GUESTS.where(
        presence.c.activity == activity,
        presence.c.session_start == moment(session_start),
        presence.c.inside,
        _BAND.in_((band,)),
    ).order_by(presence.c.since)
    row = connection.execute(query).first()
    return row.pass_id if row else None


def inside(connection: Connection, activity: str, session_start: dt.datetime) -> int:
    """How many are in one session now."""
    query = select(func.count()).where(
        presence.c.activity == activity,
        presence.c.session_start == moment(session_start),
        presence.c.inside,
    )
    return connection.execute(query).scalar_one()


_COLUMNS = (
    presence.c.pass_id,
    presence.c.inside,
    presence.c.since,
    presence.c.event_id,
    presence.c.provisional,
)


_BAND = func.coalesce(func.json_extract(event.c.body, "$.ageBand"), "")
_GUESTS = (
    select(_BAND, presence.c.pass_id, presence.c.inside)
    .join_from(
        presence,
        event,
        (event.c.activity == presence.c.activity)
        & (event.c.session_start == presence.c.session_start)
        & (event.c.pass_id == presence.c.pass_id)
        & (event.c.movement == Movement.ENTRY.value),
    )
    .where(presence.c.pass_id.startswith("T-"), _BAND != "")
)


def _presence(pass_id: str, inside: bool, since: str, event_id: str, provisional: bool) -> Presence:
    return Presence(pass_id, inside, dt.datetime.fromisoformat(since), event_id, provisional)


def _history(
    connection: Connection, activity: str, session_start: str, pass_id: str
) -> Iterator[CheckIn | SeenEvent]:
    """Own events first and in their order, each event once."""
    own: set[str] = set()
    for body in _bodies(connection, event, (activity, session_start, pass_id)):
        each = msgspec.json.decode(body, type=CheckIn)
        own.add(each.event_id)
        yield each
    for body in _bodies(connection, seen_event, (activity, session_start, pass_id)):
        seen = msgspec.json.decode(body, type=SeenEvent)
        if seen.event_id not in own:
            yield seen


def _bodies(connection: Connection, table: Table, person: tuple[str, str, str]) -> list[str]:
    activity, session_start, pass_id = person
    query = select(table.c.body).where(
        table.c.activity == activity,
        table.c.session_start == session_start,
        table.c.pass_id == pass_id,
    )
    if table is event:
        query = query.order_by(event.c.position)
    return list(connection.execute(query).scalars())
