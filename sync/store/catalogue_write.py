"""Writing catalogue.db: pages are staged as they come, then published all at once.

Only the sync child writes, and the screen program while no child runs (the bundled city).
"""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from sync.model import City
from sync.protocol.feeds import encode
from sync.protocol.messages import FeedState
from sync.store import catalogue_schema as schema
from sync.store.catalogue_index import affected, reindex
from sync.store.engine import fold_log, open_engine, reading, writing
from sync.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class StagedItem:
    """One change of a feed; `data` is None for a deletion, `reason` says why it is poison."""

    id: str
    modified: int
    data: bytes | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """Where to go on: after which change, and whether `incoming` holds the whole feed so far."""

    after: int
    from_zero: bool


class CatalogueWriter:
    """The one writer of a catalogue.

    `helped`: a large publication may fork a second process, which only the sync child may do.
    """

    def __init__(self, path: Path, helped: bool = False) -> None:
        self.engine: Engine = open_engine(path)
        self._helped = helped

    def close(self) -> None:
        """Fold the log into the file and close it."""
        # A file that was damaged or replaced meanwhile has nothing worth folding.
        with contextlib.suppress(StoreError):
            fold_log(self.engine)
        self.engine.dispose()

    def cursor(self, kind: str) -> FeedCursor:
        """Where this feed stands, staged pages included."""
        with reading(self.engine) as connection:
            row = connection.execute(
                sa.select(schema.feed).where(schema.feed.c.kind == kind)
            ).first()
        return FeedCursor(row.staged_cursor, bool(row.from_zero)) if row else FeedCursor(0, True)

    def stage(self, kind: str, items: Iterable[StagedItem], after: int) -> None:
        """Keep a page and the cursor behind it, both or neither."""
        rows = [
            (kind, item.id, item.modified, "deleted" if item.data is None else "updated",
             item.data or b"", item.reason)
            for item in items
        ]  # fmt: skip
        with writing(self.engine) as connection:
            if rows:
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO incoming(kind, id, modified, state, data, reason)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    rows,
                )
            connection.exec_driver_sql(
                "INSERT INTO feed(kind, cursor, live, digest, staged_cursor, from_zero)"
                " VALUES (?, 0, 0, '', ?, 1)"
                " ON CONFLICT (kind) DO UPDATE SET staged_cursor = excluded.staged_cursor",
                (kind, after),
            )

    def restart(self, kind: str) -> None:
        """Forget what was staged of a feed and begin it at zero, beside the published records."""
        with writing(self.engine) as connection:
            connection.execute(sa.delete(schema.incoming).where(schema.incoming.c.kind == kind))
            connection.exec_driver_sql(
                "INSERT INTO feed(kind, cursor, live, digest, staged_cursor, from_zero)"
                " VALUES (?, 0, 0, '', 0, 1)"
                " ON CONFLICT (kind) DO UPDATE SET staged_cursor = 0, from_zero = 1",
                (kind,),
            )

    def forget(self, kind: str) -> None:
        """Begin a feed as if it had never been read; its records stay to be seen until then."""
        with writing(self.engine) as connection:
            for table in (schema.incoming, schema.feed, schema.poison):
                connection.execute(sa.delete(table).where(table.c.kind == kind))

    def published(self) -> dict[str, FeedState]:
        """What each published feed holds, as the manifest said it."""
        with reading(self.engine) as connection:
            rows = connection.execute(sa.select(schema.feed).where(schema.feed.c.digest != ""))
            return {
                row.kind: FeedState(count=row.live, last_change=row.cursor, digest=row.digest)
                for row in rows
            }

    def would_hold(self, kind: str) -> FeedState:
        """What the feed would hold if the staged pages were published now."""
        whole = self.cursor(kind).from_zero
        digest, count, last = hashlib.sha256(), 0, 0
        with reading(self.engine) as connection:
            for line, modified in connection.exec_driver_sql(
                _LIVE_FROM_ZERO if whole else _LIVE, {"kind": kind}
            ):
                digest.update(line)
                count, last = count + 1, modified
        return FeedState(count=count, last_change=last, digest=digest.hexdigest())

    def publish(
        self, feeds: Mapping[str, FeedState], city: City | None = None, **state: object
    ) -> int:
        """Show all staged pages at once; returns the new revision.

        `feeds` are the feeds that were checked, as the manifest says them. `state` goes into the
        state table in the same transaction.
        """
        with writing(self.engine) as connection:
            revision = int(get_state(connection).get("revision", "0")) + 1
            changed = {kind: _take(connection, kind) for kind in feeds}
            reindex(connection, affected(connection, changed), revision, self._helped)
            for kind, held in feeds.items():
                connection.exec_driver_sql(
                    "UPDATE feed SET cursor = staged_cursor, from_zero = 0, live = ?, digest = ?"
                    " WHERE kind = ?",
                    (held.count, held.digest, kind),
                )
            if city is not None:
                state["city"] = encode(city).decode()
            poisoned = connection.exec_driver_sql("SELECT count(*) FROM poison").scalar_one()
            put_state(connection, revision=revision, poisoned=poisoned, **state)
        return revision

    def say(self, **state: object) -> None:
        """Note something in the state table without a new revision; None clears."""
        with writing(self.engine) as connection:
            put_state(connection, **state)

    def state(self) -> dict[str, str]:
        """The state table."""
        with reading(self.engine) as connection:
            return get_state(connection)


def get_state(connection: Connection) -> dict[str, str]:
    """The state table, all of it."""
    return {row.key: row.value for row in connection.execute(sa.select(schema.state))}


def put_state(connection: Connection, **values: object) -> None:
    """Set keys of the state table; None removes one."""
    for key, value in values.items():
        text = value.isoformat() if isinstance(value, dt.datetime) else str(value)
        if value is None:
            connection.exec_driver_sql("DELETE FROM state WHERE key = ?", (key,))
        else:
            connection.exec_driver_sql("INSERT OR REPLACE INTO state VALUES (?, ?)", (key, text))


_LINE = "CAST(id || char(9) || modified || char(10) AS BLOB), modified"
_LIVE_FROM_ZERO = f"""
SELECT {_LINE} FROM incoming WHERE kind = :kind AND state = 'updated' ORDER BY modified"""
_LIVE = f"""
SELECT {_LINE} FROM (
  SELECT id, modified FROM record WHERE kind = :kind
    AND id NOT IN (SELECT id FROM incoming WHERE kind = :kind)
    AND id NOT IN (SELECT id FROM poison WHERE kind = :kind)
  UNION ALL
  SELECT id, modified FROM poison WHERE kind = :kind
    AND id NOT IN (SELECT id FROM incoming WHERE kind = :kind)
  UNION ALL
  SELECT id, modified FROM incoming WHERE kind = :kind AND state = 'updated')
ORDER BY modified"""

_CHANGED = """
SELECT i.id FROM incoming i LEFT JOIN record r ON r.kind = i.kind AND r.id = i.id
WHERE i.kind = :kind AND i.state = 'updated' AND i.reason = ''
  AND (r.data IS NULL OR r.data <> i.data)"""
_GONE = """
SELECT r.id FROM record r JOIN incoming i ON i.kind = r.kind AND i.id = r.id
WHERE r.kind = :kind AND i.state = 'deleted'"""
_GONE_FROM_ZERO = """
SELECT r.id FROM record r WHERE r.kind = :kind
  AND r.id NOT IN (SELECT id FROM incoming WHERE kind = :kind AND state = 'updated')"""


def _take(connection: Connection, kind: str) -> set[str]:
    """Move what is staged of a feed among the records; the ids whose records are not as before.

    A poisoned item leaves the record that it should have replaced as it was.
    """

    def ids(sql: str) -> list[str]:
        return list(connection.exec_driver_sql(sql, {"kind": kind}).scalars())

    whole = connection.exec_driver_sql(
        "SELECT from_zero FROM feed WHERE kind = ?", (kind,)
    ).scalar()
    changed, gone = ids(_CHANGED), ids(_GONE_FROM_ZERO if whole else _GONE)
    if gone:
        connection.exec_driver_sql(
            "DELETE FROM record WHERE kind = ? AND id = ?", [(kind, id) for id in gone]
        )
    for sql in (
        "INSERT INTO record(kind, id, modified, data) SELECT kind, id, modified, data FROM incoming"
        " WHERE kind = :kind AND state = 'updated' AND reason = ''"
        " ON CONFLICT (kind, id) DO UPDATE SET modified = excluded.modified, data = excluded.data",
        "DELETE FROM poison WHERE kind = :kind"
        + ("" if whole else " AND id IN (SELECT id FROM incoming WHERE kind = :kind)"),
        "INSERT INTO poison SELECT kind, id, modified, reason FROM incoming"
        " WHERE kind = :kind AND reason <> ''",
        "DELETE FROM incoming WHERE kind = :kind",
    ):
        connection.exec_driver_sql(sql, {"kind": kind})
    return {*changed, *gone}
