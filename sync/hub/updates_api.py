"""`GET /updates/...`: a repository of signed updates, as packaging/release.py lays it out.

The hub only hands the files on; who made them is in their signatures. Any web server can do this
in its place.
"""

import os
import re
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from sync.hub.media import media_folder
from sync.hub.openapi import answers
from sync.hub.problems import HubProblem
from sync.hub.state import HubDep

FOLDER_VARIABLE = "COL_HUB_UPDATES"
_PATH = re.compile(r"(metadata|targets)(/[A-Za-z0-9_][A-Za-z0-9_.-]*){1,6}")

router = APIRouter(tags=["kiosk"])


@router.get("/updates/{path:path}", response_class=FileResponse, responses=answers(None, 304, 404))
def get_update(request: Request, hub: HubDep, path: str) -> Response:
    """A file of the repository; targets are named by their content and never change."""
    beside = media_folder(hub.database)
    usual = beside.with_name(beside.name.removesuffix("-media") + "-updates")
    folder = Path(os.environ.get(FOLDER_VARIABLE) or usual)
    found = folder / path
    if not _PATH.fullmatch(path) or not found.is_file():
        raise HubProblem(404, "no_update", "there is no such file of an update here")
    fixed = path.startswith("targets/")
    headers = {"Cache-Control": "public, max-age=31536000, immutable" if fixed else "no-cache"}
    if fixed:
        # Ranges count the bytes of the file itself, so nobody may compress it on the way.
        headers["Content-Encoding"] = "identity"
    kind = "application/octet-stream" if fixed else "application/json"
    return FileResponse(found, media_type=kind, headers=headers)
