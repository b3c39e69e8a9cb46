"""Words as people type them: without accents, with endings, half, and with a typing error."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.catalogue import Catalogue
from sync.model import (
    Activity,
    GeoCoordinates,
    Kind,
    Organization,
    Place,
    PostalAddress,
    Schedule,
    Topic,
    Translation,
)
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from sync.store.text import fold, indexed, query_forms
from sync.store.typing_errors import CANDIDATES, similar_words
from tests.bench.synthetic_city import CITY

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)


def made(id: str, name: str, **changes: object) -> Activity:
    """An activity with little but a name."""
    return Activity(id=id, name=name, kind=Kind.CLUB, organizer="o1", location="p1", **changes)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    path: Path = tmp_path_factory.mktemp("words") / "catalogue.db"
    records = {
        "topic": [Topic(id="dance", name="Šokis", translations={"en": Translation(name="Dance")})],
        "organization": [Organization(id="o1", name="Žirmūnų laisvalaikio klubas")],
        "place": [
            Place(
                id="p1", name="Biblioteka „Ąžuolas“",
                address=PostalAddress("Antakalnio g. 17", district="Antakalnis"),
            )
        ],
        "activity": [
            made("keramika", "Keramikos dirbtuvės", description="Molis, glazūra ir krosnis."),
            made("robotai", "Robotų kūrimas", translations={
                "en": Translation(name="Building robots", description="Sensors and motors")}),
            made("breikas", "Breikas", topics=("dance",)),
            made("molis", "Vakaras prie židinio", description="Apie keramiką ir kitus amatus."),
            made("žygis", "Žygis į mišką", keywords=("orientavimasis",)),
        ],
    }  # fmt: skip
    build_catalogue(
        path, CITY, {k: [(r.id, encode(r)) for r in rs] for k, rs in records.items()}.items(), NOW
    )
    return Catalogue(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("keramika", ["keramika", "molis"]),
        ("KERAMIKOS", ["keramika", "molis"]),
        ("dirbtuvese", ["keramika"]),
        ("dirbtuvių", ["keramika"]),
        ("dirb", ["keramika"]),
        ("glazura", ["keramika"]),
        ("robot", ["robotai"]),
        ("sensor", ["robotai"]),
        ("building", ["robotai"]),
        ("šokis", ["breikas"]),
        ("sokiai", ["breikas"]),
        ("dance", ["breikas"]),
        ("zygis", ["žygis"]),
        ("miskas", ["žygis"]),
        ("orient", ["žygis"]),
        ("molis krosnis", ["keramika"]),
        ("keramika robotai", ["robotai"]),
    ],
)
def test_words_are_found_in_any_form(catalogue: Catalogue, text: str, found: list[str]) -> None:
    assert [hit.activity for hit in catalogue.search(ActivityQuery(text=text), NOW).hits] == found


def test_of_words_that_nothing_has_together_the_rarest_name_is_shown_and_said(
    catalogue: Catalogue,
) -> None:
    page = catalogue.search(ActivityQuery(text="keramikos glazura robotai"), NOW)
    assert [hit.activity for hit in page.hits] == ["robotai"]
    assert page.corrected == "robotai"


@pytest.mark.parametrize(("scored", "order"), [(600, "fedcbag"), (0, "efdcabg")])
def test_of_the_same_words_what_is_sooner_and_nearer_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scored: int, order: str
) -> None:
    monkeypatch.setattr("sync.store.search.RANKED", scored)

    def club(id: str, place: str, ahead: int, name: str = "Klubas", left: int = 5) -> Activity:
        day = NOW.date() + dt.timedelta(ahead)
        rule = Schedule(dates=(day,), start_time=dt.time(18), end_time=dt.time(19))
        about = "" if name == "Klubas" else "Klubas"
        return Activity(id=id, name=name, kind=Kind.CLUB, organizer="o1", location=place,
                        description=about, event_schedule=(rule,), remaining=left)  # fmt: skip

    records = {
        "place": [
            Place(id="here", name="A", geo=GeoCoordinates(54.69, 25.28)),
            Place(id="there", name="B", geo=GeoCoordinates(54.9, 25.28)),
        ],
        "activity": [
            club("a", "there", 40), club("b", "here", 40), club("c", "there", 3),
            club("d", "here", 3), club("e", "here", 0, left=0), club("f", "here", 0),
            club("g", "here", 0, "Ratas"),
        ],
    }  # fmt: skip
    path = tmp_path / "catalogue.db"
    build_catalogue(
        path, CITY, {k: [(r.id, encode(r)) for r in rs] for k, rs in records.items()}.items(), NOW
    )
    catalogue = Catalogue(path)
    found = catalogue.search(ActivityQuery(text="klub", near=(25.28, 54.69)), NOW).hits
    catalogue.close()
    assert [hit.activity for hit in found] == list(order), "and a name before all"


@pytest.mark.parametrize("text", ["žirmūnai", "biblioteka", "azuolas", "antakalnio", "17"])
def test_the_organizer_the_place_and_the_street_are_searched_too(
    catalogue: Catalogue, text: str
) -> None:
    assert catalogue.search(ActivityQuery(text=text), NOW).total == 5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("keramyka", "keramika"), ("kermaika", "keramika"), ("kerramika", "keramika"),
        ("kramika", "keramika"), ("eramika", "keramika"), ("robtai", "robotai"),
        ("brrikas", "breikas"), ("dirbtuvxs", "keramika"), ("oriemt", "žygis"),
    ],
)  # fmt: skip
def test_one_typing_error_is_forgiven_and_said(catalogue: Catalogue, text: str, found: str) -> None:
    page = catalogue.search(ActivityQuery(text=text), NOW)
    assert page.hits[0].activity == found
    assert page.corrected


def test_a_word_that_is_right_is_not_corrected(catalogue: Catalogue) -> None:
    assert catalogue.search(ActivityQuery(text="robotai"), NOW).corrected == ""


@pytest.mark.parametrize(
    "text",
    ['"', "'", "*", "a*", "NEAR(", "a AND", "OR", "name:x", "-", "^", "()", "{name}", "\\",
     "' OR 1=1 --", "\x00", "💃", "%", "_", "a" * 5000, "😀 kera", "ker\u0000a", "\ud800"],
)  # fmt: skip
def test_nothing_that_can_be_typed_breaks_the_search(catalogue: Catalogue, text: str) -> None:
    assert catalogue.search(ActivityQuery(text=text), NOW).total >= 0


def test_signs_alone_do_not_narrow(catalogue: Catalogue) -> None:
    assert catalogue.search(ActivityQuery(text=" - ?! "), NOW).total == 5


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Žvėrynas", "zverynas"), ("ŁÓDŹ", "lodz"), ("Straße", "strasse"), ("Ёлка", "елка")],
)
def test_folding_takes_case_and_accents_away(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_a_word_is_indexed_with_its_stem_once() -> None:
    assert indexed([("Keramikos", "lt")]).split() == ["keramikos", "keramik"]
    assert indexed([("12 ir", "lt")]).split() == ["12", "ir"]


def test_a_typed_word_meets_its_lithuanian_and_its_english_stem() -> None:
    assert {"dirbtuves", "dirbtuv"} <= set(query_forms("dirbtuvės"))
    assert "workshop" in query_forms("workshops")


def one_error(typed: str, word: str) -> bool:
    """Whether a letter more, less, exchanged or swapped makes `typed` a beginning of `word`."""
    cuts = [(typed[:at], typed[at:]) for at in range(len(typed) + 1)]
    return any(
        word.startswith(head + rest[1:])
        or (word.startswith(head) and word[len(head) + 1 :].startswith((rest, rest[1:])))
        or word.startswith(head + rest[1:2] + rest[:1] + rest[2:])
        for head, rest in cuts if rest
    )  # fmt: skip


@given(
    st.lists(st.text("abcč", min_size=1, max_size=6), max_size=CANDIDATES, unique=True),
    st.text("abcč", min_size=1, max_size=6),
)
def test_the_words_one_error_away_are_those_that_a_plain_comparison_finds(
    words: list[str], typed: str
) -> None:
    near = similar_words(sorted(words), typed)
    assert set(near) == {word for word in words if one_error(typed, word)}
    assert near == sorted(near, key=lambda word: (word[0] != typed[0], abs(len(word) - len(typed))))


def test_the_best_of_many_similar_words_begins_as_typed_and_is_as_long() -> None:
    words = sorted(["keramika", "keramikos", "kermika", "teramyka", "keramykos"])
    assert similar_words(words, "keramyka")[0] == "keramika"
