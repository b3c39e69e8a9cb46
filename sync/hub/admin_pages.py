"""Pages for those who look after the hub: its state, and who was at today's sessions."""

import datetime as dt
from itertools import groupby
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.engine import Connection

from sync.hub.access import admin_page
from sync.hub.admin_api import day_bounds, instant
from sync.hub.award_pages import router as awards
from sync.hub.checkins import attendance_between
from sync.hub.html import Part, page, table, tag
from sync.hub.schema import device, record
from sync.hub.settings import get_city
from sync.hub.state import HubDep
from sync.protocol.attendance import Attendance

router = APIRouter(tags=["pages"])
router.include_router(awards)


class _Named(msgspec.Struct):
    """The one field that these pages read of an activity."""

    name: str


class _Labelled(msgspec.Struct, rename="camel"):
    activity: str
    pass_id: str
    label: str = ""


@router.get("/", response_class=Response)
def home(hub: HubDep) -> Response:
    """What this is and what it holds; what only its people should see is behind the sign-in."""
    with hub.database.read() as connection:
        city = get_city(connection)
        counts = connection.execute(
            sa.select(record.c.kind, sa.func.count())
            .where(record.c.data.is_not(None))
            .group_by(record.c.kind)
            .order_by(record.c.kind)
        ).all()
    title = f"Learning hub of {city.name}" if city else "A learning hub without a city"
    return page(
        title, "en",
        tag("h1", title),
        tag("p", "The central server of the city's learning kiosks. Kiosks fetch the city's "
            "activities here and bring their check-ins."),
        tag("p", city.description, lang=city.content_language, class_="note") if city else None,
        tag("h2", "Records"),
        table(("Kind", "Count"), [(kind, count) for kind, count in counts]),
        tag("p", tag("a", "Sign in", href="/manage/"), " · ",
            tag("a", "Check-ins of today", href="/checkins"), " · ",
            tag("a", "Badge requests", href="/awards"), " · ",
            tag("a", "For programs", href="/openapi.json")),
    )  # fmt: skip


@router.get("/checkins", response_class=Response, dependencies=[Depends(admin_page)])
def checkins(
    hub: HubDep, day: Annotated[dt.date | None, Query(description="default: today")] = None
) -> Response:
    """Attendance of the sessions that start on this day, one table for each session."""
    with hub.database.read() as connection:
        city = get_city(connection)
        zone = ZoneInfo(city.timezone if city else "UTC")
        start, end = day_bounds(day, zone.key, hub.settings.clock())
        found = attendance_between(connection, start, end)
        names = _names(connection, {entry.key.activity for entry in found})
        labels = _labels(connection, {entry.key.activity for entry in found})
        kiosks = {row.id: row.name or row.id for row in connection.execute(sa.select(device))}
    parts: list[Part] = [tag("h1", f"Check-ins of {start:%Y-%m-%d}")]
    for (begins, activity), entries in groupby(found, lambda entry: entry.key[:2]):
        heading = f"{begins.astimezone(zone):%H:%M} {names.get(activity, activity)}"
        rows = [_row(entry, labels, kiosks, zone) for entry in entries]
        parts += [tag("h2", heading), table(("Who", "Came", "Left", "Kiosk", "Beside it"), rows)]
    if not found:
        parts.append(tag("p", "Nobody has checked in yet."))
    answer = page(f"Check-ins {start:%Y-%m-%d}", "en", *parts)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _row(
    entry: Attendance, labels: dict[tuple[str, str], str], kiosks: dict[str, str], zone: ZoneInfo
) -> tuple[Part, ...]:
    label = labels.get((entry.key.activity, entry.key.pass_id), "")
    came = ", ".join(_clock(stay.at_ms, zone) for stay in entry.stays)
    left = ", ".join(_clock(stay.left_ms, zone) for stay in entry.stays)
    who = f"{label} ({entry.key.pass_id})" if label else entry.key.pass_id
    extra = f"{len(entry.others)} more" if entry.others else ""
    return who, came, left, kiosks.get(entry.device, entry.device), extra


def _clock(ms: int | None, zone: ZoneInfo) -> str:
    return "" if ms is None else f"{instant(ms).astimezone(zone):%H:%M:%S}"


def _names(connection: Connection, ids: set[str]) -> dict[str, str]:
    rows = connection.execute(
        sa.select(record.c.id, record.c.data).where(
            record.c.kind == "activity", record.c.id.in_(ids), record.c.data.is_not(None)
        )
    )
    return {id: msgspec.json.decode(data, type=_Named).name for id, data in rows}


def _labels(connection: Connection, activities: set[str]) -> dict[tuple[str, str], str]:
    rows = connection.execute(
        sa.select(record.c.data).where(record.c.kind == "registration", record.c.data.is_not(None))
    ).scalars()
    found = (msgspec.json.decode(data, type=_Labelled) for data in rows)
    return {
        (item.activity, item.pass_id): item.label for item in found if item.activity in activities
    }
