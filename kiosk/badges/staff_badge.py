"""The badge of a member of staff: half of what opens the staff area, the other half is a PIN.

Signed like a city pass, under its own prefix, so that neither can be passed off as the other. It
names nobody: the id leads to an account only on a kiosk of that account's place, and taking the id
out of the account ends the badge.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges import token
from kiosk.badges.city_pass import PassReading
from kiosk.badges.keys import TrustedKey
from kiosk.badges.token import Claims, Malformed, Outcome
from kiosk.domain.scan import STAFF_PREFIX


def issue_staff_badge(
    key: Ed25519PrivateKey, *, issuer: str, badge_id: str, not_before: datetime, expires: datetime
) -> str:
    """Sign a staff badge. Raises Malformed for an id, issuer or dates that no reader would take."""
    if not badge_id.startswith("S-"):
        raise Malformed("a staff badge has an id such as S-7K2M9QX4TD, from the hub")
    return token.issue(key, STAFF_PREFIX, Claims(issuer, badge_id, 0, not_before, expires))


def read_staff_badge(text: str, keys: Mapping[bytes, TrustedKey], now: datetime) -> PassReading:
    """Check a staff badge offline against pinned keys by their ids. Never raises."""
    reading = token.read(text, STAFF_PREFIX, keys, now)
    claims = reading.claims
    if claims is None or claims.badge_class:
        outcome = reading.outcome if claims is None else Outcome.MALFORMED
        return PassReading(outcome, key_id=reading.key_id)
    return PassReading(
        reading.outcome,
        claims.ident,
        claims.issuer,
        not_before=claims.not_before,
        expires=claims.expires,
        key_id=reading.key_id,
    )
