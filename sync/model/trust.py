"""Whom the city trusts to give badges, and what their lists say; fetched and checked by the hub.

A kiosk reads these records and never asks anybody itself. None of them names a person: of a
hosted assertion only a digest and its dates travel.
"""

import datetime as dt
from typing import Literal

import msgspec

from sync.model.base import Record

ListForm = Literal["bitstring", "revocation", "city"]


class IssuerKey(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A public key that badges may be signed with; one of `multikey`, `jwk` and `pem`.

    `methods`: every identifier that names it. It vouches for badges signed inside its dates.
    """

    multikey: str = ""
    jwk: dict[str, str] = {}
    pem: str = ""
    methods: tuple[str, ...] = ()
    valid_from: dt.datetime | None = None
    valid_until: dt.datetime | None = None


class Issuer(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An issuer that the city vouches for; `name` is what the screen says.

    `ident`: its DID, URL or city id. `badge_prefixes`: where its Open Badges 2.0 classes live.
    `status_lists`, `revocation_list`: addresses that the hub fetches.
    """

    ident: str
    keys: tuple[IssuerKey, ...] = ()
    badge_prefixes: tuple[str, ...] = ()
    status_lists: tuple[str, ...] = ()
    revocation_list: str = ""


class IssuerDocument(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A did:web document as the hub fetched it. `ident`: the DID; `document`: JSON text."""

    ident: str
    document: str
    fetched: dt.datetime


class StatusList(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A list of withdrawals as served from `url` (`city`: base64url of the city's own).

    `fetched`: when the hub last saw that it says this. `issuer`: the issuer's `ident`.
    """

    form: ListForm
    url: str
    issuer: str
    body: str
    fetched: dt.datetime


class HostedAssertion(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An Open Badges 2.0 assertion that the hub found at `url`, without what it says of a person.

    `document`: its dates, badge class and form; `digest`: hex SHA-256 of the whole, sorted.
    """

    url: str
    issuer: str
    document: str
    digest: str
    checked: dt.datetime
    revoked: bool = False
