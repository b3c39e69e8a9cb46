"""What people type finds what they mean, in the bundled city."""

from collections.abc import Iterator
from statistics import fmean

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model.query import ActivityQuery
from tests.quality import judge

LEAST_QUERIES = 60
RECALL_AT_5, MRR = 0.88, 0.96
"""Measured 0.90 and 0.98; what is missed are other names for a thing ("clay" for "pottery")."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = judge.bundled(tmp_path_factory.mktemp("quality"))
    yield catalogue
    catalogue.close()


def names(catalogue: Catalogue, text: str, count: int) -> list[str]:
    hits = catalogue.search(ActivityQuery(text=text, limit=count), judge.NOW).hits
    return [activity.name for activity in catalogue.activities(hit.activity for hit in hits)]


def test_what_was_meant_stands_among_the_first_cards(catalogue: Catalogue) -> None:
    judged = list(judge.judge(catalogue))
    assert len(judged) >= LEAST_QUERIES
    assert fmean(one.recall for one in judged) >= RECALL_AT_5
    assert fmean(one.reciprocal for one in judged) >= MRR


@pytest.mark.parametrize("name", ["Aikido", "Breikas", "Stalo tenisas", "Origami", "aikido"])
def test_an_exact_name_comes_first(catalogue: Catalogue, name: str) -> None:
    assert names(catalogue, name, 1) == [name.capitalize()]


def test_a_word_that_nobody_has_does_not_empty_the_list(catalogue: Catalogue) -> None:
    page = catalogue.search(ActivityQuery(text="dinozaurai lojoteka"), judge.NOW)
    assert page.total
    assert page.corrected == "lojoteka"


def test_chatter_does_not_narrow(catalogue: Catalogue) -> None:
    asked = catalogue.search(ActivityQuery(text="noriu groti gitara "), judge.NOW).total
    assert asked == catalogue.search(ActivityQuery(text="groti gitara "), judge.NOW).total > 0


def test_only_chatter_is_searched_as_it_stands(catalogue: Catalogue) -> None:
    assert catalogue.search(ActivityQuery(text="how to "), judge.NOW).total
