"""A city whose topics stand under others shows and counts them as a tree."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.services.catalogue import Catalogue
from kiosk.ui import home
from kiosk.ui.activity_list import Props, build
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters
from sync.model import Topic
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from tests.bench.synthetic_city import CITY
from tests.client.made import activity

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
TOPICS = (
    Topic(id="art", name="Menai", icon="palette", colour="#b0413e", shape="square"),
    Topic(id="clay", name="Keramika", broader="art"),
    Topic(id="dance", name="Šokis", broader="art"),
    Topic(id="folk", name="Tautiniai šokiai", broader="dance"),
    Topic(id="tech", name="Technologijos", icon="robot", colour="#2b5aa0"),
)
CLUBS = (("clay",), ("dance",), ("folk", "dance", "art"), ("tech",))


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    path = tmp_path / "catalogue.db"
    clubs = [activity(number, topics=topics) for number, topics in enumerate(CLUBS)]
    build_catalogue(
        path, CITY,
        [("topic", [(each.id, encode(each)) for each in TOPICS]),
         ("activity", [(each.id, encode(each)) for each in clubs])], NOW,
    )  # fmt: skip
    catalogue = Catalogue(path)
    yield Context(catalogue, "lt", NOW, ZoneInfo(CITY.timezone))
    catalogue.close()


def chips(shown: Props) -> list[tuple[str, int]]:
    return [(each.label, each.count) for each in shown.choices["topics"]]


def test_home_has_the_first_level_and_counts_each_activity_once(context: Context) -> None:
    counts = context.catalogue.search(ActivityQuery(), NOW).facets.topics
    tiles = home.tiles(context, counts)
    assert [(each.name, each.count) for each in tiles] == [("Menai", 3), ("Technologijos", 1)]


def test_a_chosen_topic_opens_what_stands_under_it(context: Context) -> None:
    first = build(Filters(), context, 10)
    assert chips(first) == [("Menai", 3), ("Technologijos", 1)]
    art = build(Filters(topics=("art",)), context, 10)
    assert chips(art) == [("Menai", 3), ("Keramika", 1), ("Šokis", 2), ("Technologijos", 1)]
    assert (art.total, art.title) == (3, "Menai")
    dance = build(Filters(topics=("art", "dance")), context, 10)
    assert ("Tautiniai šokiai", 1) in chips(dance)
    assert (dance.total, dance.title) == (2, "Šokis")


def test_a_topic_without_looks_of_its_own_has_those_of_the_one_above(context: Context) -> None:
    card = next(c for c in build(Filters(), context, 10).cards if c.id == "a2")
    assert (card.topic, card.iconName) == ("Tautiniai šokiai", "palette")
    assert (card.colour, card.shape) == ("#b0413e", "square")
