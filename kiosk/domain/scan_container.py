"""Telling badge containers apart by their outside: JSON documents, JWS, tickets, ISBN.

This only sorts. It proves nothing: signatures are the business of `kiosk.badges`.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, Final

MAX_DEPTH: Final = 32
MAX_MEMBERS: Final = 20_000

_COMPACT_JWS: Final = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)")
# Possessive and total, so an unterminated string costs one pass and not a square of them.
_STRING: Final = re.compile(r'"(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z)', re.DOTALL)
_STRUCTURE: Final = re.compile(r"[\[\]{},]")
_PRETIX: Final = re.compile(r"={0,2}[A-Za-z0-9+/]{80,1000}")
_ISBN_TEXT: Final = re.compile(r"[0-9][0-9 -]{8,16}[0-9X]")
_OB2_CONTEXTS: Final = ("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1")
_VC_CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://www.w3.org/2018/credentials/v1",
)
_OB2_TYPES: Final = frozenset({"Assertion", "BadgeClass"})
_OB3_TYPES: Final = frozenset(
    {
        "VerifiableCredential",
        "VerifiablePresentation",
        "OpenBadgeCredential",
        "AchievementCredential",
        "EndorsementCredential",
    }
)


class NotJson(ValueError):
    """Not one JSON object within the budgets; `reason` says which rule was broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise NotJson("duplicate_member")
    return found


def _no_constant(_name: str) -> None:
    raise NotJson("not_json")


def _check_shape(text: str) -> None:
    """Refuse deep or crowded documents before a recursive parser meets them."""
    depth = deepest = members = 0
    for char in _STRUCTURE.findall(_STRING.sub("", text)):
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
        else:
            members += 1
        if deepest > MAX_DEPTH:
            raise NotJson("nested_too_deep")
    if members > MAX_MEMBERS:
        raise NotJson("too_many_members")


def read_json_object(text: str) -> dict[str, Any]:
    """One JSON object: no duplicate members, no NaN, bounded depth. Raises NotJson."""
    _check_shape(text)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except NotJson:
        raise
    except (ValueError, RecursionError) as error:
        raise NotJson("not_json") from error
    if not isinstance(value, dict):
        raise NotJson("not_an_object")
    return value


def strings_of(value: object) -> tuple[str, ...]:
    """JSON-LD allows one string or a list of them; anything else counts as none."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(item for item in value if isinstance(item, str))
    return ()


def badge_flavour(document: dict[str, Any]) -> str:
    """ob2, ob3 or empty. The context decides, then the type, then the shape."""
    contexts = strings_of(document.get("@context"))
    types = set(strings_of(document.get("type")))
    if any(context in _VC_CONTEXTS for context in contexts) or types & _OB3_TYPES:
        return "ob3"
    if any(context in _OB2_CONTEXTS for context in contexts) or types & _OB2_TYPES:
        return "ob2"
    if "credentialSubject" in document and "issuer" in document:
        return "ob3"
    return "ob2" if "recipient" in document and "badge" in document else ""


def decode_segment(segment: str) -> bytes:
    """base64url without padding (RFC 7515, 2). Raises ValueError."""
    return base64.b64decode(segment + "=" * (-len(segment) % 4), altchars=b"-_", validate=True)


def jws_flavour(text: str) -> str:
    """ob2 or ob3 for a compact JWS that carries a badge, else empty."""
    match = _COMPACT_JWS.fullmatch(text)
    if match is None:
        return ""
    try:
        header = read_json_object(decode_segment(match[1]).decode("utf-8"))
        payload = read_json_object(decode_segment(match[2]).decode("utf-8"))
    except ValueError:  # NotJson, UnicodeDecodeError and binascii.Error are all ValueErrors
        return ""
    if not isinstance(header.get("alg"), str):
        return ""
    inner = payload.get("vc")
    if isinstance(inner, dict) and badge_flavour(inner):
        return "ob3"
    return badge_flavour(payload)


def is_pretix_ticket(text: str) -> bool:
    """pretix signature scheme 1: reversed base64 of version, two lengths, payload, signature."""
    if not _PRETIX.fullmatch(text):
        return False
    try:
        raw = base64.b64decode(text[::-1], validate=True)
    except binascii.Error:
        return False
    payload = int.from_bytes(raw[1:3], "big")
    signature = int.from_bytes(raw[3:5], "big")
    return raw[0] == 1 and signature == 64 and len(raw) == 5 + payload + signature


def isbn_of(text: str) -> str:
    """The digits of a valid ISBN-13 or ISBN-10 (ISO 2108), else empty."""
    if not _ISBN_TEXT.fullmatch(text):
        return ""
    digits = text.replace("-", "").replace(" ", "")
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(digits) == 13 and digits.startswith(("978", "979")) and "X" not in digits:
        total = sum(value * (3 if place % 2 else 1) for place, value in enumerate(values))
        return digits if total % 10 == 0 else ""
    if len(digits) == 10 and "X" not in digits[:9]:
        total = sum(value * (10 - place) for place, value in enumerate(values))
        return digits if total % 11 == 0 else ""
    return ""
