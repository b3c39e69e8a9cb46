"""What the screen sees changes all at once, and only where something changed."""

import datetime as dt
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model import AgeRange, Kind, Organization, Place, PostalAddress
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.protocol.messages import FeedState
from sync.store import bitmaps
from sync.store.bundled import build_catalogue
from sync.store.catalogue_write import CatalogueWriter, StagedItem
from sync.store.engine import open_engine, reading
from sync.store.facet_file import restore
from sync.store.facet_index import FacetIndex, load
from tests.bench.synthetic_city import CITY
from tests.client.made import ORGANIZATION, PLACE, activities, activity

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "catalogue.db"
    records = [
        ("place", [("p1", encode(PLACE))]),
        ("organization", [("o1", encode(ORGANIZATION))]),
        ("activity", [(a.id, encode(a)) for a in activities(30)]),
    ]
    build_catalogue(made, CITY, records, NOW)
    return made


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(path)
    yield opened
    opened.close()


def change(path: Path, kind: str, *items: StagedItem) -> int:
    """Stage these and publish them as a feed's next changes."""
    writer = CatalogueWriter(path)
    writer.stage(kind, (), 0)
    with writer.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE feed SET from_zero = 0")
    writer.stage(kind, items, 1)
    revision = writer.publish({kind: FeedState(count=0, last_change=1, digest="x")})
    writer.close()
    return revision


def updated(record: object) -> StagedItem:
    return StagedItem(record.id, 1000, encode(record))  # type: ignore[attr-defined]


def total(catalogue: Catalogue, text: str) -> int:
    return catalogue.search(ActivityQuery(text=text), NOW).total


def test_staged_pages_are_not_seen(path: Path, catalogue: Catalogue) -> None:
    before = catalogue.revision()
    writer = CatalogueWriter(path)
    writer.stage("activity", [updated(activity(99)), StagedItem("a1", 1001, None)], 5)
    writer.close()
    assert catalogue.revision() == before
    assert catalogue.activity("a99") is None
    assert catalogue.activity("a1") is not None
    assert catalogue.search(ActivityQuery(), NOW).total == 30


def test_a_renamed_activity_is_found_by_its_new_name_only(path: Path, catalogue: Catalogue) -> None:
    assert total(catalogue, "7") == 1
    before = catalogue.revision()
    change(path, "activity", updated(activity(7, name="Akvarelė")))
    assert catalogue.revision() == before + 1
    assert total(catalogue, "akvarele") == 1
    assert total(catalogue, "7") == 0
    renamed = catalogue.activity("a7")
    assert renamed is not None
    assert renamed.name == "Akvarelė"


def test_a_deleted_activity_is_gone_from_everywhere(path: Path, catalogue: Catalogue) -> None:
    change(path, "activity", StagedItem("a7", 1000, None))
    assert catalogue.activity("a7") is None
    page = catalogue.search(ActivityQuery(), NOW)
    assert page.total == 29
    assert sum(page.facets.kinds.values()) == 29
    assert len(catalogue.activities_of_place("p1")) == 29
    change(path, "activity", updated(activity(40)), updated(activity(41)))
    assert catalogue.search(ActivityQuery(), NOW).total == 31


def test_a_renamed_place_is_found_by_its_new_name(path: Path, catalogue: Catalogue) -> None:
    assert total(catalogue, "vilnele") == 0
    moved = Place(id="p1", name="Vilnelė", address=PostalAddress(district="Užupis"))
    change(path, "place", updated(moved))
    assert total(catalogue, "vilnele") == 30
    assert catalogue.search(ActivityQuery(district="Užupis"), NOW).total == 30


def test_a_renamed_organizer_is_found_by_its_new_name(path: Path, catalogue: Catalogue) -> None:
    change(path, "organization", updated(Organization(id="o1", name="Pasagėlė")))
    assert total(catalogue, "pasagele") == 30


def test_filters_follow_a_change_without_a_restart(path: Path, catalogue: Catalogue) -> None:
    day = dt.date(2026, 11, 30)
    assert catalogue.search(ActivityQuery(free=True, day=day), NOW).total == 30
    change(path, "activity", updated(activity(1, offers=(), event_schedule=(), drop_in=True)))
    assert catalogue.search(ActivityQuery(free=True), NOW).total == 29
    assert catalogue.search(ActivityQuery(day=day), NOW).total == 29
    assert catalogue.search(ActivityQuery(drop_in=True), NOW).total == 1


def test_every_search_sees_one_whole_state_while_the_city_changes(path: Path) -> None:
    catalogue = Catalogue(path)
    ended = threading.Event()
    odd: list[object] = []

    def look() -> None:
        while not ended.is_set():
            page = catalogue.search(ActivityQuery(limit=100), NOW)
            names = {a.name for a in catalogue.activities(h.activity for h in page.hits)}
            if page.total != 30 or len(page.hits) != 30 or not names:
                odd.append((page.total, len(page.hits)))

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for round in range(12):
        change(path, "activity", *(updated(activity(n, name=f"R{round}")) for n in range(1, 31)))
    ended.set()
    for thread in threads:
        thread.join()
    assert odd == []
    catalogue.close()


def test_a_record_that_the_disk_spoiled_is_left_out_and_logged(
    path: Path, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    writer = CatalogueWriter(path)
    with writer.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE record SET data = x'00ff' WHERE id = 'a3'")
    writer.close()
    assert catalogue.activity("a3") is None
    assert len(catalogue.activities_of_place("p1")) == 29
    assert "a3" in caplog.text


def bits_of(index: FacetIndex) -> dict[object, int]:
    """What the bitmaps say; a value that nobody has is as good as none."""
    return {key: bits for key, bits in index.bits.items() if bits}


@pytest.mark.parametrize("seed", range(8))
def test_the_filters_kept_with_the_city_are_those_that_its_rows_make(path: Path, seed: int) -> None:
    dice = random.Random(seed)
    kinds = list(Kind)
    for _ in range(4):
        items = []
        for number in dice.sample(range(1, 45), 6):
            if dice.random() < 0.3:
                items.append(StagedItem(f"a{number}", 1000, None))
                continue
            low = dice.randrange(0, 60)
            items.append(updated(activity(
                number, kind=dice.choice(kinds), age_range=AgeRange(low, low + 9),
                topics=tuple(dice.sample(["music", "dance", "sport"], 2)),
                location=dice.choice(["p1", "p2", ""]), drop_in=dice.random() < 0.5,
            )))  # fmt: skip
        change(path, "activity", *items)
        with reading(open_engine(path)) as connection:
            kept, made = restore(connection, 1), load(connection, 1)
        assert bits_of(kept) == bits_of(made)
        for column in ("ids", "places", "first_topics"):
            there = list(bitmaps.numbers(kept.all))
            assert [getattr(kept, column)[n] for n in there] == [
                getattr(made, column)[n] for n in there
            ]


def test_within_one_reading_a_publication_changes_nothing(path: Path, catalogue: Catalogue) -> None:
    with catalogue.steady():
        before = catalogue.revision()
        assert catalogue.activity("a1") == activity(1)
        change(path, "activity", updated(activity(1, name="Visai kitas vardas")))
        assert catalogue.revision() == before
        assert total(catalogue, "visai kitas") == 0
        assert catalogue.activity("a1") == activity(1)
    assert catalogue.revision() > before
    assert total(catalogue, "visai kitas") == 1
