"""Who changed what on this hub: one line for each change, written together with it."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.records import Changes
from sync.hub.schema import audit

TOKEN = "admin token"
"""Who a change is by that came over the API."""
IMPORT = "import"
"""Who a change is by that a source of the city brought."""


def note(
    connection: Connection,
    who: str,
    act: str,
    kind: str,
    subject: str,
    now: dt.datetime,
    fields: Iterable[str] = (),
) -> None:
    """Write a line inside the change's own transaction. Of a change only the fields are named:
    what stood in them may be about people."""
    connection.execute(
        sa.insert(audit).values(
            at=now, who=who[:60], act=act, kind=kind[:40], subject=subject[:160],
            fields=", ".join(sorted(fields)),
        )
    )  # fmt: skip


def note_import(
    connection: Connection, kind: str, origin: str, now: dt.datetime, changes: Changes
) -> None:
    """Write how many records of a kind a source changed; nothing when it changed none."""
    told = [
        f"{count} {what}"
        for what in ("added", "changed", "deleted")
        if (count := getattr(changes, what))
    ]
    if told:
        note(connection, IMPORT, "import", kind, origin, now, told)


def changed_fields(before: dict[str, object] | None, after: dict[str, object]) -> list[str]:
    """The names of what differs; all names for something new."""
    old = before or {}
    return [name for name in {*old, *after} if old.get(name) != after.get(name)]
