"""What a visitor is told about a badge, and what it takes to be told 'genuine'."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.badges import jose, linked
from kiosk.badges.judge import judge
from kiosk.badges.multikey import to_pem
from kiosk.badges.status import RevocationList, StatusList
from kiosk.badges.trust import DidDocument, IssuerKey, TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Verdict
from kiosk.domain.scan import ScanKind, classify
from tests.badges.made import (
    ACHIEVEMENT,
    ISSUER,
    KEY,
    METHOD,
    NOW,
    STRANGER,
    YESTERDAY,
    bits,
    credential,
    pinned,
    plain_signed_json,
    registry,
    signed_json,
    signed_jwt,
    status_entry,
)


def say(text: str, trust: TrustRegistry | None = None, now: datetime = NOW) -> Judgement:
    trust = registry() if trust is None else trust
    return judge(classify(text.encode(), trust.hosts), trust, now)


def answer(found: Judgement) -> tuple[Verdict, str]:
    return found.verdict, found.reason


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_badge_of_a_pinned_issuer_is_genuine_under_the_registrys_name(make: Any) -> None:
    found = say(make())
    assert answer(found) == (Verdict.GENUINE, Reason.NO_STATUS_DECLARED)
    assert (found.issuer, found.badge) == ("Vilniaus technologijų klubas", ACHIEVEMENT)
    assert found.holder is not None
    assert "holder-17" not in repr(found)


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_badge_of_an_issuer_nobody_pinned_is_never_genuine(make: Any) -> None:
    found = say(make(), TrustRegistry())
    assert answer(found) == (Verdict.CANNOT_TELL_OFFLINE, Reason.ISSUER_NOT_KNOWN)
    assert found.issuer == ""


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_no_cryptography_is_done_for_an_issuer_nobody_knows(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = make()
    for place, name in ((jose, "verify"), (linked, "check_badge")):
        monkeypatch.setattr(place, name, None)

    assert say(text, TrustRegistry()).reason == Reason.ISSUER_NOT_KNOWN
    with pytest.raises(TypeError, match="not callable"):
        say(text)


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_stranger_who_signs_in_the_issuers_name_is_found_out(make: Any) -> None:
    assert say(make(key=STRANGER)).verdict is Verdict.ALTERED


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_key_is_believed_only_for_badges_of_its_time(make: Any) -> None:
    pem = to_pem(KEY.public_key())
    late = IssuerKey(pem, (METHOD,), valid_from=datetime(2026, 6, 1, tzinfo=UTC))
    ended = IssuerKey(pem, (METHOD,), valid_until=datetime(2026, 6, 1, tzinfo=UTC))
    assert say(make(), registry(issuer=pinned(keys=(late,)))).reason == Reason.KEY_NOT_KNOWN
    assert say(make(), registry(issuer=pinned(keys=(ended,)))).verdict is Verdict.GENUINE


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"validUntil": "2026-11-23T11:00:00Z"}, Verdict.EXPIRED),
        ({"validUntil": "2026-11-23T11:59:30Z"}, Verdict.GENUINE),
        ({"validFrom": "2026-11-24T00:00:00Z"}, Verdict.NOT_YET_VALID),
        ({"validUntil": "2100-01-01T00:00:00+02:00"}, Verdict.GENUINE),
    ],
)
def test_its_own_dates_hold_with_a_minute_of_leeway(
    make: Any, changes: dict[str, str], verdict: Verdict
) -> None:
    assert say(make(credential(**changes))).verdict is verdict


def test_kiosk_with_a_wrong_system_clock_judges_by_the_time_it_is_given() -> None:
    text = signed_json(credential(validUntil="2026-06-01T00:00:00Z"))
    assert say(text, now=datetime(2026, 5, 15, tzinfo=UTC)).verdict is Verdict.GENUINE
    assert say(text).verdict is Verdict.EXPIRED


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
@pytest.mark.parametrize(
    ("found", "verdict", "reason"),
    [
        (bits(), Verdict.GENUINE, Reason.STATUS_CHECKED),
        (bits(7), Verdict.REVOKED, Reason.LISTED_AS_REVOKED),
        (bits(6), Verdict.GENUINE, Reason.STATUS_CHECKED),
        (
            bits(fetched=NOW - timedelta(days=8)),
            Verdict.GENUINE_REVOCATION_UNKNOWN,
            Reason.LIST_STALE,
        ),
        (bits(7, fetched=NOW - timedelta(days=900)), Verdict.REVOKED, Reason.LISTED_AS_REVOKED),
        (
            bits(purpose="suspension"),
            Verdict.GENUINE_REVOCATION_UNKNOWN,
            Reason.LIST_UNREADABLE,
        ),
    ],
)
def test_cached_list_decides_and_its_age_is_told(
    make: Any, found: StatusList, verdict: Verdict, reason: Reason
) -> None:
    said = say(make(credential(credentialStatus=status_entry())), registry(lists=(found,)))
    assert answer(said) == (verdict, reason)
    assert said.list_date == found.fetched


def test_suspended_badge_is_told_apart_from_a_revoked_one() -> None:
    text = signed_jwt(credential(credentialStatus=status_entry(purpose="suspension")))
    assert say(text, registry(lists=(bits(7, purpose="suspension"),))).verdict is Verdict.SUSPENDED


@pytest.mark.parametrize(
    "entry",
    [
        status_entry(),
        {"id": "x", "type": "SomethingNew"},
        status_entry(index=999_999),
        {**status_entry(), "statusListIndex": "-1"},
        {**status_entry(), "statusListIndex": "٣"},
        {**status_entry(), "statusSize": 2},
        "https://issuer.example/status/1#7",
    ],
)
def test_status_we_cannot_read_never_turns_green(entry: Any) -> None:
    trust = registry(lists=(bits(),) if entry != status_entry() else ())
    found = say(signed_jwt(credential(credentialStatus=entry)), trust)
    assert found.verdict is Verdict.GENUINE_REVOCATION_UNKNOWN


def test_worst_of_several_statuses_counts() -> None:
    entries = [status_entry(purpose="suspension", url="https://issuer.example/s"), status_entry()]
    text = signed_jwt(credential(credentialStatus=entries))
    assert say(text, registry(lists=(bits(7),))).verdict is Verdict.REVOKED
    assert say(text, registry(lists=(bits(),))).reason == Reason.LIST_MISSING


def test_list_of_another_issuer_says_nothing() -> None:
    other = StatusList(bits().url, "https://other.example", bits().purposes, bits().bits, YESTERDAY)
    text = signed_jwt(credential(credentialStatus=status_entry()))
    assert say(text, registry(lists=(other,))).reason == Reason.LIST_MISSING


def test_withdrawal_by_id_in_a_1edtech_list() -> None:
    entry = {"id": "https://issuer.example/revocations", "type": "1EdTechRevocationList"}
    contexts = [
        *credential()["@context"],
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ]
    text = signed_json(credential(credentialStatus=entry, **{"@context": contexts}))
    for revoked, verdict in (
        (frozenset({credential()["id"]}), Verdict.REVOKED),
        (frozenset({"urn:uuid:another"}), Verdict.GENUINE),
    ):
        found = RevocationList(entry["id"], ISSUER, revoked, YESTERDAY)
        assert say(text, registry(revocations=(found,))).verdict is verdict


def test_withdrawal_outweighs_the_date() -> None:
    document = credential(validUntil="2026-06-01T00:00:00Z", credentialStatus=status_entry())
    assert say(signed_jwt(document), registry(lists=(bits(7),))).verdict is Verdict.REVOKED


def _did_key() -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = int.from_bytes(b"\xed\x01" + KEY.public_key().public_bytes_raw(), "big")
    text = ""
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return f"did:key:z{text}"


@pytest.mark.parametrize("form", ["json", "jwt"])
def test_key_that_proves_only_itself_is_unchanged_but_unknown(form: str) -> None:
    did = _did_key()
    document = credential(issuer={"id": did, "type": ["Profile"], "name": "City of Vilnius"})
    method = f"{did}#{did.removeprefix('did:key:')}"
    if form == "json":
        good, bad = signed_json(document, method=method), signed_json(document, STRANGER, method)
    else:
        good = signed_jwt(document, header={"kid": method})
        bad = signed_jwt(document, STRANGER, header={"kid": method})
    found = say(good)
    assert answer(found) == (Verdict.ISSUER_UNKNOWN, Reason.KEY_PROVES_ONLY_ITSELF)
    assert found.issuer == ""
    assert say(bad).verdict is Verdict.ALTERED


@pytest.mark.parametrize("make", [signed_json, signed_jwt])
def test_cached_domain_that_nobody_pinned_stays_unknown(make: Any) -> None:
    cached = DidDocument(ISSUER, {METHOD: to_pem(KEY.public_key())}, YESTERDAY)
    trust = TrustRegistry(did_documents={ISSUER: cached})
    assert answer(say(make(), trust)) == (Verdict.ISSUER_UNKNOWN, Reason.DOMAIN_NOT_PINNED)
    assert say(make(key=STRANGER), trust).verdict is Verdict.ALTERED


def test_badge_without_any_signature_is_no_badge() -> None:
    found = say(json.dumps(credential()))
    assert answer(found) == (Verdict.NOT_A_BADGE, Reason.NOT_SIGNED)


def test_two_proofs_are_ambiguous() -> None:
    document = json.loads(plain_signed_json())
    document["proof"] = [document["proof"], document["proof"]]
    assert say(json.dumps(document)).verdict is Verdict.CANNOT_TELL_OFFLINE


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"typ": "kb+jwt"}, {}),
        ({"typ": "at+jwt"}, {}),
        ({"crit": ["b64"], "b64": True}, {}),
        ({}, {"iss": "https://other.example"}),
        ({}, {"sub": "did:example:another"}),
        ({}, {"jti": "urn:uuid:another"}),
    ],
)
def test_token_made_for_something_else_is_not_taken_for_a_badge(
    header: dict[str, Any], claims: dict[str, Any]
) -> None:
    assert say(signed_jwt(header=header, **claims)).verdict is Verdict.NOT_A_BADGE


@pytest.mark.parametrize(
    ("claims", "verdict"),
    [
        ({"exp": int(YESTERDAY.timestamp())}, Verdict.EXPIRED),
        ({"nbf": int((NOW + timedelta(days=1)).timestamp())}, Verdict.NOT_YET_VALID),
        ({"exp": "soon"}, Verdict.CANNOT_TELL_OFFLINE),
        ({"iss": ISSUER, "sub": "did:example:holder-17"}, Verdict.GENUINE),
    ],
)
def test_registered_claims_narrow_the_dates(claims: dict[str, Any], verdict: Verdict) -> None:
    assert say(signed_jwt(**claims)).verdict is verdict


def _forged_header(algorithm: str) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': algorithm, 'kid': METHOD})}.{part(credential())}.c2ln"


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS256", "ES256", "EdDSA", "nonsense"])
def test_header_cannot_choose_the_algorithm(algorithm: str) -> None:
    assert say(_forged_header(algorithm)).verdict is Verdict.ALTERED


def test_judgement_survives_its_way_through_json() -> None:
    found = say(signed_jwt(credential(validUntil="2030-01-01T00:00:00Z")))
    assert Judgement.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert found.kind is ScanKind.OB3_JWT
