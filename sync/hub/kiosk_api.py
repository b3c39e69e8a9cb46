"""What kiosks ask for: manifest, feeds, check-ins, enrolment."""

import datetime as dt
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response

from sync.hub import devices
from sync.hub.access import DeskDep, DeviceDep, OptionalDeviceDep, desk_device
from sync.hub.centre import take_in_centre
from sync.hub.checkins import take_in
from sync.hub.doors import tell
from sync.hub.feeds import manifest, page_items, start_of_walk
from sync.hub.openapi import answers, body_of
from sync.hub.pepper import pepper_of
from sync.hub.problems import HubProblem
from sync.hub.state import HubDep
from sync.hub.usage import take_in_usage
from sync.hub.wire import JsonBody, base_address, conditional, parse
from sync.protocol.feeds import CITY_FEEDS, FEEDS, PEOPLE_FEEDS, encode
from sync.protocol.messages import (
    MAX_PAGE,
    MAX_PUSH,
    CentrePush,
    Door,
    DoorRequest,
    Enrolment,
    EnrolmentRequest,
    Manifest,
    Push,
    PushResult,
    RpdePage,
    UsagePush,
)

_NUMBER = Query(ge=0, le=2**63 - 1)
_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"

router = APIRouter(tags=["kiosk"])


class _RawPush(msgspec.Struct):
    """A push whose events are looked at one by one, so that a bad one spoils no other."""

    events: list[msgspec.Raw]


@router.get("/manifest", responses=answers(Manifest, 304, 401, 403, 503))
def get_manifest(request: Request, hub: HubDep, device: OptionalDeviceDep) -> Response:
    """The hub in one glance; with a kiosk's token also the feeds about people of its place."""
    now = hub.settings.clock()
    place = device.place if device and device.profile == devices.DESK else None
    with hub.database.read() as connection:
        found = manifest(connection, hub.index, place, now, hub.settings.poll_seconds)
    timeless = msgspec.structs.replace(found, time=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))
    cache = "private, no-cache" if device else "no-cache"
    return conditional(request, encode(found), encode(timeless), cache, vary="Authorization")


@router.get("/feeds/{kind}", responses=answers(RpdePage, 304, 400, 401, 403, 404, 410))
def get_feed(
    request: Request,
    hub: HubDep,
    device: OptionalDeviceDep,
    kind: str,
    after: Annotated[int, _NUMBER, Query(alias="afterChangeNumber")] = 0,
    limit: Annotated[int, Query(ge=1)] = MAX_PAGE,
    walk: Annotated[int, _NUMBER] = 0,
) -> Response:
    """A page of a feed (RPDE 1.0, change number ordering)."""
    if kind not in FEEDS:
        raise HubProblem(404, "unknown_feed", f"the feeds are {', '.join(FEEDS)}")
    personal = kind in PEOPLE_FEEDS
    if personal and device is None:
        raise HubProblem(401, "token_needed", "this needs a kiosk's token", devices.CHALLENGE)
    if personal and device:
        desk_device(device)
    scope = device.place if personal and device else ""
    size = min(limit, MAX_PAGE)
    with hub.database.read() as connection:
        walk = start_of_walk(connection, kind, scope, after, walk)
        items = page_items(connection, kind, scope, after, size)
    address = f"{base_address(request, hub)}/feeds/{kind}"
    if items:
        last = items[-1].modified
        following = f"{address}?afterChangeNumber={last}&limit={size}"
        following += f"&walk={walk}" if walk > last else ""
    else:
        query = request.url.query
        following = f"{address}?{query}" if query else address
    licence = _LICENCE if kind in CITY_FEEDS else ""
    body = encode(RpdePage(next=following, items=items, license=licence))
    if personal:
        return conditional(request, body, body, "private, no-cache", vary="Authorization")
    # An old copy of a page with items does no harm, because its `next` leads to what came since.
    cache = "public, max-age=3600" if items else "public, no-cache"
    return conditional(request, body, body, cache)


@router.post("/checkins", responses=answers(PushResult, 400, 401, 403, 413, 415),
             openapi_extra=body_of(Push))  # fmt: skip
def post_checkins(hub: HubDep, device: DeskDep, body: JsonBody) -> Response:
    """Take in a batch of events; a word on each, in the batch's order."""
    batch = parse(body, _RawPush).events
    if len(batch) > MAX_PUSH:
        raise HubProblem(413, "too_many_events", f"a push may have {MAX_PUSH} events")
    with hub.database.write() as connection:
        results = take_in(connection, device, batch, hub.settings.clock())
    return Response(encode(PushResult(results=results)), media_type="application/json")


@router.post("/door", responses=answers(Door, 400, 401, 403, 413, 415),
             openapi_extra=body_of(DoorRequest))  # fmt: skip
def post_door(hub: HubDep, device: DeskDep, body: JsonBody) -> Response:
    """What the place's other kiosks recorded, leases of places, and conflicts that were settled."""
    asked = parse(body, DoorRequest)
    with hub.database.write() as connection:
        told = tell(connection, device, asked, hub.settings.clock())
    headers = {"Cache-Control": "no-store"}
    return Response(encode(told), headers=headers, media_type="application/json")


@router.post("/centre", responses=answers(PushResult, 400, 401, 403, 413, 415),
             openapi_extra=body_of(CentrePush))  # fmt: skip
def post_centre(hub: HubDep, device: DeskDep, body: JsonBody) -> Response:
    """Take in acts of centre life and requests for badges; a word on each, in their order."""
    batch = parse(body, _RawPush).events
    if len(batch) > MAX_PUSH:
        raise HubProblem(413, "too_many_events", f"a push may have {MAX_PUSH} events")
    with hub.database.write() as connection:
        results = take_in_centre(connection, device, batch, hub.settings.clock())
    return Response(encode(PushResult(results=results)), media_type="application/json")


@router.post("/usage", responses=answers(UsagePush, 400, 401, 403, 413, 415, 422),
             openapi_extra=body_of(UsagePush))  # fmt: skip
def post_usage(hub: HubDep, device: DeviceDep, body: JsonBody) -> Response:
    """Take in counts of views and of searches in vain; answers with what it took."""
    sent = parse(body, UsagePush)
    if len(sent.counts) > MAX_PUSH:
        raise HubProblem(413, "too_many_events", f"a push may have {MAX_PUSH} counts")
    with hub.database.write() as connection:
        take_in_usage(connection, device, sent.counts)
    return Response(encode(sent), media_type="application/json")


@router.post("/enrolments", status_code=201, openapi_extra=body_of(EnrolmentRequest),
             responses=answers(Enrolment, 400, 403, 415, 422, 429, success=201))  # fmt: skip
def post_enrolment(request: Request, hub: HubDep, body: JsonBody) -> Response:
    """Let a kiosk in for its one-time code."""
    address = request.client.host if request.client else ""
    hub.wrong_codes.check(address)
    asked = parse(body, EnrolmentRequest)
    # First: where it cannot be read, the code shall not be spent.
    pepper = pepper_of(hub.database).hex()
    try:
        with hub.database.write() as connection:
            found = devices.enrol(connection, asked, hub.settings.clock())
    except HubProblem as refused:
        if refused.status == 403:
            hub.wrong_codes.failed(address)
        raise
    if found.profile == devices.DESK:
        found = msgspec.structs.replace(found, pin_pepper=pepper)
    headers = {"Cache-Control": "no-store"}
    return Response(encode(found), 201, headers, media_type="application/json")


@router.get("/healthz")
def healthz(hub: HubDep) -> Response:
    """Whether the hub and its database answer."""
    with hub.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return Response(b'{"status":"ok"}', media_type="application/json")
