"""The trust registry as JSON: what the sync stores and `main.py badge --trust` reads.

Format: docs/badges.md, "Trust on a kiosk". Every list is checked here, once; a list that
fails is left out and named, so its badges say "withdrawal not checked", never "genuine".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from kiosk.badges.dates import read_date
from kiosk.badges.keys import ED25519_BYTES, TrustedKey, key_id_of
from kiosk.badges.lists import check_status_list, read_token_list
from kiosk.badges.multikey import BadKey, methods_of, pem_of_jwk, pem_of_multikey
from kiosk.badges.status import BadList, read_revocation_list
from kiosk.badges.trust import (
    ALWAYS,
    NEVER,
    DidDocument,
    HostedCopy,
    IssuerKey,
    PinnedIssuer,
    TrustRegistry,
)
from kiosk.domain.scan import Hosts

NO_KEYS: Final[Mapping[bytes, TrustedKey]] = MappingProxyType({})


class BadTrust(ValueError):
    """The registry cannot be used; the message names the member at fault."""


def read_trust(
    value: Mapping[str, Any], city_keys: Mapping[bytes, TrustedKey] = NO_KEYS
) -> tuple[TrustRegistry, tuple[str, ...]]:
    """The registry, and the URLs of lists that were left out. Raises BadTrust.

    `city_keys` by key id, beside those in `value`.
    """
    try:
        issuers = {item["id"]: _issuer(item) for item in value.get("issuers", [])}
        registry = TrustRegistry(
            issuers=issuers,
            did_documents={item["id"]: _did(item) for item in value.get("did_documents", [])},
            hosted={item["url"]: _hosted(item) for item in value.get("hosted", [])},
            city_keys={**city_keys, **_city_keys(value.get("city_keys", []))},
            hosts=Hosts(
                frozenset(value.get("own_hosts", [])), frozenset(value.get("assertion_hosts", []))
            ),
            max_age=timedelta(days=float(value.get("max_age_days", 7))),
        )
        return _with_lists(registry, value.get("lists", []))
    except (
        KeyError, TypeError, ValueError, AttributeError, UnsupportedAlgorithm,
    ) as error:  # fmt: skip
        raise BadTrust(f"trust registry: {type(error).__name__}: {error}") from error


def _with_lists(
    registry: TrustRegistry, items: Iterable[Mapping[str, Any]]
) -> tuple[TrustRegistry, tuple[str, ...]]:
    lists, revocations, refused = {}, {}, []
    for item in items:
        fetched, url, body = read_date(item["fetched"]), str(item["url"]), str(item["body"])
        try:
            if item["form"] == "city":
                found = read_token_list(_base64(body), registry.city_keys, fetched)
                lists[found.url] = found
                continue
            issuer = registry.issuers.get(str(item["issuer"]))
            if issuer is None:
                raise BadList("issuer is not pinned")
            if item["form"] == "revocation":
                revocations[url] = read_revocation_list(body, url, issuer.ident, fetched)
            else:
                lists[url] = check_status_list(body, url, issuer, fetched)
        except BadList:
            refused.append(url)
    return replace(registry, status_lists=lists, revocations=revocations), tuple(refused)


def _issuer(item: Mapping[str, Any]) -> PinnedIssuer:
    return PinnedIssuer(
        ident=str(item["id"]),
        name=str(item["name"]),
        keys=tuple(_key(key) for key in item.get("keys", [])),
        badge_prefixes=tuple(str(prefix) for prefix in item.get("badge_prefixes", [])),
        revocation_list=str(item.get("revocation_list", "")),
    )


def _key(item: Mapping[str, Any]) -> IssuerKey:
    return IssuerKey(
        _pem(item),
        tuple(str(method) for method in item.get("methods", [])),
        _from(item),
        _until(item),
    )


def _pem(item: Mapping[str, Any]) -> bytes:
    try:
        if "multikey" in item:
            return pem_of_multikey(str(item["multikey"]))
        if "jwk" in item:
            return pem_of_jwk(dict(item["jwk"]))
    except BadKey as error:
        raise ValueError(f"key: {error}") from error
    pem = str(item["pem"]).encode("ascii")
    load_pem_public_key(pem)
    return pem


def _did(item: Mapping[str, Any]) -> DidDocument:
    return DidDocument(
        str(item["id"]), methods_of(dict(item["document"])), read_date(item["fetched"])
    )


def _hosted(item: Mapping[str, Any]) -> HostedCopy:
    return HostedCopy(
        str(item["url"]),
        str(item["issuer"]),
        str(item["document"]),
        read_date(item["checked"]),
        item.get("revoked") is True,
        str(item.get("digest", "")),
    )


def _city_keys(items: Iterable[Mapping[str, Any]]) -> dict[bytes, TrustedKey]:
    found = {}
    for item in items:
        public = _base64(str(item["public"]))
        if len(public) != ED25519_BYTES:
            raise ValueError("city key is not 32 bytes")
        key = TrustedKey(key_id_of(public), public, str(item["issuer"]), _from(item), _until(item))
        found[key.key_id] = key
    return found


def _from(item: Mapping[str, Any]) -> datetime:
    return read_date(item["valid_from"]) if "valid_from" in item else ALWAYS


def _until(item: Mapping[str, Any]) -> datetime:
    return read_date(item["valid_until"]) if "valid_until" in item else NEVER


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
