"""A list of withdrawals counts only if its issuer signed it, whole and in time."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.badges.lists import check_status_list, issue_token_list, read_token_list
from kiosk.badges.status import BadList, inflate, read_revocation_list, token_list_url
from tests.badges.made import (
    CITY_KEY,
    ISSUER,
    LIST_URL,
    NOW,
    STRANGER,
    list_credential,
    pinned,
    registry,
    signed_json,
    signed_jwt,
)

FORMS = pytest.mark.parametrize("sign", [signed_json, signed_jwt], ids=["json", "jwt"])


@FORMS
def test_list_of_the_issuer_is_read_bit_by_bit(sign: Any) -> None:
    found = check_status_list(sign(list_credential(0, 9, 131_071)), LIST_URL, pinned(), NOW)
    assert [index for index in range(131_072) if found.is_set(index)] == [0, 9, 131_071]
    assert (found.issuer, found.fetched, found.purposes) == (
        ISSUER,
        NOW,
        frozenset({"revocation"}),
    )
    for index in (-1, 131_072):
        with pytest.raises(BadList):
            found.is_set(index)


@FORMS
def test_list_that_a_stranger_signed_is_left_out(sign: Any) -> None:
    with pytest.raises(BadList):
        check_status_list(sign(list_credential(), STRANGER), LIST_URL, pinned(), NOW)


@FORMS
@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://other.example"},
        {"validFrom": "2026-11-24T00:00:00Z"},
        {"type": ["VerifiableCredential"]},
    ],
)
def test_list_that_does_not_fit_is_left_out(sign: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(BadList):
        check_status_list(sign(list_credential(**changes)), LIST_URL, pinned(), NOW)


def test_edited_list_is_left_out() -> None:
    document = json.loads(signed_json(list_credential(5)))
    document["credentialSubject"]["encodedList"] = list_credential()["credentialSubject"][
        "encodedList"
    ]
    with pytest.raises(BadList):
        check_status_list(json.dumps(document), LIST_URL, pinned(), NOW)


def test_unsigned_list_is_left_out() -> None:
    with pytest.raises(BadList):
        check_status_list(json.dumps(list_credential()), LIST_URL, pinned(), NOW)


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "H4sIAAAA",
        "u!!",
        "uAAAA",
        "u"
        + base64.urlsafe_b64encode(gzip.compress(bytes(5_000_000), mtime=0)).decode().rstrip("="),
        "u"
        + base64.urlsafe_b64encode(gzip.compress(bytes(9), mtime=0) + b"more").decode().rstrip("="),
    ],
    ids=["empty", "no-multibase", "not-base64", "not-packed", "bomb", "more-behind"],
)
def test_list_that_does_not_unpack_is_left_out(encoded: str) -> None:
    document = list_credential()
    document["credentialSubject"]["encodedList"] = encoded
    with pytest.raises(BadList):
        check_status_list(signed_jwt(document), LIST_URL, pinned(), NOW)


@pytest.mark.parametrize("data", [b"", b"nonsense", zlib.compress(b"x")[:-2]])
def test_nothing_is_unpacked_by_halves(data: bytes) -> None:
    with pytest.raises(BadList):
        inflate(data)


@pytest.mark.parametrize(
    ("document", "revoked"),
    [
        ({"revokedCredential": [{"id": "a", "revoked": True}, {"id": "b"}]}, {"a", "b"}),
        ({"revokedCredentials": ["a"], "issuer": ISSUER}, {"a"}),
        ({"revokedAssertions": [{"id": "a", "revoked": False}, "b"]}, {"b"}),
        ({"revokedAssertions": []}, set()),
    ],
)
def test_lists_of_ids_are_read_in_both_versions(document: Any, revoked: set[str]) -> None:
    found = read_revocation_list(json.dumps(document), "https://x", ISSUER, NOW)
    assert found.revoked == revoked


@pytest.mark.parametrize(
    "text", ["[]", "{", '{"issuer": "https://other.example"}', '{"revokedAssertions": [1]}']
)
def test_list_of_ids_that_does_not_fit_is_left_out(text: str) -> None:
    with pytest.raises(BadList):
        read_revocation_list(text, "https://x", ISSUER, NOW)


def _city(key: Any = CITY_KEY, issuer: str = "vilnius", published: datetime = NOW) -> bytes:
    return issue_token_list(
        key, issuer=issuer, prefix="COLP1:", bits=b"\x00\x40", published=published
    )


def test_citys_own_list_is_read_by_its_pinned_key() -> None:
    found = read_token_list(_city(), registry().city_keys, NOW)
    assert found.url == token_list_url("vilnius", "COLP1:") == "col:vilnius:colp1"
    assert [index for index in range(16) if found.is_set(index)] == [9]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        _city(STRANGER),
        _city(issuer="kaunas"),
        _city(published=datetime(2020, 1, 1, tzinfo=UTC)),
        _city(published=datetime(2027, 1, 1, tzinfo=UTC)),
        _city()[:-1] + b"\x00",
    ],
    ids=["empty", "stranger", "another-city", "before-the-key", "future", "altered"],
)
def test_citys_list_that_does_not_fit_is_left_out(data: bytes) -> None:
    with pytest.raises(BadList):
        read_token_list(data, registry().city_keys, NOW)
