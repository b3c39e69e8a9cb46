"""What every list and form of the admin pages has in common: a thread for the database, a role."""

import datetime as dt
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.engine import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette_admin import BaseModelView
from starlette_admin.filters import FilterGroup
from starlette_admin.flash import flash

from sync.hub.accounts import Role
from sync.hub.audit import note
from sync.hub.manage.signing_in import may, name_of
from sync.hub.settings import get_city
from sync.hub.state import Hub

P = ParamSpec("P")
T = TypeVar("T")


class Row(SimpleNamespace):
    """One line of a list, with a member for each field."""


class HubView(BaseModelView):
    """A list over the hub's own tables. Subclasses say what there is; they may do so slowly."""

    reading, changing = Role.VIEWER, Role.EDITOR
    subject = ""
    """What the audit calls one of them."""
    creates, edits, deletes = True, True, True
    pk_attr = "id"
    exporters = ("csv",)
    importers = ()
    page_size = 25
    search_auto_submit = True
    column_visibility = False

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        super().__init__()

    def rows(self, words: str) -> Sequence[Any]:
        """Everything that fits these words, in the list's own order: rows, or their ids."""
        raise NotImplementedError

    def full(self, part: Sequence[Any]) -> Sequence[Row]:
        """The rows of one page, of what `rows` gave."""
        return part

    def one(self, pk: str) -> Row | None:
        """A single row, None when it is gone."""
        return next((row for row in self.rows("") if str(getattr(row, "id", "")) == pk), None)

    def is_accessible(self, request: Request) -> bool:
        """By role."""
        return may(request, self.reading)

    def can_create(self, request: Request) -> bool:
        """By role."""
        return self.creates and may(request, self.changing)

    def can_edit(self, request: Request) -> bool:
        """By role."""
        return self.edits and may(request, self.changing)

    def can_delete(self, request: Request) -> bool:
        """By role."""
        return self.deletes and may(request, self.changing)

    def can_import(self, request: Request) -> bool:
        """Never here: `import` has a dry run and a report."""
        return False

    async def find_all(
        self, request: Request, skip: int = 0, limit: int = 100, q: str | None = None,
        sorts: Sequence[tuple[str, str]] | None = None, filters: FilterGroup | None = None,
    ) -> Sequence[Row]:  # fmt: skip
        """A page of the list."""

        def read() -> Sequence[Row]:
            found = list(self.rows(q or ""))
            if sorts and sorts[0][1] == "desc":
                found.reverse()
            return self.full(found[skip : skip + limit if limit > 0 else None])

        return await in_thread(read)

    async def count(
        self, request: Request, q: str | None = None, filters: FilterGroup | None = None
    ) -> int:
        """How many there are."""
        return len(await in_thread(self.rows, q or ""))

    async def find_by_pk(self, request: Request, pk: Any) -> Row | None:
        """One of them."""
        return await in_thread(self.one, str(pk))

    async def find_by_pks(self, request: Request, pks: list[Any]) -> Sequence[Row]:
        """Several of them."""
        found = [await in_thread(self.one, str(pk)) for pk in pks]
        return [row for row in found if row is not None]

    async def create(self, request: Request, data: dict[str, Any]) -> Any:
        """Not offered unless a view does."""
        raise NotImplementedError

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Any:
        """Not offered unless a view does."""
        raise NotImplementedError

    async def delete(self, request: Request, pks: list[Any]) -> int | None:
        """Each is noted in the audit."""
        return await in_thread(self._delete, name_of(request), [str(pk) for pk in pks])

    def drop(self, connection: Connection, ids: Sequence[str], now: dt.datetime) -> int:
        """Take these away; how many there were. Not offered unless a view does."""
        raise NotImplementedError

    def _delete(self, who: str, ids: list[str]) -> int:
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            for id in ids:
                note(connection, who, "delete", self.subject, id, now)
            return self.drop(connection, ids, now)


class WaitingView(HubView):
    """Events that wait until a person has looked at them: read, then settled one by one."""

    reading = Role.EDITOR
    creates = edits = deletes = False
    actions = ()
    sortable_fields = ()
    row_click_navigate = False

    def one(self, pk: str) -> Row | None:
        """One that waits."""
        return next(iter(self.full([pk])), None)

    async def repr(self, obj: Any, request: Request) -> str:
        """By its activity."""
        return str(obj.activity)

    async def is_row_action_allowed(self, request: Request, name: str) -> bool:
        """For editors."""
        return may(request, Role.EDITOR)

    async def settle(self, request: Request, pk: Any, word: str, thanks: str) -> None:
        """Note this word on it, and say so."""
        await in_thread(self.note_word, name_of(request), str(pk), word)
        flash(request, thanks, "success")

    def note_word(self, who: str, id: str, word: str) -> None:
        """In one transaction, with the audit."""
        raise NotImplementedError

    def zone(self, connection: Connection) -> ZoneInfo:
        """The city's."""
        city = get_city(connection)
        return ZoneInfo(city.timezone if city else "UTC")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do what waits for the database away from the loop that answers kiosks."""
    return await run_in_threadpool(work, *args, **kwargs)
