"""What a ledger gives up when its kiosk was shut out: what the hub never got, then everybody.

The ledger's own rule stays: an event that nobody has taken in cannot be deleted. So each event
that is in a box on the disk is first noted as sealed, one by one; what the screen appends
meanwhile is not in the box and stays until the next one.
"""

import datetime as dt
import sqlite3
from collections.abc import Collection
from typing import NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Engine, Table, delete, func, insert, or_, select

from sync.model import Outcome
from sync.store.errors import from_sqlite
from sync.store.ledger_attendance import moment
from sync.store.ledger_figures import keep
from sync.store.ledger_schema import (
    centre_event,
    event,
    month_mark,
    presence,
    sealed_event,
    seat_lease,
    seen_event,
)
from sync.store.ledger_write import appending

_LISTS = (event, centre_event)
_DERIVED = (presence, month_mark, seen_event, seat_lease)


class Unsettled(NamedTuple):
    """What the hub has not taken in, waiting or rejected, as it was written; and the ids of it."""

    checkins: tuple[msgspec.Raw, ...]
    acts: tuple[msgspec.Raw, ...]
    ids: frozenset[str]


def unsettled(engine: Engine) -> Unsettled:
    """Everything of one moment, oldest first."""
    with engine.connect() as connection, connection.begin():
        checkins, acts = (
            connection.execute(
                select(table.c.event_id, table.c.body)
                .where(_open(table))
                .order_by(table.c.position)
            ).all()
            for table in _LISTS
        )
    return Unsettled(
        tuple(_raw(row.body) for row in checkins),
        tuple(_raw(row.body) for row in acts),
        frozenset(row.event_id for row in (*checkins, *acts)),
    )


def forget_people(engine: Engine, sealed: Collection[str], now: dt.datetime) -> bool:
    """Delete what was taken in or is among the `sealed` ids; whether nobody is left.

    Figures of sessions and the staff's audit stay: they name nobody.
    """
    with appending(engine) as connection:
        if sealed:
            rows = [{"event_id": id, "sealed_at": moment(now)} for id in sealed]
            connection.execute(insert(sealed_event), rows)
        keep(connection, connection.execute(select(event.c.body).where(_gone(event))).scalars())
        for table in _LISTS:
            connection.execute(delete(table).where(_gone(table)))
        left = sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in _LISTS
        )
        for table in _DERIVED if not left else ():
            connection.execute(delete(table))
    _overwrite(engine)
    return not left


def _overwrite(engine: Engine) -> None:
    """SQLite leaves deleted bytes in free pages and in its log."""
    with engine.connect() as connection:
        # Not through SQLAlchemy, which would begin a transaction.
        cursor = connection.connection.cursor()
        try:
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise from_sqlite(error) or error from error
        finally:
            cursor.close()


def _gone(table: Table) -> ColumnElement[bool]:
    return ~_open(table) | table.c.event_id.in_(select(sealed_event.c.event_id))


def _open(table: Table) -> ColumnElement[bool]:
    return or_(table.c.outcome.is_(None), table.c.outcome == Outcome.REJECTED.value)


def _raw(body: bytes | str) -> msgspec.Raw:
    return msgspec.Raw(body.encode() if isinstance(body, str) else body)
