"""Real extracts of OpenStreetMap; COL_EXTRACTS names the folder that has them."""

import os
from pathlib import Path

import mapbox_vector_tile
import pytest

from sync.citypack.names import read_names
from sync.citypack.osm import build_from_osm
from sync.citypack.pack import Pack

FOLDER = os.environ.get("COL_EXTRACTS", "")
pytestmark = [
    pytest.mark.skipif(not FOLDER, reason="COL_EXTRACTS names no folder of extracts"),
    pytest.mark.timeout(300),
]


@pytest.mark.parametrize(
    ("extract", "box", "typed", "found"),
    [
        ("helsinki-centre", (24.935, 60.164, 24.953, 60.179), "mannerheim", "Mannerheimintie"),
        ("helsinki-centre", (24.935, 60.164, 24.953, 60.179), "ateneum", "Ateneum"),
        ("liechtenstein", None, "vaduz", "Vaduz"),
    ],
)
def test_a_real_extract_becomes_a_whole_pack_with_its_names(
    tmp_path: Path, extract: str, box: tuple[float, float, float, float] | None,
    typed: str, found: str,
) -> None:  # fmt: skip
    pbf = Path(FOLDER) / f"{extract}.osm.pbf"
    if not pbf.exists():
        pytest.skip(f"{pbf.name} is not there")
    out = tmp_path / "map.pmtiles"
    made = build_from_osm(pbf, box, out)
    pack = Pack(out)
    pack.verify()
    assert made.attribution == ("© OpenStreetMap contributors", "GeoNames")
    assert made.sources[0].licence == "ODbL 1.0"
    assert found in [each.name for each in read_names(tmp_path / "map-names.json").find(typed)]
    lon, lat = made.centre
    zoom = 14
    assert pack.tile(zoom, int((lon / 360 + 0.5) * 2**zoom), _row(lat, zoom))


def test_what_lies_around_a_town_comes_from_the_countrys_extract(tmp_path: Path) -> None:
    pbf = Path(FOLDER) / "liechtenstein.osm.pbf"
    if not pbf.exists():
        pytest.skip("the extract is not there")
    out = tmp_path / "map.pmtiles"
    build_from_osm(pbf, (9.50, 47.12, 9.54, 47.16), out)
    pack, lon, lat, zoom = Pack(out), 9.50, 47.07, 9
    tile = mapbox_vector_tile.decode(
        pack.tile(zoom, int((lon / 360 + 0.5) * 2**zoom), _row(lat, zoom))
    )
    outer = {
        (layer, f["properties"].get("name", f["properties"].get("class")))
        for layer in ("place", "waterway", "transportation", "landcover")
        for f in tile[layer]["features"] if "in" not in f["properties"]
    }  # fmt: skip
    # Balzers and Rhein are of the extract, Sargans across the border is not.
    assert {("place", "Balzers"), ("waterway", "Rhein"), ("landcover", "wood")} <= outer
    assert ("transportation", "primary") in outer
    assert ("place", "Sargans") in outer


def _row(lat: float, zoom: int) -> int:
    from sync.citypack.projection import to_unit

    return int(to_unit(0, lat)[1] * 2**zoom)
