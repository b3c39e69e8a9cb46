"""The compact badge: a badge that fits a small QR. Its words come from the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import token
from kiosk.badges.keys import TrustedKey
from kiosk.badges.token import Claims, Malformed, Outcome, Reading
from kiosk.domain.scan import BADGE_PREFIX

__all__ = ["Malformed", "issue_badge", "new_badge_id", "read_badge"]

_LETTER: Final = "B"


def new_badge_id() -> str:
    """A fresh id of one awarded badge, such as B-7K2M9QX4TD."""
    return token.new_ident(_LETTER)


def issue_badge(
    key: Ed25519PrivateKey,
    *,
    issuer: str,
    badge_id: str,
    badge_class: str,
    status_index: int,
    not_before: datetime,
    expires: datetime,
) -> str:
    """Sign an awarded badge. `badge_class` is the id of its page in the catalogue.

    Raises Malformed for a value that no reader would take.
    """
    if not badge_class:
        raise Malformed("badge class")
    claims = Claims(issuer, badge_id, status_index, not_before, expires, badge_class)
    return token.issue(key, BADGE_PREFIX, claims)


def read_badge(text: str, keys: Mapping[bytes, TrustedKey], now: datetime) -> Reading:
    """Check a compact badge offline against pinned keys by their ids. Never raises."""
    reading = token.read(text, BADGE_PREFIX, keys, now)
    if reading.claims is not None and not reading.claims.badge_class:
        return Reading(Outcome.MALFORMED, key_id=reading.key_id)
    return reading
