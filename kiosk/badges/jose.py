"""Compact JWS checked against a key we pinned before looking at the token.

The token's header never chooses the key and never chooses the kind of algorithm: embedded
keys (`jwk`, `x5c`, `jku`) are not read, and the algorithm must fit the pinned key.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt.exceptions import PyJWTError

from kiosk.domain.scan_container import decode_segment, read_json_object

_BY_CURVE: Final = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}
# Media types a credential may state; anything else was meant for another purpose.
_TYPES: Final = frozenset(
    {"", "jwt", "vc+jwt", "vc+ld+jwt", "vc-ld+jwt", "vc+ld+json+jwt", "jws", "jose"}
)


class BadToken(ValueError):
    """Not a token we can check: malformed, or with a header we refuse."""


@dataclass(frozen=True, slots=True)
class Token:
    """A parsed, not yet verified, JWS. `key_id` is only a hint for look-up."""

    text: str
    header: dict[str, Any]
    payload: dict[str, Any]

    @property
    def key_id(self) -> str:
        found = self.header.get("kid")
        return found if isinstance(found, str) else ""


def parse(text: str) -> Token:
    """Take a JWS apart without trusting it. Raises BadToken."""
    parts = text.split(".")
    if len(parts) != 3:
        raise BadToken("not three parts")
    try:
        raw = [decode_segment(part) for part in parts]
        header = read_json_object(raw[0].decode("utf-8"))
        payload = read_json_object(raw[1].decode("utf-8"))
    except ValueError as error:
        raise BadToken("not JSON in base64url") from error
    # base64 has spare bits at its end; a token has one spelling, as a signature has.
    if [base64.urlsafe_b64encode(item).rstrip(b"=").decode("ascii") for item in raw] != parts:
        raise BadToken("not the only spelling")
    stated = header.get("typ", "")
    if "crit" in header or "b64" in header or not isinstance(stated, str):
        raise BadToken("header we do not understand")
    if stated.lower().removeprefix("application/") not in _TYPES:
        raise BadToken("meant for another purpose")
    return Token(text, header, payload)


def verify(token: Token, pem: bytes) -> bool:
    """Whether the pinned key signed exactly this text. Dates are not looked at here."""
    algorithms = _algorithms(pem)
    try:
        jwt.api_jws.decode_complete(token.text, _load(pem), algorithms=algorithms)
    except (PyJWTError, ValueError, TypeError):
        return False
    return True


def _load(pem: bytes) -> Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey:
    key = load_pem_public_key(pem)
    if isinstance(key, Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey):
        return key
    raise BadToken("unsupported kind of pinned key")


def _algorithms(pem: bytes) -> list[str]:
    key = _load(pem)
    if isinstance(key, Ed25519PublicKey):
        return ["EdDSA"]
    if isinstance(key, RSAPublicKey):
        return ["RS256", "RS384", "RS512"]
    return [_BY_CURVE[key.curve.name]] if key.curve.name in _BY_CURVE else []
