"""The page of an activity says what it costs whom, until when, and who says so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.services.catalogue import Catalogue
from kiosk.ui.context import Context
from kiosk.ui.detail_props import build
from sync.model.query import ActivityQuery
from tests.ui.visit import WEDNESDAY


@pytest.fixture
def moment(bundled: Path, qapp: QApplication) -> Iterator[Context]:
    catalogue = Catalogue(bundled)
    yield Context(catalogue, "en", WEDNESDAY, ZoneInfo("Europe/Vilnius"))
    catalogue.close()


def eligible(moment: Context) -> str:
    query = ActivityQuery(subsidy=True, limit=200)
    for hit in moment.catalogue.search(query, moment.now).hits:
        activity = moment.catalogue.activity(hit.activity)
        if activity and activity.offers[0].price == 35:
            return activity.id
    raise AssertionError("the bundled city has a club for 35 euros a month")


def test_price_before_and_after_with_who_until_when_and_by_whom(moment: Context) -> None:
    page = build(eligible(moment), moment)
    assert page.price == "€35 a month"
    common, doubled = page.reduced
    assert common.startswith("€10 a month with Non-formal education basket 2026/27. A pupil in")
    assert doubled.startswith("Free with Non-formal education basket 2026/27, doubled. A pupil ")
    assert "until 31\u00a0August\u00a02027" in page.subsidy
    assert "carried forward" in page.subsidy


def test_the_source_speaks_the_visitors_language(moment: Context) -> None:
    page = build(eligible(moment), replace(moment, language="lt"))
    assert "Parodomasis: perkelt" in page.subsidy
    assert "Demonstration" not in page.subsidy
