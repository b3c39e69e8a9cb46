"""Reading catalogue.db from any thread: records, how fresh they are, and one state to search in."""

import datetime as dt
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec
from sqlalchemy.engine import Connection

from sync.model import City
from sync.model.query import Freshness
from sync.protocol.errors import BadItem
from sync.protocol.feeds import decode
from sync.store import facet_file
from sync.store.catalogue_write import get_state
from sync.store.engine import scalar
from sync.store.errors import DamagedDatabase
from sync.store.facet_index import FacetIndex
from sync.store.states import State, States

log = logging.getLogger(__name__)

R = TypeVar("R", bound=msgspec.Struct)


class CatalogueReader:
    """One connection for each thread; decoded records and the index are shared between them.

    What is read within `steady` or `searching` is of one state, see `States`.
    """

    def __init__(self, path: Path) -> None:
        self.states = States(path)
        self._reading = threading.Lock()

    def close(self) -> None:
        """Close every thread's connection."""
        self.states.close()

    def revision(self) -> int:
        """Grows with each publication; about 30 us when nothing changed."""
        return self.states.revision()

    def city(self) -> City:
        """The city's own settings."""
        with self.states.newest() as state, _trusting_state():
            if City not in state.kept:
                city = msgspec.json.decode(get_state(state.connection)["city"], type=City)
                state.kept[City] = city
            return cast(City, state.kept[City])

    def freshness(self) -> Freshness:
        """What the state table says of the data's age and of syncing."""
        with self.states.newest() as state:
            values = get_state(state.connection)
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
        key, own = (kind, id), self.states.reading
        if own is not None and key in own.kept:
            return cast("R | None", own.kept[key])
        with self.states.newest() as state:
            if key not in state.kept:
                data = scalar(
                    state.connection, "SELECT data FROM record WHERE kind = ? AND id = ?", kind, id
                )
                state.kept[key] = None if data is None else _decoded(kind, id, data)
            return cast("R | None", state.kept[key])

    def all(self, struct: type[R], kind: str) -> tuple[R, ...]:
        """All records of a kind, by id."""
        own = self.states.reading
        if own is not None and kind in own.kept:
            return cast("tuple[R, ...]", own.kept[kind])
        with self.states.newest() as state:
            if kind not in state.kept:
                rows = state.connection.exec_driver_sql(
                    "SELECT id, data FROM record WHERE kind = ? ORDER BY id", (kind,)
                )
                decoded = (_decoded(kind, id, data) for id, data in rows)
                state.kept[kind] = tuple(record for record in decoded if record is not None)
            return cast("tuple[R, ...]", state.kept[kind])

    def activity_ids(self, column: str, value: str) -> list[str]:
        """The activities of a `place`, of an `organizer`, or that lead to a `badge`, by name."""
        where = {
            "place": "place = ?",
            "organizer": "organizer = ?",
            "badge": "n IN (SELECT activity FROM teaches WHERE badge = ?)",
        }[column]
        with self.states.newest() as state:
            return list(
                state.connection.exec_driver_sql(
                    f"SELECT id FROM activity WHERE {where} ORDER BY name, id", (value,)
                ).scalars()
            )

    @contextmanager
    def searching(self, *, newest: bool = False) -> Iterator[tuple[Connection, FacetIndex]]:
        """One state of the catalogue with the index that belongs to it; the `newest` even while an
        older one is held."""
        with self.states.newest() if newest else self.states.steady() as state:
            yield state.connection, self._index_of(state)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Within it this thread reads one state of the catalogue, however much it asks."""
        with self.states.steady():
            yield

    @contextmanager
    def succession(self) -> Iterator[tuple[Connection, FacetIndex]]:
        """The state that comes, with its index; see `States.succession`."""
        with self.states.succession() as state:
            yield state.connection, self._index_of(state)

    def _index_of(self, state: State) -> FacetIndex:
        # A second thread waits for the first rather than read the same again.
        with self._reading:
            if FacetIndex not in state.kept:
                state.kept[FacetIndex] = facet_file.restore(state.connection, state.revision)
            return cast(FacetIndex, state.kept[FacetIndex])


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
