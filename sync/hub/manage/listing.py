"""Ids and names of the records of a kind, kept at hand: a list of 100,000 must open at once."""

import threading
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.engine import Database
from sync.hub.schema import record


class _Name(msgspec.Struct):
    """What a record is called; accounts and registrations have a label instead."""

    name: str = ""
    label: str = ""


@dataclass(slots=True)
class _Kind:
    last: int = 0
    names: dict[str, str] = field(default_factory=dict)
    ordered: list[tuple[str, str]] = field(default_factory=list)


class Listing:
    """Reads only what changed since the last time. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kinds: dict[str, _Kind] = {}
        self._lock = threading.Lock()

    def names(self, kind: str) -> list[tuple[str, str]]:
        """Id and name of each live record, ordered by name."""
        with self._lock, self._database.read() as connection:
            known = self._kinds.setdefault(kind, _Kind())
            if self._advance(connection, kind, known):
                known.ordered = sorted(
                    known.names.items(), key=lambda each: (each[1].casefold(), each[0])
                )
            return known.ordered

    def name(self, kind: str, id: str) -> str:
        """What a record is called; its id when it is gone."""
        self.names(kind)
        return self._kinds[kind].names.get(id, id)

    def found(self, kind: str, words: str) -> list[str]:
        """Ids of those whose name or id has all of these words, ordered by name."""
        wanted = words.casefold().split()
        return [
            id
            for id, name in self.names(kind)
            if all(each in f"{name} {id}".casefold() for each in wanted)
        ]

    def _advance(self, connection: Connection, kind: str, known: _Kind) -> bool:
        here = record.c
        rows = connection.execute(
            sa.select(here.id, here.scope, here.modified, here.data)
            .where(here.kind == kind, here.modified > known.last)
            .order_by(here.modified)
        ).all()
        for id, _scope, modified, data in rows:
            known.last = modified
            if data is None:
                known.names.pop(id, None)
            else:
                named = msgspec.json.decode(data, type=_Name)
                known.names[id] = named.name or named.label or id
        return bool(rows)
