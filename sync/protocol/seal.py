"""A sealed box: whoever has the hub's public key can close it, only the hub can open it.

X25519 with a key made for this box, HKDF-SHA256 over the shared secret, ChaCha20-Poly1305: the
ingredients of RFC 9180 (HPKE, base mode) in their simplest order, over `cryptography`.
"""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"COLSEAL1"
_KEY, _NONCE = 32, 12


class BadSeal(ValueError):
    """Not a sealed box, not for this key, or changed since it was closed."""


def new_private_key() -> str:
    """A fresh X25519 private key, base64url."""
    return _text(X25519PrivateKey.generate().private_bytes_raw())


def public_of(private: str) -> str:
    """The public key of a private one, both base64url."""
    return _text(_private(private).public_key().public_bytes_raw())


def seal(content: bytes, public: str) -> bytes:
    """The content in a box for this public key; `BadSeal` when it is no key."""
    theirs = _public(public)
    once = X25519PrivateKey.generate()
    ours = once.public_key().public_bytes_raw()
    nonce = os.urandom(_NONCE)
    key = _derived(once.exchange(theirs), ours, theirs.public_bytes_raw())
    return MAGIC + ours + nonce + ChaCha20Poly1305(key).encrypt(nonce, content, MAGIC)


def unseal(box: bytes, private: str) -> bytes:
    """What is in the box; `BadSeal` when it cannot be opened with this key."""
    start = len(MAGIC)
    if box[:start] != MAGIC or len(box) < start + _KEY + _NONCE:
        raise BadSeal("this is no sealed box")
    theirs, nonce = box[start : start + _KEY], box[start + _KEY : start + _KEY + _NONCE]
    ours = _private(private)
    try:
        shared = ours.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = _derived(shared, theirs, ours.public_key().public_bytes_raw())
        return ChaCha20Poly1305(key).decrypt(nonce, box[start + _KEY + _NONCE :], MAGIC)
    except (InvalidTag, ValueError) as error:
        raise BadSeal("the box is for another key, or it was changed") from error


def _derived(shared: bytes, once: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=once + public, info=MAGIC).derive(shared)


def _private(text: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(_raw(text))


def _public(text: str) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(_raw(text))


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSeal("a key is not base64url") from error
    if len(raw) != _KEY:
        raise BadSeal(f"a key has {_KEY} bytes")
    return raw


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
