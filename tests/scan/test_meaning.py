"""What a visitor sees of each kind of code; no code is ever called genuine."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.badges.city_pass import issue_pass
from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes
from kiosk.domain.scan import Hosts
from kiosk.services.badge import Code, ScanMeaning, Severity, garbled, meaning_of
from sync.model import Activity, Badge, Kind

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
HOSTS = Hosts(own=frozenset({"mokymosi-miestas.lt"}))
CLAIM = b"https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@dataclass
class City:
    """A catalogue of two records."""

    activities: Mapping[str, Activity] = field(
        default_factory=lambda: {
            "robots-1": Activity(id="robots-1", name="Robotai", kind=Kind.CLUB, organizer="o")
        }
    )
    badges: Mapping[str, Badge] = field(
        default_factory=lambda: {"coder": Badge(id="coder", name="Programuotojas", issuer="o")}
    )

    def activity(self, id: str, /) -> Activity | None:
        return self.activities.get(id)

    def badge(self, id: str, /) -> Badge | None:
        return self.badges.get(id)


@dataclass
class Lists:
    """A withdrawal list of one issuer."""

    taken_back: frozenset[int] = frozenset()

    def withdrawn(self, issuer: str, status_index: int, now: dt.datetime, /) -> bool | None:
        return status_index in self.taken_back


def keys(key: Ed25519PrivateKey = KEY) -> dict[bytes, TrustedKey]:
    public = public_bytes(key)
    begin, end = NOW - dt.timedelta(days=400), NOW + dt.timedelta(days=400)
    return {key_id_of(public): TrustedKey(key_id_of(public), public, "vilnius", begin, end)}


def city_pass(begins: int = -10, ends: int = 200, key: Ed25519PrivateKey = KEY) -> bytes:
    return issue_pass(
        key, issuer="vilnius", pass_id="P-7K2M9QX4TD", status_index=7,
        not_before=NOW + dt.timedelta(days=begins), expires=NOW + dt.timedelta(days=ends),
    ).encode()  # fmt: skip


def meaning(payload: bytes, lists: Lists | None = None) -> ScanMeaning:
    return meaning_of(payload, City(), keys(), lists, NOW, HOSTS)


def test_a_claim_link_cannot_be_told_offline_and_goes_on_by_phone() -> None:
    seen = meaning(CLAIM)

    assert (seen.code, seen.severity) == (Code.CLAIM_LINK, Severity.INFO)
    assert seen.params == {"host": "vilnius.cityoflearning.eu"}
    assert seen.link is not None
    assert seen.link.reveal().encode() == CLAIM


def test_a_claim_code_is_in_no_repr_and_no_parameter() -> None:
    seen = meaning(CLAIM)

    assert "5f8ica" not in repr(seen) + str(seen) + str(dict(seen.params)) + f"{seen.link}"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"https://vilnius.cityoflearning.eu/badges/coder", Code.BADGE_KNOWN),
        (b"https://vilnius.cityoflearning.eu/badges/other", Code.BADGE_PAGE),
        (b"https://badgecraft.eu/en/user-badges/1234", Code.BADGE_PAGE),
        (b"https://mokymosi-miestas.lt/a/robots-1", Code.ACTIVITY),
        (b"COL:A:ROBOTS-1", Code.ACTIVITY),
        (b"https://mokymosi-miestas.lt/a/gone", Code.ACTIVITY_GONE),
        (b"https://mokymosi-miestas.lt/s#robots-1,gone", Code.SHORTLIST),
        (b"https://mokymosi-miestas.lt/s#gone,too", Code.SHORTLIST_GONE),
        (b"9780306406157", Code.BOOK),
        (b"https://example.org/", Code.UNKNOWN_LINK),
        (b"https://vilnius.cityoflearning.eu.example.org/claim?code=5f8ica", Code.UNKNOWN_LINK),
        ("https://vilnius.cityoflearn\u0131ng.eu/claim?code=5f8ica".encode(), Code.UNKNOWN_LINK),
        ("https://vilnius.\u202ecityoflearning.eu/".encode(), Code.UNSAFE),
        (b"hello\x07", Code.UNSAFE),
        (b"hello", Code.UNKNOWN),
        (b"\xff\xfe", Code.UNKNOWN),
        (b"", Code.UNKNOWN),
    ],
)
def test_each_code_has_its_meaning(payload: bytes, code: Code) -> None:
    assert meaning(payload).code is code


def test_a_shortlist_says_how_much_of_it_is_left() -> None:
    seen = meaning(b"https://mokymosi-miestas.lt/s#robots-1,gone,lost")

    assert seen.ids == ("robots-1",)
    assert seen.params == {"found": "1", "gone": "2"}


def test_a_pass_in_date_says_until_when_and_whether_withdrawal_was_checked() -> None:
    checked, unchecked = meaning(city_pass(), Lists()), meaning(city_pass())

    assert (checked.code, checked.severity) == (Code.PASS_VALID, Severity.SUCCESS)
    assert checked.params["until"] == "2027-06-11"
    assert checked.params["withdrawal"] == "checked"
    assert unchecked.params["withdrawal"] == "unchecked"


@pytest.mark.parametrize(
    ("payload", "code", "severity"),
    [
        (city_pass(ends=-1), Code.PASS_EXPIRED, Severity.WARNING),
        (city_pass(begins=3), Code.PASS_NOT_YET, Severity.WARNING),
        (city_pass(key=STRANGER), Code.PASS_UNKNOWN_KEY, Severity.WARNING),
    ],
)
def test_a_pass_that_does_not_count_says_why(
    payload: bytes, code: Code, severity: Severity
) -> None:
    seen = meaning(payload, Lists())

    assert (seen.code, seen.severity) == (code, severity)


def test_a_withdrawn_pass_is_refused() -> None:
    assert meaning(city_pass(), Lists(frozenset({7}))).code is Code.PASS_REVOKED


def test_no_changed_character_of_a_pass_lets_it_count() -> None:
    whole = city_pass()
    for place in range(len(whole)):
        other = b"A" if whole[place : place + 1] != b"A" else b"B"
        changed = whole[:place] + other + whole[place + 1 :]
        assert meaning(changed, Lists()).severity is not Severity.SUCCESS, place


def test_the_number_of_a_pass_is_not_shown_to_whoever_holds_it_up() -> None:
    assert "7K2M9QX4TD" not in repr(meaning(city_pass()))


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "badge": "x"},
        {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["OpenBadgeCredential"]},
    ],
)
def test_an_open_badge_is_neither_confirmed_nor_refused(document: dict[str, object]) -> None:
    seen = meaning(json.dumps(document).encode())

    assert (seen.code, seen.severity) == (Code.BADGE_UNCHECKED, Severity.INFO)


def test_a_garbled_scan_names_the_layout_and_nothing_else() -> None:
    seen = garbled("lt")

    assert (seen.code, dict(seen.params)) == (Code.GARBLED, {"layout": "lt"})


def test_nothing_that_a_visitor_reads_says_genuine(project: Path) -> None:
    """Words for a checked badge come with the check itself."""
    words = [*(project / "kiosk/qml/Kiosk/Scan").glob("*.qml")]
    words += [
        project / "resources/i18n/fragments/scan_lt.json",
        project / "kiosk/services/badge.py",
    ]
    forbidden = ("genuine", "authentic", "verified", "tikras", "autenti", "patvirtint")
    found = [
        (path.name, word)
        for path in words
        for word in forbidden
        if word in path.read_text("utf-8").lower()
    ]

    assert len(words) > 5
    assert found == []
