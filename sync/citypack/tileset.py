"""Cut features into vector tiles and write them as one PMTiles file."""

import gzip
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import shapely
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from sync.citypack.box import Box
from sync.citypack.errors import PackError
from sync.citypack.progress import Progress, silent
from sync.citypack.projection import tile_range, to_unit

EXTENT = 4096
"""Units across one tile."""
MARGIN = 96
"""Units kept outside a tile, so that wide lines and labels meet without a seam."""
AROUND_LOW, AROUND_HIGH = 6, 9
"""Zooms of the surroundings; nearer ones are cut for the city's own box alone."""

Value = str | int | float | bool


@dataclass(frozen=True)
class Feature:
    """One thing to draw: a geometry in the unit square, shown from one zoom to another."""

    layer: str
    geometry: Any
    properties: Mapping[str, Value]
    low: int = 0
    high: int = 99
    grid: float = 1.0
    """Simplify to this many tile units; 0 keeps every vertex (rivers that must not crack)."""
    around: bool = False
    """Lies around the city's box: in low zooms only, which the page enlarges out there."""


@dataclass(frozen=True)
class TileSet:
    """Features, with the zooms to cut them for (the page enlarges the last one further).

    What lies inside `bounds` is marked with `in` up to `AROUND_HIGH`, so that the page does not
    draw it from there when it has it better.
    """

    features: tuple[Feature, ...]
    bounds: Box
    around: Box
    centre: tuple[float, float]
    low: int = AROUND_LOW
    high: int = 14


def write(
    tiles: TileSet, out: Path, metadata: Mapping[str, Any], progress: Progress = silent
) -> int:
    """Write `tiles` to `out` whole or not at all; returns the number of tiles."""
    if not tiles.features:
        raise PackError("the sources hold nothing to draw inside the box")
    encoded: dict[int, bytes] = {}
    for zoom in range(tiles.low, tiles.high + 1):
        wide = zoom <= AROUND_HIGH
        box = unit_box(tiles.around if wide else tiles.bounds)
        features = [each for each in tiles.features if wide or not each.around]
        cut = _cut(features, zoom, box)
        for x, y in cut:
            data = _encode(cut[x, y], zoom, x, y)
            if data:
                encoded[zxy_to_tileid(zoom, x, y)] = gzip.compress(data, 9, mtime=0)
        progress(f"zoom {zoom}", zoom - tiles.low + 1, tiles.high - tiles.low + 1)
    part = out.with_name(out.name + ".part")
    with part.open("wb") as file:
        writer: Any = Writer(file)  # type: ignore[no-untyped-call]
        for tile_id in sorted(encoded):
            writer.write_tile(tile_id, encoded[tile_id])
        writer.finalize(_header(tiles), dict(metadata, vector_layers=_layers(tiles)))
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)
    return len(encoded)


def unit_box(bounds: Box) -> Box:
    """A box of degrees in the unit square."""
    west, north = to_unit(bounds[0], bounds[3])
    east, south = to_unit(bounds[2], bounds[1])
    return west, north, east, south


def _cut(
    features: Iterable[Feature], zoom: int, box: Box
) -> dict[tuple[int, int], dict[str, list[dict[str, Any]]]]:
    """Clip every feature of this zoom to the box and the tiles it touches."""
    found: dict[tuple[int, int], dict[str, list[dict[str, Any]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    side = 1 / (1 << zoom)
    unit = side / EXTENT
    first_x, first_y, last_x, last_y = tile_range(box, zoom)
    for each in features:
        if not each.low <= zoom <= each.high:
            continue
        shape = each.geometry
        if each.grid and shape.geom_type not in ("Point", "MultiPoint"):
            shape = shape.simplify(unit * each.grid * 2)
        if shape.is_empty:
            continue
        if shape.geom_type.endswith("Polygon") and shape.area < (unit * 12) ** 2:
            continue
        x0, y0, x1, y1 = shape.bounds
        pad = MARGIN * unit
        left, top, right, bottom = tile_range((x0 - pad, y0 - pad, x1 + pad, y1 + pad), zoom)
        single = shape.geom_type == "Point"
        if single and not (box[0] <= x0 <= box[2] and box[1] <= y0 <= box[3]):
            continue
        properties = dict(each.properties)
        if zoom <= AROUND_HIGH and not each.around:
            properties["in"] = 1
        for x in range(max(left, first_x), min(right, last_x) + 1):
            for y in range(max(top, first_y), min(bottom, last_y) + 1):
                piece = shape
                if not single:
                    piece = shapely.clip_by_rect(
                        shape, max(box[0], x * side - pad), max(box[1], y * side - pad),
                        min(box[2], (x + 1) * side + pad), min(box[3], (y + 1) * side + pad),
                    )  # fmt: skip
                if not piece.is_empty:
                    found[x, y][each.layer].append({"geometry": piece, "properties": properties})
    return found


def _encode(layers: Mapping[str, list[dict[str, Any]]], zoom: int, x: int, y: int) -> bytes:
    side = 1 / (1 << zoom)
    # The unit square counts y downwards already, as tiles do.
    return bytes(
        mapbox_vector_tile.encode(
            [{"name": name, "features": features} for name, features in sorted(layers.items())],
            default_options={
                "quantize_bounds": (x * side, y * side, (x + 1) * side, (y + 1) * side),
                "extents": EXTENT,
                "y_coord_down": True,
                "on_invalid_geometry": mapbox_vector_tile.encoder.on_invalid_geometry_make_valid,
            },
        )
    )


def _header(tiles: TileSet) -> dict[str, Any]:
    west, south, east, north = (round(v * 1e7) for v in tiles.around)
    return {
        "tile_type": TileType.MVT,
        "tile_compression": Compression.GZIP,
        "min_zoom": tiles.low,
        "max_zoom": tiles.high,
        "min_lon_e7": west,
        "min_lat_e7": south,
        "max_lon_e7": east,
        "max_lat_e7": north,
        "center_zoom": min(tiles.high, tiles.low + 4),
        "center_lon_e7": round(tiles.centre[0] * 1e7),
        "center_lat_e7": round(tiles.centre[1] * 1e7),
    }


def _layers(tiles: TileSet) -> list[dict[str, Any]]:
    """The `vector_layers` entry that other readers of PMTiles expect."""
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    for each in tiles.features:
        for key, value in each.properties.items():
            fields[each.layer][key] = "String" if isinstance(value, str) else "Number"
    return [
        {"id": name, "minzoom": tiles.low, "maxzoom": tiles.high, "fields": fields[name]}
        for name in sorted(fields)
    ]
