"""What a scan is taken for, and what is refused before anybody looks at it."""

from __future__ import annotations

import base64
import json
import pickle
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.scan import Hosts, Scan, ScanKind, claim_url, classify

HOSTS = Hosts(
    own=frozenset({"mokykis.vilnius.lt", "xn--inios-tib.lt"}),
    assertions=frozenset({"badges.example.org"}),
)


def kind_of(text: str) -> ScanKind:
    return classify(text.encode(), HOSTS).kind


@pytest.mark.parametrize(
    "text",
    [
        "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1",
        "https://vilnius.cityoflearning.eu/claim?code=5f8ica",
        "https://vilnius.cityoflearning.eu/claim?qr=1&code=5f8ica\r\n",
        "HTTPS://VILNIUS.CITYOFLEARNING.EU/claim?code=5f8ica",
    ],
)
def test_claim_link_is_recognised_with_or_without_its_marker(text: str) -> None:
    scan = classify(text.encode())
    assert scan.kind is ScanKind.CLAIM_LINK
    assert scan.host == "vilnius.cityoflearning.eu"
    assert claim_url(scan).reveal() == "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


def test_claim_code_never_shows_in_any_printed_form() -> None:
    scan = classify(b"https://vilnius.cityoflearning.eu/claim?code=5f8ica")
    assert scan.payload is not None
    printed = [repr(scan), str(scan), f"{scan.payload}", f"{scan.payload:>20}", f"{scan!r}"]
    assert all("5f8ica" not in text for text in [*printed, repr(claim_url(scan))])


def test_scan_survives_the_pipe_to_the_checking_child() -> None:
    scan = classify(b"https://vilnius.cityoflearning.eu/claim?code=5f8ica")
    assert pickle.loads(pickle.dumps(scan)) == scan


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://www.badgecraft.eu/en/user-badges/77aB_-1", ScanKind.BADGE_PAGE),
        ("https://vilnius.cityoflearning.eu/badges/42", ScanKind.BADGE_PAGE),
        ("https://mokykis.vilnius.lt/a/vln-0012", ScanKind.ACTIVITY_LINK),
        ("https://žinios.lt/a/vln-0012", ScanKind.ACTIVITY_LINK),
        ("COL:A:VLN-0012", ScanKind.ACTIVITY_LINK),
        ("https://mokykis.vilnius.lt/s#vln-1,vln-2", ScanKind.SHORTLIST_LINK),
        ("https://badges.example.org/assertions/7.json", ScanKind.OB2_ASSERTION_URL),
        ("9780306406157", ScanKind.ISBN),
        ("0-306-40615-2", ScanKind.ISBN),
        ("080442957X", ScanKind.ISBN),
    ],
)
def test_known_payload_is_recognised(text: str, kind: ScanKind) -> None:
    assert kind_of(text) is kind


def test_offline_activity_code_names_the_activity_as_the_catalogue_does() -> None:
    assert classify(b"COL:A:VLN-0012").ident == "vln-0012"


def test_shortlist_keeps_its_order_and_drops_repeats() -> None:
    scan = classify(b"https://mokykis.vilnius.lt/s#b,a,b", HOSTS)
    assert scan.ids == ("b", "a")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://cityoflearning.eu.evil.example/claim?code=5f8ica", "host_not_listed"),
        ("https://a.b.cityoflearning.eu/claim?code=5f8ica", "host_not_listed"),
        ("https://cityoflearning.eu/claim?code=5f8ica", "host_not_listed"),
        ("https://evilcityoflearning.eu/claim?code=5f8ica", "host_not_listed"),
        ("https://v\u0456lnius.cityoflearning.eu/claim?code=5f8ica", "host_not_listed"),
        ("https://\uff56ilnius.cityoflearning.eu/claim?code=5f8ica", "bad_host"),
        ("https://vilnius。cityoflearning.eu/claim?code=5f8ica", "bad_host"),
        ("https://badgecraft.eu@evil.example/en/user-badges/1", "not_our_grammar"),
        ("https://badgecraft.eu:8443/en/user-badges/1", "not_our_grammar"),
        ("https://badgecraft.eu\\.evil.example/en/user-badges/1", "not_our_grammar"),
        ("https://vilnius.cityoflearning.eu/claim?code=5f8ica&next=//evil", "not_our_grammar"),
        ("https://vilnius.cityoflearning.eu/claim?code=5f8ica&code=other1", "not_our_grammar"),
        ("https://vilnius.cityoflearning.eu/claim?code=%35f8ica", "not_our_grammar"),
        ("https://vilnius.cityoflearning.eu/logout", "not_our_grammar"),
        ("http://vilnius.cityoflearning.eu/claim?code=5f8ica", "not_our_grammar"),
        ("javascript:alert(1)", "not_our_grammar"),
        ("file:///etc/passwd", "not_our_grammar"),
        ("9780306406158", "not_our_grammar"),
        ("WIFI:S:cafe;T:WPA;P:secret;;", "not_our_grammar"),
        ("claim?codež5f8ica", "not_our_grammar"),
    ],
)
def test_look_alike_or_unlisted_text_stays_unknown(text: str, reason: str) -> None:
    scan = classify(text.encode(), HOSTS)
    assert (scan.kind, scan.reason) == (ScanKind.UNKNOWN, reason)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"\xff\xfe", "not_utf8"),
        (b"\xc0\xaf", "not_utf8"),
        (b"\xed\xa0\x80", "not_utf8"),
        (b"COL:A:VLN\x1b[2J", "control_character"),
        (b"COL:A:\tVLN", "control_character"),
        ("COL:A:VLN\x9b".encode(), "control_character"),
        ("https://vilnius.cityoflearning.eu/\u202ebadges/1".encode(), "invisible_character"),
        ("COL:A:VLN\u200b1".encode(), "invisible_character"),
        ("COL:A:VLN\u00ad1".encode(), "invisible_character"),
        ("COL:A:VLN\ue0001".encode(), "invisible_character"),
        (b"A" * 3_000, "too_long"),
        (b"A" * 300_000, "too_long"),
        (b'{"a":' + b"[" * 100_000, "nested_too_deep"),
        (b'{"a":[' + b"1," * 60_000 + b"1]}", "too_many_members"),
        (b'{"type":"Assertion","type":"Assertion"}', "duplicate_member"),
        (b'{"type":"Assertion","x":NaN}', "not_json"),
        (b'{"hello":"world"}', "json_but_no_badge"),
        (b"<html><body>free wifi</body></html>", "not_our_grammar"),
    ],
)
def test_unsafe_bytes_are_refused_with_their_reason(payload: bytes, reason: str) -> None:
    scan = classify(payload)
    assert (scan.kind, scan.reason) == (ScanKind.UNKNOWN, reason)
    assert scan.payload is None
    assert not scan.image


def test_badge_documents_are_told_apart_by_context() -> None:
    old = {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}
    new = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["OpenBadgeCredential"]}
    assert kind_of(json.dumps(old, indent=2)) is ScanKind.OB2_JSON
    assert kind_of(json.dumps(new)) is ScanKind.OB3_JSON


def _jws(payload: object) -> str:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part({'alg': 'RS256'})}.{part(payload)}.c2ln"


def test_signed_badges_are_told_apart_by_what_they_carry() -> None:
    assert kind_of(_jws({"@context": "https://w3id.org/openbadges/v2"})) is ScanKind.OB2_JWS
    assert kind_of(_jws({"vc": {"type": ["VerifiableCredential"]}})) is ScanKind.OB3_JWT
    assert kind_of(_jws({"sub": "somebody"})) is ScanKind.UNKNOWN


def test_pretix_ticket_is_recognised_by_its_reversed_frame() -> None:
    frame = struct.pack(">BHH", 1, 20, 64) + bytes(84)
    ticket = base64.b64encode(frame).decode()[::-1]
    assert kind_of(ticket) is ScanKind.PRETIX_TICKET
    assert kind_of(ticket[::-1]) is ScanKind.UNKNOWN


def test_images_are_kept_for_unbaking() -> None:
    assert classify(b"\x89PNG\r\n\x1a\nrest").kind is ScanKind.BAKED_IMAGE
    assert kind_of('<?xml version="1.0"?><svg xmlns="x"/>') is ScanKind.BAKED_IMAGE


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_at_all_get_an_answer(payload: bytes) -> None:
    scan = classify(payload, HOSTS)
    assert isinstance(scan, Scan)
    assert (scan.kind is ScanKind.UNKNOWN) == bool(scan.reason)
