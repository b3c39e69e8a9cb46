"""Conflicts of check-ins that a person has to look at: let both stand, or take one back."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette_admin import StringField
from starlette_admin.actions import row_action
from starlette_admin.i18n import format_datetime, gettext

from sync.hub.audit import note
from sync.hub.checkins import take_in
from sync.hub.devices import Device
from sync.hub.manage.listing import Listing
from sync.hub.manage.views import Row, WaitingView
from sync.hub.manage.words import say
from sync.hub.schema import device, event, review
from sync.hub.settings import hub_id
from sync.hub.state import Hub
from sync.model import CheckIn, Movement, Outcome
from sync.protocol.feeds import encode
from sync.store.ledger_clock import uuid7

STANDS, TAKEN_BACK = "stands", "taken back"
_WHY = {
    "already_checked_in": say("Somebody was in already"),
    "unknown_activity": say("The hub has no such activity"),
}


class ReviewView(WaitingView):
    """Events that were kept and stand against another, until somebody has looked at them."""

    key, menu_label, display_name = "reviews", say("Reviews"), say("conflict")
    icon = "fa fa-scale-balanced"
    row_actions = ("stands", "take_back")

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self._listing = listing
        self.fields = [
            StringField("id", label=say("Number of the event"), exclude_from_list=True),
            StringField("why", label=say("Why")),
            StringField("activity", label=say("Activity")),
            StringField("session", label=say("Session")),
            StringField("person", label=say("Pass")),
            StringField("at", label=say("Came")),
            StringField("beside", label=say("Stands beside")),
        ]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[str]:
        """Newest first."""
        here = event.c
        with self.hub.database.read() as connection:
            return list(
                connection.execute(
                    sa.select(here.event_id)
                    .where(
                        here.outcome == Outcome.CONFLICT.value,
                        here.event_id.not_in(sa.select(review.c.event_id)),
                    )
                    .order_by(here.received.desc(), here.event_id)
                ).scalars()
            )

    def full(self, part: Sequence[Any]) -> Sequence[Row]:
        """With names, and what each stands beside."""
        with self.hub.database.read() as connection:
            zone = self.zone(connection)
            found = connection.execute(sa.select(event).where(event.c.event_id.in_(part))).all()
            kiosks = {row.id: row.name or row.id for row in connection.execute(sa.select(device))}
            rows = {each.event_id: self._row(connection, each, kiosks, zone) for each in found}
        return [rows[id] for id in part if id in rows]

    @row_action(
        name="stands", text=say("Let it stand"), icon_class="fa fa-check",
        confirmation=say("Leave everything as it is, and take this from the list?"),
        submit_btn_text=say("Yes, let it stand"),
    )  # fmt: skip
    async def stands(self, request: Request, pk: Any) -> None:
        """Seen, and right as it is."""
        await self.settle(request, pk, STANDS, gettext("It stands, and is off the list."))

    @row_action(
        name="take_back", text=say("Take it back"), icon_class="fa fa-rotate-left",
        confirmation=say("Take this entry back, as if it had not happened?"),
        submit_btn_text=say("Yes, take it back"), submit_btn_class="btn btn-danger",
    )  # fmt: skip
    async def take_back(self, request: Request, pk: Any) -> None:
        """By an annulment, as a kiosk would: the event itself is never changed."""
        await self.settle(request, pk, TAKEN_BACK, gettext("The entry is taken back."))

    def note_word(self, who: str, id: str, word: str) -> None:
        """Once; by an annulment where it is taken back."""
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            if connection.execute(
                sa.select(review.c.event_id).where(review.c.event_id == id)
            ).scalar():
                return
            if word == TAKEN_BACK:
                self._annul(connection, id)
            connection.execute(sa.insert(review).values(event_id=id, at=now, who=who, verdict=word))
            note(connection, who, word, "event", id, now)

    def _annul(self, connection: Connection, id: str) -> None:
        now, own = self.hub.settings.clock(), hub_id(connection)
        data = connection.execute(sa.select(event.c.data).where(event.c.event_id == id)).scalar()
        target = msgspec.json.decode(data or b"", type=CheckIn)
        last = connection.execute(
            sa.select(sa.func.max(event.c.sequence)).where(event.c.device == own)
        ).scalar()
        annulment = CheckIn(
            event_id=uuid7(int(now.timestamp() * 1000)), device=own, sequence=(last or 0) + 1,
            movement=Movement.ANNULMENT, pass_id=target.pass_id, activity=target.activity,
            session_start=target.session_start, place=target.place, at=now, annuls=id,
            method="review",
        )  # fmt: skip
        told = take_in(
            connection, Device(own, "", target.place), [msgspec.Raw(encode(annulment))], now
        )
        if told[0].outcome is Outcome.REJECTED:
            raise ValueError(f"the hub refused its own annulment: {told[0].code}")

    def _row(
        self, connection: Connection, each: sa.Row[Any], kiosks: dict[str, str], zone: ZoneInfo
    ) -> Row:
        here = event.c
        others = connection.execute(
            sa.select(here.device, here.movement, here.data).where(
                here.session_start == each.session_start, here.activity == each.activity,
                here.pass_id == each.pass_id, here.event_id != each.event_id,
            )
        ).all()  # fmt: skip
        beside = [
            f"{_clock(other.data, zone)} {kiosks.get(other.device, other.device)}"
            for other in others
            if other.movement == Movement.ENTRY.value
        ]
        return Row(
            id=each.event_id, why=str(_WHY.get(each.code, each.code)),
            activity=self._listing.name("activity", each.activity),
            session=format_datetime(each.session_start, "short", zone),
            person=each.pass_id,
            at=f"{_clock(each.data, zone)} {kiosks.get(each.device, each.device)}",
            beside=", ".join(beside) or None,
        )  # fmt: skip


def _clock(data: bytes, zone: ZoneInfo) -> str:
    return f"{msgspec.json.decode(data, type=CheckIn).at.astimezone(zone):%H:%M:%S}"
