"""Who changed what on this hub: one line for each change, written together with it."""

import datetime as dt
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.schema import audit

TOKEN = "admin token"
"""Who a change is by that came over the API."""


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


def changed_fields(before: dict[str, object] | None, after: dict[str, object]) -> list[str]:
    """The names of what differs; all names for something new."""
    old = before or {}
    return [name for name in {*old, *after} if old.get(name) != after.get(name)]
