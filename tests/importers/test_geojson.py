"""A city's map layer becomes places, beside what is already there."""

import json
from pathlib import Path

import pytest

from sync.hub.database import open_database
from sync.hub.schema import record
from sync.importers.cli import main
from sync.importers.csv_city import load_city
from sync.importers.geojson import load_geojson
from sync.model import Place

MAPPING = {
    "kind": "place",
    "id_prefix": "gis-",
    "columns": {"id": "OBJECTID", "name_lt": "pavadinimas", "wheelchair": "pritaikyta"},
    "constants": {"source": "Savivaldybė", "licence": "CC BY 4.0"},
}
FEATURES = [
    {"type": "Feature", "properties": {"OBJECTID": 7.0, "pavadinimas": "Jaunimo erdvė"},
     "geometry": {"type": "Point", "coordinates": [25.3, 54.7]}},
    {"type": "Feature", "properties": {"OBJECTID": 8, "pavadinimas": None}, "geometry": None},
    {"type": "Feature", "properties": {"OBJECTID": 9, "pavadinimas": "Už žemės"},
     "geometry": {"type": "Point", "coordinates": [25.3, 154.7]}},
    {"type": "Feature", "properties": None},
    7,
    {"type": "Feature", "properties": {"OBJECTID": "7", "pavadinimas": "Antra"}},
]  # fmt: skip


@pytest.fixture
def layer(tmp_path: Path) -> tuple[Path, Path]:
    path, mapping = tmp_path / "layer.geojson", tmp_path / "mapping.json"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": FEATURES}))
    mapping.write_text(json.dumps(MAPPING))
    return path, mapping


def test_points_become_places_and_bad_features_are_named(
    city: Path, layer: tuple[Path, Path]
) -> None:
    loaded = load_geojson(*layer, load_city(city).city)
    place = loaded.records["place"][0]
    assert isinstance(place, Place)
    assert (place.id, place.name) == ("gis-7", "Jaunimo erdvė")
    assert place.geo is not None
    assert (place.geo.latitude, place.geo.longitude) == (54.7, 25.3)
    assert place.provenance.source == "Savivaldybė"
    told = [str(problem) for problem in loaded.problems]
    assert "layer.geojson feature 2: name_lt is empty" in told
    assert "layer.geojson feature 3: lat 154.7 is not between -90 and 90" in told
    assert "layer.geojson feature 5: id is empty" in told
    assert 'layer.geojson feature 6: id "gis-7" is there twice' in told
    assert len(loaded.records["place"]) == 1


def test_a_layer_adds_to_the_hub_and_deletes_nothing(
    city: Path, layer: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    command = [str(layer[0]), "--mapping", str(layer[1]), "--database", url]
    assert main(command) == 1
    assert "import the city's folder first" in capsys.readouterr().err
    assert main([str(city), "--database", url]) == 0
    assert main(command) == 1
    assert "place: 1 added, 0 changed, 0 unchanged, 0 deleted" in capsys.readouterr().out
    database = open_database(url)
    with database.read() as connection:
        found = connection.execute(
            record.select().where(record.c.kind == "place", record.c.data.is_not(None))
        ).all()
    database.close()
    assert len(found) == 3


def test_a_layer_without_a_mapping_is_wrong_use(layer: tuple[Path, Path]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(layer[0]), "--database", "sqlite:///x.db"])
    assert ended.value.code == 2


@pytest.mark.parametrize(
    ("mapping", "word"),
    [("{", "mapping.json"), ('{"kind": "badge", "columns": {}}', "kind is one of place")],
)
def test_a_bad_mapping_is_told_in_one_line(
    city: Path, layer: tuple[Path, Path], tmp_path: Path, mapping: str, word: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    main([str(city), "--database", url])
    layer[1].write_text(mapping)
    assert main([str(layer[0]), "--mapping", str(layer[1]), "--database", url]) == 1
    assert word in capsys.readouterr().err
