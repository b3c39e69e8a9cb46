"""COSE_Sign1 with Ed25519 (RFC 9052, 4.2; RFC 9053, 2.2), in one exact encoding.

Only deterministic CBOR (RFC 8949, 4.2.1) passes, so a token has one spelling: a changed
byte that keeps the meaning is refused like any other change.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.badges.keys import KEY_ID_BYTES, key_id_of, public_bytes

_ALG: Final = 1
_KEY_ID: Final = 4
_EDDSA: Final = -8
_SIGNATURE_BYTES: Final = 64
_MAX_DEPTH: Final = 6


class MalformedCose(ValueError):
    """The bytes are not a COSE_Sign1 of our form."""


@dataclass(frozen=True, slots=True)
class Sign1:
    """A parsed, not yet verified, COSE_Sign1."""

    protected: bytes
    key_id: bytes
    payload: bytes
    signature: bytes


def encode(value: object) -> bytes:
    return cbor2.dumps(value, canonical=True)


def decode(data: bytes) -> Any:
    """Exactly one deterministic CBOR item without tags. Raises MalformedCose."""
    stream = io.BytesIO(data)
    try:
        value = cbor2.load(
            stream, max_depth=_MAX_DEPTH, allow_indefinite=False, allow_duplicate_keys=False
        )
        same = encode(value) == data
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise MalformedCose("not CBOR of our form") from error
    if not same:
        raise MalformedCose("not deterministic, or bytes left over")
    return value


def sign(key: Ed25519PrivateKey, payload: bytes, context: bytes) -> bytes:
    """Sign `payload`; `context` (the format and its version) is signed but not carried."""
    protected = encode({_ALG: _EDDSA, _KEY_ID: key_id_of(public_bytes(key))})
    signature = key.sign(_to_be_signed(protected, payload, context))
    return encode([protected, {}, payload, signature])


def parse(data: bytes) -> Sign1:
    """Take a COSE_Sign1 apart without trusting it. Raises MalformedCose."""
    match decode(data):
        case [bytes() as protected, {**rest}, bytes() as payload, bytes() as signature]:
            if rest or len(signature) != _SIGNATURE_BYTES:
                raise MalformedCose("unexpected header or signature size")
        case _:
            raise MalformedCose("not a COSE_Sign1")
    match decode(protected):
        case {1: -8, 4: bytes() as key_id, **others} if not others:
            if len(key_id) != KEY_ID_BYTES:
                raise MalformedCose("unexpected key id")
        case _:
            raise MalformedCose("not EdDSA with a key id")
    return Sign1(protected, key_id, payload, signature)


def verify(message: Sign1, public: bytes, context: bytes) -> bool:
    """Whether `public` signed this payload for this context."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            message.signature, _to_be_signed(message.protected, message.payload, context)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _to_be_signed(protected: bytes, payload: bytes, context: bytes) -> bytes:
    """Sig_structure of RFC 9052, 4.4; our context is its external_aad."""
    return encode(["Signature1", protected, context, payload])
