"""The city's key set: current and next key, signed by a root that stays offline.

The hub hands the set on; it cannot change it. A kiosk pins only the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import cose
from kiosk.badges.keys import ED25519_BYTES, TrustedKey, key_id_of

_CONTEXT: Final = b"COLK1:"
_MAX_KEYS: Final = 16


class BadKeySet(ValueError):
    """The set is not signed by the pinned root, out of date, or not of our form."""


@dataclass(frozen=True, slots=True)
class KeySet:
    """Keys of one issuer by key id. `number` grows with each set, so an old one is noticed."""

    issuer: str
    number: int
    issued: datetime
    expires: datetime
    keys: Mapping[bytes, TrustedKey]


def issue_key_set(
    root: Ed25519PrivateKey,
    *,
    issuer: str,
    number: int,
    issued: datetime,
    expires: datetime,
    keys: Iterable[TrustedKey],
) -> bytes:
    """Sign a set. Every key must belong to the issuer. Raises BadKeySet."""
    rows = []
    for key in keys:
        if key.issuer != issuer or key.key_id != key_id_of(key.public):
            raise BadKeySet("key of another issuer, or with a wrong id")
        rows.append([key.public, _seconds(key.valid_from), _seconds(key.valid_until)])
    body = [issuer, number, _seconds(issued), _seconds(expires), rows]
    data = cose.sign(root, cose.encode(body), _CONTEXT)
    _parse(cose.encode(body))
    return data


def read_key_set(data: bytes, root_public: bytes, now: datetime, after: int = 0) -> KeySet:
    """Check a set against the pinned root. `after` is the number of the set we hold.

    Raises BadKeySet; the kiosk then keeps what it has.
    """
    try:
        message = cose.parse(data)
    except cose.MalformedCose as error:
        raise BadKeySet("not a key set") from error
    if not cose.verify(message, root_public, _CONTEXT):
        raise BadKeySet("not signed by the pinned root")
    found = _parse(message.payload)
    if found.number < after:
        raise BadKeySet("older than the set we hold")
    if not found.issued <= now <= found.expires:
        raise BadKeySet("outside its dates")
    return found


def _parse(payload: bytes) -> KeySet:
    try:
        match cose.decode(payload):
            case [str() as issuer, int() as number, int() as issued, int() as expires, [*rows]]:
                keys = [_key(issuer, row) for row in rows[: _MAX_KEYS + 1]]
            case _:
                raise BadKeySet("not a key set")
    except cose.MalformedCose as error:
        raise BadKeySet("not a key set") from error
    if not 1 <= len(keys) <= _MAX_KEYS:
        raise BadKeySet("no keys, or too many")
    by_id = {key.key_id: key for key in keys}
    if len(by_id) != len(keys):
        raise BadKeySet("two keys share an id")
    return KeySet(issuer, number, _moment(issued), _moment(expires), by_id)


def _key(issuer: str, row: Any) -> TrustedKey:
    match row:
        case [bytes() as public, int() as begin, int() as end] if len(public) == ED25519_BYTES:
            return TrustedKey(key_id_of(public), public, issuer, _moment(begin), _moment(end))
    raise BadKeySet("not a key")


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadKeySet("not a date") from error
