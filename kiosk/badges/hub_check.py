"""What the hub asks before it passes on what an issuer publishes: does it hold?

The same code that a kiosk reads it with, so a hub never hands out what its kiosks would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.badges.dates import read_date
from kiosk.badges.hosted import digest_of, without_person
from kiosk.badges.keys import TrustedKey
from kiosk.badges.multikey import BadKey, methods_of
from kiosk.badges.trust_json import NO_KEYS, BadTrust, read_trust
from kiosk.domain.scan_container import NotJson, read_json_object, strings_of


class DoesNotHold(ValueError):
    """The text says what is wrong with it."""


def check_list(
    form: str,
    url: str,
    body: str,
    issuer: Mapping[str, Any],
    fetched: datetime,
    city_keys: Mapping[bytes, TrustedKey] = NO_KEYS,
) -> None:
    """A list of withdrawals, by the keys of `issuer` (as in docs/badges.md). Raises DoesNotHold."""
    item = {
        "form": form, "url": url, "issuer": issuer["id"], "body": body,
        "fetched": fetched.isoformat(),
    }  # fmt: skip
    try:
        _, refused = read_trust({"issuers": [issuer], "lists": [item]}, city_keys)
    except BadTrust as error:
        raise DoesNotHold(str(error)) from error
    if refused:
        raise DoesNotHold("is not a list that this issuer signed")


def check_document(did: str, text: str) -> None:
    """A did:web document that says of whom it is and names keys. Raises DoesNotHold."""
    document = _object(text)
    if document.get("id") != did:
        raise DoesNotHold("is the document of another")
    try:
        if not methods_of(document):
            raise DoesNotHold("names no key that we can use")
    except BadKey as error:
        raise DoesNotHold(f"a key of it is broken: {error}") from error


def reduce_assertion(url: str, text: str, prefixes: tuple[str, ...]) -> tuple[str, str, bool]:
    """A hosted assertion without its person, its digest, and whether it is revoked.

    It must say that it lives at `url` and award a badge of this issuer. Raises DoesNotHold.
    """
    document = _object(text)
    if "Assertion" not in strings_of(document.get("type")) or document.get("id") != url:
        raise DoesNotHold("is not the assertion of this address")
    verification = document.get("verification")
    kind = verification.get("type") if isinstance(verification, dict) else None
    if kind not in ("HostedBadge", "hosted"):
        raise DoesNotHold("is not hosted")
    badge = document.get("badge")
    if not prefixes or not isinstance(badge, str) or not badge.startswith(prefixes):
        raise DoesNotHold("awards a badge of another issuer")
    try:
        read_date(document.get("issuedOn"))
    except ValueError as error:
        raise DoesNotHold("has no date") from error
    kept = json.dumps(without_person(document), ensure_ascii=False)
    return kept, digest_of(document), document.get("revoked") is True


def _object(text: str) -> dict[str, Any]:
    try:
        return read_json_object(text)
    except NotJson as error:
        raise DoesNotHold("is not a JSON object") from error
