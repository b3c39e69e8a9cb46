"""What an admin may do over HTTP, with the admin token as bearer."""

import datetime as dt
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query, Response

from sync.hub import devices
from sync.hub.access import admin_api
from sync.hub.audit import TOKEN, note
from sync.hub.checkins import attendance_between
from sync.hub.openapi import answers, body_of
from sync.hub.problems import HubProblem
from sync.hub.records import Storable, apply_records, delete_records, scope_of, valid_id
from sync.hub.schema import record
from sync.hub.settings import get_city
from sync.hub.staff import create_staff, new_badge_id
from sync.hub.state import HubDep
from sync.hub.wire import JsonBody, parse
from sync.model import Record, Registration, StaffAccount
from sync.protocol.errors import BadItem
from sync.protocol.feeds import FEEDS, decode, encode


class CodeRequest(msgspec.Struct, frozen=True):
    """For which place a kiosk shall be let in, and with what rights."""

    place: str
    profile: Literal["desk", "information"] = "desk"


class CodeAnswer(msgspec.Struct, frozen=True):
    """A one-time code and until when it holds."""

    code: str
    expires: dt.datetime


class StaffRequest(msgspec.Struct, frozen=True, rename="camel"):
    """Who may open the staff screens of a place, and with which PIN (6 to 12 digits).

    With `badge` the answer has the id of a staff badge, to be signed with the city's key; with
    `badgeAlone` that badge opens without the PIN, for who cannot remember one; not for a manager.
    """

    place: str
    label: str
    pin: str
    role: str = "youth_worker"
    badge: bool = False
    badge_alone: bool = False


router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(admin_api)])


@router.get("/records/{kind}/{id}", responses=answers(None, 401, 404))
def get_record(hub: HubDep, kind: str, id: str) -> Response:
    """A record as it stands."""
    _feed(kind)
    with hub.database.read() as connection:
        data = connection.execute(
            sa.select(record.c.data).where(
                record.c.kind == kind, record.c.id == id, record.c.data.is_not(None)
            )
        ).scalar()
    if data is None:
        raise HubProblem(404, "unknown_record", f"there is no {kind} {id}")
    return Response(data, media_type="application/json")


@router.put("/records/{kind}/{id}", status_code=204, responses=answers(None, 400, 401, 404, 422))
def put_record(hub: HubDep, kind: str, id: str, body: JsonBody) -> Response:
    """Add or change a record; the whole record, not a part of it."""
    _feed(kind)
    try:
        item = decode(kind, body)
    except BadItem as error:
        raise HubProblem(422, "bad_record", error.reason) from error
    if not isinstance(item, Record | Registration | StaffAccount):
        raise TypeError(f"a feed of {type(item).__name__}")
    _put(hub, kind, id, item)
    return Response(status_code=204)


@router.delete("/records/{kind}/{id}", status_code=204, responses=answers(None, 401, 404))
def delete_record(hub: HubDep, kind: str, id: str) -> Response:
    """Delete a record; kiosks hear of it by a tombstone in the feed."""
    _feed(kind)
    with hub.database.write() as connection:
        done = delete_records(connection, kind, [id], hub.settings.clock())
        if done:
            note(connection, TOKEN, "delete", kind, id, hub.settings.clock())
    if not done:
        raise HubProblem(404, "unknown_record", f"there is no {kind} {id}")
    return Response(status_code=204)


@router.post("/enrolment-codes", status_code=201, openapi_extra=body_of(CodeRequest),
             responses=answers(CodeAnswer, 400, 401, 404, success=201))  # fmt: skip
def post_code(hub: HubDep, body: JsonBody) -> Response:
    """A new one-time code to let a kiosk in."""
    asked = parse(body, CodeRequest)
    with hub.database.write() as connection:
        now = hub.settings.clock()
        code, expires = devices.new_code(connection, asked.place, now, asked.profile)
        note(connection, TOKEN, "pair", "kiosk", asked.place, now)
    answer = encode(CodeAnswer(code, expires))
    return Response(answer, 201, {"Cache-Control": "no-store"}, "application/json")


@router.post("/staff", status_code=201, openapi_extra=body_of(StaffRequest),
             responses=answers(None, 400, 401, 422, success=201))  # fmt: skip
def post_staff(hub: HubDep, body: JsonBody) -> Response:
    """A new account for the staff screens of a place; its PIN is kept as argon2id only."""
    asked = parse(body, StaffRequest)
    if not valid_id(asked.place):
        raise HubProblem(422, "bad_record", "place may have letters, digits and . _ : -")
    badge = new_badge_id() if asked.badge or asked.badge_alone else ""
    try:
        made = create_staff(
            hub.database, asked.place, asked.label, asked.pin, asked.role,
            now=hub.settings.clock(), badge=badge, badge_alone=asked.badge_alone,
        )  # fmt: skip
    except ValueError as error:
        raise HubProblem(422, "bad_pin", str(error)) from error
    with hub.database.write() as connection:
        note(connection, TOKEN, "create", "staff", made.id, hub.settings.clock())
    headers = {"Cache-Control": "no-store"}
    answer = {"id": made.id} | ({"badge": badge} if badge else {})
    return Response(encode(answer), 201, headers, "application/json")


@router.delete("/devices/{id}", status_code=204, responses=answers(None, 401, 404))
def delete_device(hub: HubDep, id: str) -> Response:
    """Shut a kiosk out; it learns of it at its next contact."""
    with hub.database.write() as connection:
        done = devices.revoke(connection, id, hub.settings.clock())
        if done:
            note(connection, TOKEN, "shut out", "kiosk", id, hub.settings.clock())
    if not done:
        raise HubProblem(404, "unknown_device", f"there is no kiosk {id}")
    return Response(status_code=204)


@router.get("/attendance", responses=answers(None, 400, 401))
def get_attendance(
    hub: HubDep, day: Annotated[dt.date | None, Query(description="default: today")] = None
) -> Response:
    """Who was there at the sessions that start on this day in the city."""
    with hub.database.read() as connection:
        city = get_city(connection)
        start, end = day_bounds(day, city.timezone if city else "UTC", hub.settings.clock())
        found = attendance_between(connection, start, end)
    rows = [
        {
            "activity": entry.key.activity, "sessionStart": entry.key.session_start,
            "passId": entry.key.pass_id, "eventId": entry.counted, "device": entry.device,
            "at": instant(entry.at_ms), "others": entry.others,
            "left": _instant(entry.left_ms),
            "stays": [
                {"eventId": id, "at": instant(come), "left": _instant(gone)}
                for id, come, gone in entry.stays
            ],
        }
        for entry in found
    ]  # fmt: skip
    return Response(encode({"attendance": rows}), media_type="application/json")


def day_bounds(
    day: dt.date | None, timezone: str, now: dt.datetime
) -> tuple[dt.datetime, dt.datetime]:
    """The first instant of a day in the city and of the day after; today without a day."""
    zone = ZoneInfo(timezone)
    first = day or now.astimezone(zone).date()
    if not 1971 <= first.year <= 9000:
        raise HubProblem(400, "bad_request", "day is out of range")
    midnight = dt.datetime.combine(first, dt.time(), zone)
    after = dt.datetime.combine(first + dt.timedelta(days=1), dt.time(), zone)
    return midnight, after


def instant(ms: int) -> dt.datetime:
    """Milliseconds since 1970 as a time in UTC."""
    return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(milliseconds=ms)


def _instant(ms: int | None) -> dt.datetime | None:
    return None if ms is None else instant(ms)


def _put(hub: HubDep, kind: str, id: str, item: Storable) -> None:
    if item.id != id:
        raise HubProblem(422, "bad_record", f'identifier "{item.id}" is not the one of the address')
    if not valid_id(item.id):
        raise HubProblem(422, "bad_record", "identifier may have letters, digits and . _ : -")
    if (scope := scope_of(item)) and not valid_id(scope):
        raise HubProblem(422, "bad_record", "place may have letters, digits and . _ : -")
    with hub.database.write() as connection:
        changes = apply_records(connection, kind, [item], hub.settings.clock())
        if changes.added or changes.changed:
            act = "create" if changes.added else "change"
            note(connection, TOKEN, act, kind, id, hub.settings.clock())


def _feed(kind: str) -> None:
    if kind not in FEEDS:
        raise HubProblem(404, "unknown_feed", f"the feeds are {', '.join(FEEDS)}")
