"""States of the catalogue: what one transaction sees, and when the screen goes on to the next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy.engine import Connection, Engine

from sync.store.engine import open_engine, scalar
from sync.store.errors import DamagedDatabase

Key: TypeAlias = tuple[int, int]
"""A file and its revision."""


@dataclass(frozen=True, slots=True)
class State:
    """One state of the catalogue, seen by the transaction that this connection is in."""

    connection: Connection
    key: Key
    kept: dict[Any, Any]
    """What was made of its rows, shared by all threads."""

    @property
    def revision(self) -> int:
        return self.key[1]


class _Own(threading.local):
    """What each thread has for itself."""

    connection: Connection | None = None
    engine: Engine | None = None
    data_version = -1
    revision = 0
    state: State | None = None
    """What is being read; None between two readings."""


class States:
    """One connection for each thread. A catalogue that is replaced by another file is noticed and
    opened anew.

    After `hold` all that is read within `steady` is of one state, however much is published, until
    `follow` has found a later one and `succession` has got it ready.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = _Own()
        self._lock = threading.Lock()
        self._opened: list[Connection] = []
        self._inode = -1
        self._engine: Engine = open_engine(path, read_only=True)
        self._kept: dict[Key, dict[Any, Any]] = {}
        self._serving = threading.RLock()
        self._held: State | None = None
        self._coming: State | None = None
        self._spare: Connection | None = None

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._engine.dispose()

    @property
    def reading(self) -> State | None:
        """What this thread reads at this moment."""
        return self._own.state

    def revision(self) -> int:
        """That of the state that is read or held, or else the newest."""
        if self._own.state is not None:
            return self._own.state.revision
        if self._held is not None:
            return self._held.revision
        own = self._mine()
        with own.begin():
            version = scalar(own, "PRAGMA data_version")
            if version != self._own.data_version:
                self._own.revision = _revision(own)
                self._own.data_version = version
        return self._own.revision

    def hold(self) -> None:
        """From now on stay with the state of this moment."""
        self._take(self._open())

    def follow(self) -> bool:
        """Whether there is a later state, for `succession` to get ready; call often, from a thread
        that may not wait.

        The transaction that holds the state is renewed by it, so that it is never in the way of the
        writer's log for long.
        """
        if self._coming is not None or not self._serving.acquire(blocking=False):
            return False
        try:
            held, fresh = self._held, self._open()
            if held is not None and fresh.key != held.key:
                self._coming = fresh
            else:
                self._take(fresh)
            return self._coming is not None
        finally:
            self._serving.release()

    @property
    def superseded(self) -> bool:
        """Whether a later state waits to be got ready."""
        return self._coming is not None

    @contextmanager
    def succession(self) -> Iterator[State]:
        """The later state that `follow` found; when the block ends well, it is the one that is
        held."""
        coming, own = self._coming, self._own
        if coming is None:
            raise RuntimeError("nothing was found to follow")
        own.state = coming
        try:
            yield coming
        except BaseException:
            own.state = self._coming = None
            coming.connection.rollback()
            raise
        own.state = None
        with self._serving:
            self._take(coming)
            self._coming = None
        with self._lock:
            self._kept = {coming.key: coming.kept}

    def _open(self) -> State:
        """The state of this moment, in a transaction that stays open."""
        self._mine()
        spare = self._spare
        if spare is None or spare.engine is not self._engine:
            if spare is not None:
                spare.close()
            spare = self._spare = self._engine.connect()
            with self._lock:
                self._opened.append(spare)
        spare.rollback()
        spare.begin()
        return self._state(spare)

    def _take(self, fresh: State) -> None:
        """Hold this state; the connection of the one before is spare."""
        before, self._held = self._held, fresh
        self._spare = before.connection if before is not None else None
        if self._spare is not None:
            self._spare.rollback()

    @contextmanager
    def steady(self) -> Iterator[State]:
        """The state that is held, or else the newest; one throughout for this thread."""
        if self._own.state is not None or self._held is None:
            with self.newest() as state:
                yield state
            return
        with self._serving:
            self._own.state = self._held
            try:
                yield self._held
            finally:
                self._own.state = None

    @contextmanager
    def newest(self) -> Iterator[State]:
        """What is published by now, or what this thread reads already."""
        own = self._own
        if own.state is not None:
            yield own.state
            return
        connection = self._mine()
        with connection.begin():
            own.state = self._state(connection)
            try:
                yield own.state
            finally:
                own.state = None

    def _state(self, connection: Connection) -> State:
        key = (self._inode, _revision(connection))
        with self._lock:
            kept = self._kept.setdefault(key, {})
            # While one is held the next is read too; of more there is no need.
            while len(self._kept) > 2:
                del self._kept[next(each for each in self._kept if each != key)]
        return State(connection, key, kept)

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
