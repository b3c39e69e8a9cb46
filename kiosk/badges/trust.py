"""All that a kiosk may believe about issuers, as one frozen value that came with the sync.

The hub fetches, checks and dates these things; a kiosk only reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from kiosk.badges.keys import TrustedKey
from kiosk.badges.status import RevocationList, StatusList
from kiosk.domain.scan import Hosts

ALWAYS: Final = datetime(1970, 1, 1, tzinfo=UTC)
NEVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A pinned public key (PEM). `methods`: the verification method or key ids that name it.

    It vouches for badges that begin inside its dates.
    """

    pem: bytes
    methods: tuple[str, ...]
    valid_from: datetime = ALWAYS
    valid_until: datetime = NEVER

    def covers(self, moment: datetime) -> bool:
        return self.valid_from <= moment <= self.valid_until


@dataclass(frozen=True, slots=True)
class PinnedIssuer:
    """An issuer the city vouches for. `name` is what the screen says, whatever a badge claims.

    `ident`: exact identifier (DID, URL or city id). `badge_prefixes`: URLs under which its
    Open Badges 2.0 badge classes live. `revocation_list`: URL, if it publishes one for 2.0.
    """

    ident: str
    name: str
    keys: tuple[IssuerKey, ...] = ()
    badge_prefixes: tuple[str, ...] = ()
    revocation_list: str = ""

    def key_for(self, method: str) -> IssuerKey | None:
        return next((key for key in self.keys if method in key.methods), None)


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A did:web document as the hub fetched it: proof of a domain, not of a known issuer."""

    did: str
    methods: Mapping[str, bytes]
    fetched: datetime


@dataclass(frozen=True, slots=True)
class HostedCopy:
    """An Open Badges 2.0 hosted assertion that the hub fetched and checked whole.

    `document`: the JSON text as served, or, with `digest`, only what names no person
    (`kiosk.badges.hosted`). `issuer`: the pinned issuer's ident.
    """

    url: str
    issuer: str
    document: str
    checked: datetime
    revoked: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class TrustRegistry:
    """Everything by exact key: issuers by ident, lists and copies by URL, city keys by id.

    `max_age`: older knowledge of withdrawals counts as unknown (the city's own limit).
    """

    issuers: Mapping[str, PinnedIssuer] = field(default_factory=dict)
    did_documents: Mapping[str, DidDocument] = field(default_factory=dict)
    status_lists: Mapping[str, StatusList] = field(default_factory=dict)
    revocations: Mapping[str, RevocationList] = field(default_factory=dict)
    hosted: Mapping[str, HostedCopy] = field(default_factory=dict)
    city_keys: Mapping[bytes, TrustedKey] = field(default_factory=dict)
    hosts: Hosts = field(default_factory=Hosts)
    max_age: timedelta = timedelta(days=7)

    def fresh(self, fetched: datetime, now: datetime) -> bool:
        return now - fetched <= self.max_age

    def issuer_of_method(self, method: str) -> PinnedIssuer | None:
        """Open Badges 2.0 names a key, not an issuer; a method id belongs to one issuer."""
        return next((item for item in self.issuers.values() if item.key_for(method)), None)


NOBODY: Final = TrustRegistry()
