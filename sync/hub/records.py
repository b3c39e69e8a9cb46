"""Writing records: every real change gets its own number, an unchanged record gets none."""

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.rosters import due, waiting
from sync.hub.schema import counter, forgotten, record
from sync.model import Record, Registration, StaffAccount
from sync.protocol.feeds import FEEDS, encode

Storable = Record | Registration | StaffAccount

KEEP_DELETED = dt.timedelta(days=90)
_CHUNK = 500
_ID = re.compile(r"[\w.:-]{1,100}")


class _Entry(msgspec.Struct):
    """The two fields of a roster's entry that decide who may see it."""

    activity: str
    place: str = ""


_entry_decoder = msgspec.json.Decoder(_Entry)


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records of a kind were touched, and how."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0

    def plus(self, more: "Changes") -> "Changes":
        """Both together."""
        return Changes(
            self.added + more.added, self.changed + more.changed,
            self.unchanged + more.unchanged, self.deleted + more.deleted,
        )  # fmt: skip


def valid_id(id: str) -> bool:
    """Whether an id can stand in addresses and in a digest's lines."""
    return _ID.fullmatch(id) is not None


def scope_of(item: Storable) -> str:
    """The place whose kiosks alone may see it; empty for what is open to all."""
    return item.place if isinstance(item, Registration | StaffAccount) else ""


def apply_records(
    connection: Connection, kind: str, items: Iterable[Storable], now: dt.datetime, origin: str = ""
) -> Changes:
    """Add or change these records of one kind inside the caller's `Database.write()`.

    A record that is new is noted as brought by `origin`. `KeyError` for a kind that is no feed,
    `TypeError` for a record of another kind.
    """
    given = list(items)
    for item in given:
        if type(item) is not FEEDS[kind]:
            raise TypeError(f"{type(item).__name__} is not a {kind}")
    changes = _apply(connection, kind, given, now, origin)
    if kind == "activity":
        _move_rosters(connection, {item.id for item in given}, now)
    return changes


def claim_records(connection: Connection, kind: str, ids: Collection[str], origin: str) -> None:
    """Note that `origin` holds those of these records that nobody has claimed yet."""
    wanted, here = sorted(ids), record.c
    for start in range(0, len(wanted), _CHUNK):
        part = here.id.in_(wanted[start : start + _CHUNK])
        unclaimed = (here.kind == kind) & (here.origin == "") & part
        connection.execute(sa.update(record).where(unclaimed).values(origin=origin))


def move_rosters(connection: Connection, now: dt.datetime) -> int:
    """Let rosters come that are due today and go that no longer are; how many entries moved."""
    return _move_rosters(connection, None, now)


def _apply(
    connection: Connection, kind: str, items: Iterable[Storable], now: dt.datetime, origin: str = ""
) -> Changes:
    wanted = {key: encode(item) for key, item in _scoped(connection, items, now)}
    rows = _rows(connection, kind, {id for _, id in wanted})
    live = {key for key, data in rows.items() if data is not None}
    moved = _elsewhere(live, wanted)
    added = [key for key in wanted if key not in live]
    changed = [key for key in wanted if key in live and rows[key] != wanted[key]]
    numbers = _take_numbers(connection, len(moved) + len(added) + len(changed))
    tombstones = [_row(kind, key, next(numbers), None, now) for key in moved]
    written = [_row(kind, key, next(numbers), wanted[key], None) for key in added + changed]
    _store(connection, tombstones + written, known=set(rows))
    if origin:
        claim_records(connection, kind, {id for _, id in added}, origin)
    returning = len({id for _, id in moved} & {id for _, id in added})
    return Changes(
        added=len(added) - returning,
        changed=len(changed) + returning,
        unchanged=len(wanted) - len(added) - len(changed),
    )


def delete_records(
    connection: Connection, kind: str, ids: Collection[str], now: dt.datetime
) -> int:
    """Leave a tombstone for each of these that is there; how many were."""
    rows = _rows(connection, kind, set(ids))
    live = [key for key, data in rows.items() if data is not None]
    numbers = _take_numbers(connection, len(live))
    _store(connection, [_row(kind, key, next(numbers), None, now) for key in live], set(rows))
    if kind == "activity" and live:
        _move_rosters(connection, set(ids), now)
    return len(live)


def delete_missing(
    connection: Connection, kind: str, keep: Collection[str], now: dt.datetime, origin: str = ""
) -> int:
    """Leave a tombstone for every record of the kind that `origin` brought, or nobody claimed,
    and whose id is not in `keep`; how many. What others brought is not its to delete."""
    here = record.c
    found = connection.execute(
        sa.select(here.id).where(
            here.kind == kind, here.data.is_not(None), here.origin.in_(("", origin))
        )
    ).scalars()
    return delete_records(connection, kind, set(found) - set(keep), now)


def forget_deleted(connection: Connection, now: dt.datetime) -> int:
    """Drop tombstones older than the protocol keeps them, remembering up to where; how many.

    A feed's newest change stays, so that its last change number never goes back.
    """
    other = record.alias()
    newer = sa.exists().where(
        other.c.kind == record.c.kind,
        other.c.scope == record.c.scope,
        other.c.modified > record.c.modified,
    )
    old = sa.and_(record.c.data.is_(None), record.c.deleted_at < now - KEEP_DELETED, newer)
    marks = connection.execute(
        sa.select(record.c.kind, record.c.scope, sa.func.max(record.c.modified))
        .where(old)
        .group_by(record.c.kind, record.c.scope)
    ).all()
    for kind, scope, modified in marks:
        key = (forgotten.c.kind == kind) & (forgotten.c.scope == scope)
        connection.execute(sa.delete(forgotten).where(key))
        connection.execute(sa.insert(forgotten).values(kind=kind, scope=scope, modified=modified))
    return connection.execute(sa.delete(record).where(old)).rowcount


def _scoped(
    connection: Connection, items: Iterable[Storable], now: dt.datetime
) -> Iterator[tuple[tuple[str, str], Storable]]:
    items = list(items)
    asked = {item.activity for item in items if isinstance(item, Registration)}
    ready = due(connection, asked, now) if asked else set()
    for item in items:
        scope = scope_of(item)
        if isinstance(item, Registration) and item.activity not in ready:
            scope = waiting(scope)
        yield (scope, item.id), item


def _move_rosters(
    connection: Connection, activities: Collection[str] | None, now: dt.datetime
) -> int:
    """Only entries that stand in the wrong scope are written; the rest costs one look each."""
    here = record.c
    rows = connection.execute(
        sa.select(here.scope, here.data).where(here.kind == "registration", here.data.is_not(None))
    )
    entries = [
        (scope, data, _entry_decoder.decode(data))
        for scope, data in rows
        if activities is None or _entry_decoder.decode(data).activity in activities
    ]
    ready = due(connection, {entry.activity for _, _, entry in entries}, now)
    wrong = [
        msgspec.json.decode(data, type=Registration)
        for scope, data, entry in entries
        if scope != (entry.place if entry.activity in ready else waiting(entry.place))
    ]
    return _apply(connection, "registration", wrong, now).changed if wrong else 0


def _rows(
    connection: Connection, kind: str, ids: Collection[str]
) -> dict[tuple[str, str], bytes | None]:
    """Rows of these ids in any scope, tombstones too."""
    found: dict[tuple[str, str], bytes | None] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        rows = connection.execute(
            sa.select(record.c.scope, record.c.id, record.c.data).where(
                record.c.kind == kind, record.c.id.in_(wanted[start : start + _CHUNK])
            )
        )
        found.update({(scope, id): data for scope, id, data in rows})
    return found


def _elsewhere(
    live: Collection[tuple[str, str]], wanted: Collection[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Live rows whose record is now wanted in another scope only."""
    ids = {id for _, id in wanted}
    return [key for key in live if key not in wanted and key[1] in ids]


def _take_numbers(connection: Connection, count: int) -> Iterator[int]:
    last: int = connection.execute(
        sa.update(counter).values(value=counter.c.value + count).returning(counter.c.value)
    ).scalar_one()
    return iter(range(last - count + 1, last + 1))


def _row(
    kind: str, key: tuple[str, str], modified: int, data: bytes | None, now: dt.datetime | None
) -> dict[str, object]:
    scope, id = key
    return {
        "kind": kind, "scope": scope, "id": id,
        "modified": modified, "data": data, "deleted_at": now,
    }  # fmt: skip


def _store(
    connection: Connection, rows: list[dict[str, object]], known: set[tuple[str, str]]
) -> None:
    new = [row for row in rows if (row["scope"], row["id"]) not in known]
    old = [row for row in rows if (row["scope"], row["id"]) in known]
    if new:
        connection.execute(sa.insert(record), new)
    if old:
        here = record.c
        connection.execute(
            sa.update(record)
            .where(
                here.kind == sa.bindparam("b_kind"),
                here.scope == sa.bindparam("b_scope"),
                here.id == sa.bindparam("b_id"),
            )
            .values(
                modified=sa.bindparam("modified"),
                data=sa.bindparam("data"),
                deleted_at=sa.bindparam("deleted_at"),
                # A deleted record is nobody's; whoever brings it back owns it.
                origin=sa.case((sa.bindparam("gone", type_=sa.Boolean), ""), else_=here.origin),
            ),
            [
                {"b_kind": r["kind"], "b_scope": r["scope"], "b_id": r["id"], **_values(r)}
                for r in old
            ],
        )


def _values(row: dict[str, object]) -> dict[str, object]:
    values = {name: row[name] for name in ("modified", "data", "deleted_at")}
    return values | {"gone": row["data"] is None}
