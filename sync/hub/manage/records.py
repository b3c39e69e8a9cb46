"""The city's records as lists and forms. Each change takes the way of an import: a change number,
a tombstone for what is deleted, and a line in the audit, all in one transaction."""

import datetime as dt
import secrets
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette_admin import StringField
from starlette_admin.exceptions import FormValidationError

from sync.hub.audit import changed_fields, note
from sync.hub.database import apply_records, delete_records
from sync.hub.manage.forms import fields_of, to_form, to_record
from sync.hub.manage.labels import label
from sync.hub.manage.listing import Listing
from sync.hub.manage.signing_in import name_of
from sync.hub.manage.views import HubView, Row, in_thread
from sync.hub.schema import record
from sync.hub.state import Hub
from sync.model import Record
from sync.protocol.errors import BadItem
from sync.protocol.feeds import FEEDS, decode, encode


class RecordView(HubView):
    """All records of one kind."""

    def __init__(
        self, hub: Hub, listing: Listing, kind: str, menu_label: str, singular: str, icon: str,
        columns: Sequence[str],
    ) -> None:  # fmt: skip
        self.kind, self.subject, self._listing = kind, kind, listing
        self.key, self.menu_label, self.display_name, self.icon = kind, menu_label, singular, icon
        self.fields = [
            StringField("id", label=label("identifier"), exclude_from_list=True),
            *(each for each in fields_of(FEEDS[kind], listing.names) if each.name != "identifier"),
        ]
        shown = {"id", "name", *columns}
        self.exclude_fields_from_list = [
            each.name for each in self.fields if each.name not in shown
        ]
        self.sortable_fields = ["name"]
        self.fields_default_sort = [("name", False)]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[str]:
        """Ids in the order of names."""
        return self._listing.found(self.kind, words)

    def full(self, part: Sequence[str]) -> Sequence[Row]:
        """The records of these ids."""
        found = self._read(part)
        return [found[id] for id in part if id in found]

    def one(self, pk: str) -> Row | None:
        """One record."""
        return self._read([pk]).get(pk)

    async def repr(self, obj: Any, request: Request) -> str:
        """Its name."""
        return str(getattr(obj, "name", "") or obj.id)

    async def create(self, request: Request, data: dict[str, Any]) -> Row:
        """A new record, under an id that is made up: it says nothing and never changes."""
        data.pop("id", None)
        id = f"{self.kind}-{secrets.token_hex(5)}"
        return await in_thread(self._put, name_of(request), id, data, "create")

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row:
        """The record as the form says; what the form does not show stays."""
        data.pop("id", None)
        return await in_thread(self._put, name_of(request), str(pk), data, "change")

    def drop(self, connection: Connection, ids: Sequence[str], now: dt.datetime) -> int:
        """Leave a tombstone for each."""
        return delete_records(connection, self.kind, ids, now)

    def _put(self, who: str, id: str, data: dict[str, Any], act: str) -> Row:
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            stored = connection.execute(
                sa.select(record.c.data).where(
                    record.c.kind == self.kind, record.c.id == id, record.c.data.is_not(None)
                )
            ).scalar()
            before = msgspec.json.decode(stored, type=dict[str, Any]) if stored else {}
            item = self._record(before, {**data, "identifier": id})
            after = msgspec.json.decode(encode(item), type=dict[str, Any])
            apply_records(connection, self.kind, [item], now)
            note(connection, who, act, self.kind, id, now, changed_fields(before, after))
        return _row(item)

    def _record(self, before: dict[str, Any], data: dict[str, Any]) -> Record:
        try:
            item = to_record(FEEDS[self.kind], before, data)
            # A decimal or a time must also survive the way over the wire.
            decode(self.kind, encode(item))
        except msgspec.ValidationError as error:
            text, _, path = str(error).partition(" - at `$")
            raise FormValidationError(
                {path.strip("`.").partition(".")[0] or "name": text}
            ) from error
        except BadItem as error:
            raise FormValidationError({"name": error.reason}) from error
        if not isinstance(item, Record):
            raise TypeError(f"{self.kind} is no record of the city")
        return item

    def _read(self, ids: Sequence[str]) -> dict[str, Row]:
        with self.hub.database.read() as connection:
            rows = connection.execute(
                sa.select(record.c.id, record.c.data).where(
                    record.c.kind == self.kind, record.c.id.in_(ids), record.c.data.is_not(None)
                )
            ).all()
        return {id: _row(decode(self.kind, data)) for id, data in rows}


def _row(item: msgspec.Struct) -> Row:
    values = to_form(item)
    return Row(id=values.pop("identifier"), **values)
