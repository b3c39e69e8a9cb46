"""Reading catalogue.db from any thread: records, how fresh they are, and one state to search in."""

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy.engine import Connection, Engine

from sync.model import City
from sync.model.query import Freshness
from sync.protocol.errors import BadItem
from sync.protocol.feeds import decode
from sync.store import facet_file
from sync.store.catalogue_write import get_state
from sync.store.engine import open_engine, scalar
from sync.store.errors import DamagedDatabase
from sync.store.facet_index import FacetIndex

log = logging.getLogger(__name__)

R = TypeVar("R", bound=msgspec.Struct)


class _Own(threading.local):
    """What each thread has for itself."""

    connection: Connection | None = None
    engine: Engine | None = None
    data_version = -1
    revision = 0
    kept: dict[Any, Any] | None = None
    """The records of the state that is being read; None between two readings."""
    reading = 0
    """That state's revision."""


class CatalogueReader:
    """One connection for each thread; decoded records and the index are shared between them.

    A catalogue that is replaced by another file is noticed and opened anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = _Own()
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        self._opened: list[Connection] = []
        self._inode = -1
        self._engine: Engine = open_engine(path, read_only=True)
        self._records: tuple[tuple[int, int], dict[Any, Any]] = ((-1, -1), {})
        self._index: tuple[int, FacetIndex | None] = (-1, None)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._engine.dispose()

    def revision(self) -> int:
        """Grows with each publication; about 30 us when nothing changed."""
        if self._own.kept is not None:
            return self._own.reading
        own = self._mine()
        with own.begin():
            version = scalar(own, "PRAGMA data_version")
            if version != self._own.data_version:
                self._own.revision = _revision(own)
                self._own.data_version = version
        return self._own.revision

    def city(self) -> City:
        """The city's own settings."""
        with self._snapshot() as (connection, kept), _trusting_state():
            if City not in kept:
                kept[City] = msgspec.json.decode(get_state(connection)["city"], type=City)
            return cast(City, kept[City])

    def freshness(self) -> Freshness:
        """What the state table says of the data's age and of syncing."""
        with self._snapshot() as (connection, _):
            values = get_state(connection)
        with _trusting_state():
            return Freshness(
                source="hub" if values.get("source") == "hub" else "bundled",
                revision=int(values.get("revision", "0")),
                last_success=_time(values.get("last_success")),
                failure=values.get("failure", ""),
                failing_since=_time(values.get("failing_since")),
                queue=int(values.get("queue", "0")),
                clock_offset_ms=_integer(values.get("clock_offset_ms")),
                made=_time(values.get("made")),
                poisoned=int(values.get("poisoned", "0")),
            )

    def get(self, struct: type[R], kind: str, id: str) -> R | None:
        """The record, or None."""
        key, known = (kind, id), self._own.kept
        if known is not None and key in known:
            return cast("R | None", known[key])
        with self._snapshot() as (connection, kept):
            if key not in kept:
                data = scalar(
                    connection, "SELECT data FROM record WHERE kind = ? AND id = ?", kind, id
                )
                kept[key] = None if data is None else _decoded(kind, id, data)
            return cast("R | None", kept[key])

    def all(self, struct: type[R], kind: str) -> tuple[R, ...]:
        """All records of a kind, by id."""
        known = self._own.kept
        if known is not None and kind in known:
            return cast("tuple[R, ...]", known[kind])
        with self._snapshot() as (connection, kept):
            if kind not in kept:
                rows = connection.exec_driver_sql(
                    "SELECT id, data FROM record WHERE kind = ? ORDER BY id", (kind,)
                )
                decoded = (_decoded(kind, id, data) for id, data in rows)
                kept[kind] = tuple(record for record in decoded if record is not None)
            return cast("tuple[R, ...]", kept[kind])

    def activity_ids(self, column: str, value: str) -> list[str]:
        """The activities of a `place`, of an `organizer`, or that lead to a `badge`, by name."""
        where = {
            "place": "place = ?",
            "organizer": "organizer = ?",
            "badge": "n IN (SELECT activity FROM teaches WHERE badge = ?)",
        }[column]
        with self._snapshot() as (connection, _):
            return list(
                connection.exec_driver_sql(
                    f"SELECT id FROM activity WHERE {where} ORDER BY name, id", (value,)
                ).scalars()
            )

    @contextmanager
    def searching(self) -> Iterator[tuple[Connection, FacetIndex]]:
        """One state of the catalogue with the index that belongs to it."""
        with self._snapshot() as (connection, _):
            yield connection, self._fresh_index(connection)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Within it this thread reads one state of the catalogue, however much it asks."""
        with self._snapshot():
            yield

    @contextmanager
    def _snapshot(self) -> Iterator[tuple[Connection, dict[Any, Any]]]:
        own = self._own
        if own.kept is not None and own.connection is not None:
            yield own.connection, own.kept
            return
        connection = self._mine()
        with connection.begin():
            own.reading = _revision(connection)
            own.kept = self._kept(own.reading)
            try:
                yield connection, own.kept
            finally:
                own.kept = None

    def _kept(self, revision: int) -> dict[Any, Any]:
        key = (self._inode, revision)
        with self._lock:
            if self._records[0] < key or self._records[0][0] != key[0]:
                self._records = (key, {})
            # A thread that still reads an older state keeps nothing for the others.
            return self._records[1] if self._records[0] == key else {}

    def _fresh_index(self, connection: Connection) -> FacetIndex:
        revision, inode = self._own.reading, self._inode
        # A second thread waits for the first rather than read the same again.
        with self._reading:
            had, index = self._index
            if index is not None and had == inode and index.revision == revision:
                return index
            fresh = facet_file.restore(connection, revision)
            if index is None or had != inode or index.revision <= revision:
                self._index = (inode, fresh)
        return fresh

    def _mine(self) -> Connection:
        """This thread's connection to the file that now has the name."""
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError:
            # It is being built anew; the file that was open is still good to read.
            inode = self._inode
        with self._lock:
            if inode != self._inode:
                self._engine.dispose()
                self._engine, self._inode = open_engine(self._path, read_only=True), inode
        own = self._own
        if own.connection is None or own.engine is not self._engine or own.connection.closed:
            if own.connection is not None:
                own.connection.close()
            own.engine, own.connection = self._engine, self._engine.connect()
            own.data_version = -1
            with self._lock:
                self._opened.append(own.connection)
        return own.connection


def _revision(connection: Connection) -> int:
    value = scalar(connection, "SELECT value FROM state WHERE key = 'revision'")
    if value is None or not str(value).isdecimal():
        raise DamagedDatabase("the catalogue has no revision")
    return int(value)


@contextmanager
def _trusting_state() -> Iterator[None]:
    """What the state table holds was written by us: if it cannot be read, the disk changed it."""
    try:
        yield
    except (KeyError, ValueError) as error:
        raise DamagedDatabase(f"the state of the catalogue: {error}") from error


def _decoded(kind: str, id: str, data: bytes) -> Any:
    """The record, or None when the disk did not keep it as it was written."""
    try:
        return decode(kind, data)
    except BadItem as error:
        log.error("the %s %s cannot be read from the catalogue: %s", kind, id, error.reason)
        return None


def _time(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _integer(text: str | None) -> int | None:
    return int(text) if text else None
