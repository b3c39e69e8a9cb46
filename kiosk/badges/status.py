"""Withdrawal lists as values: Bitstring Status List 1.0, 1EdTech and 2.0 revocation lists.

Reading a list here checks its form; who signed it is checked in `kiosk.badges.lists`.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kiosk.badges.dates import read_date
from kiosk.domain.scan_container import NotJson, read_json_object, strings_of

MAX_BITSTRING: Final = 4_194_304
MAX_ENCODED: Final = 2_097_152
_GZIP: Final = 31


class BadList(ValueError):
    """A list that says nothing we may rely on."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """One bit for each credential of an issuer; a set bit has the meaning of `purposes`.

    `fetched`: when the hub had it, so of which day our knowledge is.
    """

    url: str
    issuer: str
    purposes: frozenset[str]
    bits: bytes
    fetched: datetime
    valid_until: datetime | None = None

    def is_set(self, index: int) -> bool:
        """Whether the bit is set; bit 0 is the leftmost. Raises BadList out of range."""
        place, offset = divmod(index, 8)
        if index < 0 or place >= len(self.bits):
            raise BadList("index outside the list")
        return bool(self.bits[place] & (0x80 >> offset))


@dataclass(frozen=True, slots=True)
class RevocationList:
    """The ids an issuer has withdrawn (1EdTechRevocationList, Open Badges 2.0)."""

    url: str
    issuer: str
    revoked: frozenset[str]
    fetched: datetime


def token_list_url(issuer: str, prefix: str) -> str:
    """The key in `TrustRegistry.status_lists` of a city's list for passes or badges."""
    return f"col:{issuer}:{prefix.rstrip(':').lower()}"


def inflate(data: bytes, limit: int = MAX_BITSTRING) -> bytes:
    """Unpack gzip or zlib up to `limit` bytes. Raises BadList."""
    unpacker = zlib.decompressobj(wbits=_GZIP + 16)
    try:
        out = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise BadList("not compressed as it should be") from error
    if len(out) > limit or not unpacker.eof or unpacker.unused_data:
        raise BadList("too large, cut short or followed by more")
    return out


def read_bitstring_subject(
    document: dict[str, Any], url: str, fetched: datetime, issuer: str
) -> StatusList:
    """The list inside a BitstringStatusListCredential. Raises BadList."""
    subject = document.get("credentialSubject")
    types = strings_of(document.get("type"))
    if "BitstringStatusListCredential" not in types or not isinstance(subject, dict):
        raise BadList("not a status list credential")
    if subject.get("statusSize", 1) != 1:
        raise BadList("entries of more than one bit")
    encoded = subject.get("encodedList")
    purposes = frozenset(strings_of(subject.get("statusPurpose")))
    if not isinstance(encoded, str) or not encoded.startswith("u") or not purposes:
        raise BadList("no multibase list, or no purpose")
    if len(encoded) > MAX_ENCODED:
        raise BadList("too large")
    try:
        packed = base64.b64decode(
            encoded[1:] + "=" * (-len(encoded[1:]) % 4), altchars=b"-_", validate=True
        )
    except binascii.Error as error:
        raise BadList("not base64url") from error
    ends = document.get("validUntil")
    return StatusList(
        url, issuer, purposes, inflate(packed), fetched, _date(ends) if ends is not None else None
    )


def read_revocation_list(text: str, url: str, issuer: str, fetched: datetime) -> RevocationList:
    """A list of withdrawn ids as served. Unsigned: only the hub's own fetch vouches for it.

    Reads `revokedCredential(s)` (Open Badges 3.0) and `revokedAssertions` (2.0).
    """
    try:
        document = read_json_object(text)
    except NotJson as error:
        raise BadList("not JSON") from error
    stated = document.get("issuer")
    if stated is not None and stated != issuer:
        raise BadList("list of another issuer")
    revoked: set[str] = set()
    for member in ("revokedCredential", "revokedCredentials", "revokedAssertions"):
        entries = document.get(member, [])
        for entry in entries if isinstance(entries, list) else [entries]:
            ident = entry.get("id") if isinstance(entry, dict) else entry
            if not isinstance(ident, str):
                raise BadList("entry without id")
            if not (isinstance(entry, dict) and entry.get("revoked") is False):
                revoked.add(ident)
    return RevocationList(url, issuer, frozenset(revoked), fetched)


def _date(value: object) -> datetime:
    try:
        return read_date(value)
    except ValueError as error:
        raise BadList("date") from error
