"""What the kiosk says of a badge, and why. Unknown never turns green."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from kiosk.domain.scan import Scan, ScanKind, Secret


class Verdict(StrEnum):
    """One word for each screen. Values are stable: they reach JSON and statistics."""

    GENUINE = "genuine"
    GENUINE_REVOCATION_UNKNOWN = "genuine_revocation_unknown"
    ISSUER_UNKNOWN = "issuer_unknown"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    ALTERED = "altered"
    CANNOT_TELL_OFFLINE = "cannot_tell_offline"
    OLDER_FORMAT = "older_format"
    NOT_A_BADGE = "not_a_badge"

    @property
    def accepted(self) -> bool:
        """Whether a pinned issuer vouches for it, as far as this kiosk can know."""
        return self in _ACCEPTED


_ACCEPTED: Final = frozenset({Verdict.GENUINE, Verdict.GENUINE_REVOCATION_UNKNOWN})


class Reason(StrEnum):
    """Why. A scan of unknown kind carries the reason of its classification instead."""

    STATUS_CHECKED = "status_checked"
    NO_STATUS_DECLARED = "no_status_declared"
    HOSTED_COPY_MATCHES = "hosted_copy_matches"
    LIST_MISSING = "list_missing"
    LIST_STALE = "list_stale"
    LIST_UNREADABLE = "list_unreadable"
    KEY_PROVES_ONLY_ITSELF = "key_proves_only_itself"
    DOMAIN_NOT_PINNED = "domain_not_pinned"
    ISSUER_NOT_KNOWN = "issuer_not_known"
    KEY_NOT_KNOWN = "key_not_known"
    LISTED_AS_REVOKED = "listed_as_revoked"
    LISTED_AS_SUSPENDED = "listed_as_suspended"
    PAST_ITS_DATE = "past_its_date"
    BEFORE_ITS_DATE = "before_its_date"
    SIGNATURE_WRONG = "signature_wrong"
    NOT_WHAT_WAS_SIGNED = "not_what_was_signed"
    COPY_DIFFERS = "copy_differs"
    DATE_UNREADABLE = "date_unreadable"
    CLAIM_LINK = "claim_link"
    BADGE_PAGE = "badge_page"
    HOSTED_ONLY = "hosted_only"
    EXTENSION_NOT_CHECKED = "extension_not_checked"
    TOO_COMPLEX = "too_complex"
    TOOK_TOO_LONG = "took_too_long"
    CHECKER_FAILED = "checker_failed"
    OLD_VERSION = "old_version"
    SUITE_NOT_SUPPORTED = "suite_not_supported"
    CONTEXT_NOT_SUPPORTED = "context_not_supported"
    NOT_SIGNED = "not_signed"
    NOT_AN_AWARD = "not_an_award"
    SHAPE_WRONG = "shape_wrong"
    NO_BADGE_INSIDE = "no_badge_inside"
    BROKEN_IMAGE = "broken_image"
    OTHER_CODE = "other_code"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with what a screen may show beside it.

    `issuer`: its name in our registry, never from the payload. `list_date`: of which day our
    knowledge of withdrawals is. `badge`: the achievement's id, to find its page in the
    catalogue. `begins` and `expires`: its own dates, if it states them. `holder`: whom it was
    issued to, for staff only.
    """

    kind: ScanKind
    verdict: Verdict
    reason: str
    issuer: str = ""
    list_date: datetime | None = None
    badge: str = ""
    expires: datetime | None = None
    begins: datetime | None = None
    holder: Secret | None = field(default=None, repr=False)

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the pipe from the checking child and for the command line."""
        return {
            "kind": self.kind.value,
            "verdict": self.verdict.value,
            "reason": str(self.reason),
            "issuer": self.issuer,
            "list_date": self.list_date.isoformat() if self.list_date else None,
            "badge": self.badge,
            "expires": self.expires.isoformat() if self.expires else None,
            "begins": self.begins.isoformat() if self.begins else None,
            "holder": self.holder.reveal() if self.holder else None,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Judgement:
        """The reverse of `to_json`. Raises KeyError, TypeError or ValueError."""
        return cls(
            ScanKind(value["kind"]),
            Verdict(value["verdict"]),
            str(value["reason"]),
            str(value["issuer"]),
            _date(value["list_date"]),
            str(value["badge"]),
            _date(value["expires"]),
            _date(value["begins"]),
            Secret(str(value["holder"])) if value["holder"] is not None else None,
        )


class Stop(Exception):
    """Ends a check early with its verdict. Never leaves `kiosk.badges`."""

    def __init__(self, verdict: Verdict, reason: str) -> None:
        super().__init__(verdict.value)
        self.verdict = verdict
        self.reason = reason


def plain(scan: Scan, verdict: Verdict, reason: str) -> Judgement:
    return Judgement(scan.kind, verdict, reason)


def _date(value: object) -> datetime | None:
    return datetime.fromisoformat(str(value)) if value is not None else None
