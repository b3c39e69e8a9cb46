"""people.db: rosters and staff accounts of this place. Encrypted, short-lived, made to vanish.

Every record is sealed field by field (see `people_key` for what that protects and what not);
beside it stand only keyed hashes to find it by. No birth dates and no photos are ever stored.
The sync child writes, the screen reads.
"""

import contextlib
import itertools
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import sqlalchemy as sa
from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, MetaData, Table, select

from sync.model import Registration, StaffAccount
from sync.protocol.feeds import encode
from sync.store.engine import open_engine, writing
from sync.store.people_key import PeopleKey, load_or_make, shred
from sync.store.people_names import matches, prefixes, query_prefix, words_of

KINDS: dict[str, type[Registration] | type[StaffAccount]] = {
    "registration": Registration,
    "staff": StaffAccount,
}

_BATCH = 5_000
_T = TypeVar("_T", Registration, StaffAccount)

_metadata = MetaData()
_registration = Table(
    "registration",
    _metadata,
    Column("row", Integer, primary_key=True),
    Column("activity", LargeBinary, nullable=False, index=True),
    Column("pass_key", LargeBinary, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)
_prefix = Table(
    "prefix",
    _metadata,
    Column("activity", LargeBinary, primary_key=True),
    Column("prefix", LargeBinary, primary_key=True),
    Column("row", Integer, primary_key=True),
    sqlite_with_rowid=False,
)
_staff = Table(
    "staff",
    _metadata,
    Column("row", Integer, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


class People:
    """One people.db and its key; may be used from several threads and by two processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key_path = path.with_suffix(".key")
        self._lock = threading.RLock()
        self._engine: Engine | None = None
        self._key: PeopleKey | None = None
        self._identity: tuple[int, int] | None = None
        self._counts: tuple[int, dict[str, int]] = (-1, {})

    def close(self) -> None:
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = self._key = self._identity = None
            self._counts = (-1, {})

    def wipe(self) -> None:
        """Forget everybody: the key first, since without it the rest is noise."""
        with self._lock:
            self.close()
            shred(self._key_path)
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def replace(self, kind: str, records: Sequence[Registration | StaffAccount]) -> None:
        """Put these in the place of all records of their kind, in one transaction."""
        engine, key = self._open()
        with writing(engine) as connection:
            # So that any reader sees at once that what it has counted is of before.
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            connection.exec_driver_sql(f"PRAGMA user_version = {int(version) + 1}")
            if kind == "staff":
                connection.execute(sa.delete(_staff))
                _insert(connection, _staff, _staff_rows(records, key))
                return
            connection.execute(sa.delete(_prefix))
            connection.execute(sa.delete(_registration))
            rosters = [each for each in records if isinstance(each, Registration)]
            _insert(connection, _registration, _registration_rows(rosters, key))
            _insert(connection, _prefix, _prefix_rows(rosters, key))

    def staff(self) -> list[StaffAccount]:
        """Who may open the staff screens here."""
        engine, key = self._open()
        with engine.connect() as connection:
            rows = connection.execute(select(_staff.c.row, _staff.c.sealed)).all()
        return [_open_as(StaffAccount, key, f"staff {row}", sealed) for row, sealed in rows]

    def known(self, activity: str) -> bool:
        """Whether this kiosk has a roster of the activity at all."""
        engine, key = self._open()
        query = select(sa.exists().where(_registration.c.activity == _activity(key, activity)))
        with engine.connect() as connection:
            return bool(connection.execute(query).scalar())

    def counts(self, activities: Iterable[str]) -> dict[str, int]:
        """How many are on each of these rosters; counted once for each roster that arrives."""
        engine, key = self._open()
        wanted = set(activities)
        with engine.connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            counted, known = self._counts
            known = known if counted == version else {}
            missing = wanted - known.keys()
            if missing:
                known = known | dict.fromkeys(missing, 0) | _count(connection, key, missing)
                self._counts = version, known
        return {activity: known[activity] for activity in wanted if known[activity]}

    def roster(self, activity: str, starts_with: str = "") -> list[Registration]:
        """A roster by label; with two letters or more only those with a word that begins so."""
        engine, key = self._open()
        here = _activity(key, activity)
        query = select(_registration.c.row, _registration.c.sealed).where(
            _registration.c.activity == here
        )
        wanted = query_prefix(starts_with)
        if wanted:
            matching = select(_prefix.c.row).where(
                _prefix.c.activity == here, _prefix.c.prefix == key.index("prefix", wanted)
            )
            query = query.where(_registration.c.row.in_(matching))
        found = self._registrations(engine, key, query)
        asked = words_of(starts_with)
        if asked:
            found = [each for each in found if matches(each.label, asked)]
        return sorted(found, key=lambda each: (words_of(each.label), each.pass_id))

    def of_pass(self, pass_id: str) -> list[Registration]:
        """Everything this pass is registered for here."""
        engine, key = self._open()
        query = select(_registration.c.row, _registration.c.sealed).where(
            _registration.c.pass_key == key.index("pass", pass_id)
        )
        return self._registrations(engine, key, query)

    def _registrations(
        self, engine: Engine, key: PeopleKey, query: "sa.Select[int, bytes]"
    ) -> list[Registration]:
        with engine.connect() as connection:
            rows = connection.execute(query).all()
        return [_open_as(Registration, key, f"registration {row}", data) for row, data in rows]

    def _open(self) -> tuple[Engine, PeopleKey]:
        """Open at first use, and again when another process has wiped the file."""
        with self._lock:
            if self._engine is None or self._key is None or self._identity != self._seen():
                self.close()
                self._key = load_or_make(self._key_path)
                # Made here so that it and the files that SQLite puts beside it are ours alone.
                self._path.touch(mode=0o600)
                self._engine = open_engine(self._path)
                with writing(self._engine) as connection:
                    _metadata.create_all(connection)
                self._identity = self._seen()
            return self._engine, self._key

    def _seen(self) -> tuple[int, int] | None:
        with contextlib.suppress(FileNotFoundError):
            return self._path.stat().st_ino, self._key_path.stat().st_ino
        return None


def _activity(key: PeopleKey, activity: str) -> bytes:
    return key.index("activity", activity)


def _count(connection: Connection, key: PeopleKey, activities: Iterable[str]) -> dict[str, int]:
    hashes = {_activity(key, activity): activity for activity in activities}
    query = (
        select(_registration.c.activity, sa.func.count())
        .where(_registration.c.activity.in_(list(hashes)))
        .group_by(_registration.c.activity)
    )
    return {hashes[found]: count for found, count in connection.execute(query)}


def _open_as(struct: type[_T], key: PeopleKey, about: str, sealed: bytes) -> _T:
    return msgspec.json.decode(key.unseal(sealed, about), type=struct)


def _insert(connection: Connection, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    while batch := list(itertools.islice(rows, _BATCH)):
        connection.execute(table.insert(), batch)


def _staff_rows(
    records: Iterable[Registration | StaffAccount], key: PeopleKey
) -> Iterator[dict[str, Any]]:
    for row, record in enumerate(records, 1):
        yield {"row": row, "sealed": key.seal(encode(record), f"staff {row}")}


def _registration_rows(records: Iterable[Registration], key: PeopleKey) -> Iterator[dict[str, Any]]:
    for row, record in enumerate(records, 1):
        yield {
            "row": row,
            "activity": _activity(key, record.activity),
            "pass_key": key.index("pass", record.pass_id),
            "sealed": key.seal(encode(record), f"registration {row}"),
        }


def _prefix_rows(records: Iterable[Registration], key: PeopleKey) -> Iterator[dict[str, Any]]:
    for row, record in enumerate(records, 1):
        activity = _activity(key, record.activity)
        for prefix in prefixes(record.label):
            yield {"activity": activity, "prefix": key.index("prefix", prefix), "row": row}
