"""The first letters of a name are enough to be offered it."""

from kiosk.services.suggestions import Named, Names, as_written
from sync.model import Organization, Place, Topic, Translation

NAMES = Names({
    Named.TOPIC: [Topic(id="t", name="Šokis", translations={"en": Translation(name="Dance")})],
    Named.PLACE: [
        Place(id="far", name="Žirmūnų biblioteka"), Place(id="p", name="Bibliotekos gatvės klubas"),
    ],
    Named.ORGANIZER: [Organization(id="o", name="Šokių studija „Žingsnis“")],
})  # fmt: skip


def offered(text: str, limit: int = 5) -> list[str]:
    return [each.record.id for each in NAMES.begin(text, limit)]


def test_letters_without_accents_and_in_any_language_are_enough() -> None:
    assert offered("sok") == ["t", "o"]
    assert offered("danc") == ["t"]
    assert offered("zing") == ["o"]


def test_a_name_that_begins_so_comes_before_one_that_goes_on_so() -> None:
    assert offered("bibl") == ["p", "far"]


def test_every_typed_word_has_to_be_in_the_name() -> None:
    assert offered("zirmunu bib") == ["far"]
    assert offered("sokiu bib") == []


def test_a_single_letter_or_nothing_offers_nothing() -> None:
    assert offered("b") == offered("") == offered("  ") == offered("?!") == []
    assert len(offered("bi", 1)) == 1


def test_a_stem_is_told_as_the_names_write_it() -> None:
    assert as_written("keramik", ["Keramikos būrelis", "Dailė"]) == "keramikos"
    assert as_written("sokiu burel", ["Šokių būrelis"]) == "šokių būrelis"
    assert as_written("nothing", []) == "nothing"
