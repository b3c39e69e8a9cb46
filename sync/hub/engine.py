"""The hub's database: SQLite in WAL by default, PostgreSQL by its URL.

Transactions that write take their lock at their start and keep it to the end, so they commit in
one line and a reader of a feed never sees a change number whose predecessors are still to come.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from sync.hub.schema import counter

_PRAGMAS = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    # An acknowledged check-in must outlive a power cut.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
    "PRAGMA trusted_schema = OFF",
)


# One for each of the 40 threads that answer requests: while an import holds the lock they may all
# wait for it, and none shall be turned away for want of a connection.
_POOL: dict[str, Any] = {"pool_size": 10, "max_overflow": 40}


class DatabaseFault(Exception):
    """The database cannot be opened; the message says why in plain words."""


class Database:
    """An open database; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the database, whatever others write meanwhile."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that no other `write` overlaps; it commits unless the block raises."""
        with self.engine.connect() as plain:
            if self.is_sqlite:
                connection = plain.execution_options(write=True)
            else:
                # After waiting for the lock a writer must see what the one before it wrote.
                connection = plain.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(sa.select(counter.c.value).with_for_update())
                yield connection

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite rather than PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    def watch(self) -> "Watch | None":
        """Tells cheaply whether anybody has committed; None where the database cannot."""
        return Watch(self.engine.url.database or "") if self.is_sqlite else None

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


class Watch:
    """A connection that only looks whether others have written (SQLite's data_version).

    Asking costs some 5 microseconds, so it may be done on the event loop.
    """

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def version(self) -> int:
        """A number that is another after each commit of another connection."""
        found: tuple[int] = self._connection.execute("PRAGMA data_version").fetchone()
        return found[0]

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def connect(url: str) -> Database:
    """The database of this URL without looking at its schema; `DatabaseFault` for a bad URL."""
    try:
        parsed = sa.make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return Database(_sqlite(parsed))
        if parsed.get_backend_name() == "postgresql":
            address = parsed.set(drivername="postgresql+psycopg")
            return Database(
                sa.create_engine(
                    address, isolation_level="REPEATABLE READ", pool_pre_ping=True, **_POOL
                )
            )
    except (ArgumentError, NoSuchModuleError) as error:
        raise DatabaseFault(f"the database address cannot be understood: {error}") from error
    raise DatabaseFault(f"{parsed.get_backend_name()} is not supported: use sqlite or postgresql")


def _sqlite(url: sa.URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise DatabaseFault("an SQLite database needs a file: sqlite:///path/to/hub.db")
    # With autocommit the driver opens no transactions of its own and `_begin` does.
    engine = sa.create_engine(url, connect_args={"isolation_level": None}, **_POOL)
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
