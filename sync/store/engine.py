"""One way to open a database of the kiosk, with the same promises each time.

Transactions are SQLAlchemy's alone: the driver's own are switched off and `BEGIN` is sent by hand
(docs.sqlalchemy.org, SQLite dialect, "Enabling Non-Legacy SQLite Transactional Modes"), so that
`writing` can take the write lock at once and a half-done write is never committed by surprise.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, ExceptionContext

from sync.store.errors import DamagedDatabase, StoreError, from_sqlite

BUSY_TIMEOUT_MS = 5_000
"""How long a statement waits for another process's write."""
FOLD_TIMEOUT_MS = 500
"""How long cutting the write-ahead log waits for its readers."""
LOG_BYTES = 16 * 1024 * 1024
"""What the write-ahead log is cut to after a large publication."""

Synchronous = Literal["NORMAL", "FULL"]


def open_engine(
    path: Path,
    synchronous: Synchronous = "NORMAL",
    read_only: bool = False,
    busy_timeout_ms: int = BUSY_TIMEOUT_MS,
) -> Engine:
    """An engine on the file at `path`, in WAL; its errors are those of `sync.store.errors`.

    FULL survives a power cut with every commit, NORMAL may lose the last ones but stays whole
    (sqlite.org/pragma.html#pragma_synchronous). Nothing is opened before the first connection.
    """
    # SQLite takes "?" and "#" in a file's address as its own, so they are escaped.
    address = f"file:{quote(str(path))}?mode={'ro' if read_only else 'rwc'}"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)

    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.QueuePool)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        try:
            _set_up(connection)
        except UnicodeDecodeError as error:
            raise from_sqlite(error) or error from error

    def _set_up(connection: sqlite3.Connection) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout_ms)}")
        if not read_only:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute(f"PRAGMA synchronous = {synchronous}")
            cursor.execute(f"PRAGMA journal_size_limit = {LOG_BYTES}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA temp_store = MEMORY")
        cursor.execute("PRAGMA cache_size = -16000")
        cursor.execute("PRAGMA trusted_schema = OFF")
        cursor.close()

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", _begin)
    sa.event.listen(engine, "handle_error", _translate, retval=True)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its first moment (`BEGIN IMMEDIATE`)."""
    with engine.connect() as plain:
        connection = plain.execution_options(begin="IMMEDIATE")
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database throughout."""
    with engine.connect() as connection, connection.begin():
        yield connection


def check(engine: Engine) -> None:
    """SQLite's quick check; raises `DamagedDatabase` with its first finding.

    It reads the whole file once: about 0.1 s for 50 MB.
    """
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if found != "ok":
        raise DamagedDatabase(str(found))


def fold_log(engine: Engine) -> None:
    """Move what stands in the write-ahead log into the file, and cut the log unless somebody still
    reads it: a screen that gets a new city ready may do so for seconds, and next time will do."""
    with engine.connect() as plain:
        connection = plain.execution_options(begin=None)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {FOLD_TIMEOUT_MS}")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    if mode is not None:
        connection.exec_driver_sql(f"BEGIN {mode}")


def _translate(context: ExceptionContext) -> StoreError | None:
    return from_sqlite(context.original_exception)


def rows(
    connection: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[tuple[Any, ...]]:
    """Many rows, past SQLAlchemy's: 0.1 us for each instead of 0.6."""
    try:
        raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        return raw.execute(sql, values).fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise from_sqlite(error) or error from error


def column(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """The first column of many rows."""
    return [row[0] for row in rows(connection, sql, values)]


def scalar(connection: Connection, sql: str, *values: Any) -> Any:
    """One value of one statement, or None."""
    return connection.exec_driver_sql(sql, values).scalar()
