"""Staff of the places, accounts of this hub, and the audit: for admins only."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette_admin import BooleanField, EnumField, StringField
from starlette_admin.exceptions import ActionFailed, FormValidationError
from starlette_admin.fields import PasswordField
from starlette_admin.i18n import gettext

from sync.hub.accounts import SHORTEST_PASSWORD, Role, admins, put_account, remove_account
from sync.hub.audit import note
from sync.hub.database import apply_records, delete_records
from sync.hub.manage.forms import ReferenceField
from sync.hub.manage.labels import choice, label
from sync.hub.manage.listing import Listing
from sync.hub.manage.shown import moment
from sync.hub.manage.signing_in import name_of
from sync.hub.manage.views import HubView, Row, in_thread
from sync.hub.manage.words import say
from sync.hub.schema import account, audit, record
from sync.hub.staff import create_staff
from sync.hub.state import Hub
from sync.model import Role as KioskRole
from sync.model import StaffAccount

_STAFF_FIELDS = ("place", "label", "role", "pin")
ROLES = [(role.name.lower(), choice(role.name.lower())) for role in Role]


class StaffView(HubView):
    """Who may open the staff screens of a place. PINs are never shown, only set anew."""

    key, menu_label, display_name = "staff", say("Staff at kiosks"), say("staff account")
    icon = "fa fa-id-badge"
    reading = changing = Role.ADMIN
    subject = "staff"
    sortable_fields = ()

    def __init__(self, hub: Hub, listing: Listing, roles: Sequence[tuple[str, str]]) -> None:
        self.fields = [
            StringField("id", label=label("identifier"), exclude_from_create=True,
                        exclude_from_edit=True, exclude_from_list=True),
            StringField("label", label=label("label"), required=True, maxlength=60),
            ReferenceField("place", label=label("place"), required=True, select2=True,
                           choices_loader=lambda request: listing.names("place")),
            EnumField("role", label=label("role"), required=True, choices=list(roles),
                      default=roles[0][0]),
            PasswordField("pin", label=label("pin"), exclude_from_list=True,
                          exclude_from_detail=True,
                          help_text=say("Left empty, the PIN stays as it is.")),
            BooleanField("badgeAlone", label=label("badgeAlone"), exclude_from_list=True,
                         help_text=say("Not for a manager. Whoever copies the badge can come in.")),
        ]  # fmt: skip
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Row]:
        """By label."""
        with self.hub.database.read() as connection:
            found = connection.execute(
                sa.select(record.c.data).where(record.c.kind == "staff", record.c.data.is_not(None))
            ).scalars()
            staff = [msgspec.json.decode(data, type=StaffAccount) for data in found]
        rows = [Row(id=s.id, label=s.label, place=s.place, role=s.role, pin=None,
                badgeAlone=s.badge_alone) for s in staff]  # fmt: skip
        wanted = words.casefold()
        fitting = (row for row in rows if wanted in f"{row.label} {row.place}".casefold())
        return sorted(fitting, key=lambda row: (row.label.casefold(), row.id))

    async def repr(self, obj: Any, request: Request) -> str:
        """The label."""
        return str(obj.label)

    async def create(self, request: Request, data: dict[str, Any]) -> Row:
        """A new account; it needs a PIN."""
        if not data.get("pin"):
            raise FormValidationError({"pin": gettext("This field is required.")})
        return await in_thread(self._put, name_of(request), "", data)

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row:
        """Another label, place, role or PIN."""
        return await in_thread(self._put, name_of(request), str(pk), data)

    def drop(self, connection: Connection, ids: Sequence[str], now: dt.datetime) -> int:
        """The account leaves the kiosks at their next contact."""
        return delete_records(connection, "staff", ids, now)

    def _put(self, who: str, id: str, data: dict[str, Any]) -> Row:
        now, database = self.hub.settings.clock(), self.hub.database
        place, text, role, pin = (str(data.get(each) or "") for each in _STAFF_FIELDS)
        alone = bool(data.get("badgeAlone"))
        if alone and role == KioskRole.MANAGER:
            raise FormValidationError({"badgeAlone": gettext("A manager opens with a PIN.")})
        if pin or not id:
            try:
                id = create_staff(database, place, text, pin, role, id=id, now=now).id
            except ValueError as error:
                words = gettext("A PIN has 6 to 12 digits, is no easy row and nobody else's")
                raise FormValidationError({"pin": words}) from error
        with database.write() as connection:
            stored = connection.execute(
                sa.select(record.c.data).where(
                    record.c.kind == "staff", record.c.id == id, record.c.data.is_not(None)
                )
            ).scalar_one()
            known = msgspec.json.decode(stored, type=StaffAccount)
            changed = msgspec.structs.replace(
                known, place=place, label=text, role=role, badge_alone=alone
            )
            apply_records(connection, "staff", [changed], now)
            fields = [each for each in (*_STAFF_FIELDS, "badgeAlone") if data.get(each)]
            note(connection, who, "change", "staff", id, now, fields)
        return Row(id=id, label=text)


class AccountView(HubView):
    """Who may open these pages."""

    key, menu_label, display_name = "accounts", say("Accounts"), say("account")
    icon = "fa fa-user-shield"
    reading = changing = Role.ADMIN
    subject = "account"
    sortable_fields = ()

    def __init__(self, hub: Hub) -> None:
        self.fields = [
            StringField("id", label=say("Name"), required=True, maxlength=60,
                        exclude_from_edit=True),
            EnumField("role", label=label("role"), required=True, choices=ROLES, default="viewer"),
            PasswordField("password", label=say("Password"), exclude_from_list=True,
                          exclude_from_detail=True,
                          help_text=say("At least 10 letters. Left empty, it stays as it is.")),
            StringField("seen", label=say("Last signed in"), exclude_from_create=True,
                        exclude_from_edit=True),
        ]  # fmt: skip
        self.show_pk_in_forms = True
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Row]:
        """By name."""
        with self.hub.database.read() as connection:
            found = connection.execute(sa.select(account).order_by(account.c.name)).all()
        return [
            Row(id=each.name, role=each.role, password=None, seen=moment(each.last_seen))
            for each in found
            if words.casefold() in each.name.casefold()
        ]

    async def repr(self, obj: Any, request: Request) -> str:
        """The name."""
        return str(obj.id)

    async def create(self, request: Request, data: dict[str, Any]) -> Row:
        """A new account."""
        name = str(data["id"]).strip()
        if await in_thread(self.one, name) is not None:
            raise FormValidationError({"id": say("There is such a record already")})
        return await in_thread(self._put, name_of(request), name, data, "create")

    async def edit(self, request: Request, pk: Any, data: dict[str, Any]) -> Row:
        """Another role or password."""
        return await in_thread(self._put, name_of(request), str(pk), data, "change")

    def drop(self, connection: Connection, ids: Sequence[str], now: dt.datetime) -> int:
        """Signed out at once; the last admin stays."""
        if not set(admins(connection)) - set(ids):
            raise ActionFailed(gettext("The last admin cannot be taken away."))
        return sum(remove_account(connection, id) for id in ids)

    def _put(self, who: str, name: str, data: dict[str, Any], act: str) -> Row:
        if data["role"] not in dict(ROLES):
            raise FormValidationError({"role": gettext("Invalid input")})
        now, role = self.hub.settings.clock(), Role[str(data["role"]).upper()]
        password = str(data.get("password") or "")
        with self.hub.database.write() as connection:
            if role is not Role.ADMIN and admins(connection) == [name]:
                raise FormValidationError({"role": gettext("The last admin cannot be taken away.")})
            try:
                put_account(connection, name, role, password, now)
            except ValueError as error:
                text = gettext("A password has at least %(n)d letters") % {"n": SHORTEST_PASSWORD}
                raise FormValidationError({"password": text}) from error
            fields = ["role", *(["password"] if password else [])]
            note(connection, who, act, "account", name, now, fields)
        return Row(id=name)


class AuditView(HubView):
    """Who changed what; nobody can alter it here."""

    key, menu_label, display_name = "audit", say("Audit"), say("line of the audit")
    icon = "fa fa-clock-rotate-left"
    reading = Role.ADMIN
    creates = edits = deletes = False
    row_actions = ()
    actions = ("export",)
    sortable_fields = ()
    row_click_navigate = False

    def __init__(self, hub: Hub) -> None:
        self.fields = [
            StringField("id", label="#", exclude_from_list=True),
            StringField("at", label=say("When (UTC)")),
            StringField("who", label=say("Who")),
            StringField("act", label=say("What")),
            StringField("kind", label=say("Of what")),
            StringField("subject", label=say("Which")),
            StringField("fields", label=say("Fields")),
        ]
        super().__init__(hub)

    def rows(self, words: str) -> Sequence[Any]:
        """Newest first."""
        here = audit.c
        query = sa.select(here.id).order_by(here.id.desc())
        if words:
            text = here.who + " " + here.act + " " + here.kind + " " + here.subject
            query = query.where(text.icontains(words, autoescape=True))
        with self.hub.database.read() as connection:
            return list(connection.execute(query).scalars())

    def full(self, part: Sequence[Any]) -> Sequence[Row]:
        """The lines of these numbers."""
        with self.hub.database.read() as connection:
            found = connection.execute(
                sa.select(audit).where(audit.c.id.in_(part)).order_by(audit.c.id.desc())
            ).all()
        return [
            Row(id=e.id, at=moment(e.at), who=e.who, act=gettext(e.act), kind=gettext(e.kind),
                subject=e.subject,
                fields=e.fields)
            for e in found
        ]  # fmt: skip

    def one(self, pk: str) -> Row | None:
        """One line."""
        return next(iter(self.full([int(pk)] if pk.isdecimal() else [])), None)
