"""The minutes on cards and pages: the bus where it saves time, never without its date."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from kiosk.services.catalogue import Catalogue
from kiosk.services.transit import open_transit
from kiosk.ui import cards, detail_props, place
from kiosk.ui.context import Context
from sync.model.query import ActivityQuery
from tests.quality import judge

FAR = "place-antakalnio-biblioteka"
AFTERNOON = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    catalogue = judge.bundled(tmp_path_factory.mktemp("ways"))
    yield catalogue
    catalogue.close()


def context(catalogue: Catalogue, *, prepared: bool = True) -> Context:
    zone, here = ZoneInfo("Europe/Vilnius"), catalogue.place("place-kablys")
    assert here
    assert here.geo
    transit = open_transit(judge.CITY)
    assert transit
    if prepared:
        transit.prepare(AFTERNOON.astimezone(zone))
    near = (here.geo.longitude, here.geo.latitude)
    return Context(catalogue, "en", AFTERNOON, zone, here.id, near, transit=transit)


def card_of(place_id: str, seen: Context) -> cards.Card:
    hits = seen.catalogue.search(ActivityQuery(place=place_id, limit=50), AFTERNOON).hits
    return next(card for card in cards.cards(hits, seen) if "Antakaln" in card.place)


def test_a_card_far_away_says_the_bus_and_the_year_of_its_timetable(catalogue: Catalogue) -> None:
    assert card_of(FAR, context(catalogue)).walk == "about 34 min by bus (2015)"


def test_the_page_of_a_place_says_both_ways_and_the_date(catalogue: Catalogue) -> None:
    said = "4.4 km · about 34 min by bus, timetable of 2015-09"
    assert place.build(FAR, context(catalogue)).walk == said


def test_the_page_of_an_activity_says_it_too(catalogue: Catalogue) -> None:
    found = detail_props.build(card_of(FAR, context(catalogue)).id, context(catalogue))
    assert "timetable of 2015-09" in found.walk


def test_until_the_timetable_is_laid_out_only_walking_is_said(catalogue: Catalogue) -> None:
    seen = context(catalogue, prepared=False)
    assert "bus" not in card_of(FAR, seen).walk
    assert card_of(FAR, seen).walk
