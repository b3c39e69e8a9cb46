"""The rare scans: what is nearly one of ours, and what a scanner or a hand makes of it."""

import base64
import json

import pytest

from kiosk.domain.scan import Hosts, ScanKind, claim_url, classify, is_staff_badge
from kiosk.domain.scan_again import Debounce
from kiosk.domain.scan_container import badge_flavour, is_pretix_ticket, isbn_of
from kiosk.domain.scan_layouts import CALIBRATION, OTHER, calibration, garble, garbling_layout
from kiosk.domain.scan_text import MAX_IMAGE, Secret

PNG = b"\x89PNG\r\n\x1a\n"
HOSTS = Hosts(own=frozenset({"hub.example"}), assertions=frozenset({"badges.example"}))


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (PNG + bytes(MAX_IMAGE), "too_long"),
        (b'{"a": 1}', "json_but_no_badge"),
        (b"<?xml version='1.0'?><html></html>", "not_our_grammar"),
        (b"COL:A:!", "not_our_grammar"),
        (b"https://" + "ｖilnius.cityoflearning.eu".encode() + b"/claim?code=5f8ica", "bad_host"),
        (b"https://-a.cityoflearning.eu/claim?code=5f8ica", "bad_host"),
        (b"https://a..cityoflearning.eu/claim?code=5f8ica", "bad_host"),
        (b"https://hub.example/a/act-1?x=1", "not_our_grammar"),
        (b"https://badges.example/a/../b", "not_our_grammar"),
        (b"https://badges.example/a/b?x=1", "not_our_grammar"),
    ],
)
def test_what_is_nearly_ours_is_not_taken_for_it(payload: bytes, reason: str) -> None:
    scan = classify(payload, HOSTS)
    assert (scan.kind, scan.reason) == (ScanKind.UNKNOWN, reason)


def test_a_token_without_an_algorithm_or_with_other_than_an_object_is_none() -> None:
    for header, payload in (({"typ": "JWT"}, {"a": 1}), ({"alg": "EdDSA"}, [1])):
        text = f"{segment(header)}.{segment(payload)}.{segment('sig')}"
        assert classify(text.encode()).kind is ScanKind.UNKNOWN


@pytest.mark.parametrize(
    ("document", "flavour"),
    [
        ({"credentialSubject": {}, "issuer": "x"}, "ob3"),
        ({"recipient": {}, "badge": {}}, "ob2"),
        ({"recipient": {}}, ""),
    ],
)
def test_a_badge_without_context_or_type_is_known_by_its_shape(
    document: dict[str, object], flavour: str
) -> None:
    assert badge_flavour(document) == flavour


@pytest.mark.parametrize(
    ("text", "digits"),
    [("0-306-40615-2", "0306406152"), ("978 0 306 40615 7", "9780306406157"), ("12345678901", "")],
)
def test_an_isbn_is_ten_or_thirteen_digits(text: str, digits: str) -> None:
    assert isbn_of(text) == digits


def test_only_a_claim_link_leads_to_a_claim() -> None:
    with pytest.raises(ValueError, match="not a claim"):
        claim_url(classify(b"nothing"))


def test_a_staff_badge_is_known_by_its_beginning_and_means_nothing_to_visitors() -> None:
    payload = b"COLS1:" + b"A" * 100
    assert is_staff_badge(payload)
    assert not is_staff_badge(b"COLP1:" + b"A" * 100)
    assert classify(payload).kind is ScanKind.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (CALIBRATION, "ok"), (CALIBRATION.swapcase(), "caps"), (f"]Q1{CALIBRATION}", "extra"),
        (garble(CALIBRATION, "lt"), "lt"), (garble(CALIBRATION, "de").replace("\ufffd", ""), "de"),
        ("hello", OTHER),
    ],
)  # fmt: skip
def test_a_scanner_that_is_tried_out_is_told_what_it_does(typed: str, said: str) -> None:
    assert calibration(typed) == said


def test_the_code_to_try_a_scanner_is_never_garbled_and_its_garbled_forms_are() -> None:
    assert garbling_layout(CALIBRATION, HOSTS) == ""
    assert garbling_layout(garble(CALIBRATION, "fr").replace("\ufffd", ""), HOSTS) != ""
    assert garbling_layout(garble(CALIBRATION, "lt"), HOSTS) == "lt"


def test_after_forgetting_the_same_code_is_news() -> None:
    seen = Debounce()
    assert seen.is_news(b"x", 1.0)
    assert not seen.is_news(b"x", 1.5)
    seen.forget()
    assert seen.is_news(b"x", 1.6)


def test_a_secret_is_the_same_as_itself_and_shows_nothing() -> None:
    assert len({Secret("a"), Secret("a"), Secret("b")}) == 2
    assert "a" not in f"{Secret('a')}".replace("redacted", "").replace("Secret", "")


def test_a_ticket_of_another_system_whose_code_is_broken_is_unknown() -> None:
    assert not is_pretix_ticket("=" * 120)
    assert not is_pretix_ticket("A" * 121)
