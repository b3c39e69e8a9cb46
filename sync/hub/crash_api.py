"""`POST /crashes`: what broke on kiosks of a city that wants to know; `GET /admin/crashes`.

Reports lie as files beside the media: they are for people who mend programs, and no part of the
city's data. A hub whose city did not ask refuses them.
"""

import re
from pathlib import Path

import msgspec
from fastapi import APIRouter, Depends, Response

from sync.crashes import Crash
from sync.hub.access import DeviceDep, admin_api
from sync.hub.media import media_folder
from sync.hub.openapi import answers, body_of
from sync.hub.problems import HubProblem
from sync.hub.settings import get_city
from sync.hub.state import Hub, HubDep
from sync.hub.wire import JsonBody, parse
from sync.protocol.feeds import encode

KEPT = 500
MOST = 50
_ID = re.compile(r"[0-9a-f]{32}")

router = APIRouter(tags=["kiosk"])


class Crashes(msgspec.Struct, frozen=True):
    """Some reports of one kiosk."""

    crashes: tuple[Crash, ...]


@router.post("/crashes", openapi_extra=body_of(Crashes),
             responses=answers(None, 400, 401, 403, 413, 415, 422))  # fmt: skip
def post_crashes(hub: HubDep, device: DeviceDep, body: JsonBody) -> Response:
    """Keep a kiosk's reports; the same one again changes nothing."""
    with hub.database.read() as connection:
        city = get_city(connection)
    if city is None or not city.crash_reports:
        raise HubProblem(403, "not_wanted", "this city did not ask for crash reports")
    sent = parse(body, Crashes).crashes
    if len(sent) > MOST or not all(_ID.fullmatch(crash.id) for crash in sent):
        raise HubProblem(422, "bad_record", f"at most {MOST} reports, each with a hex id")
    folder = _folder(hub)
    folder.mkdir(parents=True, exist_ok=True)
    for crash in sent:
        (folder / f"{device.id}.{crash.id}.json").write_bytes(encode(crash))
    for old in _files(hub)[KEPT:]:
        old.unlink(missing_ok=True)
    return Response(encode({"kept": len(sent)}), media_type="application/json")


@router.get("/admin/crashes", dependencies=[Depends(admin_api)], responses=answers(None, 401))
def get_crashes(hub: HubDep) -> Response:
    """The newest reports, each with its kiosk."""
    rows = [
        {"device": path.name.partition(".")[0], "crash": msgspec.Raw(path.read_bytes())}
        for path in _files(hub)
    ]
    return Response(encode({"crashes": rows}), media_type="application/json")


def _folder(hub: Hub) -> Path:
    beside = media_folder(hub.database)
    return beside.with_name(beside.name.removesuffix("-media") + "-crashes")


def _files(hub: Hub) -> list[Path]:
    """Newest first."""
    found = list(_folder(hub).glob("*.json")) if _folder(hub).is_dir() else []
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
