"""The shape an Open Badges 3.0 credential must have before its issuer is even looked up."""

from __future__ import annotations

from typing import Any, Final

from kiosk.badges.verdict import Reason, Stop, Verdict
from kiosk.domain.scan_container import strings_of

_VC2: Final = "https://www.w3.org/ns/credentials/v2"
_VC1: Final = "https://www.w3.org/2018/credentials/v1"
_BADGE_TYPES: Final = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_OB3_CONTEXTS: Final = frozenset(
    f"https://purl.imsglobal.org/spec/ob/v3p0/context{version}.json"
    for version in ("", "-3.0.1", "-3.0.2", "-3.0.3")
)
_MAX_ENTRIES: Final = 16
_MAX_IDENT: Final = 2_048


def require_shape(document: dict[str, Any]) -> None:
    """Types, context order, issuer, subject and achievement (OB 3.0, B.1). Raises Stop."""
    contexts, types = strings_of(document.get("@context")), strings_of(document.get("type"))
    if "EndorsementCredential" in types or "VerifiablePresentation" in types:
        raise Stop(Verdict.NOT_A_BADGE, Reason.NOT_AN_AWARD)
    if _VC1 in contexts:
        raise Stop(Verdict.OLDER_FORMAT, Reason.OLD_VERSION)
    if "VerifiableCredential" not in types or not _BADGE_TYPES.intersection(types):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    if contexts[:1] != (_VC2,) or not _OB3_CONTEXTS.intersection(contexts):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    _require(_typed(document.get("issuer"), "Profile") or isinstance(document.get("issuer"), str))
    _require(bool(issuer_of(document)))
    subject = document.get("credentialSubject")
    _require(_typed(subject, "AchievementSubject") and isinstance(subject, dict))
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    _require(_typed(achievement, "Achievement") and bool(achievement_of(document)))
    idents = (issuer_of(document), achievement_of(document), holder_of(document))
    _require(all(len(ident) <= _MAX_IDENT for ident in idents))
    status = document.get("credentialStatus")
    _require(not isinstance(status, list) or len(status) <= _MAX_ENTRIES)


def issuer_of(document: dict[str, Any]) -> str:
    """The issuer's exact identifier, or empty."""
    issuer = document.get("issuer")
    ident = issuer.get("id") if isinstance(issuer, dict) else issuer
    return ident if isinstance(ident, str) else ""


def achievement_of(document: dict[str, Any]) -> str:
    """The achievement's id, by which the catalogue knows its page, or empty."""
    subject = document.get("credentialSubject")
    achievement = subject.get("achievement") if isinstance(subject, dict) else None
    ident = achievement.get("id") if isinstance(achievement, dict) else None
    return ident if isinstance(ident, str) else ""


def holder_of(document: dict[str, Any]) -> str:
    """Whom it was issued to, or empty."""
    subject = document.get("credentialSubject")
    ident = subject.get("id") if isinstance(subject, dict) else None
    return ident if isinstance(ident, str) else ""


def _typed(value: object, wanted: str) -> bool:
    return isinstance(value, dict) and wanted in strings_of(value.get("type"))


def _require(holds: bool) -> None:
    if not holds:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
