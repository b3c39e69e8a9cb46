"""What a genuine badge counts for: only what holds now, by year, with whoever says so."""

from kiosk.ui.scan.result_props import props_of
from sync.model import Badge, Recognition
from tests.scan.meanings import City, compact, listed, meaning

RULES = (
    Recognition(text="Papildomas balas", since=2018, until=2022, source="Priėmimo taisyklės"),
    Recognition(
        text="Rekomendacija", since=2025, source="Organizatorius",
        translations={"en": "A reference"},
    ),
    Recognition(text="Pažyma"),
)  # fmt: skip
TOWN = City(known={"coder": Badge(id="coder", name="P", issuer="o", recognized=RULES)})


def test_a_rule_that_is_over_is_not_promised_and_each_other_says_since_when_and_by_whom() -> None:
    shown = props_of(meaning(compact(), listed("COLB1:"), city=TOWN), "en")

    assert shown.recognized == [
        {"text": "A reference", "detail": "2025–, Organizatorius"},
        {"text": "Pažyma", "detail": ""},
    ]


def test_a_badge_that_was_withdrawn_counts_for_nothing() -> None:
    shown = props_of(meaning(compact(), listed("COLB1:", 9), city=TOWN), "en")

    assert (shown.recognized, shown.counts_for, shown.paths, shown.nearby) == ([], "", [], [])
