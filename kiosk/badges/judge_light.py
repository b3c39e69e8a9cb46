"""Verdicts that cost next to nothing: links, passes, compact badges, and what is no badge.

Kept apart so that the screen process need not load the libraries of the heavy formats.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kiosk.badges.judge_token import judge_token
from kiosk.badges.trust import TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Verdict, plain
from kiosk.domain.scan import Scan, ScanKind

HEAVY: Final = frozenset(
    {
        ScanKind.OB2_JSON,
        ScanKind.OB2_JWS,
        ScanKind.OB2_ASSERTION_URL,
        ScanKind.OB3_JSON,
        ScanKind.OB3_JWT,
        ScanKind.BAKED_IMAGE,
    }
)
_TOKENS: Final = frozenset({ScanKind.CITY_PASS, ScanKind.COMPACT_BADGE})
_ONLINE: Final = {
    ScanKind.CLAIM_LINK: Reason.CLAIM_LINK,
    ScanKind.BADGE_PAGE: Reason.BADGE_PAGE,
}


def judge_light(scan: Scan, registry: TrustRegistry, now: datetime) -> Judgement:
    """Judge any kind outside HEAVY. Raises ValueError for the others."""
    if scan.kind in HEAVY:
        raise ValueError(f"not a light kind: {scan.kind}")
    if scan.kind in _ONLINE:
        return plain(scan, Verdict.CANNOT_TELL_OFFLINE, _ONLINE[scan.kind])
    if scan.kind in _TOKENS and scan.payload is not None:
        return judge_token(scan, scan.payload.reveal(), registry, now)
    return plain(scan, Verdict.NOT_A_BADGE, scan.reason or Reason.OTHER_CODE)
