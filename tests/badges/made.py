"""Badges, issuers and lists made for the tests, with keys that are no secret."""

from __future__ import annotations

import base64
import gzip
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3 import ldp

from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.badges.multikey import to_pem
from kiosk.badges.status import RevocationList, StatusList
from kiosk.badges.trust import IssuerKey, PinnedIssuer, TrustRegistry
from kiosk.domain.scan import Hosts

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)
ISSUER = "https://issuer.example/profile"
METHOD = f"{ISSUER}#key-1"
ACHIEVEMENT = "https://issuer.example/achievements/robotics"
LIST_URL = "https://issuer.example/status/1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes([2]) * 32)
CITY_KEY = Ed25519PrivateKey.from_private_bytes(bytes([3]) * 32)
CITY_PUBLIC = public_bytes(CITY_KEY)


def private_pem(key: Ed25519PrivateKey = KEY) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def credential(**changes: Any) -> dict[str, Any]:
    """A small but whole Open Badges 3.0 credential, unsigned; None removes a member."""
    document: dict[str, Any] = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6b2f4a52-5d0e-4bb1-9a58-4b0f4a3f9c01",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Not to be shown"},
        "validFrom": "2026-05-01T10:00:00Z",
        "name": "Robotikos savanoris",
        "credentialSubject": {
            "id": "did:example:holder-17",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": ACHIEVEMENT,
                "type": ["Achievement"],
                "name": "Robotikos savanoris",
                "description": "Padėjo vesti robotikos būrelį.",
                "criteria": {"narrative": "Dešimt užsiėmimų."},
            },
        },
    }
    document.update(changes)
    return {name: value for name, value in document.items() if value is not None}


def status_entry(
    index: int = 7, purpose: str = "revocation", url: str = LIST_URL
) -> dict[str, Any]:
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def signed_json(
    document: dict[str, Any] | None = None, key: Ed25519PrivateKey = KEY, method: str = METHOD
) -> str:
    """The credential with an eddsa-rdfc-2022 proof."""
    return json.dumps(
        ldp.add_data_integrity_proof(
            document or credential(),
            private_pem(key),
            method,
            created=datetime(2026, 5, 1, 10, tzinfo=UTC),
        ),
        ensure_ascii=False,
    )


@cache
def plain_signed_json() -> str:
    return signed_json()


def signed_jwt(
    document: dict[str, Any] | None = None,
    key: Ed25519PrivateKey = KEY,
    header: dict[str, Any] | None = None,
    **claims: Any,
) -> str:
    """The credential as a VC-JWT whose payload is the credential itself."""
    return jwt.encode(
        {**(document or credential()), **claims},
        private_pem(key).decode(),
        algorithm="EdDSA",
        headers={"typ": "vc+jwt", "kid": METHOD, **(header or {})},
    )


def encoded_list(*set_bits: int, size: int = 131_072) -> str:
    bits = bytearray(size // 8)
    for index in set_bits:
        bits[index // 8] |= 0x80 >> (index % 8)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()


def list_credential(*set_bits: int, purpose: str = "revocation", **changes: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded_list(*set_bits),
        },
    }
    document.update(changes)
    return document


def pinned(**changes: Any) -> PinnedIssuer:
    values: dict[str, Any] = {
        "ident": ISSUER,
        "name": "Vilniaus technologijų klubas",
        "keys": (IssuerKey(to_pem(KEY.public_key()), (METHOD,)),),
        "badge_prefixes": ("https://issuer.example/",),
    }
    return PinnedIssuer(**{**values, **changes})


def registry(
    *,
    issuer: PinnedIssuer | None = None,
    lists: tuple[StatusList, ...] = (),
    revocations: tuple[RevocationList, ...] = (),
    **changes: Any,
) -> TrustRegistry:
    who = issuer or pinned()
    city = PinnedIssuer("vilnius", "Vilniaus miestas")
    trusted = TrustedKey(
        key_id_of(CITY_PUBLIC),
        CITY_PUBLIC,
        "vilnius",
        datetime(2026, 1, 1, tzinfo=UTC),
        datetime(2027, 12, 31, tzinfo=UTC),
    )
    values: dict[str, Any] = {
        "issuers": {who.ident: who, city.ident: city},
        "status_lists": {item.url: item for item in lists},
        "revocations": {item.url: item for item in revocations},
        "city_keys": {trusted.key_id: trusted},
        "hosts": Hosts(frozenset({"mokykis.vilnius.lt"}), frozenset({"issuer.example"})),
    }
    return TrustRegistry(**{**values, **changes})


def bits(*set_bits: int, purpose: str = "revocation", fetched: datetime = YESTERDAY) -> StatusList:
    raw = bytearray(16_384)
    for index in set_bits:
        raw[index // 8] |= 0x80 >> (index % 8)
    return StatusList(LIST_URL, ISSUER, frozenset({purpose}), bytes(raw), fetched)
