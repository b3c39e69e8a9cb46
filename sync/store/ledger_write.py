"""Writing to ledger.db while another program may be writing too."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, RootTransaction

from sync.store.engine import BUSY_TIMEOUT_MS
from sync.store.errors import DatabaseBusy

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


def _begin(connection: Connection, until: float) -> RootTransaction:
    while True:
        try:
            return connection.begin()
        except DatabaseBusy:
            if time.monotonic() >= until:
                raise
            time.sleep(_POLL_S)
