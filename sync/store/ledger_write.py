"""Writing to ledger.db while another program may be writing too."""

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, RootTransaction, Table, bindparam, or_, update

from sync.model import EventResult, Outcome
from sync.store.engine import BUSY_TIMEOUT_MS
from sync.store.errors import DatabaseBusy
from sync.store.ledger_attendance import moment

_POLL_S = 0.000_3


@contextmanager
def appending(
    engine: Engine, *, durable: bool = True, patience_s: float = BUSY_TIMEOUT_MS / 1000
) -> Iterator[Connection]:
    """A transaction with the write lock, taken within a fraction of a ms after it is free.

    SQLite's own wait sleeps up to 100 ms between two looks (sqlite3.c, sqliteDefaultBusyCallback),
    which a person at the door would see; so this asks again at once, for `patience_s` seconds,
    then raises `DatabaseBusy`. Without `durable` the commit is not forced to the disk: for what
    may be lost in a power cut because the hub would only be asked again.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(begin="IMMEDIATE")
        raw = connection.connection.cursor()
        raw.execute("PRAGMA busy_timeout = 0")
        if not durable:
            raw.execute("PRAGMA synchronous = NORMAL")
        try:
            transaction = _begin(connection, time.monotonic() + patience_s)
            with transaction:
                yield connection
        finally:
            raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
            if not durable:
                raw.execute("PRAGMA synchronous = FULL")
            raw.close()


def settle(engine: Engine, events: Table, results: Sequence[EventResult]) -> None:
    """Note the hub's word on pushed events of this table.

    An event that was taken in once stays so, whatever a repeated push answers; one that was
    rejected stays to review until the hub changes its mind.
    """
    here = events.c
    open_still = or_(here.outcome.is_(None), here.outcome == Outcome.REJECTED.value)
    answer = (
        update(events)
        .where(here.event_id == bindparam("id"), open_still)
        .values(outcome=bindparam("result"), code=bindparam("why"), settled_at=bindparam("now"))
    )
    now = moment(dt.datetime.now(dt.UTC))
    rows = [
        {"id": each.event_id, "result": each.outcome.value, "why": each.code, "now": now}
        for each in results
    ]
    # Lost in a power cut, an answer is asked for again; so it may skip the slow fsync.
    with appending(engine, durable=False) as connection:
        connection.execute(answer, rows)


def _begin(connection: Connection, until: float) -> RootTransaction:
    while True:
        try:
            return connection.begin()
        except DatabaseBusy:
            if time.monotonic() >= until:
                raise
            time.sleep(_POLL_S)
