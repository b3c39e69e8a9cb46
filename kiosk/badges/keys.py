"""Public keys a kiosk may trust, as values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_ID_BYTES: Final = 4
ED25519_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """An Ed25519 key of an issuer. It vouches for tokens that begin inside its dates.

    `public`: 32 raw bytes. Both dates are aware and inclusive.
    """

    key_id: bytes
    public: bytes
    issuer: str
    valid_from: datetime
    valid_until: datetime

    def covers(self, moment: datetime) -> bool:
        return self.valid_from <= moment <= self.valid_until


def key_id_of(public: bytes) -> bytes:
    """The first four bytes of SHA-256 of the raw key: short, and only a hint for look-up."""
    return hashlib.sha256(public).digest()[:KEY_ID_BYTES]


def public_bytes(key: Ed25519PrivateKey | Ed25519PublicKey) -> bytes:
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes_raw()
