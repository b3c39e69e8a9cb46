"""Judging Open Badges 2.0: signed by a pinned key, or equal to the copy the hub checked."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from openbadgeslib.ob2.models import Assertion

from kiosk.badges import jose
from kiosk.badges.dates import is_early, is_over, read_date
from kiosk.badges.hosted import digest_of
from kiosk.badges.trust import ALWAYS, NEVER, HostedCopy, PinnedIssuer, TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Stop, Verdict
from kiosk.domain.scan import Scan
from kiosk.domain.scan_container import NotJson, read_json_object, strings_of

_CONTEXT: Final = "https://w3id.org/openbadges/v2"
_SIGNED: Final = frozenset({"SignedBadge", "signed"})
_HOSTED: Final = frozenset({"HostedBadge", "hosted"})
_MAX_IDENT: Final = 2_048
_MEMBERS: Final = frozenset(
    {
        "@context",
        "id",
        "type",
        "recipient",
        "badge",
        "verification",
        "issuedOn",
        "expires",
        "image",
        "evidence",
        "narrative",
        "revoked",
        "revocationReason",
        "related",
        "endorsement",
        "@language",
    }
)


def judge_jws(scan: Scan, text: str, registry: TrustRegistry, now: datetime) -> Judgement:
    """A signed assertion. Its key names the issuer, its badge must be that issuer's."""
    try:
        token = jose.parse(text)
    except jose.BadToken as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG) from error
    document = token.payload
    _require_shape(document, _SIGNED)
    begin, end = _window(document)
    creator = document["verification"].get("creator") or token.key_id
    issuer = registry.issuer_of_method(creator) if isinstance(creator, str) else None
    if issuer is None:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.ISSUER_NOT_KNOWN)
    key = issuer.key_for(creator)
    if key is None or not key.covers(begin):
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN)
    if not jose.verify(token, key.pem):
        raise Stop(Verdict.ALTERED, Reason.SIGNATURE_WRONG)
    if not document["badge"].startswith(issuer.badge_prefixes):
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.ISSUER_NOT_KNOWN)
    verdict, reason, listed = _standing(document["id"], issuer, registry, now)
    verdict, reason = _dated(verdict, reason, (begin, end), now)
    return _judgement(scan, document, issuer.name, (verdict, reason, listed), (begin, end))


def judge_hosted_json(scan: Scan, text: str, registry: TrustRegistry, now: datetime) -> Judgement:
    """A hosted assertion at hand: genuine only if it equals the hub's checked copy."""
    try:
        document = read_json_object(text)
    except NotJson as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG) from error
    if "BadgeClass" in strings_of(document.get("type")):
        raise Stop(Verdict.NOT_A_BADGE, Reason.NOT_AN_AWARD)
    _require_shape(document, _HOSTED)
    copy = _copy(document["id"], registry)
    if not _same(document, copy):
        raise Stop(Verdict.ALTERED, Reason.COPY_DIFFERS)
    return _hosted(scan, document, copy, registry, now)


def judge_hosted_url(scan: Scan, registry: TrustRegistry, now: datetime) -> Judgement:
    """The address of a hosted assertion: we can only say what the hub saw there."""
    copy = _copy(scan.ident, registry)
    try:
        document = read_json_object(copy.document)
    except NotJson as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.HOSTED_ONLY) from error
    _require_shape(document, _HOSTED)
    return _hosted(scan, document, copy, registry, now)


def _hosted(
    scan: Scan,
    document: dict[str, Any],
    copy: HostedCopy,
    registry: TrustRegistry,
    now: datetime,
) -> Judgement:
    issuer = registry.issuers.get(copy.issuer)
    if issuer is None:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.ISSUER_NOT_KNOWN)
    begin, end = _window(document)
    verdict, reason = Verdict.GENUINE, Reason.HOSTED_COPY_MATCHES
    if copy.revoked or document.get("revoked") is True:
        verdict, reason = Verdict.REVOKED, Reason.LISTED_AS_REVOKED
    elif not registry.fresh(copy.checked, now):
        verdict, reason = Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_STALE
    verdict, reason = _dated(verdict, reason, (begin, end), now)
    return _judgement(scan, document, issuer.name, (verdict, reason, copy.checked), (begin, end))


def _same(document: dict[str, Any], copy: HostedCopy) -> bool:
    if copy.digest:
        return digest_of(document) == copy.digest
    return read_json_object(copy.document) == document


def _copy(url: str, registry: TrustRegistry) -> HostedCopy:
    copy = registry.hosted.get(url)
    if copy is None:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.HOSTED_ONLY)
    return copy


def _require_shape(document: dict[str, Any], kinds: frozenset[str]) -> None:
    """A strict assertion (OB 2.0, Assertion) with nothing in it that we cannot check."""
    if document.get("@context") != _CONTEXT and not _only_context(document):
        raise Stop(Verdict.OLDER_FORMAT, Reason.OLD_VERSION)
    verification = document.get("verification")
    kind = verification.get("type") if isinstance(verification, dict) else None
    if not isinstance(kind, str) or kind not in _SIGNED | _HOSTED:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    if kind not in kinds:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.HOSTED_ONLY)
    try:
        Assertion.from_dict(document)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG) from error
    idents = (document["badge"], document["id"])
    if not all(isinstance(ident, str) and len(ident) <= _MAX_IDENT for ident in idents):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    image = document.get("image")
    if isinstance(image, str) and image.startswith("data:"):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    if not document.keys() <= _MEMBERS:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.EXTENSION_NOT_CHECKED)


def _only_context(document: dict[str, Any]) -> bool:
    return strings_of(document.get("@context")) == (_CONTEXT,)


def _window(document: dict[str, Any]) -> tuple[datetime, datetime]:
    try:
        begin = read_date(document["issuedOn"])
        end = read_date(document["expires"]) if "expires" in document else NEVER
    except ValueError as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.DATE_UNREADABLE) from error
    if end < begin or begin < ALWAYS:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    return begin, end


def _standing(
    ident: str, issuer: PinnedIssuer, registry: TrustRegistry, now: datetime
) -> tuple[Verdict, Reason, datetime | None]:
    if not issuer.revocation_list:
        return Verdict.GENUINE, Reason.NO_STATUS_DECLARED, None
    found = registry.revocations.get(issuer.revocation_list)
    if found is None or found.issuer != issuer.ident:
        return Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_MISSING, None
    if ident in found.revoked:
        return Verdict.REVOKED, Reason.LISTED_AS_REVOKED, found.fetched
    if not registry.fresh(found.fetched, now):
        return Verdict.GENUINE_REVOCATION_UNKNOWN, Reason.LIST_STALE, found.fetched
    return Verdict.GENUINE, Reason.STATUS_CHECKED, found.fetched


def _dated(
    verdict: Verdict, reason: Reason, window: tuple[datetime, datetime], now: datetime
) -> tuple[Verdict, Reason]:
    begin, end = window
    if verdict is Verdict.REVOKED:
        return verdict, reason
    if is_over(end, now):
        return Verdict.EXPIRED, Reason.PAST_ITS_DATE
    if is_early(begin, now):
        return Verdict.NOT_YET_VALID, Reason.BEFORE_ITS_DATE
    return verdict, reason


def _judgement(
    scan: Scan,
    document: dict[str, Any],
    issuer: str,
    found: tuple[Verdict, Reason, datetime | None],
    window: tuple[datetime, datetime],
) -> Judgement:
    verdict, reason, listed = found
    begin, end = window
    return Judgement(
        scan.kind,
        verdict,
        reason,
        issuer=issuer,
        list_date=listed,
        badge=document["badge"],
        expires=None if end == NEVER else end,
        begins=begin,
    )
