"""City packs from a timetable and from an extract."""

import json
from pathlib import Path

import mapbox_vector_tile
import pytest

from sync.citypack import recipe
from sync.citypack.cli import main
from sync.citypack.errors import PackError
from sync.citypack.gtfs import Route
from sync.citypack.pack import Pack
from sync.citypack.projection import to_degrees, to_unit
from sync.citypack.skeleton import build

BUS, TROLLEY = Route("b", "bus"), Route("t", "trolleybus")


def write_recipe(folder: Path, **changes: object) -> Path:
    """A recipe without rivers."""
    path = folder / "recipe.json"
    words = {
        "city": "town", "language": "lt", "bounds": [25.2, 54.6, 25.4, 54.8],
        "centre": [25.28, 54.68],
    }  # fmt: skip
    path.write_text(json.dumps(words | changes))
    return path


def test_degrees_survive_the_projection() -> None:
    assert to_degrees(*to_unit(25.28, 54.68)) == pytest.approx((25.28, 54.68))


def test_routes_that_share_a_street_are_drawn_once() -> None:
    one = [(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)]
    other = [(0.0, 2.0), (200.0, 2.0)]
    streets = build([(one, frozenset({BUS})), (other, frozenset({TROLLEY}))], tolerance=5)
    assert len(streets) == 1
    assert streets[0].line.length == pytest.approx(200)
    assert streets[0].properties == {"class": "tertiary", "trolleybus": 1}


def test_streets_far_apart_stay_two() -> None:
    one = [(0.0, 0.0), (200.0, 0.0)]
    other = [(0.0, 40.0), (200.0, 40.0)]
    assert len(build([(one, frozenset({BUS})), (other, frozenset({BUS}))], tolerance=13)) == 2


def test_a_timetable_becomes_a_map_with_its_stops(
    timetable: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "town"
    code = main(["build", "--gtfs", str(timetable), "--recipe", str(write_recipe(tmp_path)),
                 "--out", str(out)])  # fmt: skip
    shown = capsys.readouterr()
    assert code == 0, shown.err
    assert "zoom 14" in shown.err
    pack = Pack(out / "map.pmtiles")
    pack.verify()
    assert pack.manifest.date == "2015-09-01"
    x, y = (int(part * (1 << 14)) for part in to_unit(25.27, 54.68))
    tile = mapbox_vector_tile.decode(pack.tile(14, x, y))
    stops = [f["properties"] for f in tile["poi"]["features"] if "name" in f["properties"]]
    assert [stop["name"] for stop in stops] == ["Žvėryno žiedas"]
    assert any(f["properties"].get("trolleybus") for f in tile["transportation"]["features"])
    assert main(["check", str(out / "map.pmtiles")]) == 0


def test_an_extract_becomes_a_map_with_sea_house_street_and_museum(
    extract: Path, tmp_path: Path
) -> None:
    out = tmp_path / "helsinki"
    arguments = ["build", "--osm", str(extract), "--bbox", "24.93,60.16,24.95,60.17"]
    assert main([*arguments, "--out", str(out), "--quiet"]) == 0
    pack = Pack(out / "map.pmtiles")
    assert pack.manifest.schema == "openmaptiles"
    layers: dict[str, list[dict[str, object]]] = {}
    x0, y0 = (int(part * (1 << 14)) for part in to_unit(24.93, 60.17))
    for x in range(x0, x0 + 2):
        for y in range(y0, y0 + 2):
            if data := pack.tile(14, x, y):
                for name, layer in mapbox_vector_tile.decode(data).items():
                    layers.setdefault(name, []).extend(f["properties"] for f in layer["features"])
    assert layers["building"]
    assert {"class": "ocean"} in layers["water"]
    assert any(f.get("name") == "Mannerheimintie" for f in layers["transportation_name"])
    assert any(f.get("name:sv") == "Konstmuseet" for f in layers["poi"])


def test_a_file_that_is_no_extract_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.osm.pbf").write_bytes(b"not a map")
    code = main(["build", "--osm", str(tmp_path / "bad.osm.pbf"), "--out", str(tmp_path / "o")])
    assert code == 1
    assert "bad.osm.pbf is no OpenStreetMap extract" in capsys.readouterr().err
    assert not (tmp_path / "o" / "map.pmtiles").exists()


def test_a_file_that_is_no_timetable_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.zip").write_bytes(b"not a zip")
    arguments = ["build", "--gtfs", str(tmp_path / "bad.zip"), "--out", str(tmp_path / "o")]
    assert main([*arguments, "--recipe", str(write_recipe(tmp_path))]) == 1
    assert "bad.zip is not a usable GTFS timetable" in capsys.readouterr().err


def test_a_river_without_districts_is_refused(
    timetable: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    river = {"name": {"": "Upė"}, "width": 50, "between": [["A", "B"]]}
    path = write_recipe(tmp_path, rivers=[river])
    code = main(["build", "--gtfs", str(timetable), "--recipe", str(path), "--out", str(tmp_path)])
    assert code == 1
    assert "district borders" in capsys.readouterr().err


def test_a_recipe_error_names_the_field(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="bounds"):
        recipe.load(write_recipe(tmp_path, bounds=[1, 2, 3]))


@pytest.mark.parametrize("box", ["1,2,3", "10,10,5,20", "a,b,c,d"])
def test_a_wrong_box_is_wrong_use(box: str, tmp_path: Path) -> None:
    assert main(["build", "--osm", "x", "--bbox", box, "--out", str(tmp_path)]) == 2
