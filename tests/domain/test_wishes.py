"""What visitors wish in plain words, beside what they seek."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.services.wishes import Wishes, as_query, wishes_in
from sync.model.query import DAY_PARTS


@pytest.mark.parametrize(
    ("typed", "wishes"),
    [
        ("robotika nemokamai", Wishes("robotika ", free=True)),
        ("futbolas 12 metų", Wishes("futbolas ", age=(11, 13))),
        ("Šachmatai 7–10 m.", Wishes("Šachmatai ", age=(7, 10))),
        ("12m šokiai", Wishes("šokiai", age=(11, 13))),
        ("football for 12 year old", Wishes("football for ", age=(11, 13))),
        ("something today near", Wishes(day="today", nearest=True)),
        ("ką veikti šį savaitgalį", Wishes(day="weekend")),
        ("chess near me tonight", Wishes("chess ", day="today", time="evening", nearest=True)),
        ("бесплатно футбол 10 лет", Wishes("футбол ", free=True, age=(7, 10))),
        ("безкоштовне малювання поруч", Wishes("малювання ", free=True, nearest=True)),
        ("joga dzisiaj za darmo", Wishes("joga ", free=True, day="today")),
        ("uinti ilmaiseksi tänään", Wishes("uinti ", free=True, day="today")),
        ("dessin gratuit près de moi", Wishes("dessin ", free=True, nearest=True)),
        ("voetbal morgen 9 jaar", Wishes("voetbal ", day="tomorrow", age=(7, 10))),
    ],
)
def test_what_is_wished_is_told_from_what_is_sought(typed: str, wishes: Wishes) -> None:
    assert wishes_in(typed) == wishes


@pytest.mark.parametrize("typed", ["near Kablys", "3D spausdinimas", "Žvaigždžių vakaras", "1 2 3"])
def test_what_wishes_nothing_stays_as_it_was_typed(typed: str) -> None:
    assert wishes_in(typed) == Wishes(typed)


@given(st.text())
def test_whatever_is_typed_is_understood_or_left(typed: str) -> None:
    said = wishes_in(typed)
    assert wishes_in(said.text).text == said.text


def test_a_text_alone_is_a_whole_query() -> None:
    asked = as_query("joga šiandien vakare nemokamai", dt.date(2026, 11, 25))
    assert (asked.text, asked.free, asked.days) == ("joga ", True, (dt.date(2026, 11, 25),))
    assert asked.time_from == DAY_PARTS[-1][0]
