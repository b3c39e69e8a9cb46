"""Requests for badges from the kiosks, for the issuer to settle. The hub itself awards nothing."""

import datetime as dt
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa
from fastapi import APIRouter, Depends, Response
from sqlalchemy.engine import Connection

from sync.hub.access import admin_api, admin_page
from sync.hub.centre import settle_request
from sync.hub.html import Part, page, table, tag
from sync.hub.openapi import answers, body_of
from sync.hub.schema import centre_event, record
from sync.hub.settings import get_city
from sync.hub.state import HubDep
from sync.hub.wire import JsonBody, parse
from sync.model import CentreAct, CentreEvent

SHOWN = 500

router = APIRouter(tags=["pages"])


class Settlement(msgspec.Struct, frozen=True):
    """What the issuer did about a request, in the issuer's own program."""

    settlement: Literal["issued", "declined"]


class _Named(msgspec.Struct):
    name: str


@router.get("/awards", response_class=Response, dependencies=[Depends(admin_page)])
def awards(hub: HubDep) -> Response:
    """Requests that wait, then those that were settled; the newest first."""
    here = centre_event.c
    with hub.database.read() as connection:
        city = get_city(connection)
        rows = connection.execute(
            sa.select(centre_event)
            .where(here.act == CentreAct.AWARD_REQUEST.value, here.undone.is_(None))
            .order_by(here.settled.is_not(None), here.received.desc())
            .limit(SHOWN)
        ).all()
        found = [(row, msgspec.json.decode(row.data, type=CentreEvent)) for row in rows]
        named = _names(connection, [event for _, event in found])
    zone = ZoneInfo(city.timezone if city else "UTC")
    lines = [_line(row, event, named, zone) for row, event in found]
    head = ("Pass", "Activity", "Session", "Badge", "Place", "Request", "State")
    answer = page(
        "Badge requests", "en",
        tag("h1", "Badge requests"),
        tag("p", "Staff at kiosks noted that these people took part and ask for a badge. Nothing "
            "was awarded by it: the issuer decides, and awards in its own program.", class_="note"),
        table(head, lines) if lines else tag("p", "Nobody has asked for a badge."),
        tag("p", "Programs settle a request with POST /admin/awards/{request}."),
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@router.post("/admin/awards/{event_id}", status_code=204, tags=["admin"],
             dependencies=[Depends(admin_api)], openapi_extra=body_of(Settlement),
             responses=answers(None, 400, 401, 404))  # fmt: skip
def post_settlement(hub: HubDep, event_id: str, body: JsonBody) -> Response:
    """Note that the issuer has issued the badge, or declined the request."""
    word = parse(body, Settlement).settlement
    with hub.database.write() as connection:
        settle_request(connection, event_id, word, hub.settings.clock())
    return Response(status_code=204)


def _line(
    row: "sa.Row[tuple[object, ...]]", event: CentreEvent, named: dict[str, str], zone: ZoneInfo
) -> tuple[Part, ...]:
    start = event.session_start
    settled: dt.datetime | None = row.settled
    state = f"{row.settlement} {settled:%Y-%m-%d}" if settled else "waits for the issuer"
    return (
        event.pass_id, named.get(event.activity, event.activity),
        f"{start.astimezone(zone):%Y-%m-%d %H:%M}" if start else "",
        named.get(event.badge, event.badge), named.get(event.place, event.place),
        event.event_id, state,
    )  # fmt: skip


def _names(connection: Connection, events: list[CentreEvent]) -> dict[str, str]:
    wanted = {id for each in events for id in (each.activity, each.badge, each.place) if id}
    here = record.c
    rows = connection.execute(
        sa.select(here.id, here.data).where(
            here.kind.in_(("activity", "badge", "place")),
            here.id.in_(wanted),
            here.data.is_not(None),
        )
    )
    return {id: msgspec.json.decode(data, type=_Named).name for id, data in rows}
