"""What keeps the fleet in one hand: heartbeats in, settings and new tokens out."""

import sqlalchemy as sa
from fastapi import APIRouter, Response

from sync.hub.access import DeviceDep
from sync.hub.centre import last_act
from sync.hub.devices import needs_token, new_token, seal_key
from sync.hub.fleet import jpeg_of, settings_for
from sync.hub.openapi import answers, body_of
from sync.hub.problems import HubProblem
from sync.hub.schema import event
from sync.hub.settings import get_setting
from sync.hub.state import HubDep
from sync.hub.wire import JsonBody, parse
from sync.protocol.feeds import encode
from sync.protocol.fleet import Heartbeat, HeartbeatAnswer
from sync.protocol.seal import public_of

router = APIRouter(tags=["kiosk"])


@router.post("/heartbeat", responses=answers(HeartbeatAnswer, 400, 401, 403, 413, 415, 422),
             openapi_extra=body_of(Heartbeat))  # fmt: skip
def post_heartbeat(hub: HubDep, device: DeviceDep, body: JsonBody) -> Response:
    """Hear how a kiosk is; tell it its settings, and its new token when it is time for one."""
    said = parse(body, Heartbeat)
    try:
        jpeg_of(said)
    except ValueError as error:
        raise HubProblem(422, "bad_picture", str(error)) from error
    now = hub.settings.clock()
    hub.heartbeats.said(device.id, said, now)
    with hub.database.read() as connection:
        given = settings_for(connection, device)
        last = connection.execute(
            sa.select(sa.func.max(event.c.sequence)).where(event.c.device == device.id)
        ).scalar()
        act = last_act(connection, device)
        key, due = get_setting(connection, "seal_key"), needs_token(connection, device.id, now)
    token = ""
    if due or key is None:
        with hub.database.write() as connection:
            key = seal_key(connection)
            token = new_token(connection, device.id) if due else ""
    answer = HeartbeatAnswer(
        settings=given.settings, digest=given.digest, token=token,
        seal_key=public_of(key), sequence=last or 0, last_act=act,
    )  # fmt: skip
    headers = {"Cache-Control": "no-store"}
    return Response(encode(answer), headers=headers, media_type="application/json")
