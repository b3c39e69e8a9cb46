"""Whatever is changed in a signed badge, the kiosk does not call it genuine."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.badges import linked
from kiosk.badges.judge import judge
from kiosk.badges.multikey import to_pem
from kiosk.badges.verdict import Verdict
from kiosk.domain.scan import classify
from tests.badges.made import (
    KEY,
    METHOD,
    NOW,
    bits,
    credential,
    registry,
    signed_json,
    signed_jwt,
    status_entry,
)

TRUST = registry(lists=(bits(7),))
SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8)
JSON = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=4), SCALARS)


OB2 = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://issuer.example/assertions/7",
    "recipient": {"type": "email", "hashed": False, "identity": "someone@example.org"},
    "badge": "https://issuer.example/badges/1",
    "verification": {"type": "SignedBadge", "creator": METHOD},
    "issuedOn": "2026-05-01T10:00:00Z",
    "evidence": [{"id": "https://issuer.example/evidence"}],
}


@cache
def signed() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        signed_json(
            credential(validUntil="2027-05-01T10:00:00Z", credentialStatus=status_entry(index=8))
        )
    )
    return document


@cache
def token() -> str:
    return signed_jwt(credential(validUntil="2027-05-01T10:00:00Z"))


def verdict_of(value: Any) -> Verdict:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return judge(classify(text.encode("utf-8", "surrogatepass")), TRUST, NOW).verdict


def test_untouched_badges_are_genuine() -> None:
    assert verdict_of(signed()) is Verdict.GENUINE
    assert verdict_of(token()) is Verdict.GENUINE


def test_order_and_layout_do_not_matter() -> None:
    backwards = dict(reversed(signed().items()))
    assert verdict_of(json.dumps(backwards, indent=3)) is Verdict.GENUINE


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield from _paths(item, (*path, key))


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _edit(document: dict[str, Any], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([item for item in _paths(document) if item]))
    parent, key = _at(document, path[:-1]), path[-1]
    action = data.draw(st.sampled_from(["replace", "remove", "add", "wrap"]))
    if action == "remove":
        del parent[key]
    elif action == "replace":
        parent[key] = data.draw(JSON.filter(lambda item: item != parent[key]))
    elif action == "wrap":
        parent[key] = [parent[key], data.draw(JSON)]
    elif isinstance(parent, dict):
        parent[data.draw(st.text(min_size=1, max_size=8).filter(lambda k: k not in parent))] = (
            data.draw(JSON)
        )
    else:
        parent.append(data.draw(JSON))


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_edit_of_the_json_is_accepted(data: st.DataObject) -> None:
    document = copy.deepcopy(signed())
    _edit(document, data)
    assert not verdict_of(document).accepted


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_issuer_who_signs_nonsense_gets_a_verdict(data: st.DataObject) -> None:
    document = copy.deepcopy(signed())
    del document["proof"]
    _edit(document, data)
    assert isinstance(verdict_of(signed_jwt(document)), Verdict)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_nonsense_of_version_two_gets_a_verdict(data: st.DataObject) -> None:
    document: dict[str, Any] = copy.deepcopy(OB2)
    _edit(document, data)
    assert isinstance(verdict_of(signed_jwt(document, header={"typ": "JWT"})), Verdict)
    assert isinstance(verdict_of(document), Verdict)


@cache
def old_token() -> str:
    return signed_jwt(OB2, header={"typ": "JWT"})


@pytest.mark.parametrize("made", [token, old_token], ids=["OB 3.0", "OB 2.0"])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_changed_letter_of_a_token_is_accepted(made: Any, data: st.DataObject) -> None:
    text = made()
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(min_codepoint=33, max_codepoint=126))
    changed = text[:place] + letter + text[place + 1 :]
    assert verdict_of(changed).accepted == (changed == text)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_flipped_byte_of_a_document_is_accepted(data: st.DataObject) -> None:
    good = json.dumps(signed(), ensure_ascii=False, separators=(",", ":")).encode()
    place = data.draw(st.integers(0, len(good) - 1))
    changed = bytearray(good)
    changed[place] ^= data.draw(st.integers(1, 255))
    assert not judge(classify(bytes(changed)), TRUST, NOW).verdict.accepted


def _undefined_term(document: dict[str, Any]) -> None:
    document["https://evil.example/verdict"] = None


def _unknown_member(document: dict[str, Any]) -> None:
    document["awardedBy"] = "City of Vilnius"


def _fake_issue_date(document: dict[str, Any]) -> None:
    document["issuanceDate"] = "1990-01-01T00:00:00Z"


def _fake_end(document: dict[str, Any]) -> None:
    document["expirationDate"] = "2100-01-01T00:00:00Z"


def _alias_in_context(document: dict[str, Any]) -> None:
    document["@context"].append(
        {
            "until": {
                "@id": "https://www.w3.org/2018/credentials#validUntil",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            }
        }
    )
    document["until"] = document.pop("validUntil")


def _spelled_out_end(document: dict[str, Any]) -> None:
    document["https://www.w3.org/2018/credentials#validUntil"] = {
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
        "@value": document.pop("validUntil"),
    }


def _spelled_out_status(document: dict[str, Any]) -> None:
    document["https://www.w3.org/2018/credentials#credentialStatus"] = document.pop(
        "credentialStatus"
    )


def _member_at_sign(document: dict[str, Any]) -> None:
    document["@id"] = document.pop("id")


EDITS = [
    _undefined_term,
    _unknown_member,
    _fake_issue_date,
    _fake_end,
    _alias_in_context,
    _spelled_out_end,
    _member_at_sign,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_edit_that_keeps_the_signature_is_refused(edit: Any) -> None:
    """These leave the signed RDF as it was; the bare proof still holds, the badge does not."""
    document = copy.deepcopy(signed())
    edit(document)
    linked.check_proof_only(document, to_pem(KEY.public_key()), {})
    assert verdict_of(document) is Verdict.ALTERED


def test_spelling_out_the_status_does_not_hide_it() -> None:
    document = copy.deepcopy(signed())
    _spelled_out_status(document)
    assert not verdict_of(document).accepted
