"""What the visitor should see of a scan. Maps, decides nothing about truth: that is `badges`.

Only a verdict of the checker becomes a word about a badge, and no word is kinder than its verdict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from kiosk.badges.city_pass import PassOutcome, PassReading, read_pass
from kiosk.badges.keys import TrustedKey
from kiosk.badges.verdict import Judgement, Reason, Verdict
from kiosk.domain.scan import Hosts, Scan, ScanKind, Secret, claim_url, classify
from kiosk.services.badge_after import After, Lookup, Position, after, claimed_badge, known_badge
from sync.model import Activity, Badge


class Code(StrEnum):
    """Every meaning the result screen has words for. Only BADGE_GENUINE is green for a badge."""

    CLAIM_LINK = "claim_link"
    BADGE_KNOWN = "badge_known"
    BADGE_PAGE = "badge_page"
    BADGE_GENUINE = "badge_genuine"
    BADGE_UNLISTED = "badge_unlisted"
    BADGE_ISSUER_UNKNOWN = "badge_issuer_unknown"
    BADGE_REVOKED = "badge_revoked"
    BADGE_SUSPENDED = "badge_suspended"
    BADGE_EXPIRED = "badge_expired"
    BADGE_NOT_YET = "badge_not_yet"
    BADGE_ALTERED = "badge_altered"
    BADGE_CANNOT_TELL = "badge_cannot_tell"
    BADGE_OLDER = "badge_older"
    NOT_A_BADGE = "not_a_badge"
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
    """How good the news is: the small mark beside the icon, and the colour where it has no own."""

    INFO = "info"
    SUCCESS = "success"
    ALMOST = "almost"
    UNSURE = "unsure"
    WARNING = "warning"
    DANGER = "danger"


_NO_PARAMS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ScanMeaning:
    """One result. `params` are fit to show and to log; what is secret is only in `link`.

    `params` by code: `until` and `since` (ISO dates) and `withdrawal` (checked, unchecked) of a
    pass; of a badge `issuer` (our registry's name), `listed`, `since` and `until` (ISO dates),
    `standard`, and `why` it cannot be told (hosted, issuer, key, time, form); `host` of a link,
    `layout` of a garbled scan, `isbn`; of a claim link the `platform` and whether it is `ours`.
    `holder`, whom a badge was issued to, is for staff only.
    """

    code: Code
    severity: Severity
    params: Mapping[str, str] = field(default_factory=lambda: _NO_PARAMS)
    ids: tuple[str, ...] = ()
    activity: Activity | None = None
    badge: Badge | None = None
    link: Secret | None = field(default=None, repr=False)
    after: After | None = None
    holder: Secret | None = field(default=None, repr=False)

    @property
    def tone(self) -> str:
        """What it sounds like: each verdict has a tone of its own, all else one of three."""
        verdict = _VERDICT_OF.get(self.code)
        return verdict.value if verdict else _GENERAL_TONE[self.severity]


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


_BADGE: Final = {
    Verdict.GENUINE: (Code.BADGE_GENUINE, Severity.SUCCESS),
    Verdict.GENUINE_REVOCATION_UNKNOWN: (Code.BADGE_UNLISTED, Severity.ALMOST),
    Verdict.ISSUER_UNKNOWN: (Code.BADGE_ISSUER_UNKNOWN, Severity.UNSURE),
    Verdict.REVOKED: (Code.BADGE_REVOKED, Severity.DANGER),
    Verdict.SUSPENDED: (Code.BADGE_SUSPENDED, Severity.WARNING),
    Verdict.EXPIRED: (Code.BADGE_EXPIRED, Severity.WARNING),
    Verdict.NOT_YET_VALID: (Code.BADGE_NOT_YET, Severity.WARNING),
    Verdict.ALTERED: (Code.BADGE_ALTERED, Severity.DANGER),
    Verdict.CANNOT_TELL_OFFLINE: (Code.BADGE_CANNOT_TELL, Severity.UNSURE),
    Verdict.OLDER_FORMAT: (Code.BADGE_OLDER, Severity.UNSURE),
    Verdict.NOT_A_BADGE: (Code.NOT_A_BADGE, Severity.WARNING),
}
# What says the same as a verdict sounds the same, a pass as a badge.
_VERDICT_OF: Final = {
    **{code: verdict for verdict, (code, _) in _BADGE.items()},
    Code.CLAIM_LINK: Verdict.CANNOT_TELL_OFFLINE,
    Code.BADGE_KNOWN: Verdict.CANNOT_TELL_OFFLINE,
    Code.BADGE_PAGE: Verdict.CANNOT_TELL_OFFLINE,
    Code.PASS_NOT_YET: Verdict.NOT_YET_VALID,
    Code.PASS_EXPIRED: Verdict.EXPIRED,
    Code.PASS_REVOKED: Verdict.REVOKED,
    Code.PASS_UNKNOWN_KEY: Verdict.CANNOT_TELL_OFFLINE,
    Code.PASS_ALTERED: Verdict.ALTERED,
    Code.PASS_UNREADABLE: Verdict.NOT_A_BADGE,
    Code.UNKNOWN_LINK: Verdict.NOT_A_BADGE,
    Code.UNKNOWN: Verdict.NOT_A_BADGE,
}
_GENERAL_TONE: Final = {
    Severity.INFO: "attention",
    Severity.SUCCESS: "success",
    Severity.ALMOST: "attention",
    Severity.UNSURE: "attention",
    Severity.WARNING: "attention",
    Severity.DANGER: "error",
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
    code, severity = _BADGE[found.verdict]
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
