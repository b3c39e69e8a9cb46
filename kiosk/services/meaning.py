"""What a scan can mean, and how good that news is, by sight and by sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kiosk.badges.verdict import Verdict
from kiosk.domain.scan import Secret
from kiosk.services.badge_after import After
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


BADGE: Final = {
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
    **{code: verdict for verdict, (code, _) in BADGE.items()},
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
