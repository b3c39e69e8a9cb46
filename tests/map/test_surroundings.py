"""What a visitor sees around the city at low zooms: from the extract, and free data beyond it."""

from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
import shapely

from sync.citypack.around.data import FILE, areas, load
from sync.citypack.cli import main
from sync.citypack.coast import sea
from sync.citypack.pack import Pack
from sync.citypack.projection import to_unit, unit_geometry
from sync.citypack.surroundings import around_box

HELSINKI = (24.935, 60.164, 24.953, 60.179)
Things = list[dict[str, Any]]


def layers(pack: Pack, lon: float, lat: float, zoom: int) -> dict[str, Things]:
    """Properties by layer of the tile at a place."""
    x, y = (int(part * (1 << zoom)) for part in to_unit(lon, lat))
    data = pack.tile(zoom, x, y)
    decoded = mapbox_vector_tile.decode(data) if data else {}
    return {name: [f["properties"] for f in each["features"]] for name, each in decoded.items()}


def named(things: Things) -> set[str]:
    """Names among them."""
    return {str(each.get("name")) for each in things}


@pytest.mark.parametrize(
    ("city", "towns"),
    [("vilnius", {"Vilnius", "Kaunas", "Trakai", "Ukmergė", "Lida"}),
     ("helsinki", {"Helsinki", "Tallinn", "Porvoo"})],
)  # fmt: skip
def test_the_bundled_maps_show_the_towns_around_the_city(
    project: Path, city: str, towns: set[str]
) -> None:
    pack = Pack(project / "resources/cities" / city / "map.pmtiles")
    around = pack.manifest.around
    assert around is not None
    west, south, east, north = around.bounds
    found: set[str] = set()
    for step in range(9):
        for rise in range(9):
            lon, lat = west + (east - west) * step / 8, south + (north - south) * rise / 8
            found |= named(layers(pack, lon, lat, 9).get("place", []))
    assert towns <= found


def test_there_is_land_and_water_around_a_city_whose_extract_ends_at_its_box(project: Path) -> None:
    pack = Pack(project / "resources/cities/helsinki/map.pmtiles")
    gulf, inland = layers(pack, 25.0, 59.8, 9), layers(pack, 24.9, 60.7, 9)
    assert {"class": "ocean"} in gulf["water"]
    assert {"class": "ocean"} not in inland.get("water", [])
    assert "GeoNames" in pack.manifest.attribution


def test_near_zooms_are_of_the_city_alone_and_low_ones_tell_what_is_in_it(project: Path) -> None:
    pack = Pack(project / "resources/cities/vilnius/map.pmtiles")
    assert layers(pack, 23.9, 54.9, 9)
    assert layers(pack, 23.9, 54.9, 10) == {}
    assert all(each["in"] for each in layers(pack, 25.28, 54.69, 9)["transportation"])
    assert not any("in" in each for each in layers(pack, 25.28, 54.69, 12)["transportation"])


EXTRACT = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6"><bounds minlat="60.10" minlon="24.80" maxlat="60.30" maxlon="25.20"/>
<node id="1" lat="60.17" lon="24.94"/><node id="2" lat="60.17" lon="25.19"/>
<node id="3" lat="60.20" lon="25.15"><tag k="place" v="town"/><tag k="name" v="Itäkylä"/></node>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="motorway"/></way>
<node id="4" lat="60.171" lon="25.10"/><node id="5" lat="60.172" lon="25.12"/>
<way id="2"><nd ref="4"/><nd ref="5"/><tag k="highway" v="residential"/></way>
</osm>"""


def test_a_larger_extract_gives_its_own_roads_and_towns_around_the_box(tmp_path: Path) -> None:
    path = tmp_path / "region.osm"
    path.write_text(EXTRACT, "utf-8")
    arguments = ["build", "--osm", str(path), "--bbox", ",".join(map(str, HELSINKI))]
    assert main([*arguments, "--out", str(tmp_path), "--quiet"]) == 0
    pack = Pack(tmp_path / "map.pmtiles")
    east = layers(pack, 25.17, 60.16, 9)
    outer = [each for each in east["transportation"] if "in" not in each]
    assert outer == [{"class": "motorway"}]
    assert "Itäkylä" in named(east["place"])
    # GeoNames has Vuosaari there; where the extract has a place of its own it is not asked.
    assert "Vuosaari" not in named(east["place"])
    assert layers(pack, 25.17, 60.16, 12) == {}


def test_sea_land_and_what_no_coast_tells_are_three_things() -> None:
    box = unit_geometry(shapely.box(*HELSINKI))
    assert sea([], box) == ([], [])
    coast = unit_geometry(shapely.LineString([(24.945, 60.179), (24.945, 60.164)]))
    water, land = sea([coast], box)
    assert len(water) == len(land) == 1
    assert water[0].centroid.x < land[0].centroid.x


def test_the_free_data_are_small_and_know_where_the_baltic_is() -> None:
    assert FILE.stat().st_size < 1_000_000
    free = load()
    assert areas(free.sea, (19.0, 57.0, 20.0, 58.0))
    assert not areas(free.sea, around_box((25.2, 54.6, 25.4, 54.8)))
