"""What a visitor sees of each kind of code; only a checked badge is ever called genuine."""

import json

import pytest

from kiosk.badges.status import StatusList
from kiosk.badges.verdict import Verdict
from kiosk.services.badge import meaning_of
from kiosk.services.meaning import BADGE, Code, ScanMeaning, Severity, garbled
from sync.model import Activity, Badge, GeoCoordinates, Kind, Place, Playlist, Step
from sync.model.claim import name_of_link
from tests.scan.meanings import (
    CLAIM,
    NOW,
    STRANGER,
    City,
    believer,
    city_pass,
    compact,
    listed,
    meaning,
)

_ACCEPTING = {Code.BADGE_GENUINE}


def test_a_claim_link_cannot_be_told_offline_and_goes_on_by_phone() -> None:
    seen = meaning(CLAIM)

    assert (seen.code, seen.severity) == (Code.CLAIM_LINK, Severity.INFO)
    assert seen.params == {
        "host": "vilnius.cityoflearning.eu", "platform": "vilnius", "ours": "yes",
    }  # fmt: skip
    assert seen.badge is None
    assert seen.link is not None
    assert seen.link.reveal().encode() == CLAIM


def test_a_claim_link_that_the_city_lists_shows_its_badge_and_the_catalogue_holds_no_code() -> None:
    name = name_of_link(CLAIM.decode())
    poster = Badge(id="poster", name="Miesto žinovas", issuer="o", same_as=(name,))
    town = City(known={"poster": poster})

    assert meaning(CLAIM, city=town).badge is poster
    assert meaning(CLAIM.replace(b"&qr=1", b""), city=town).badge is poster
    assert meaning(CLAIM.replace(b"5f8ica", b"5f8icb"), city=town).badge is None
    assert meaning(CLAIM.replace(b"vilnius", b"kaunas"), city=town).badge is None
    assert "5f8ica" not in repr(poster)


def test_a_claim_link_that_the_issuer_hands_out_openly_shows_its_badge_too() -> None:
    handed = Badge(id="open", name="P", issuer="o", claim_url=CLAIM.decode())

    for link in (CLAIM, CLAIM.replace(b"&qr=1", b"")):
        assert meaning(link, city=City(known={"open": handed})).badge is handed


def test_a_claim_link_of_another_city_is_said_to_be_of_another_city() -> None:
    seen = meaning(CLAIM.replace(b"vilnius", b"kaunas"))

    assert (seen.params["platform"], seen.params["ours"]) == ("kaunas", "no")


def test_a_badge_page_is_known_by_its_address_too() -> None:
    page = "https://badgecraft.eu/en/user-badges/1234"
    city = City(known={"coder": Badge(id="coder", name="P", issuer="o", same_as=(page,))})

    assert meaning(page.encode(), city=city).code is Code.BADGE_KNOWN


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
    checked, unchecked = meaning(city_pass(), listed("COLP1:")), meaning(city_pass())

    assert (checked.code, checked.severity) == (Code.PASS_VALID, Severity.SUCCESS)
    assert checked.params["until"] == "2027-06-11"
    assert checked.params["withdrawal"] == "checked"
    assert unchecked.params["withdrawal"] == "unchecked"
    assert unchecked.severity is Severity.ALMOST, "what is not known is not green"


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
    seen = meaning(payload, listed("COLP1:"))

    assert (seen.code, seen.severity) == (code, severity)


def test_a_withdrawn_pass_is_refused() -> None:
    assert meaning(city_pass(), listed("COLP1:", 7)).code is Code.PASS_REVOKED


def test_no_changed_character_of_a_pass_lets_it_count() -> None:
    whole = city_pass()
    for place in range(len(whole)):
        other = b"A" if whole[place : place + 1] != b"A" else b"B"
        changed = whole[:place] + other + whole[place + 1 :]
        assert meaning(changed, listed("COLP1:")).severity is not Severity.SUCCESS, place


def test_the_number_of_a_pass_is_not_shown_to_whoever_holds_it_up() -> None:
    assert "7K2M9QX4TD" not in repr(meaning(city_pass()))


def test_a_genuine_badge_says_of_which_day_its_list_is_and_who_gave_it() -> None:
    seen = meaning(compact(), listed("COLB1:"))

    assert (seen.code, seen.severity) == (Code.BADGE_GENUINE, Severity.SUCCESS)
    assert (seen.params["issuer"], seen.params["listed"]) == ("Vilniaus miestas", "2026-11-22")
    assert seen.badge is not None
    assert seen.badge.name == "Programuotojas"


@pytest.mark.parametrize("lists", [(), (listed("COLB1:", days_ago=8),)])
def test_without_a_list_in_date_a_badge_is_never_green(lists: tuple[StatusList, ...]) -> None:
    seen = meaning(compact(), *lists)

    assert (seen.code, seen.severity) == (Code.BADGE_UNLISTED, Severity.ALMOST)
    assert ("listed" in seen.params) == bool(lists)


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (compact(ends=-1), Code.BADGE_EXPIRED),
        (compact(begins=3), Code.BADGE_NOT_YET),
        (compact(key=STRANGER), Code.BADGE_CANNOT_TELL),
        (compact()[:-2] + b"00", Code.BADGE_ALTERED),
        (compact()[:-9], Code.NOT_A_BADGE),
    ],
)
def test_a_badge_that_does_not_count_says_why(payload: bytes, code: Code) -> None:
    seen = meaning(payload, listed("COLB1:"))

    assert seen.code is code
    assert seen.severity is not Severity.SUCCESS
    assert seen.after is None


def test_a_badge_that_is_not_valid_yet_says_from_when() -> None:
    assert meaning(compact(begins=3), listed("COLB1:")).params["since"] == "2026-11-26"


def test_a_withdrawn_badge_is_refused_however_old_the_list() -> None:
    assert meaning(compact(), listed("COLB1:", 9, days_ago=900)).code is Code.BADGE_REVOKED


def test_a_genuine_badge_leads_to_the_paths_it_advances() -> None:
    steps = (Step(badge="coder"), Step(activity="robots-1"))
    path = Playlist(id="path", name="Kelias", steps=steps)
    seen = meaning(compact(), listed("COLB1:"), city=City(paths=(path,)))

    assert seen.after is not None
    assert [(each.playlist.id, each.number) for each in seen.after.advances] == [("path", 1)]
    assert [each.activity.id for each in seen.after.nearby] == ["robots-1"]


def test_what_is_next_is_the_path_first_and_then_what_is_nearest() -> None:
    places = {"far": (25.4, 54.7), "near": (25.27, 54.69), "on-path": (25.9, 54.9)}
    activities = {
        id: Activity(id=id, name=id, kind=Kind.CLUB, organizer="o", location=id)
        for id in places
    }  # fmt: skip
    coder = Badge(id="coder", name="P", issuer="o", skills=("coding",))
    maker = Badge(id="maker", name="M", issuer="o", skills=("coding",), level="2")
    steps = (Step(badge="coder"), Step(activity="on-path"))

    class Town(City):
        def place(self, id: str, /) -> Place | None:
            x, y = places[id]
            return Place(id=id, name=id, geo=GeoCoordinates(y, x))

        def teaching(self, badge: str, /) -> list[Activity]:
            return [activities["far"], activities["near"]] if badge == "maker" else []

    town = Town(
        activities, {"coder": coder, "maker": maker},
        (Playlist(id="path", name="K", steps=steps),),
    )  # fmt: skip
    seen = meaning_of(compact(), town, believer(listed("COLB1:")), NOW, (25.28, 54.69))

    assert seen.after is not None
    assert [each.activity.id for each in seen.after.nearby] == ["on-path", "near", "far"]
    assert seen.after.nearby[1].distance_m == pytest.approx(643, abs=10)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (
            {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "badge": "x"},
            Code.NOT_A_BADGE,
        ),
        (
            {"@context": ["https://www.w3.org/2018/credentials/v1"],
             "type": ["VerifiableCredential", "OpenBadgeCredential"]},
            Code.BADGE_OLDER,
        ),
    ],
)  # fmt: skip
def test_an_open_badge_that_cannot_be_checked_is_not_green(
    document: dict[str, object], code: Code
) -> None:
    seen = meaning(json.dumps(document).encode())

    assert seen.code is code
    assert seen.severity is not Severity.SUCCESS


def test_only_one_meaning_of_a_badge_is_green() -> None:
    green = [verdict for verdict in Verdict if BADGE[verdict][1] is Severity.SUCCESS]

    assert green == [Verdict.GENUINE]
    assert len({code for code, _ in BADGE.values()}) == len(Verdict)


def test_every_verdict_sounds_like_itself_and_only_good_news_sounds_good() -> None:
    tones = {
        verdict: ScanMeaning(code, severity).tone for verdict, (code, severity) in BADGE.items()
    }
    assert tones == {verdict: verdict.value for verdict in Verdict}

    others = [ScanMeaning(code, Severity.WARNING).tone for code in Code if code not in _ACCEPTING]
    assert not {"success", "genuine"}.intersection(others)


def test_a_garbled_scan_names_the_layout_and_nothing_else() -> None:
    seen = garbled("lt")

    assert (seen.code, dict(seen.params)) == (Code.GARBLED, {"layout": "lt"})


def test_whom_a_badge_was_issued_to_is_in_no_repr_and_no_parameter() -> None:
    seen = meaning(compact(), listed("COLB1:"))

    assert seen.holder is not None
    assert "7K2M9QX4TD" not in repr(seen) + str(dict(seen.params))
