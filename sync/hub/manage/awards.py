"""Requests for badges that wait for their issuer. Nothing is awarded here: what is noted is what
the issuer did in its own program."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette_admin import StringField
from starlette_admin.actions import row_action
from starlette_admin.i18n import format_datetime, gettext

from sync.hub.audit import note
from sync.hub.centre import settle_request
from sync.hub.manage.listing import Listing
from sync.hub.manage.views import Row, WaitingView
from sync.hub.manage.words import say
from sync.hub.schema import centre_event
from sync.hub.state import Hub
from sync.model import CentreAct, CentreEvent


class AwardView(WaitingView):
    """Who took part and asks for a badge, by pass only, until the issuer has settled it."""

    key, menu_label, display_name = "awards", say("Badge requests"), say("badge request")
    icon = "fa fa-award"
    row_actions = ("issued", "declined")

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self._listing = listing
        self.fields = [
            StringField("id", label=say("Number of the event"), exclude_from_list=True),
            StringField("person", label=say("Pass")),
            StringField("activity", label=say("Activity")),
            StringField("session", label=say("Session")),
            StringField("badge", label=say("Badge")),
            StringField("place", label=say("Place")),
        ]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[str]:
        """What waits, newest first."""
        here = centre_event.c
        with self.hub.database.read() as connection:
            return list(
                connection.execute(
                    sa.select(here.event_id)
                    .where(
                        here.act == CentreAct.AWARD_REQUEST.value,
                        here.undone.is_(None),
                        here.settled.is_(None),
                    )
                    .order_by(here.received.desc(), here.event_id)
                ).scalars()
            )

    def full(self, part: Sequence[Any]) -> Sequence[Row]:
        """With the names of things; of the person there is only the pass."""
        with self.hub.database.read() as connection:
            zone = self.zone(connection)
            rows = connection.execute(
                sa.select(centre_event.c.data).where(centre_event.c.event_id.in_(part))
            ).scalars()
            found = [msgspec.json.decode(data, type=CentreEvent) for data in rows]
        asked = {each.event_id: self._row(each, zone) for each in found}
        return [asked[id] for id in part if id in asked]

    @row_action(
        name="issued", text=say("The issuer awarded it"), icon_class="fa fa-check",
        confirmation=say("Has the issuer awarded this badge in its own program?"),
        submit_btn_text=say("Yes, it has"),
    )  # fmt: skip
    async def issued(self, request: Request, pk: Any) -> None:
        """Noted; the hub awards nothing."""
        await self.settle(request, pk, "issued", gettext("Noted, and off the list."))

    @row_action(
        name="declined", text=say("The issuer declined"), icon_class="fa fa-xmark",
        confirmation=say("Has the issuer declined this request?"),
        submit_btn_text=say("Yes, it has"), submit_btn_class="btn btn-danger",
    )  # fmt: skip
    async def declined(self, request: Request, pk: Any) -> None:
        """Noted."""
        await self.settle(request, pk, "declined", gettext("Noted, and off the list."))

    def note_word(self, who: str, id: str, word: str) -> None:
        """It is off the list."""
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            settle_request(connection, id, word, now)
            note(connection, who, word, "award_request", id, now)

    def _row(self, each: CentreEvent, zone: ZoneInfo) -> Row:
        start = each.session_start
        return Row(
            id=each.event_id, person=each.pass_id,
            activity=self._listing.name("activity", each.activity),
            session=format_datetime(start, "short", zone) if start else None,
            badge=self._listing.name("badge", each.badge) if each.badge else None,
            place=self._listing.name("place", each.place),
        )  # fmt: skip
