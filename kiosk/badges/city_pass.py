"""The city pass: a participant's own QR. Opaque, signed, dated, and without a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import token
from kiosk.badges.keys import TrustedKey
from kiosk.badges.token import Claims, Malformed, Outcome
from kiosk.domain.scan import PASS_PREFIX

__all__ = ["Malformed", "PassOutcome", "PassReading", "issue_pass", "new_pass_id", "read_pass"]

PassOutcome = Outcome
_LETTER: Final = "P"


@dataclass(frozen=True, slots=True)
class PassReading:
    """What a pass says. Everything but `outcome` is empty unless a pinned key vouches for it.

    Revocation is not looked up here: ask `TrustRegistry` with issuer and `status_index`.
    """

    outcome: PassOutcome
    pass_id: str = ""
    issuer: str = ""
    status_index: int = -1
    not_before: datetime | None = None
    expires: datetime | None = None
    key_id: bytes = b""


def new_pass_id() -> str:
    """A fresh pass id such as P-7K2M9QX4TD."""
    return token.new_ident(_LETTER)


def issue_pass(
    key: Ed25519PrivateKey,
    *,
    issuer: str,
    pass_id: str,
    status_index: int,
    not_before: datetime,
    expires: datetime,
) -> str:
    """Sign a pass. Ids of the form P- and ten Crockford symbols give the smallest QR.

    Raises Malformed for an id, issuer, index or dates that no reader would take.
    """
    claims = Claims(issuer, pass_id, status_index, not_before, expires)
    return token.issue(key, PASS_PREFIX, claims)


def read_pass(text: str, keys: Mapping[bytes, TrustedKey], now: datetime) -> PassReading:
    """Check a pass offline against pinned keys by their ids. Never raises."""
    reading = token.read(text, PASS_PREFIX, keys, now)
    claims = reading.claims
    if claims is None:
        return PassReading(reading.outcome, key_id=reading.key_id)
    if claims.badge_class:
        return PassReading(Outcome.MALFORMED, key_id=reading.key_id)
    return PassReading(
        reading.outcome,
        claims.ident,
        claims.issuer,
        claims.status_index,
        claims.not_before,
        claims.expires,
        reading.key_id,
    )
