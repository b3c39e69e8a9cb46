"""Kiosks: let in, watched, given a new token, shut out; and the settings that they are given."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette_admin import EnumField, StringField
from starlette_admin.actions import link_row_action, row_action
from starlette_admin.exceptions import FormValidationError
from starlette_admin.fields import IntegerField
from starlette_admin.flash import flash
from starlette_admin.i18n import gettext

from sync.hub import devices
from sync.hub.accounts import Role
from sync.hub.audit import changed_fields, note
from sync.hub.checkins import sequence_gaps
from sync.hub.fleet import CITY, drop_settings, put_settings
from sync.hub.manage.forms import ReferenceField, fault_of, fields_of, to_form, to_record
from sync.hub.manage.labels import choice
from sync.hub.manage.listing import Listing
from sync.hub.manage.shown import ago, megabytes, moment, span
from sync.hub.manage.signing_in import may, name_of
from sync.hub.manage.views import HubView, Row, in_thread
from sync.hub.manage.words import say
from sync.hub.problems import HubProblem
from sync.hub.schema import device, picture, remote_setting
from sync.hub.state import Hub
from sync.protocol.fleet import Heartbeat, RemoteSettings

PROFILES = (devices.DESK, devices.INFORMATION)
SILENT = dt.timedelta(minutes=10)
"""After which a kiosk is called silent: five heartbeats."""


class KioskView(HubView):
    """Every kiosk that was ever let in."""

    key, menu_label, display_name = "kiosks", say("Kiosks"), say("kiosk")
    icon = "fa fa-display"
    changing = Role.ADMIN
    edits = deletes = False
    row_actions = ("view", "renew", "revoke", "picture")
    actions = ()
    sortable_fields = ()

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self._listing = listing
        self.fields = [
            StringField("name", label=say("Name")),
            ReferenceField("place", label=say("Place"), required=True, select2=True,
                           choices_loader=lambda request: listing.names("place")),
            EnumField("profile", label=say("Profile"), required=True, default="desk",
                      choices=[(each, choice(each)) for each in PROFILES]),
            StringField("state", label=say("State")),
            StringField("contact", label=say("Last contact")),
            StringField("version", label=say("Version")),
            IntegerField("queue", label=say("Waiting there")),
            IntegerField("rejected", label=say("Refused")),
            StringField("disk", label=say("Free disk")),
            StringField("uptime", label=say("Running for")),
            StringField("failure", label=say("Cannot sync because")),
            StringField("gaps", label=say("Numbers missing")),
            StringField("settings", label=say("Settings")),
            StringField("faults", label=say("Last faults")),
            StringField("token", label=say("Token since")),
            StringField("id", label=say("Identifier")),
        ]  # fmt: skip
        names = [each.name for each in self.fields]
        self.exclude_fields_from_create = ["name", *names[3:]]
        self.exclude_fields_from_list = ["profile", *names[names.index("uptime") :]]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Row]:
        """By name; those that were shut out at the end."""
        self.hub.contacts.flush(self.hub.database)
        self.hub.heartbeats.flush(self.hub.database)
        with self.hub.database.read() as connection:
            found = connection.execute(sa.select(device)).all()
            gaps = sequence_gaps(connection)
            pictured = set(connection.execute(sa.select(picture.c.device)).scalars())
        rows = [self._row(each, gaps.get(each.id, 0), each.id in pictured) for each in found]
        wanted = words.casefold()
        fitting = [r for r in rows if wanted in f"{r.name} {r.id} {r.place} {r.state}".casefold()]
        return sorted(fitting, key=lambda r: (r.gone, r.name.casefold(), r.id))

    async def repr(self, obj: Any, request: Request) -> str:
        """Its name."""
        return str(obj.name)

    async def create(self, request: Request, data: dict[str, Any]) -> Row:
        """A code to type at the new kiosk."""
        if data["profile"] not in PROFILES:
            raise FormValidationError({"profile": gettext("Invalid input")})
        code, _until = await in_thread(
            self._code, name_of(request), str(data["place"]), str(data["profile"])
        )
        text = gettext("Type this code at the new kiosk: %(code)s. It holds 15 minutes and once.")
        flash(request, text % {"code": code}, "info")
        return Row(id=code, name=self._listing.name("place", str(data["place"])))

    async def is_row_action_allowed(self, request: Request, name: str) -> bool:
        """Everybody may look; the rest is for admins."""
        return name == "view" or may(request, Role.ADMIN)

    async def is_row_action_allowed_for_obj(self, request: Request, name: str, obj: Any) -> bool:
        """Nothing can be done with a kiosk that was shut out; not each sends pictures."""
        return name == "view" or (obj.pictured if name == "picture" else not obj.gone)

    @row_action(
        name="renew", text=say("New token"), icon_class="fa fa-key",
        confirmation=say("Give this kiosk a new token at its next heartbeat?"),
        submit_btn_text=say("Yes, new token"),
    )  # fmt: skip
    async def renew(self, request: Request, pk: Any) -> None:
        """At the next heartbeat; the old token stays good meanwhile."""
        await in_thread(self._do, name_of(request), str(pk), "renew token")
        flash(request, gettext("The kiosk is given a new token at its next heartbeat."), "success")

    @row_action(
        name="revoke", text=say("Shut out"), icon_class="fa fa-ban",
        action_btn_class="btn btn-danger",
        confirmation=say("Shut this kiosk out? At its next contact it wipes rosters and staff."),
        submit_btn_text=say("Yes, shut out"), submit_btn_class="btn btn-danger",
    )  # fmt: skip
    async def revoke(self, request: Request, pk: Any) -> None:
        """It learns of it at its next contact."""
        await in_thread(self._do, name_of(request), str(pk), "shut out")
        flash(request, gettext("The kiosk is shut out."), "success")

    @link_row_action(name="picture", text=say("Picture"), icon_class="fa fa-image")
    def show_picture(self, request: Request, pk: Any) -> str:
        """What its attract loop looked like."""
        return f"{request.scope['root_path']}/picture/{pk}"

    def _code(self, who: str, place: str, profile: str) -> tuple[str, dt.datetime]:
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            note(connection, who, "pair", "kiosk", place, now)
            try:
                return devices.new_code(connection, place, now, profile)
            except HubProblem as problem:
                said = gettext("There is no such place or kiosk")
                raise FormValidationError({"place": said}) from problem

    def _do(self, who: str, id: str, act: str) -> None:
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            if act == "shut out":
                devices.revoke(connection, id, now)
            else:
                devices.ask_for_new_token(connection, id)
            note(connection, who, act, "kiosk", id, now)

    def _row(self, each: sa.Row[Any], gaps: int, pictured: bool) -> Row:
        now = self.hub.settings.clock()
        said = msgspec.json.decode(each.heartbeat, type=Heartbeat) if each.heartbeat else None
        return Row(
            id=each.id, name=each.name or each.id, place=each.place, profile=each.profile,
            gone=each.revoked is not None, pictured=pictured, state=self._state(each, said, now),
            contact=ago(each.last_contact, now), queue=each.queue,
            rejected=said.rejected if said else None, version=said.version if said else None,
            uptime=span(said.uptime_seconds) if said else None,
            disk=megabytes(said.disk_free_mb, said.disk_total_mb) if said else None,
            failure=said.failure if said else None, gaps=gaps or None,
            settings=", ".join(said.refused) if said and said.refused else None,
            faults=_faults(said) if said else None,
            token=moment(each.token_since or each.created),
        )  # fmt: skip

    def _state(self, each: sa.Row[Any], said: Heartbeat | None, now: dt.datetime) -> str:
        if each.revoked is not None:
            return gettext("shut out")
        if each.last_contact is None or now - each.last_contact > SILENT:
            return gettext("silent")
        if said is not None and (said.failure or said.rejected):
            return gettext("needs a look")
        return gettext("well")


class SettingsView(HubView):
    """What kiosks are told from afar: of one setting a kiosk's own wins, then its place's."""

    key, menu_label, display_name = "settings", say("Kiosk settings"), say("settings")
    icon = "fa fa-sliders"
    changing = Role.ADMIN
    subject = "settings"
    sortable_fields = ()

    def __init__(self, hub: Hub, listing: Listing) -> None:
        self._listing = listing
        target = EnumField(
            "id", label=say("For"), required=True, select2=True, exclude_from_edit=True,
            choices_loader=lambda request: self._targets(),
            help_text=say("Of one setting a kiosk's own wins, then its place's, then the city's."),
        )  # fmt: skip
        settings = fields_of(RemoteSettings, listing.names)
        self.fields = [target, *settings]
        self.exclude_fields_from_list = ["openingHours"]
        self.show_pk_in_forms = True
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Row]:
        """The city's, places', kiosks'."""
        with self.hub.database.read() as connection:
            found = connection.execute(sa.select(remote_setting)).all()
        rows = [_settings_row(each.target, each.data) for each in found]
        return sorted(rows, key=lambda row: row.id)

    async def repr(self, obj: Any, request: Request) -> str:
        """For whom."""
        return str(dict(self._targets()).get(obj.id, obj.id))

    async def create(self, request: Request, data: dict[str, Any]) -> Row:
        """Settings for somebody who has none."""
        target = str(data.pop("id"))
        if target not in dict(self._targets()):
            raise FormValidationError({"id": say("There is no such place or kiosk")})
        if await in_thread(self.one, target) is not None:
            raise FormValidationError({"id": say("There is such a record already")})
        return await in_thread(self._put, name_of(request), target, data)

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row:
        """Other settings."""
        data.pop("id", None)
        return await in_thread(self._put, name_of(request), str(pk), data)

    def drop(self, connection: Connection, ids: Sequence[str], now: dt.datetime) -> int:
        """No settings of their own any more."""
        return sum(drop_settings(connection, id) for id in ids)

    def _put(self, who: str, target: str, data: dict[str, Any]) -> Row:
        given = {name: value for name, value in data.items() if value is not None}
        try:
            settings = to_record(RemoteSettings, {}, given)
        except msgspec.ValidationError as error:
            raise FormValidationError(fault_of(error, "id")) from error
        assert isinstance(settings, RemoteSettings)
        now = self.hub.settings.clock()
        with self.hub.database.write() as connection:
            put_settings(connection, target, settings, now)
            note(connection, who, "change", "settings", target, now, changed_fields({}, given))
        return Row(id=target, **to_form(settings))

    def _targets(self) -> list[tuple[str, str]]:
        with self.hub.database.read() as connection:
            kiosks = connection.execute(
                sa.select(device.c.id, device.c.name).where(device.c.revoked.is_(None))
            ).all()
        return [
            (CITY, gettext("The whole city")),
            *((f"place:{id}", name) for id, name in self._listing.names("place")),
            *((f"kiosk:{id}", f"{name or id} ({id})") for id, name in kiosks),
        ]


def picture_of(hub: Hub, id: str) -> bytes | None:
    """The last picture of a kiosk."""
    hub.heartbeats.flush(hub.database)
    with hub.database.read() as connection:
        found: bytes | None = connection.execute(
            sa.select(picture.c.jpeg).where(picture.c.device == id)
        ).scalar()
        return found


def _settings_row(target: str, data: bytes) -> Row:
    return Row(id=target, **to_form(msgspec.json.decode(data, type=RemoteSettings)))


def _faults(said: Heartbeat) -> str | None:
    return "; ".join(f"{moment(f.at)} {f.what} ({f.where})" for f in said.faults) or None
