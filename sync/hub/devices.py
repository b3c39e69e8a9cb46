"""Kiosks: how they are let in, recognised and shut out.

Codes and tokens are stored as SHA-256 only: both are random, so there is nothing to guess from.
"""

import base64
import binascii
import datetime as dt
import hashlib
import secrets
from typing import NamedTuple

import sqlalchemy as sa
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from sync.hub.problems import HubProblem
from sync.hub.schema import device, enrolment_code, record
from sync.hub.settings import get_city
from sync.protocol.messages import Enrolment, EnrolmentRequest

CODE_LIFE = dt.timedelta(minutes=15)
# Without letters and digits that look alike.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Device(NamedTuple):
    """A kiosk that showed a good token."""

    id: str
    name: str
    place: str


def new_code(connection: Connection, place: str, now: dt.datetime) -> tuple[str, dt.datetime]:
    """A one-time code for a kiosk at this place, and until when it holds."""
    known = connection.execute(
        sa.select(record.c.id).where(
            record.c.kind == "place", record.c.id == place, record.c.data.is_not(None)
        )
    ).scalar()
    if known is None:
        raise HubProblem(404, "unknown_place", f"there is no place {place}")
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    expires = now + CODE_LIFE
    connection.execute(
        sa.insert(enrolment_code).values(code_hash=hashed(code), place=place, expires=expires)
    )
    return f"{code[:4]}-{code[4:]}", expires


def enrol(connection: Connection, request: EnrolmentRequest, now: dt.datetime) -> Enrolment:
    """Let a kiosk in for a good code; a key that is known keeps its device id."""
    key = _public_key(request.public_key)
    code_hash = hashed(_plain(request.code))
    code = connection.execute(
        sa.select(enrolment_code).where(enrolment_code.c.code_hash == code_hash)
    ).one_or_none()
    if code is None:
        raise HubProblem(403, "unknown_code", "this code is not known")
    if code.used is not None:
        raise HubProblem(403, "code_used", "this code was used already")
    if code.expires <= now:
        raise HubProblem(403, "code_expired", "this code is too old")
    token = secrets.token_urlsafe(32)
    id = _store(connection, key, request.name, code.place, token, now)
    connection.execute(
        sa.update(enrolment_code)
        .where(enrolment_code.c.code_hash == code_hash)
        .values(used=now, device=id)
    )
    city = get_city(connection)
    root = city.pass_root if city else ""
    return Enrolment(device=id, token=token, place=code.place, pass_root=root)


def find(connection: Connection, token: str) -> Device:
    """The kiosk of this token; 401 when there is none, 403 when it was shut out."""
    row = connection.execute(
        sa.select(device).where(device.c.token_hash == hashed(token))
    ).one_or_none()
    if row is None:
        raise HubProblem(401, "unknown_token", "this token is not known", CHALLENGE)
    if row.revoked is not None:
        raise HubProblem(403, "revoked", "this kiosk was shut out")
    return Device(row.id, row.name, row.place)


def places_of(connection: Connection, id: str) -> set[str]:
    """Every place the kiosk was ever enrolled at: events of before a move are still good."""
    return set(
        connection.execute(
            sa.select(enrolment_code.c.place).where(enrolment_code.c.device == id)
        ).scalars()
    )


def revoke(connection: Connection, id: str, now: dt.datetime) -> bool:
    """Shut a kiosk out; whether there is such a kiosk."""
    done = connection.execute(sa.update(device).where(device.c.id == id).values(revoked=now))
    return done.rowcount > 0


CHALLENGE = {"WWW-Authenticate": 'Bearer realm="hub"'}


def hashed(secret: str) -> str:
    """Hex SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _store(
    connection: Connection, key: str, name: str, place: str, token: str, now: dt.datetime
) -> str:
    values = {
        "name": name.replace("\0", "")[:200],
        "place": place,
        "token_hash": hashed(token),
        "revoked": None,
    }
    known: str | None = connection.execute(
        sa.select(device.c.id).where(device.c.public_key == key)
    ).scalar()
    if known is not None:
        connection.execute(sa.update(device).where(device.c.id == known).values(**values))
        return known
    id = "kiosk-" + secrets.token_hex(8)
    connection.execute(sa.insert(device).values(id=id, public_key=key, created=now, **values))
    return id


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _public_key(text: str) -> str:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (ValueError, binascii.Error, UnsupportedAlgorithm) as error:
        detail = "publicKey is not an Ed25519 key in base64url"
        raise HubProblem(422, "bad_key", detail) from error
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
