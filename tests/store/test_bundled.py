"""A kiosk starts with the bundled city, at once the second time, and with the hub's after that."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model.query import ActivityQuery
from sync.store.bundled import create_empty, prepare_catalogue
from sync.store.catalogue_write import CatalogueWriter
from sync.store.engine import open_engine, writing

SMALL = Path(__file__).parents[1] / "importers" / "city"
VILNIUS = Path(__file__).parents[2] / "resources" / "cities" / "vilnius"
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    shutil.copytree(SMALL, folder)
    return folder


def test_without_a_hub_the_bundled_city_is_there_and_says_so(tmp_path: Path, city: Path) -> None:
    path = tmp_path / "data" / "catalogue.db"
    assert prepare_catalogue(path, city, NOW).outcome == "built"
    catalogue = Catalogue(path)
    fresh = catalogue.freshness()
    assert (fresh.source, fresh.last_success, fresh.made) == ("bundled", None, NOW)
    assert catalogue.search(ActivityQuery(text="keramika"), NOW).total == 1


def test_the_second_start_keeps_what_is_there(tmp_path: Path, city: Path) -> None:
    path = tmp_path / "catalogue.db"
    prepare_catalogue(path, city, NOW)
    inode = path.stat().st_ino
    assert prepare_catalogue(path, city, NOW).outcome == "kept"
    assert path.stat().st_ino == inode


def test_a_newer_bundle_is_taken_in_until_a_hub_has_spoken(tmp_path: Path, city: Path) -> None:
    path = tmp_path / "catalogue.db"
    prepare_catalogue(path, city, NOW)
    with (city / "topics.csv").open("a") as file:
        file.write("\n")
    assert prepare_catalogue(path, city, NOW).outcome == "renewed"
    writer = CatalogueWriter(path)
    writer.say(source="hub")
    writer.close()
    (city / "notices.csv").unlink()
    assert prepare_catalogue(path, city, NOW).outcome == "kept"


def test_an_older_layout_is_built_anew(tmp_path: Path, city: Path) -> None:
    path = tmp_path / "catalogue.db"
    prepare_catalogue(path, city, NOW)
    engine = open_engine(path)
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA user_version = 999")
    engine.dispose()
    assert prepare_catalogue(path, city, NOW).outcome == "renewed"


def test_an_empty_catalogue_gets_the_bundled_city(tmp_path: Path, city: Path) -> None:
    create_empty(tmp_path / "catalogue.db")
    assert prepare_catalogue(tmp_path / "catalogue.db", city, NOW).outcome == "renewed"


def test_a_bad_row_of_the_bundle_is_told_and_the_rest_is_there(tmp_path: Path, city: Path) -> None:
    columns = (city / "activities.csv").read_text().splitlines()[0].count(",")
    with (city / "activities.csv").open("a") as file:
        file.write(f"act-9,nonsense,Vardas{',' * (columns - 2)}\n")
    prepared = prepare_catalogue(tmp_path / "catalogue.db", city, NOW)
    assert any("activities.csv" in problem for problem in prepared.problems)
    assert Catalogue(tmp_path / "catalogue.db").search(ActivityQuery(), NOW).total > 0


def test_a_screen_that_is_open_sees_the_catalogue_that_took_the_place(
    tmp_path: Path, city: Path
) -> None:
    path = tmp_path / "catalogue.db"
    prepare_catalogue(path, city, NOW)
    catalogue = Catalogue(path)
    before = catalogue.search(ActivityQuery(), NOW).total
    lines = (city / "activities.csv").read_text().splitlines()
    (city / "activities.csv").write_text("\n".join(lines[:-1]) + "\n")
    prepare_catalogue(path, city, NOW)
    assert catalogue.search(ActivityQuery(), NOW).total == before - 1


def test_the_bundled_city_of_vilnius_is_built_once(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.db"
    prepare_catalogue(path, VILNIUS, NOW)
    assert prepare_catalogue(path, VILNIUS, NOW).outcome == "kept"
    catalogue = Catalogue(path)
    assert catalogue.search(ActivityQuery(), NOW).total > 1000
    assert catalogue.today(NOW, 10)
