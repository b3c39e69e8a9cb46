"""Who is asking: anybody, a kiosk with its token, or an admin."""

import base64
import binascii
import hmac
import secrets
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy.engine import Connection

from sync.hub.devices import CHALLENGE, DESK, Device, find, hashed, turn_token
from sync.hub.problems import HubProblem
from sync.hub.settings import get_setting, put_setting
from sync.hub.state import Hub, HubDep

_ADMIN = "admin_token_hash"


def optional_device(request: Request, hub: HubDep) -> Device | None:
    """The kiosk that asks, None without a token; a bad token is refused, not overlooked."""
    token = _bearer(request)
    if not token:
        return None
    now = hub.settings.clock()
    with hub.database.read() as connection:
        found = find(connection, token, now)
    if found.fresh:
        with hub.database.write() as connection:
            turn_token(connection, token, now)
    request.state.device = found.id
    hub.contacts.seen(found.id, request.headers.get("kiosk-queue", ""), now)
    return found


def required_device(found: Annotated[Device | None, Depends(optional_device)]) -> Device:
    """The kiosk that asks, or 401."""
    if found is None:
        raise HubProblem(401, "token_needed", "this needs a kiosk's token", CHALLENGE)
    return found


def desk_device(found: Annotated[Device, Depends(required_device)]) -> Device:
    """The kiosk that asks, if it may do with people: 403 for one that only informs."""
    if found.profile != DESK:
        raise HubProblem(403, "not_allowed", "this kiosk only informs: it was enrolled so")
    return found


def admin_api(request: Request, hub: HubDep) -> None:
    """Only with the admin's bearer token: a browser never adds that by itself."""
    if not is_admin_token(hub, _bearer(request)):
        raise HubProblem(401, "token_needed", "this needs the admin token", CHALLENGE)


def admin_page(request: Request, hub: HubDep) -> None:
    """With the admin token as bearer, or as the password of the browser's own form."""
    if not is_admin_token(hub, _bearer(request) or _password(request)):
        challenge = {"WWW-Authenticate": 'Basic realm="hub: the password is the admin token"'}
        raise HubProblem(401, "token_needed", "this needs the admin token", challenge)


def settle_admin_token(connection: Connection, wanted: str) -> str | None:
    """Store the wanted token, or make one at the first start; the made one, to be shown once."""
    if wanted:
        put_setting(connection, _ADMIN, hashed(wanted))
        return None
    if get_setting(connection, _ADMIN) is not None:
        return None
    made = secrets.token_urlsafe(24)
    put_setting(connection, _ADMIN, hashed(made))
    return made


def is_admin_token(hub: Hub, token: str) -> bool:
    """Whether this is the admin token."""
    if not token:
        return False
    with hub.database.read() as connection:
        stored = get_setting(connection, _ADMIN) or ""
    return hmac.compare_digest(hashed(token), stored)


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _password(request: Request) -> str:
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


DeviceDep = Annotated[Device, Depends(required_device)]
DeskDep = Annotated[Device, Depends(desk_device)]
OptionalDeviceDep = Annotated[Device | None, Depends(optional_device)]
