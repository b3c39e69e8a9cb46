"""Judging Open Badges 3.0: shape, issuer, signature, dates, status; in that order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from kiosk.badges import jose, linked
from kiosk.badges.dates import is_early, is_over, read_date, read_seconds
from kiosk.badges.judge_status import standing
from kiosk.badges.multikey import BadKey, pem_of_did_key
from kiosk.badges.shape_ob3 import achievement_of, holder_of, issuer_of, require_shape
from kiosk.badges.trust import ALWAYS, NEVER, TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Stop, Verdict
from kiosk.domain.scan import Scan, Secret
from kiosk.domain.scan_container import NotJson, read_json_object


@dataclass(frozen=True, slots=True)
class _Keys:
    """Keys that may speak for an issuer, and what we may say if one of them fits."""

    pems: tuple[bytes, ...]
    name: str = ""
    unknown: Reason | None = None


def judge_json(scan: Scan, text: str, registry: TrustRegistry, now: datetime) -> Judgement:
    """A credential with an embedded Data Integrity proof. Raises Stop."""
    try:
        document = read_json_object(text)
    except NotJson as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG) from error
    require_shape(document)
    proof = _proof(document)
    begin, end = _window(document)
    if proof.get("expires") is not None:
        end = min(end, _date(proof["expires"]))
    made = _date(proof["created"]) if proof.get("created") is not None else begin
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    keys = _keys(issuer_of(document), method, made, registry)
    _check(document, keys.pems[0], min(max(begin, made), end))
    return _conclude(scan, document, keys, (begin, end), registry, now)


def judge_jwt(scan: Scan, text: str, registry: TrustRegistry, now: datetime) -> Judgement:
    """A VC-JWT whose payload is the credential (OB 3.0, 8.2.4.1). Raises Stop."""
    try:
        token = jose.parse(text)
    except jose.BadToken as error:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG) from error
    if "vc" in token.payload:
        raise Stop(Verdict.OLDER_FORMAT, Reason.OLD_VERSION)
    document = token.payload
    require_shape(document)
    begin, end = _registered(document)
    keys = _keys(issuer_of(document), token.key_id, begin, registry)
    if not any(jose.verify(token, pem) for pem in keys.pems):
        raise Stop(Verdict.ALTERED, Reason.SIGNATURE_WRONG)
    return _conclude(scan, document, keys, (begin, end), registry, now)


def _conclude(
    scan: Scan,
    document: dict[str, Any],
    keys: _Keys,
    window: tuple[datetime, datetime],
    registry: TrustRegistry,
    now: datetime,
) -> Judgement:
    """Dates and status, once the signature holds."""
    verdict, reason, listed = standing(document, issuer_of(document), registry, now)
    begin, end = window
    if verdict is not Verdict.REVOKED:
        if is_over(end, now):
            verdict, reason = Verdict.EXPIRED, Reason.PAST_ITS_DATE
        elif is_early(begin, now):
            verdict, reason = Verdict.NOT_YET_VALID, Reason.BEFORE_ITS_DATE
    if keys.unknown is not None and verdict.accepted:
        verdict, reason = Verdict.ISSUER_UNKNOWN, keys.unknown
    holder = holder_of(document)
    return Judgement(
        scan.kind,
        verdict,
        reason,
        issuer=keys.name,
        list_date=listed,
        badge=achievement_of(document),
        expires=None if end == NEVER else end,
        begins=None if begin == ALWAYS else begin,
        holder=Secret(holder) if holder else None,
    )


def _keys(issuer: str, method: str, made: datetime, registry: TrustRegistry) -> _Keys:
    """Who is it, before any cryptography. Raises Stop when nobody's key can be used."""
    pinned = registry.issuers.get(issuer)
    if pinned is not None:
        pems = tuple(
            key.pem
            for key in pinned.keys
            if key.covers(made) and (not method or method in key.methods)
        )
        if not pems:
            raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN)
        return _Keys(pems, pinned.name)
    if issuer.startswith("did:key:"):
        if method and method.partition("#")[0] != issuer:
            raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN)
        try:
            return _Keys((pem_of_did_key(issuer),), unknown=Reason.KEY_PROVES_ONLY_ITSELF)
        except BadKey as error:
            raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN) from error
    cached = registry.did_documents.get(issuer)
    if cached is None:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.ISSUER_NOT_KNOWN)
    found = (cached.methods[method],) if method in cached.methods else ()
    if not found and (method or not cached.methods):
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.KEY_NOT_KNOWN)
    return _Keys(found or tuple(cached.methods.values()), unknown=Reason.DOMAIN_NOT_PINNED)


def _proof(document: dict[str, Any]) -> dict[str, Any]:
    """The one proof we can check; two that we can are ambiguous. Others beside it say nothing."""
    raw = document.get("proof")
    if raw is None:
        raise Stop(Verdict.NOT_A_BADGE, Reason.NOT_SIGNED)
    listed = raw if isinstance(raw, list) else [raw]
    proofs = [
        item for item in listed if isinstance(item, dict) and isinstance(item.get("type"), str)
    ]
    if not proofs or len(proofs) < len(listed):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    suites = tuple(linked.SUITES)  # not a set: the suite of a hostile proof may not hash
    ours = [item for item in proofs if item.get("cryptosuite") in suites]
    if not ours:
        raise Stop(Verdict.OLDER_FORMAT, Reason.SUITE_NOT_SUPPORTED)
    if len(ours) > 1:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.TOO_COMPLEX)
    return ours[0]


def _check(document: dict[str, Any], pem: bytes, at: datetime) -> None:
    try:
        linked.check_badge(document, pem, at)
    except linked.TooComplex as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.TOO_COMPLEX) from error
    except linked.UnknownContext as error:
        raise Stop(Verdict.OLDER_FORMAT, Reason.CONTEXT_NOT_SUPPORTED) from error
    except linked.Refused as error:
        raise Stop(Verdict.ALTERED, Reason.NOT_WHAT_WAS_SIGNED) from error
    except linked.Unavailable as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED) from error


def _window(document: dict[str, Any]) -> tuple[datetime, datetime]:
    begin, end = document.get("validFrom"), document.get("validUntil")
    window = (
        _date(begin) if begin is not None else ALWAYS,
        _date(end) if end is not None else NEVER,
    )
    if window[0] > linked.LAST:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.DATE_UNREADABLE)
    if window[1] < window[0]:
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    return window


def _registered(document: dict[str, Any]) -> tuple[datetime, datetime]:
    """The window of a VC-JWT: its registered claims must agree with the credential."""
    begin, end = _window(document)
    same = {
        "iss": issuer_of(document),
        "sub": holder_of(document),
        "jti": document.get("id"),
    }
    if any(name in document and document[name] != value for name, value in same.items()):
        raise Stop(Verdict.NOT_A_BADGE, Reason.SHAPE_WRONG)
    try:
        if "nbf" in document:
            begin = max(begin, datetime.fromtimestamp(read_seconds(document["nbf"]), UTC))
        if "exp" in document:
            end = min(end, datetime.fromtimestamp(read_seconds(document["exp"]), UTC))
    except ValueError as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.DATE_UNREADABLE) from error
    return begin, end


def _date(value: object) -> datetime:
    try:
        return read_date(value)
    except ValueError as error:
        raise Stop(Verdict.CANNOT_TELL_OFFLINE, Reason.DATE_UNREADABLE) from error
