"""A large invented city: as real as its model, whole, and the same for the same seed."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from sync.citypack.cli import main
from sync.citypack.synth import COPY, _pattern, synthesize
from sync.importers.csv_city import LoadedCity, load_city
from sync.model import Activity

CITY = Path(__file__).parents[2] / "resources/cities/vilnius"
COUNT = 3000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> LoadedCity:
    folder = tmp_path_factory.mktemp("synth")
    assert main(["synth", "--count", str(COUNT), "--out", str(folder)]) == 0
    return load_city(folder)


def activities(city: LoadedCity) -> list[Activity]:
    return [a for a in city.records["activity"] if isinstance(a, Activity)]


def test_every_row_of_it_can_be_imported(made: LoadedCity) -> None:
    assert [str(p) for p in made.problems if p.skipped] == []
    assert len(activities(made)) == COUNT


def test_kinds_and_topics_keep_their_real_shares(made: LoadedCity) -> None:
    real = activities(load_city(CITY))
    for field in ("kind", "topics"):
        model = Counter(getattr(a, field) for a in real)
        found = Counter(getattr(a, field) for a in activities(made))
        for value, count in model.items():
            assert found[value] / COUNT == pytest.approx(count / len(real), abs=0.01)


def test_places_and_providers_are_shared_as_in_a_city(made: LoadedCity) -> None:
    assert len({a.location for a in activities(made)}) > 300
    assert len({a.organizer for a in activities(made)}) > 300


def test_an_invented_place_is_of_the_kind_that_such_an_activity_has(made: LoadedCity) -> None:
    houses: dict[str, set[str]] = defaultdict(set)
    for own in activities(load_city(CITY)):
        houses[_pattern(own.id)].add(own.location)
    for one in activities(made):
        assert COPY.sub("", one.location) in houses[_pattern(COPY.sub("-1", one.id))]


def test_nobody_can_be_called_up_for_an_invented_place(tmp_path: Path) -> None:
    synthesize(CITY, tmp_path, 12_000)
    for table in ("places", "organizations"):
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            copies = [row for row in csv.DictReader(file) if COPY.search(row["id"])]
        assert copies
        assert not any(row["phone"] or row["email"] or row["url"] for row in copies)


def test_the_invented_say_that_they_are(made: LoadedCity) -> None:
    invented = [a for a in activities(made) if "-s" in a.id]
    assert invented
    assert all(a.provenance.demonstration for a in invented)


def test_the_same_seed_gives_the_same_city(tmp_path: Path) -> None:
    for name in ("one", "other"):
        synthesize(CITY, tmp_path / name, 1500, seed=7)
    for file in ("activities.csv", "places.csv", "organizations.csv"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_a_folder_that_is_no_city_is_refused(tmp_path: Path) -> None:
    assert main(["synth", "--city", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
