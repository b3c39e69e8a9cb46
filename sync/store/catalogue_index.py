"""Keeping the search index in step with the records, for the activities that changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache, partial
from itertools import count
from typing import Any

import msgspec
from sqlalchemy.engine import Connection

from sync.protocol.feeds import decode
from sync.store import catalogue_schema as schema
from sync.store import engine, facet_file, index_helper, index_rows
from sync.store.index_rows import Rows, Surroundings

BATCH = 1000
"""Activities indexed at a time, so that a large city does not stand in memory twice."""
MANY = 5000
"""From so many activities on a second process is worth its start."""

_AMONG = "(SELECT value FROM json_each(?))"
_RECORDS = f"SELECT data FROM record WHERE kind = 'activity' AND id IN {_AMONG}"
_DEPENDING = {
    "place": f"SELECT id FROM activity WHERE place IN {_AMONG}",
    "organization": f"SELECT id FROM activity WHERE organizer IN {_AMONG}",
    "topic": f"SELECT id FROM activity JOIN activity_topic ON activity = n WHERE topic IN {_AMONG}",
}


def affected(connection: Connection, changed: Mapping[str, set[str]]) -> set[str]:
    """The activities whose index rows no longer fit after these records changed."""
    found = set(changed.get("activity", ()))
    for kind, sql in _DEPENDING.items():
        if changed.get(kind):
            found.update(engine.column(connection, sql, (_json(changed[kind]),)))
    return found


def reindex(
    connection: Connection, ids: Iterable[str], revision: int, helped: bool = False
) -> None:
    """Bring the index rows of these activities in step with their records, or remove them.

    `helped`: a second process may be forked; not from a program with threads of its own.
    """
    wanted = sorted(ids)
    if not wanted:
        return
    many = len(wanted) >= MANY
    around = _surroundings(connection, many)
    make = index_helper.made_beside if helped and many else index_helper.made
    parts = [wanted[at : at + BATCH] for at in range(0, len(wanted), BATCH)]
    records = (engine.column(connection, _RECORDS, (_json(part),)) for part in parts)
    with closing(make(records, around)) as indexed:
        for part, made in zip(parts, indexed, strict=True):
            numbers = _remove(connection, part, revision)
            named = [rows.columns[0] for rows in made]
            kept = {numbers[id] for id in named if id in numbers}
            fresh = (n for n in _free_numbers(connection) if n not in kept)
            numbered = [numbers[id] if id in numbers else next(fresh) for id in named]
            _insert(connection, list(zip(numbered, made, strict=True)), revision)
    facet_file.renew(connection, revision)


def _insert(connection: Connection, numbered: Sequence[tuple[int, Rows]], revision: int) -> None:
    _many(connection, "DELETE FROM activity_gone WHERE n = ?", [(n,) for n, _ in numbered])
    _into(connection, "activity", ("n", "changed", *index_rows.COLUMNS),
          [(n, revision, *rows.columns) for n, rows in numbered])  # fmt: skip
    _many(connection, "INSERT INTO activity_topic VALUES (?, ?, ?)",
          [(n, topic, position) for n, rows in numbered
           for position, topic in enumerate(rows.topics)])  # fmt: skip
    _many(connection, "INSERT INTO teaches VALUES (?, ?)",
          [(badge, n) for n, rows in numbered for badge in rows.teaches])  # fmt: skip
    _many(connection, "INSERT INTO slot_date VALUES (?, ?, ?, ?)",
          [(day, start, n, end) for n, rows in numbered
           for day, start, end in rows.dates])  # fmt: skip
    _insert_slots(connection, numbered)
    _into(connection, "search", ("rowid", *schema.SEARCH_COLUMNS),
          [(n, *rows.words) for n, rows in numbered])  # fmt: skip


def _insert_slots(connection: Connection, numbered: Sequence[tuple[int, Rows]]) -> None:
    last = connection.exec_driver_sql("SELECT coalesce(max(slot), 0) FROM slot").scalar_one()
    rules = [(n, rule) for n, rows in numbered for rule in rows.slots]
    keyed = list(enumerate(rules, last + 1))
    _many(connection, "INSERT INTO slot VALUES (?, ?, ?, ?, ?, ?, ?)",
          [(key, n, *rule[:5]) for key, (n, rule) in keyed])  # fmt: skip
    _many(connection, "INSERT INTO slot_exception VALUES (?, ?)",
          [(key, day) for key, (_, rule) in keyed for day in rule.exceptions
           if rule.valid_from <= day <= rule.valid_to])  # fmt: skip


def _remove(connection: Connection, ids: Sequence[str], revision: int) -> dict[str, int]:
    """Drop the index rows of these ids; returns the numbers they had."""
    sql = f"SELECT id, n FROM activity WHERE id IN {_AMONG}"
    numbers: dict[str, int] = dict(engine.rows(connection, sql, (_json(ids),)))
    _many(connection, "DELETE FROM search WHERE rowid = ?", [(n,) for n in numbers.values()])
    _many(connection, "DELETE FROM activity WHERE n = ?", [(n,) for n in numbers.values()])
    _many(connection, "INSERT INTO activity_gone VALUES (?, ?)",
          [(n, revision) for n in numbers.values()])  # fmt: skip
    return numbers


def _free_numbers(connection: Connection) -> Iterator[int]:
    """Numbers nobody has: first those that were given back, so that the bitmaps stay dense."""
    gone = connection.exec_driver_sql("SELECT n FROM activity_gone ORDER BY n").scalars().all()
    highest = connection.exec_driver_sql(
        "SELECT max((SELECT coalesce(max(n), 0) FROM activity),"
        " (SELECT coalesce(max(n), 0) FROM activity_gone))"
    ).scalar_one()
    yield from gone
    yield from count(highest + 1)


def _surroundings(connection: Connection, whole: bool) -> Surroundings:
    """`whole`: read all that there is now; else each record when it is asked for."""

    def finder(kind: str) -> Callable[[str], Any]:
        sql = "SELECT data FROM record WHERE kind = ? AND id = ?"
        every = "SELECT id, data FROM record WHERE kind = ?"
        read: Callable[[str], Any] = (
            dict(engine.rows(connection, every, (kind,))).get
            if whole else partial(engine.scalar, connection, sql, kind)
        )  # fmt: skip

        @cache
        def find(id: str) -> Any:
            data = read(id)
            return None if data is None else decode(kind, data)

        return find

    return Surroundings(finder("place"), finder("organization"), finder("topic"))


def _into(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> None:
    marks = ", ".join("?" * len(names))
    _many(connection, f"INSERT INTO {table}({', '.join(names)}) VALUES ({marks})", rows)


def _json(ids: Iterable[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()


def _many(connection: Connection, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(sql, list(rows))
