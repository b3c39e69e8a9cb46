"""What the visitor should see of a scan. Maps, decides nothing about truth: that is `badges`.

Only a verdict of the checker becomes a word about a badge, and no word is kinder than its verdict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Protocol

from kiosk.badges.city_pass import PassOutcome, PassReading, read_pass
from kiosk.badges.keys import TrustedKey
from kiosk.badges.verdict import Judgement, Reason, Verdict
from kiosk.domain.scan import Hosts, Scan, ScanKind, Secret, claim_url, classify
from kiosk.services.badge_after import Lookup, Position, after, claimed_badge, known_badge
from kiosk.services.meaning import BADGE, Code, ScanMeaning, Severity

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
_WHY: Final[Mapping[str, str]] = {
    Reason.HOSTED_ONLY: "hosted",
    Reason.ISSUER_NOT_KNOWN: "issuer",
    Reason.KEY_NOT_KNOWN: "key",
    Reason.TOOK_TOO_LONG: "time",
    Reason.TOO_COMPLEX: "time",
    Reason.CHECKER_FAILED: "time",
}
_VOUCHED: Final = frozenset(
    {
        Verdict.GENUINE, Verdict.GENUINE_REVOCATION_UNKNOWN, Verdict.REVOKED, Verdict.SUSPENDED,
        Verdict.EXPIRED, Verdict.NOT_YET_VALID,
    }
)  # fmt: skip


class Believer(Protocol):
    """The part of the trust service that scans ask."""

    @property
    def hosts(self) -> Hosts: ...
    def pass_keys(self) -> Mapping[bytes, TrustedKey]: ...
    def withdrawn(self, issuer: str, status_index: int, now: dt.datetime, /) -> bool | None: ...
    def judge(self, scan: Scan, now: dt.datetime, /) -> Judgement: ...


def meaning_of(
    payload: bytes,
    catalogue: Lookup,
    trust: Believer,
    now: dt.datetime,
    here: Position | None = None,
) -> ScanMeaning:
    """Classify the bytes and say what they mean here. Raises only what the catalogue raises.

    `here` is this kiosk's (longitude, latitude). May take a second: never on the GUI thread.
    """
    scan = classify(payload, trust.hosts)
    match scan.kind:
        case ScanKind.CLAIM_LINK:
            return _claim(scan, catalogue)
        case ScanKind.BADGE_PAGE:
            return _badge_page(scan, catalogue)
        case ScanKind.ACTIVITY_LINK:
            return _activity(scan, catalogue)
        case ScanKind.SHORTLIST_LINK:
            return _shortlist(scan, catalogue)
        case ScanKind.CITY_PASS:
            return _pass(scan, trust, now)
        case ScanKind.PRETIX_TICKET:
            return ScanMeaning(Code.TICKET, Severity.INFO)
        case ScanKind.ISBN:
            return ScanMeaning(Code.BOOK, Severity.INFO, _params(isbn=scan.ident))
        case ScanKind.UNKNOWN:
            return _unknown(scan)
        case _:
            return _badge(scan, trust.judge(scan, now), catalogue, here, now)


def _badge(
    scan: Scan, found: Judgement, catalogue: Lookup, here: Position | None, now: dt.datetime
) -> ScanMeaning:
    code, severity = BADGE[found.verdict]
    params = {"standard": _STANDARDS[scan.kind]}
    if found.issuer:
        params["issuer"] = found.issuer
    if found.list_date is not None:
        params["listed"] = found.list_date.date().isoformat()
    if found.expires is not None:
        params["until"] = found.expires.date().isoformat()
    if found.begins is not None:
        params["since"] = found.begins.date().isoformat()
    if found.reason == Reason.NO_STATUS_DECLARED:
        params["withdrawal"] = "none"
    link = None
    if found.verdict is Verdict.CANNOT_TELL_OFFLINE:
        params["why"] = _WHY.get(found.reason, "form")
        if scan.kind is ScanKind.OB2_ASSERTION_URL:
            params["host"], link = scan.host, Secret(scan.ident)
    # What an unknown issuer calls its badge must not borrow the look of one of ours.
    badge = known_badge(found.badge, catalogue) if found.verdict in _VOUCHED else None
    then = after(badge, catalogue, here, now) if badge and found.verdict.accepted else None
    return ScanMeaning(
        code, severity, _params(**params), badge=badge, link=link, after=then, holder=found.holder
    )


def _params(**found: str) -> Mapping[str, str]:
    return MappingProxyType(found)


def _claim(scan: Scan, catalogue: Lookup) -> ScanMeaning:
    """Whose platform it is, and the badge if the city has listed the link for one."""
    assert scan.payload is not None
    platform = scan.host.partition(".")[0]
    ours = "yes" if platform == catalogue.city().id else "no"
    params = _params(host=scan.host, platform=platform, ours=ours)
    badge = claimed_badge(scan.host, scan.payload.reveal(), catalogue)
    return ScanMeaning(Code.CLAIM_LINK, Severity.INFO, params, badge=badge, link=claim_url(scan))


def _badge_page(scan: Scan, catalogue: Lookup) -> ScanMeaning:
    page = _page_url(scan)
    badge = known_badge(scan.ident, catalogue) or known_badge(page, catalogue)
    code = Code.BADGE_PAGE if badge is None else Code.BADGE_KNOWN
    return ScanMeaning(code, Severity.INFO, _params(host=scan.host), badge=badge, link=Secret(page))


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


def _pass(scan: Scan, trust: Believer, now: dt.datetime) -> ScanMeaning:
    assert scan.payload is not None
    reading = read_pass(scan.payload.reveal(), trust.pass_keys(), now)
    code, severity = _PASS[reading.outcome]
    params = {name: day for name, day in _dates(reading).items() if day}
    if reading.outcome is PassOutcome.VALID:
        withdrawn = trust.withdrawn(reading.issuer, reading.status_index, now)
        if withdrawn:
            return ScanMeaning(Code.PASS_REVOKED, Severity.DANGER)
        params["withdrawal"] = "unchecked" if withdrawn is None else "checked"
        if withdrawn is None:
            severity = Severity.ALMOST
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
