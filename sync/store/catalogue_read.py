"""Reading catalogue.db: records by id, the city, how fresh everything is."""

import datetime as dt
import threading
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.model import City
from sync.model.query import Freshness
from sync.protocol.feeds import decode
from sync.store import catalogue_schema as schema
from sync.store.engine import open_engine

R = TypeVar("R", bound=msgspec.Struct)


class CatalogueReader:
    """One connection for each thread; decoded records are kept until the next revision."""

    def __init__(self, path: Path) -> None:
        self._engine = open_engine(path, read_only=True)
        self._local = threading.local()
        self._lock = threading.Lock()
        self._records: tuple[int, dict[Any, Any]] = (-1, {})

    def close(self) -> None:
        """Close every thread's connection."""
        self._engine.dispose()

    def revision(self) -> int:
        """Grows with each publication."""
        return int(self._state().get("revision", "0"))

    def city(self) -> City:
        """The city's own settings."""
        return msgspec.json.decode(self._state()["city"], type=City)

    def freshness(self) -> Freshness:
        """What the state table says of the data's age and of syncing."""
        values = self._state()
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
        for record in self.all(struct, kind):
            if record.id == id:  # type: ignore[attr-defined]
                return record
        return None

    def all(self, struct: type[R], kind: str) -> tuple[R, ...]:
        """All records of a kind, by id."""
        revision = self.revision()
        with self._lock:
            if self._records[0] != revision:
                self._records = (revision, {})
            cache = self._records[1]
        if kind not in cache:
            with self._connect() as connection:
                rows = connection.execute(
                    sa.select(schema.record.c.data)
                    .where(schema.record.c.kind == kind)
                    .order_by(schema.record.c.id)
                )
                cache[kind] = tuple(decode(kind, row.data) for row in rows)
        return cast(tuple[R, ...], cache[kind])

    def _connect(self) -> Connection:
        return self._engine.connect()

    def _state(self) -> dict[str, str]:
        with self._connect() as connection:
            return {row.key: row.value for row in connection.execute(sa.select(schema.state))}


def _time(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def _integer(text: str | None) -> int | None:
    return int(text) if text else None
