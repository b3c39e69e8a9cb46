"""Requests to values and values to responses: JSON bodies, ETags, addresses."""

import hashlib
import re
from typing import Annotated, TypeVar

import msgspec
from fastapi import Depends, Request, Response

from sync.hub.problems import HubProblem
from sync.hub.state import Hub

T = TypeVar("T")

_HOST = re.compile(r"[\w.-]+(:\d+)?|\[[0-9a-fA-F:.]+\](:\d+)?")


async def json_body(request: Request) -> bytes:
    """The body of a JSON request as it came."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HubProblem(415, "json_needed", "send application/json")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise HubProblem(415, "encoding", "send the body without content encoding")
    return await request.body()


JsonBody = Annotated[bytes, Depends(json_body)]


def parse(body: bytes, type: type[T]) -> T:
    """The message in a body, or 400 with the path to the fault."""
    try:
        return msgspec.json.decode(body, type=type)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise HubProblem(400, "bad_json", str(error)) from error


def conditional(
    request: Request, body: bytes, identity: bytes, cache: str, vary: str = ""
) -> Response:
    """The body, or 304 when the asker has it; `identity` is what the ETag is made of."""
    # Weak, because gzip changes the bytes and not the meaning.
    etag = f'W/"{hashlib.sha256(identity).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": cache}
    if vary:
        headers["Vary"] = vary
    asked = request.headers.get("if-none-match", "")
    if etag.removeprefix("W/") in asked or asked.strip() == "*":
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def base_address(request: Request, hub: Hub) -> str:
    """The hub's own address without a slash at its end."""
    if hub.settings.public_url:
        return hub.settings.public_url.rstrip("/")
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise HubProblem(400, "bad_host", "the Host header cannot be understood")
    return f"{request.scope['scheme']}://{host}"
