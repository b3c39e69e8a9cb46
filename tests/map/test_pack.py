"""The packs that ship, and what a damaged one says."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from sync.citypack.errors import PackError
from sync.citypack.pack import Pack
from sync.citypack.projection import to_unit

VILNIUS = "resources/cities/vilnius/map.pmtiles"
HELSINKI = "resources/cities/helsinki/map.pmtiles"


def tiles_around(pack: Pack, lon: float, lat: float, zoom: int, reach: int = 0) -> list[Any]:
    """The decoded tile at a place, and its neighbours."""
    x, y = (int(part * (1 << zoom)) for part in to_unit(lon, lat))
    return [
        mapbox_vector_tile.decode(data)
        for i in range(x - reach, x + reach + 1)
        for j in range(y - reach, y + reach + 1)
        if (data := pack.tile(zoom, i, j))
    ]


def names(tiles: list[Any], layer: str) -> set[str]:
    """The names in one layer."""
    return {
        feature["properties"].get("name", "")
        for tile in tiles
        for feature in tile.get(layer, {"features": []})["features"]
    }


@pytest.mark.parametrize("path", [VILNIUS, HELSINKI])
def test_bundled_pack_matches_its_checksum_and_names_its_sources(project: Path, path: str) -> None:
    pack = Pack(project / path)
    pack.verify()
    assert "© OpenStreetMap contributors" in pack.manifest.attribution
    assert all(source.licence for source in pack.manifest.sources)


def test_vilnius_shows_the_age_of_its_timetable(project: Path) -> None:
    manifest = Pack(project / VILNIUS).manifest
    assert manifest.date == "2015-09-01"
    assert "Vilnius public transport timetable 2015-09-01" in manifest.attribution


def test_vilnius_has_its_stops_districts_landmarks_and_river(project: Path) -> None:
    tiles = tiles_around(Pack(project / VILNIUS), 25.2797, 54.6872, 14, reach=2)
    poi = names(tiles, "poi")
    assert {"Žaliasis tiltas", "Vinco Kudirkos aikštė", "Gedimino pilies bokštas"} <= poi
    assert {"Senamiestis", "Naujamiestis", "Šnipiškės"} <= names(tiles, "place")
    assert "Neris" in names(tiles, "waterway")
    assert any(tile.get("water") for tile in tiles)


@pytest.mark.parametrize(
    ("bridge", "lon", "lat"),
    [
        ("Žaliasis", 25.2799, 54.6914), ("Baltasis", 25.2732, 54.6931),
        ("Žvėryno", 25.2589, 54.6905), ("Vingio parko", 25.2429, 54.6914),
        ("Lazdynų", 25.2299, 54.6704), ("Gariūnų", 25.1829, 54.6701),
        ("Žirmūnų", 25.3018, 54.6946), ("Šilo", 25.3069, 54.7055), ("Valakampių", 25.3111, 54.7258),
        ("Karaliaus Mindaugo", 25.2882, 54.6889),
    ],
)  # fmt: skip
def test_the_derived_river_runs_under_every_real_bridge(
    project: Path, bridge: str, lon: float, lat: float
) -> None:
    pack = Pack(project / VILNIUS)
    zoom = 14
    x, y = (part * (1 << zoom) for part in to_unit(lon, lat))
    water = [
        shape(feature["geometry"])
        for feature in mapbox_vector_tile.decode(pack.tile(zoom, int(x), int(y)))
        .get("water", {"features": []})["features"]
    ]  # fmt: skip
    here = Point((x % 1) * 4096, 4096 - (y % 1) * 4096)
    metres = 40_075_016 * 0.578 / (1 << zoom) / 4096
    assert water, bridge
    # A bridge is mapped at its middle or at one end: the river is within its length.
    assert unary_union(water).distance(here) * metres < 60


def test_a_cut_pack_says_so_and_does_not_crash(project: Path, tmp_path: Path) -> None:
    pack = tmp_path / "map.pmtiles"
    pack.write_bytes((project / VILNIUS).read_bytes()[:50_000])
    shutil.copy((project / VILNIUS).with_suffix(".json"), tmp_path)
    with pytest.raises(PackError, match=r"has 50000 bytes, its manifest says"):
        Pack(pack)


@pytest.mark.parametrize("offset", [0, 200, 60_000])
def test_flipped_bytes_give_a_clear_error(project: Path, tmp_path: Path, offset: int) -> None:
    data = bytearray((project / VILNIUS).read_bytes())
    data[offset : offset + 400] = bytes(400)
    (tmp_path / "map.pmtiles").write_bytes(data)
    shutil.copy((project / VILNIUS).with_suffix(".json"), tmp_path)

    def read_all() -> None:
        pack = Pack(tmp_path / "map.pmtiles")
        pack.verify()

    with pytest.raises(PackError):
        read_all()


def test_a_damaged_tile_names_the_tile(project: Path, tmp_path: Path) -> None:
    data = bytearray((project / VILNIUS).read_bytes())
    data[-200_000:] = bytes(200_000)
    (tmp_path / "map.pmtiles").write_bytes(data)
    shutil.copy((project / VILNIUS).with_suffix(".json"), tmp_path)
    pack = Pack(tmp_path / "map.pmtiles")
    found = []
    for x in range(9300, 9420):
        for y in range(5170, 5290):
            try:
                pack.tile(14, x, y)
            except PackError as error:
                found.append(str(error))
    assert found
    assert "map.pmtiles is damaged at 14/" in found[0]


def test_a_kiosk_reads_packs_without_the_builders_libraries(project: Path) -> None:
    barred = "('shapely', 'numpy', 'mapbox_vector_tile', 'osmium')"
    code = (
        f"import sys\nfor name in {barred}:\n    sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "import sync.citypack.cli, sync.citypack.pack as pack\n"
        f"assert pack.Pack(Path({str(project / VILNIUS)!r})).tile(8, 145, 81)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=project)


def test_tiles_that_are_nowhere_are_empty(project: Path) -> None:
    pack = Pack(project / VILNIUS)
    assert pack.tile(14, 0, 0) == b""
    assert pack.tile(3, 99, 0) == b""
    assert pack.tile(-1, 0, 0) == b""


def test_a_pack_without_manifest_or_with_a_broken_one_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map.pmtiles").write_bytes(b"PMTiles")
    with pytest.raises(PackError, match="no manifest"):
        Pack(tmp_path / "map.pmtiles")
    (tmp_path / "map.json").write_text(json.dumps({"file": "map.pmtiles"}))
    with pytest.raises(PackError, match=r"manifest map\.json"):
        Pack(tmp_path / "map.pmtiles")
