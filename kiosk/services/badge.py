"""What the visitor should see of a scan. Maps, decides nothing about truth: that is `badges`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from kiosk.badges.city_pass import PassOutcome, PassReading, read_pass
from kiosk.badges.keys import TrustedKey
from kiosk.domain.scan import NO_HOSTS, Hosts, Scan, ScanKind, Secret, claim_url, classify
from sync.model import Activity, Badge


class Code(StrEnum):
    """Every meaning the result screen has words for. None of them says that a badge is real."""

    CLAIM_LINK = "claim_link"
    BADGE_KNOWN = "badge_known"
    BADGE_PAGE = "badge_page"
    BADGE_UNCHECKED = "badge_unchecked"
    ACTIVITY = "activity"
    ACTIVITY_GONE = "activity_gone"
    SHORTLIST = "shortlist"
    SHORTLIST_GONE = "shortlist_gone"
    PASS_VALID = "pass_valid"
    PASS_NOT_YET = "pass_not_yet"
    PASS_EXPIRED = "pass_expired"
    PASS_REVOKED = "pass_revoked"
    PASS_UNKNOWN_KEY = "pass_unknown_key"
    PASS_ALTERED = "pass_altered"
    PASS_UNREADABLE = "pass_unreadable"
    TICKET = "ticket"
    BOOK = "book"
    UNKNOWN_LINK = "unknown_link"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"
    GARBLED = "garbled"
    FAILED = "failed"


class Severity(StrEnum):
    """Colour, icon and sound of a result."""

    INFO = "info"
    SUCCESS = "success"
    WARNING = "warning"
    DANGER = "danger"


_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ScanMeaning:
    """One result. `params` are fit to show and to log; what is secret is only in `link`.

    `params` by code: `until` and `since` (ISO dates) and `withdrawal` (checked, unchecked) of a
    pass, `host` of a link, `standard` of a badge, `layout` of a garbled scan, `isbn`.
    """

    code: Code
    severity: Severity
    params: Mapping[str, str] = field(default_factory=lambda: _NO_PARAMS)
    ids: tuple[str, ...] = ()
    activity: Activity | None = None
    badge: Badge | None = None
    link: Secret | None = field(default=None, repr=False)


def garbled(layout: str) -> ScanMeaning:
    """A scanner's keys came through a keyboard layout that is not its own."""
    return ScanMeaning(Code.GARBLED, Severity.WARNING, MappingProxyType({"layout": layout}))


FAILED = ScanMeaning(Code.FAILED, Severity.WARNING)
"""The fault is ours: the scan may be fine."""


_MAX_IDS: Final = 60
_STANDARDS: Final = {
    ScanKind.OB2_ASSERTION_URL: "Open Badges 2.0",
    ScanKind.OB2_JSON: "Open Badges 2.0",
    ScanKind.OB2_JWS: "Open Badges 2.0",
    ScanKind.OB3_JWT: "Open Badges 3.0",
    ScanKind.OB3_JSON: "Open Badges 3.0",
    ScanKind.BAKED_IMAGE: "Open Badges",
    ScanKind.COMPACT_BADGE: "COLB1",
}
_UNSAFE: Final = frozenset({"control_character", "invisible_character", "bad_host"})
_PASS: Final = {
    PassOutcome.VALID: (Code.PASS_VALID, Severity.SUCCESS),
    PassOutcome.NOT_YET_VALID: (Code.PASS_NOT_YET, Severity.WARNING),
    PassOutcome.EXPIRED: (Code.PASS_EXPIRED, Severity.WARNING),
    PassOutcome.UNKNOWN_KEY: (Code.PASS_UNKNOWN_KEY, Severity.WARNING),
    PassOutcome.ALTERED: (Code.PASS_ALTERED, Severity.DANGER),
    PassOutcome.MALFORMED: (Code.PASS_UNREADABLE, Severity.WARNING),
}


class Lookup(Protocol):
    """The part of the catalogue that scans ask."""

    def activity(self, id: str, /) -> Activity | None: ...
    def badge(self, id: str, /) -> Badge | None: ...


class Withdrawals(Protocol):
    """The part of the trust registry that passes ask."""

    def withdrawn(self, issuer: str, status_index: int, now: dt.datetime, /) -> bool | None:
        """Whether the pass was taken back; None if no list in date says so."""


def meaning_of(
    payload: bytes,
    catalogue: Lookup,
    keys: Mapping[bytes, TrustedKey],
    registry: Withdrawals | None,
    now: dt.datetime,
    hosts: Hosts = NO_HOSTS,
) -> ScanMeaning:
    """Classify the bytes and say what they mean here. Raises only what the catalogue raises."""
    scan = classify(payload, hosts)
    match scan.kind:
        case ScanKind.CLAIM_LINK:
            return ScanMeaning(
                Code.CLAIM_LINK, Severity.INFO, _params(host=scan.host), link=claim_url(scan)
            )
        case ScanKind.BADGE_PAGE:
            return _badge_page(scan, catalogue)
        case ScanKind.ACTIVITY_LINK:
            return _activity(scan, catalogue)
        case ScanKind.SHORTLIST_LINK:
            return _shortlist(scan, catalogue)
        case ScanKind.CITY_PASS:
            return _pass(scan, keys, registry, now)
        case ScanKind.PRETIX_TICKET:
            return ScanMeaning(Code.TICKET, Severity.INFO)
        case ScanKind.ISBN:
            return ScanMeaning(Code.BOOK, Severity.INFO, _params(isbn=scan.ident))
        case ScanKind.UNKNOWN:
            return _unknown(scan)
        case _:
            return ScanMeaning(
                Code.BADGE_UNCHECKED, Severity.INFO, _params(standard=_STANDARDS[scan.kind])
            )


def _params(**found: str) -> Mapping[str, str]:
    return MappingProxyType(found)


def _badge_page(scan: Scan, catalogue: Lookup) -> ScanMeaning:
    badge = catalogue.badge(scan.ident)
    code = Code.BADGE_PAGE if badge is None else Code.BADGE_KNOWN
    link = Secret(_page_url(scan))
    return ScanMeaning(code, Severity.INFO, _params(host=scan.host), badge=badge, link=link)


def _page_url(scan: Scan) -> str:
    """Rebuilt from checked parts only; someone's own badge page may name them, so it is secret."""
    folder = "en/user-badges" if scan.host.endswith("badgecraft.eu") else "badges"
    return f"https://{scan.host}/{folder}/{scan.ident}"


def _activity(scan: Scan, catalogue: Lookup) -> ScanMeaning:
    activity = catalogue.activity(scan.ident)
    if activity is None:
        return ScanMeaning(Code.ACTIVITY_GONE, Severity.WARNING)
    return ScanMeaning(Code.ACTIVITY, Severity.SUCCESS, ids=(activity.id,), activity=activity)


def _shortlist(scan: Scan, catalogue: Lookup) -> ScanMeaning:
    asked = scan.ids[:_MAX_IDS]
    known = tuple(each for each in asked if catalogue.activity(each) is not None)
    if not known:
        return ScanMeaning(Code.SHORTLIST_GONE, Severity.WARNING)
    counts = _params(found=str(len(known)), gone=str(len(asked) - len(known)))
    return ScanMeaning(Code.SHORTLIST, Severity.SUCCESS, counts, ids=known)


def _pass(
    scan: Scan,
    keys: Mapping[bytes, TrustedKey],
    registry: Withdrawals | None,
    now: dt.datetime,
) -> ScanMeaning:
    assert scan.payload is not None
    reading = read_pass(scan.payload.reveal(), keys, now)
    code, severity = _PASS[reading.outcome]
    params = {name: day for name, day in _dates(reading).items() if day}
    if reading.outcome is PassOutcome.VALID:
        withdrawn = None
        if registry is not None:
            withdrawn = registry.withdrawn(reading.issuer, reading.status_index, now)
        if withdrawn:
            return ScanMeaning(Code.PASS_REVOKED, Severity.DANGER)
        params["withdrawal"] = "unchecked" if withdrawn is None else "checked"
    return ScanMeaning(code, severity, _params(**params))


def _dates(reading: PassReading) -> dict[str, str]:
    return {
        "since": reading.not_before.date().isoformat() if reading.not_before else "",
        "until": reading.expires.date().isoformat() if reading.expires else "",
    }


def _unknown(scan: Scan) -> ScanMeaning:
    if scan.reason in _UNSAFE:
        return ScanMeaning(Code.UNSAFE, Severity.DANGER)
    if scan.reason == "host_not_listed":
        return ScanMeaning(Code.UNKNOWN_LINK, Severity.WARNING)
    return ScanMeaning(Code.UNKNOWN, Severity.WARNING)
