"""Judging city passes and compact badges."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from kiosk.badges import token
from kiosk.badges.status import BadList, token_list_url
from kiosk.badges.token import Claims, Outcome
from kiosk.badges.trust import TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Verdict, plain
from kiosk.domain.scan import BADGE_PREFIX, PASS_PREFIX, Scan, ScanKind, Secret

_REFUSALS: Final = {
    Outcome.UNKNOWN_KEY: (Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN),
    Outcome.ALTERED: (Verdict.ALTERED, Reason.SIGNATURE_WRONG),
    Outcome.MALFORMED: (Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG),
    Outcome.EXPIRED: (Verdict.EXPIRED, Reason.PAST_ITS_DATE),
    Outcome.NOT_YET_VALID: (Verdict.NOT_YET_VALID, Reason.BEFORE_ITS_DATE),
}


def judge_token(scan: Scan, text: str, registry: TrustRegistry, now: datetime) -> Judgement:
    """A pass or a compact badge, by the city's own keys and list."""
    is_pass = scan.kind is ScanKind.CITY_PASS
    prefix = PASS_PREFIX if is_pass else BADGE_PREFIX
    reading = token.read(text, prefix, registry.city_keys, now)
    claims = reading.claims
    if claims is None:
        return plain(scan, *_REFUSALS[reading.outcome])
    if is_pass == bool(claims.badge_class):  # a pass names no badge, a badge does
        return plain(scan, *_REFUSALS[Outcome.MALFORMED])
    verdict, reason, listed = _status(claims, prefix, registry, now)
    if reading.outcome is not Outcome.VALID and verdict is not Verdict.REVOKED:
        verdict, reason = _REFUSALS[reading.outcome]
    issuer = registry.issuers.get(claims.issuer)
    return Judgement(
        scan.kind,
        verdict,
        reason,
        issuer=issuer.name if issuer else claims.issuer,
        list_date=listed,
        badge=claims.badge_class,
        expires=claims.expires,
        begins=claims.not_before,
        holder=Secret(claims.ident),
    )


def _status(
    claims: Claims, prefix: str, registry: TrustRegistry, now: datetime
) -> tuple[Verdict, Reason, datetime | None]:
    found = registry.status_lists.get(token_list_url(claims.issuer, prefix))
    if found is None:
        return Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_MISSING, None
    try:
        withdrawn = found.is_set(claims.status_index)
    except BadList:
        return Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_UNREADABLE, found.fetched
    if withdrawn:
        return Verdict.REVOKED, Reason.LISTED_AS_REVOKED, found.fetched
    if not registry.fresh(found.fetched, now):
        return Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_STALE, found.fetched
    return Verdict.GENUINE, Reason.STATUS_CHECKED, found.fetched
