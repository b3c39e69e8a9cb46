"""What the cached lists say of an Open Badges 3.0 credential whose signature holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from kiosk.badges.status import BadList
from kiosk.badges.trust import TrustRegistry
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan_container import strings_of

Standing = tuple[Verdict, Reason, datetime | None]

# The worst answer of several entries counts; a withdrawal outweighs anything unknown.
_WEIGHT: Final = {
    Verdict.GENUINE: 0,
    Verdict.GENUINE_REVOCATION_UNKNOWN: 1,
    Verdict.SUSPENDED: 2,
    Verdict.REVOKED: 3,
}
_BY_PURPOSE: Final = {
    "revocation": (Verdict.REVOKED, Reason.LISTED_AS_REVOKED),
    "suspension": (Verdict.SUSPENDED, Reason.LISTED_AS_SUSPENDED),
}


def standing(
    document: dict[str, Any], issuer: str, registry: TrustRegistry, now: datetime
) -> Standing:
    """The verdict by status alone, why, and of which day our knowledge is."""
    declared = document.get("credentialStatus")
    if declared is None or declared == []:
        return Verdict.GENUINE, Reason.NO_STATUS_DECLARED, None
    entries = declared if isinstance(declared, list) else [declared]
    found = [_entry(entry, document, issuer, registry, now) for entry in entries]
    worst = max(found, key=lambda item: _WEIGHT[item[0]])
    dates = [item[2] for item in found if item[2] is not None]
    return worst[0], worst[1], min(dates, default=None)


def _entry(
    entry: object, document: dict[str, Any], issuer: str, registry: TrustRegistry, now: datetime
) -> Standing:
    if not isinstance(entry, dict):
        return _unknown(Reason.LIST_UNREADABLE)
    types = strings_of(entry.get("type"))
    if "BitstringStatusListEntry" in types:
        return _bit(entry, issuer, registry, now)
    if "1EdTechRevocationList" in types:
        return _listed(entry, document, issuer, registry, now)
    return _unknown(Reason.LIST_UNREADABLE)


def _bit(entry: dict[str, Any], issuer: str, registry: TrustRegistry, now: datetime) -> Standing:
    url, purpose = entry.get("statusListCredential"), entry.get("statusPurpose")
    index = _index(entry.get("statusListIndex"))
    found = registry.status_lists.get(url) if isinstance(url, str) else None
    if found is None or found.issuer != issuer:
        return _unknown(Reason.LIST_MISSING)
    if index is None or not isinstance(purpose, str) or entry.get("statusSize", 1) != 1:
        return _unknown(Reason.LIST_UNREADABLE, found.fetched)
    if purpose not in found.purposes:
        return _unknown(Reason.LIST_UNREADABLE, found.fetched)
    try:
        withdrawn = found.is_set(index)
    except BadList:
        return _unknown(Reason.LIST_UNREADABLE, found.fetched)
    if withdrawn and purpose in _BY_PURPOSE:
        return (*_BY_PURPOSE[purpose], found.fetched)
    over = found.valid_until is not None and now > found.valid_until
    return _by_age(found.fetched, registry, now, over=over)


def _listed(
    entry: dict[str, Any],
    document: dict[str, Any],
    issuer: str,
    registry: TrustRegistry,
    now: datetime,
) -> Standing:
    url = entry.get("id")
    found = registry.revocations.get(url) if isinstance(url, str) else None
    if found is None or found.issuer != issuer:
        return _unknown(Reason.LIST_MISSING)
    ident = document.get("id")
    if not isinstance(ident, str):
        return _unknown(Reason.LIST_UNREADABLE, found.fetched)
    if ident in found.revoked:
        return Verdict.REVOKED, Reason.LISTED_AS_REVOKED, found.fetched
    return _by_age(found.fetched, registry, now)


def _by_age(
    fetched: datetime, registry: TrustRegistry, now: datetime, *, over: bool = False
) -> Standing:
    if over or not registry.fresh(fetched, now):
        return _unknown(Reason.LIST_STALE, fetched)
    return Verdict.GENUINE, Reason.STATUS_CHECKED, fetched


def _unknown(reason: Reason, date: datetime | None = None) -> Standing:
    return Verdict.GENUINE_REVOCATION_UNKNOWN, reason, date


def _index(value: object) -> int | None:
    """The specification wants a string of digits; JSON numbers occur and mean the same."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if value >= 0 else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 10:
        return int(value)
    return None
