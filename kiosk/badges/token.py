"""What city passes and compact badges share: one CWT (RFC 8392) in base45 behind a prefix.

The prefix names kind and version and is signed as external data, so a pass can never be
passed off as a badge, nor version 1 as version 2. Specification: docs/badges.md.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

import base45
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import cose
from kiosk.badges.keys import TrustedKey

ISS: Final = 1
SUB: Final = 2
EXP: Final = 4
NBF: Final = 5
CTI: Final = 7
STATUS_INDEX: Final = -65537
BADGE_CLASS: Final = -65538

_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHORT_ID: Final = re.compile(rf"[A-Z]-[{_CROCKFORD}]{{10}}")
_OPAQUE_ID: Final = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{1,30})")
_ISSUER: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,30})")
_SHORT_BYTES: Final = 7
_MAX_INDEX: Final = 2**31 - 1
_LAST_SECOND: Final = 253_402_300_799  # 9999-12-31T23:59:59Z, the end of datetime


class Outcome(StrEnum):
    """What reading a token shows. Only VALID means that a pinned key signed it and it counts.

    REVOKED comes from whoever also knows the list of withdrawals, never from reading alone.
    """

    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    MALFORMED = "malformed"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token says. `ident` is opaque; the dates are aware, whole seconds, inclusive."""

    issuer: str
    ident: str
    status_index: int
    not_before: datetime
    expires: datetime
    badge_class: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The outcome, and the claims only when a pinned key vouches for them."""

    outcome: Outcome
    claims: Claims | None = None
    key_id: bytes = b""


class Malformed(ValueError):
    """Text that is no token of ours, or claims that no token may carry."""


def new_ident(letter: str) -> str:
    """A fresh opaque id such as P-7K2M9QX4TD: 50 random bits, no look-alike letters."""
    return f"{letter}-" + "".join(secrets.choice(_CROCKFORD) for _ in range(10))


def issue(key: Ed25519PrivateKey, prefix: str, claims: Claims) -> str:
    """Sign claims and write them as text for a QR in alphanumeric mode. Raises Malformed."""
    data = cose.sign(key, cose.encode(_to_map(prefix, claims)), prefix.encode())
    return prefix + _base45(data)


def read(text: str, prefix: str, keys: Mapping[bytes, TrustedKey], now: datetime) -> Reading:
    """Check a token offline: known key, then signature, then claims, then dates."""
    try:
        message = cose.parse(_body(text, prefix))
    except (Malformed, cose.MalformedCose):
        return Reading(Outcome.MALFORMED)
    key = keys.get(message.key_id)
    if key is None:
        return Reading(Outcome.UNKNOWN_KEY, key_id=message.key_id)
    if not cose.verify(message, key.public, prefix.encode()):
        return Reading(Outcome.ALTERED, key_id=message.key_id)
    try:
        claims = _from_map(prefix, cose.decode(message.payload))
    except (Malformed, cose.MalformedCose):
        return Reading(Outcome.MALFORMED, key_id=message.key_id)
    if claims.issuer != key.issuer or not key.covers(claims.not_before):
        return Reading(Outcome.UNKNOWN_KEY, key_id=message.key_id)
    if now < claims.not_before:
        return Reading(Outcome.NOT_YET_VALID, claims, message.key_id)
    if now > claims.expires:
        return Reading(Outcome.EXPIRED, claims, message.key_id)
    return Reading(Outcome.VALID, claims, message.key_id)


def _base45(data: bytes) -> str:
    encoded: bytes = base45.b45encode(data)
    return encoded.decode("ascii")


def _body(text: str, prefix: str) -> bytes:
    body = text.removeprefix(prefix)
    if body == text:
        raise Malformed("other prefix")
    try:
        data: bytes = base45.b45decode(body)
    except ValueError as error:
        raise Malformed("not base45") from error
    if _base45(data) != body:
        raise Malformed("not the only spelling")
    return data


def _to_map(prefix: str, claims: Claims) -> dict[int, object]:
    found: dict[int, object] = {
        ISS: claims.issuer,
        EXP: int(claims.expires.timestamp()),
        NBF: int(claims.not_before.timestamp()),
        STATUS_INDEX: claims.status_index,
    }
    if _SHORT_ID.fullmatch(claims.ident) and claims.ident[0] == prefix[3]:
        found[CTI] = _pack(claims.ident[2:])
    else:
        found[SUB] = claims.ident
    if claims.badge_class:
        found[BADGE_CLASS] = claims.badge_class
    _from_map(prefix, found)  # never issue what no reader would take
    return found


def _from_map(prefix: str, found: Any) -> Claims:
    if not isinstance(found, dict):
        raise Malformed("claims are not a map")
    wanted = {ISS, EXP, NBF, STATUS_INDEX, CTI if CTI in found else SUB}
    if BADGE_CLASS in found:
        wanted.add(BADGE_CLASS)
    if set(found) != wanted:
        raise Malformed("missing or unknown claim")
    badge_class = found.get(BADGE_CLASS, "")
    index = found[STATUS_INDEX]
    if type(index) is not int or not 0 <= index <= _MAX_INDEX:
        raise Malformed("status index")
    if not (isinstance(found[ISS], str) and _ISSUER.fullmatch(found[ISS])):
        raise Malformed("issuer")
    if not isinstance(badge_class, str) or len(badge_class) > 64:
        raise Malformed("badge class")
    begin, end = _moment(found[NBF]), _moment(found[EXP])
    if end < begin:
        raise Malformed("ends before it begins")
    return Claims(found[ISS], _ident(prefix, found), index, begin, end, badge_class)


def _ident(prefix: str, found: Mapping[int, Any]) -> str:
    packed = found.get(CTI)
    if packed is not None:
        if not isinstance(packed, bytes) or len(packed) != _SHORT_BYTES:
            raise Malformed("id")
        return f"{prefix[3]}-{_unpack(packed)}"
    text = found[SUB]
    if not (isinstance(text, str) and _OPAQUE_ID.fullmatch(text)):
        raise Malformed("id")
    return text


def _moment(seconds: object) -> datetime:
    if type(seconds) is not int or not 0 <= seconds <= _LAST_SECOND:
        raise Malformed("date")
    return datetime.fromtimestamp(seconds, UTC)


def _pack(symbols: str) -> bytes:
    number = 0
    for symbol in symbols:
        number = number * 32 + _CROCKFORD.index(symbol)
    return number.to_bytes(_SHORT_BYTES, "big")


def _unpack(packed: bytes) -> str:
    number = int.from_bytes(packed, "big")
    if number >> 50:
        raise Malformed("id")
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(45, -1, -5))
