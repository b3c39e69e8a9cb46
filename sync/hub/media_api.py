"""`GET /media/{sha256}`: files for kiosks, by content, whole or in ranges, cached for ever."""

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from sync.hub.media import find, media_folder
from sync.hub.openapi import answers
from sync.hub.problems import HubProblem
from sync.hub.state import HubDep

router = APIRouter(tags=["kiosk"])


@router.get("/media/{sha256}", response_class=FileResponse, responses=answers(None, 304, 404))
def get_media(request: Request, hub: HubDep, sha256: str) -> Response:
    """A file by the hex SHA-256 of its content (RFC 9110 ranges and conditions)."""
    path = find(media_folder(hub.database), sha256)
    if path is None:
        raise HubProblem(404, "no_medium", "there is no file of this content here")
    # The address is the content: what was fetched once need never be asked for again.
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        # Ranges count the bytes of the file itself, so nobody may compress it on the way.
        "Content-Encoding": "identity",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, media_type="application/octet-stream", headers=headers)
