"""How many different people came in a month, without keeping who they were.

While their events are here, people are told apart by their pass ids. When the events are purged,
a hash of the pass id under a key of this kiosk and month stays until the month is over and all
its events are gone; then hashes and key go too, and a number is left. Who came without a pass has
an id for that one visit and cannot be told apart: guests are no part of this number.
"""

import datetime as dt
import hashlib
import hmac
import os
from collections.abc import Iterable
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from sync.model import CheckIn
from sync.store.ledger_attendance import moment
from sync.store.ledger_figures import Figure, visit
from sync.store.ledger_schema import event, month_mark, month_visitors

WALK_IN_PREFIX = "W-"
"""Begins the made-up id of somebody without a pass (`kiosk.services.desk`)."""
_MARK_BYTES = 16


def visitors(connection: Connection, month: dt.date, zone: ZoneInfo) -> int:
    """How many different people with a pass or on a list came in the month of this day."""
    name = f"{month:%Y-%m}"
    row = connection.execute(select(month_visitors).where(month_visitors.c.month == name)).first()
    here = _people(_bodies(connection, month, zone))
    if row is None:
        return len(here)
    if row.key is None:
        return int(row.visitors) + len(here)
    kept = connection.execute(select(month_mark.c.mark).where(month_mark.c.month == name)).scalars()
    return len(set(kept) | {_mark(row.key, pass_id) for pass_id in here})


def keep(connection: Connection, bodies: Iterable[str], zone: ZoneInfo) -> None:
    """Mark who came by these events, about to be purged."""
    months: dict[str, list[str]] = {}
    for body in bodies:
        start = msgspec.json.decode(body, type=CheckIn).session_start.astimezone(zone)
        months.setdefault(f"{start:%Y-%m}", []).append(body)
    for name, theirs in months.items():
        people = _people(theirs)
        if not people:
            continue
        key = _key(connection, name)
        if key is None:
            _add_to_closed(connection, name, len(people))
            continue
        rows = [{"month": name, "mark": _mark(key, pass_id)} for pass_id in people]
        connection.execute(insert(month_mark).on_conflict_do_nothing(), rows)


def close_months(
    connection: Connection, now: dt.datetime, retention: dt.timedelta, zone: ZoneInfo
) -> None:
    """Of months that are over and whose events are gone, keep the number only."""
    current = f"{(now - retention).astimezone(zone):%Y-%m}"
    open_ones = select(month_visitors.c.month).where(
        month_visitors.c.key.is_not(None), month_visitors.c.month < current
    )
    for name in connection.execute(open_ones).scalars().all():
        if any(True for _ in _bodies(connection, dt.date.fromisoformat(f"{name}-01"), zone)):
            continue
        mine = month_mark.c.month == name
        count = connection.execute(select(func.count()).select_from(month_mark).where(mine))
        connection.execute(
            update(month_visitors)
            .where(month_visitors.c.month == name)
            .values(key=None, visitors=count.scalar_one())
        )
        connection.execute(delete(month_mark).where(mine))


def month_bounds(month: dt.date, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """The first instant of a month in the city and of the next one."""
    first = month.replace(day=1)
    following = (first + dt.timedelta(days=32)).replace(day=1)
    midnight = dt.time(tzinfo=zone)
    return dt.datetime.combine(first, midnight), dt.datetime.combine(following, midnight)


def _bodies(connection: Connection, month: dt.date, zone: ZoneInfo) -> Iterable[str]:
    since, until = month_bounds(month, zone)
    start = event.c.session_start
    query = select(event.c.body).where(start >= moment(since), start < moment(until))
    return connection.execute(query.order_by(event.c.position)).scalars()


def _people(bodies: Iterable[str]) -> set[str]:
    """The passes whose bearers came at least once, guests without one left out."""
    histories: dict[tuple[str, str, dt.datetime], list[CheckIn]] = {}
    for body in bodies:
        each = msgspec.json.decode(body, type=CheckIn)
        key = (each.pass_id, each.activity, each.session_start)
        histories.setdefault(key, []).append(each)
    came = ((pass_id, visit(history)) for (pass_id, _, _), history in histories.items())
    return {pass_id for pass_id, seen in came if seen is not None and not _made_up(seen, pass_id)}


def _made_up(seen: Figure, pass_id: str) -> bool:
    """An id of one visit. A bearer of a pass who is on no list is a guest with an id of theirs."""
    return bool(seen.guests) and (bool(seen.age_band) or pass_id.startswith(WALK_IN_PREFIX))


def _add_to_closed(connection: Connection, name: str, people: int) -> None:
    """Too late to tell whether they came before: counted as new."""
    month = month_visitors.c.month == name
    more = month_visitors.c.visitors + people
    connection.execute(update(month_visitors).where(month).values(visitors=more))


def _mark(key: bytes, pass_id: str) -> bytes:
    return hmac.digest(key, pass_id.encode(), hashlib.sha256)[:_MARK_BYTES]


def _key(connection: Connection, name: str) -> bytes | None:
    """The month's key, made when first needed; None when the month was closed before."""
    connection.execute(
        insert(month_visitors)
        .values(month=name, key=os.urandom(32), visitors=0)
        .on_conflict_do_nothing()
    )
    key: bytes | None = connection.execute(
        select(month_visitors.c.key).where(month_visitors.c.month == name)
    ).scalar_one()
    return key
