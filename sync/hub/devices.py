"""Kiosks: how they are let in, recognised and shut out.

Codes and tokens are stored as SHA-256 only: both are random, so there is nothing to guess from.
"""

import base64
import binascii
import datetime as dt
import hashlib
import secrets
from typing import Any, NamedTuple

import sqlalchemy as sa
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from sync.hub.problems import HubProblem
from sync.hub.schema import device, enrolment_code, record
from sync.hub.settings import get_city, get_setting, put_setting
from sync.protocol.messages import Enrolment, EnrolmentRequest
from sync.protocol.seal import new_private_key, public_of

CODE_LIFE = dt.timedelta(minutes=15)
TOKEN_LIFE = dt.timedelta(days=90)
"""After which a kiosk is given a new token."""
OVERLAP = dt.timedelta(hours=1)
"""For which the old token is good after the new one was first used: answers on their way."""
DESK, INFORMATION = "desk", "information"
"""Profiles: all of a kiosk, or nothing about people: neither rosters nor check-in."""
# Without letters and digits that look alike.
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class Device(NamedTuple):
    """A kiosk that showed a good token."""

    id: str
    name: str
    place: str
    profile: str = DESK
    fresh: bool = False
    """Whether the token is a new one, shown for the first time."""


def new_code(
    connection: Connection, place: str, now: dt.datetime, profile: str = DESK
) -> tuple[str, dt.datetime]:
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
        sa.insert(enrolment_code).values(
            code_hash=hashed(code), place=place, expires=expires, profile=profile
        )
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
    id = _store(connection, key, request.name, code, token, now)
    connection.execute(
        sa.update(enrolment_code)
        .where(enrolment_code.c.code_hash == code_hash)
        .values(used=now, device=id)
    )
    city = get_city(connection)
    root = city.pass_root if city else ""
    return Enrolment(
        device=id, token=token, place=code.place, pass_root=root, profile=code.profile,
        seal_key=public_of(seal_key(connection)),
    )  # fmt: skip


def find(connection: Connection, token: str, now: dt.datetime) -> Device:
    """The kiosk of this token; 401 when there is none, 403 when it was shut out."""
    known, here = hashed(token), device.c
    row = connection.execute(
        sa.select(device).where(
            sa.or_(
                here.token_hash == known,
                here.next_hash == known,
                sa.and_(here.old_hash == known, here.old_until > now),
            )
        )
    ).one_or_none()
    if row is None:
        raise HubProblem(401, "unknown_token", "this token is not known", CHALLENGE)
    if row.revoked is not None:
        raise HubProblem(403, "revoked", "this kiosk was shut out")
    return Device(row.id, row.name, row.place, row.profile, row.next_hash == known)


def needs_token(connection: Connection, id: str, now: dt.datetime) -> bool:
    """Whether it is time for a new token: its age, or an admin's wish."""
    here = device.c
    row = connection.execute(
        sa.select(here.renew, here.created, here.token_since).where(here.id == id)
    ).one()
    return bool(row.renew) or now - (row.token_since or row.created) >= TOKEN_LIFE


def new_token(connection: Connection, id: str) -> str:
    """A new token. The one in use stays good until this one is used: an answer can get lost, and
    then the kiosk is given another."""
    token = secrets.token_urlsafe(32)
    connection.execute(sa.update(device).where(device.c.id == id).values(next_hash=hashed(token)))
    return token


def turn_token(connection: Connection, token: str, now: dt.datetime) -> None:
    """The kiosk showed its new token, so it has kept it: from now on it is the one."""
    here = device.c
    connection.execute(
        sa.update(device)
        .where(here.next_hash == hashed(token))
        .values(
            old_hash=here.token_hash, old_until=now + OVERLAP, token_hash=here.next_hash,
            next_hash=None, token_since=now, renew=False,
        )
    )  # fmt: skip


def ask_for_new_token(connection: Connection, id: str) -> bool:
    """Let the kiosk be given a new token at its next heartbeat; whether there is such a kiosk."""
    done = connection.execute(sa.update(device).where(device.c.id == id).values(renew=True))
    return done.rowcount > 0


def seal_key(connection: Connection) -> str:
    """The hub's private key for sealed events, made with the first kiosk."""
    found = get_setting(connection, "seal_key")
    if found is None:
        found = new_private_key()
        put_setting(connection, "seal_key", found)
    return found


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
    connection: Connection, key: str, name: str, code: sa.Row[Any], token: str, now: dt.datetime
) -> str:
    values = {
        "name": name.replace("\0", "")[:200],
        "place": code.place, "profile": code.profile, "token_hash": hashed(token),
        "token_since": now, "next_hash": None, "old_hash": None, "renew": None, "revoked": None,
    }  # fmt: skip
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
