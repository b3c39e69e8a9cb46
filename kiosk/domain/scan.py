"""What did the visitor hold up? A pure classification of scanned or opened bytes.

bytes -> strict UTF-8 -> length and character rules -> grammar. Classifying proves nothing:
whether a badge is genuine is said by `kiosk.badges.judge`, and by nobody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.domain.scan_container import (
    NotJson,
    badge_flavour,
    is_pretix_ticket,
    isbn_of,
    jws_flavour,
    read_json_object,
)
from kiosk.domain.scan_links import ITEM_ID, NO_HOSTS, Hosts, Link, UnknownLink, read_link
from kiosk.domain.scan_text import MAX_IMAGE, Secret, UnsafeText, require_line, to_text

__all__ = ["NO_HOSTS", "Hosts", "Scan", "ScanKind", "Secret", "claim_url", "classify"]

PASS_PREFIX: Final = "COLP1:"
BADGE_PREFIX: Final = "COLB1:"
STAFF_PREFIX: Final = "COLS1:"
ACTIVITY_PREFIX: Final = "COL:A:"

_BASE45: Final = re.compile(r"[0-9A-Z $%*+\-./:]{60,700}")
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SVG: Final = re.compile(r"<(?:\?xml|!--|!DOCTYPE|svg)", re.IGNORECASE)
_SVG_WINDOW: Final = 4_096


class ScanKind(StrEnum):
    """Every meaning a scan can have. Values are stable: they reach JSON and statistics."""

    CLAIM_LINK = "claim_link"
    BADGE_PAGE = "badge_page"
    ACTIVITY_LINK = "activity_link"
    SHORTLIST_LINK = "shortlist_link"
    CITY_PASS = "city_pass"
    COMPACT_BADGE = "compact_badge"
    OB2_ASSERTION_URL = "ob2_assertion_url"
    OB2_JSON = "ob2_json"
    OB2_JWS = "ob2_jws"
    OB3_JWT = "ob3_jwt"
    OB3_JSON = "ob3_json"
    BAKED_IMAGE = "baked_image"
    PRETIX_TICKET = "pretix_ticket"
    ISBN = "isbn"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scan:
    """A classified scan, with only what a later stage needs.

    `ident`: activity id, badge page id, assertion URL or ISBN digits.
    `payload`: the text still to be verified, or the claim code; redacted in repr.
    `image`: bytes of a baked PNG or SVG. `reason`: why it is unknown, as a code.
    """

    kind: ScanKind
    host: str = ""
    ident: str = ""
    ids: tuple[str, ...] = ()
    payload: Secret | None = None
    image: bytes = field(default=b"", repr=False)
    reason: str = ""


_LINK_KINDS: Final = {
    "claim": ScanKind.CLAIM_LINK,
    "badge": ScanKind.BADGE_PAGE,
    "activity": ScanKind.ACTIVITY_LINK,
    "shortlist": ScanKind.SHORTLIST_LINK,
    "assertion": ScanKind.OB2_ASSERTION_URL,
}


def classify(payload: bytes, hosts: Hosts = NO_HOSTS) -> Scan:
    """Say what the bytes are. Total: never raises, never does I/O, bounded time."""
    if payload.startswith(_PNG):
        if len(payload) > MAX_IMAGE:
            return _unknown("too_long")
        return Scan(ScanKind.BAKED_IMAGE, image=bytes(payload))
    try:
        text = to_text(payload)
        if text.startswith("{"):
            return _json(text)
        if text.startswith("<"):
            return _svg(text)
        return _jws(text) or _line(text, hosts)
    except (UnsafeText, NotJson, UnknownLink) as error:
        return _unknown(error.reason)


def is_staff_badge(payload: bytes) -> bool:
    """Whether it looks like a staff badge; whether it is one is for `kiosk.badges` to say."""
    return payload.startswith(STAFF_PREFIX.encode())


def claim_url(scan: Scan) -> Secret:
    """The claim link to finish on a phone, rebuilt from checked parts only."""
    if scan.kind is not ScanKind.CLAIM_LINK or scan.payload is None:
        raise ValueError("not a claim link")
    return Secret(f"https://{scan.host}/claim?code={scan.payload.reveal()}&qr=1")


def _unknown(reason: str) -> Scan:
    return Scan(ScanKind.UNKNOWN, reason=reason)


def _json(text: str) -> Scan:
    flavour = badge_flavour(read_json_object(text))
    if not flavour:
        return _unknown("json_but_no_badge")
    kind = ScanKind.OB3_JSON if flavour == "ob3" else ScanKind.OB2_JSON
    return Scan(kind, payload=Secret(text))


def _svg(text: str) -> Scan:
    if not _SVG.match(text) or "<svg" not in text[:_SVG_WINDOW]:
        return _unknown("not_our_grammar")
    return Scan(ScanKind.BAKED_IMAGE, image=text.encode())


def _jws(text: str) -> Scan | None:
    flavour = jws_flavour(text)
    if not flavour:
        return None
    kind = ScanKind.OB3_JWT if flavour == "ob3" else ScanKind.OB2_JWS
    return Scan(kind, payload=Secret(text))


def _line(text: str, hosts: Hosts) -> Scan:
    require_line(text)
    for prefix, kind in (
        (PASS_PREFIX, ScanKind.CITY_PASS),
        (BADGE_PREFIX, ScanKind.COMPACT_BADGE),
    ):
        if text.startswith(prefix):
            body = text.removeprefix(prefix)
            return (
                Scan(kind, payload=Secret(text))
                if _BASE45.fullmatch(body)
                else _unknown("not_our_grammar")
            )
    if text.startswith(ACTIVITY_PREFIX):
        return _offline_activity(text.removeprefix(ACTIVITY_PREFIX))
    if text[:8].lower() == "https://":
        return _link(read_link(text, hosts))
    if isbn := isbn_of(text):
        return Scan(ScanKind.ISBN, ident=isbn)
    if is_pretix_ticket(text):
        return Scan(ScanKind.PRETIX_TICKET, payload=Secret(text))
    return _unknown("not_our_grammar")


def _offline_activity(ident: str) -> Scan:
    """Ids are lower case in the catalogue; upper case only keeps the QR small."""
    if not re.fullmatch(ITEM_ID, ident):
        return _unknown("not_our_grammar")
    return Scan(ScanKind.ACTIVITY_LINK, ident=ident.lower())


def _link(link: Link) -> Scan:
    return Scan(
        _LINK_KINDS[link.kind],
        host=link.host,
        ident=link.ident,
        ids=link.ids,
        payload=Secret(link.code) if link.code else None,
    )
