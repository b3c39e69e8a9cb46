"""The city's own settings as a list of one, and the front page with its figures."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette_admin import StringField
from starlette_admin.exceptions import FormValidationError
from starlette_admin.i18n import gettext
from starlette_admin.views import CustomView
from starlette_admin.widgets import (
    BaseWidget,
    Breakpoints,
    ColumnWidget,
    GridWidget,
    StatWidget,
    TableWidget,
)

from sync.hub.accounts import Role
from sync.hub.admin_api import day_bounds
from sync.hub.audit import changed_fields, note
from sync.hub.checkins import attendance_between
from sync.hub.database import get_city, put_city
from sync.hub.manage.forms import fields_of, to_form, to_record
from sync.hub.manage.kiosks import SILENT
from sync.hub.manage.listing import Listing
from sync.hub.manage.signing_in import may, name_of
from sync.hub.manage.views import HubView, Row, in_thread
from sync.hub.manage.words import say
from sync.hub.schema import device, event, record, review, usage
from sync.hub.state import Hub
from sync.model import City
from sync.protocol.feeds import encode

DAYS = 30
MOST = 10


class CityView(HubView):
    """The city that this hub is of; there is one, and an import brings it."""

    key, menu_label, display_name = "city", say("City"), say("city")
    icon = "fa fa-city"
    changing = Role.ADMIN
    creates = deletes = False
    row_actions = ("view", "edit")
    actions = ()
    sortable_fields = ()

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self.fields = [each for each in fields_of(City, listing.names) if each.name != "identifier"]
        shown = {"name", "languages", "timezone", "demonstration"}
        self.exclude_fields_from_list = [f.name for f in self.fields if f.name not in shown]
        # A list wants a key; this one is the city's identifier and never shown.
        self.fields = [*self.fields, _key()]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Row]:
        """The one."""
        with self.hub.database.read() as connection:
            city = get_city(connection)
        return [_row(city)] if city else []

    async def repr(self, obj: Any, request: Request) -> str:
        """Its name."""
        return str(obj.name)

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row:
        """Kiosks hear of it with the next manifest."""
        return await in_thread(self._put, name_of(request), data)

    def _put(self, who: str, data: dict[str, Any]) -> Row:
        data.pop("id", None)
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            city = get_city(connection)
            if city is None:
                raise FormValidationError({"name": gettext("no city was imported yet")})
            before = msgspec.json.decode(encode(city), type=dict[str, Any])
            try:
                changed = to_record(City, before, data)
            except msgspec.ValidationError as error:
                raise FormValidationError({"name": str(error)}) from error
            assert isinstance(changed, City)
            put_city(connection, changed)
            after = msgspec.json.decode(encode(changed), type=dict[str, Any])
            note(connection, who, "change", "city", changed.id, now,
                 changed_fields(before, after))  # fmt: skip
        return _row(changed)


class FrontPage(CustomView):
    """What is going on: kiosks, what waits for somebody, and the figures of the last days."""

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self._hub, self._listing = hub, listing
        super().__init__(
            menu_label=say("Overview"), icon="fa fa-gauge", path="/", route_name="index",
            widget=self._page,
        )  # fmt: skip

    async def _page(self, request: Request) -> BaseWidget:
        facts = await in_thread(self._facts)
        root = request.scope["root_path"]

        def stat(title: str, value: int, link: str, color: str = "success") -> StatWidget:
            async def told(_request: Request) -> str:
                return str(value)

            return StatWidget(
                title=title, value_callback=told, link=f"{root}{link}" if link else None,
                color=color,
            )  # fmt: skip

        stats: list[BaseWidget] = [
            stat(gettext("Kiosks that are well"), facts["well"], "/kiosks/list"),
            stat(gettext("Kiosks that are silent"), facts["silent"], "/kiosks/list", "danger"),
            stat(gettext("Check-ins waiting at kiosks"), facts["waiting"], "/kiosks/list"),
            stat(gettext("Activities"), facts["activities"], "/activity/list"),
            stat(gettext("Attended today"), facts["today"], ""),
            stat(
                gettext("Conflicts to settle"), facts["reviews"],
                "/reviews/list" if may(request, Role.EDITOR) else "",
            ),
        ]  # fmt: skip
        days = gettext("the last 30 days")
        tables: list[BaseWidget] = [
            _table(f"{gettext('Most looked at')}, {days}", gettext("Activity"), facts["views"]),
            _table(f"{gettext('Searched in vain')}, {days}", gettext("Words"), facts["in_vain"]),
            _table(f"{gettext('How it was')}, {days}", gettext("Said by visitors"), _said(facts)),
        ]
        return ColumnWidget(
            children=[
                GridWidget(children=stats, breakpoints=Breakpoints(default=2, lg=3)),
                GridWidget(children=tables, breakpoints=Breakpoints(default=1, lg=2)),
            ]
        )

    def _facts(self) -> dict[str, Any]:
        hub = self._hub
        hub.contacts.flush(hub.database)
        now = hub.settings.clock()
        with hub.database.read() as connection:
            kiosks = connection.execute(
                sa.select(device.c.last_contact, device.c.queue).where(device.c.revoked.is_(None))
            ).all()
            silent = [k for k in kiosks if k.last_contact is None or now - k.last_contact > SILENT]
            since = now.date() - dt.timedelta(days=DAYS)
            return {
                "well": len(kiosks) - len(silent), "silent": len(silent),
                "waiting": sum(each.queue or 0 for each in kiosks),
                "activities": _count(connection, "activity"),
                "today": _today(connection, now), "reviews": _open_reviews(connection),
                "views": [
                    (self._listing.name("activity", id), visits)
                    for id, visits in _most(connection, "view", since)
                ],
                "in_vain": _most(connection, "nothing_found", since),
                "feedback": _most(connection, "feedback", since),
            }  # fmt: skip


def _said(facts: dict[str, Any]) -> list[tuple[str, int]]:
    """What visitors said: a face, or a face and what it was about, with a colon between."""
    words = {
        "good": gettext("Good"), "fair": gettext("So-so"), "bad": gettext("Not good"),
        "finding": gettext("Finding something"), "activities": gettext("What the city offers"),
        "map": gettext("The map"), "scan": gettext("Scanning codes"),
        "screen": gettext("The screen"),
    }  # fmt: skip
    return [
        (" · ".join(words.get(part, part) for part in subject.split(":")), visits)
        for subject, visits in facts["feedback"]
    ]


def _table(title: str, head: str, rows: Sequence[tuple[str, int]]) -> TableWidget:
    async def told(_request: Request) -> list[list[Any]]:
        return [list(row) for row in rows]

    return TableWidget(title=title, columns=[head, gettext("Visits")], rows_callback=told)


def _count(connection: Connection, kind: str) -> int:
    query = sa.select(sa.func.count()).where(record.c.kind == kind, record.c.data.is_not(None))
    return int(connection.execute(query).scalar_one())


def _today(connection: Connection, now: dt.datetime) -> int:
    city = get_city(connection)
    start, end = day_bounds(None, city.timezone if city else "UTC", now)
    return len(attendance_between(connection, start, end))


def _open_reviews(connection: Connection) -> int:
    query = sa.select(sa.func.count()).where(
        event.c.outcome == "conflict", event.c.event_id.not_in(sa.select(review.c.event_id))
    )
    return int(connection.execute(query).scalar_one())


def _most(connection: Connection, what: str, since: dt.date) -> list[tuple[str, int]]:
    visits = sa.func.sum(usage.c.visits)
    rows = connection.execute(
        sa.select(usage.c.subject, visits)
        .where(usage.c.what == what, usage.c.day >= since)
        .group_by(usage.c.subject)
        .order_by(visits.desc(), usage.c.subject)
        .limit(MOST)
    )
    return [(subject, int(count)) for subject, count in rows]


def _row(city: City) -> Row:
    values = to_form(city)
    return Row(id=values.pop("identifier"), **values)


def _key() -> StringField:

    return StringField("id", exclude_from_list=True, exclude_from_edit=True)
