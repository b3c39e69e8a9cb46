"""Lists of withdrawals, checked before they enter the registry.

Bitstring Status Lists signed as JWT or with Data Integrity, and the city's own small lists
for passes and compact badges. Judging then is one look-up, without cryptography.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import cose, jose
from kiosk.badges.dates import LEEWAY, read_date
from kiosk.badges.keys import TrustedKey
from kiosk.badges.status import (
    BadList,
    StatusList,
    inflate,
    read_bitstring_subject,
    token_list_url,
)
from kiosk.badges.trust import PinnedIssuer
from kiosk.domain.scan_container import NotJson, read_json_object

_TOKEN_CONTEXT: Final = b"COLS1:"
_REVOCATION: Final = "revocation"


def check_status_list(raw: str, url: str, issuer: PinnedIssuer, fetched: datetime) -> StatusList:
    """A Bitstring Status List credential as fetched from `url`. Raises BadList."""
    text = raw.strip()
    document = _signed_json(text, issuer, fetched) if text.startswith("{") else _jwt(text, issuer)
    stated = document.get("issuer")
    ident = stated.get("id") if isinstance(stated, dict) else stated
    if ident != issuer.ident:
        raise BadList("list of another issuer")
    starts = document.get("validFrom")
    if starts is not None and _moment(starts) > fetched + LEEWAY:
        raise BadList("not yet valid when it was fetched")
    return read_bitstring_subject(document, url, fetched, issuer.ident)


def _jwt(text: str, issuer: PinnedIssuer) -> dict[str, Any]:
    try:
        token = jose.parse(text)
        keys = [key for key in issuer.keys if not token.key_id or token.key_id in key.methods]
        if not any(jose.verify(token, key.pem) for key in keys):
            raise BadList("not signed by its issuer")
    except jose.BadToken as error:
        raise BadList("not a token") from error
    inner = token.payload.get("vc")
    return inner if isinstance(inner, dict) else token.payload


def _signed_json(text: str, issuer: PinnedIssuer, fetched: datetime) -> dict[str, Any]:
    # Imported here: the screen process reads registries too, and JSON-LD takes long to load.
    from kiosk.badges import linked

    try:
        document = read_json_object(text)
    except NotJson as error:
        raise BadList("not JSON") from error
    proofs = document.get("proof")
    for proof in proofs if isinstance(proofs, list) else [proofs]:
        method = proof.get("verificationMethod") if isinstance(proof, dict) else None
        key = issuer.key_for(method) if isinstance(method, str) else None
        if key is None:
            continue
        try:
            linked.check_document(document, key.pem, fetched)
        except (linked.Refused, linked.Unavailable) as error:
            raise BadList("its proof does not hold") from error
        return document
    raise BadList("not signed by its issuer")


def issue_token_list(
    key: Ed25519PrivateKey, *, issuer: str, prefix: str, bits: bytes, published: datetime
) -> bytes:
    """Sign the city's list: one bit for each pass or badge, deflated, in COSE_Sign1."""
    body = [issuer, prefix, int(published.timestamp()), zlib.compress(bits, 9)]
    return cose.sign(key, cose.encode(body), _TOKEN_CONTEXT)


def read_token_list(data: bytes, keys: Mapping[bytes, TrustedKey], fetched: datetime) -> StatusList:
    """Check the city's list against its pinned keys. Raises BadList."""
    try:
        message = cose.parse(data)
        body = cose.decode(message.payload)
    except cose.MalformedCose as error:
        raise BadList("not a list of ours") from error
    key = keys.get(message.key_id)
    if key is None or not cose.verify(message, key.public, _TOKEN_CONTEXT):
        raise BadList("not signed by a pinned key")
    match body:
        case [str() as issuer, str() as prefix, int() as published, bytes() as packed]:
            moment = _from_seconds(published)
        case _:
            raise BadList("not a list of ours")
    if issuer != key.issuer or not key.covers(moment) or moment > fetched + LEEWAY:
        raise BadList("of another issuer, or out of date")
    url = token_list_url(issuer, prefix)
    return StatusList(url, issuer, frozenset({_REVOCATION}), inflate(packed), fetched)


def _from_seconds(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise BadList("date") from error


def _moment(value: object) -> datetime:
    try:
        return read_date(value)
    except ValueError as error:
        raise BadList("date") from error
