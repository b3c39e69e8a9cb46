"""What lies around a city where the city's own data end: sea, lakes, borders and towns of Europe.

Natural Earth 1:10m (public domain) and GeoNames (CC BY 4.0); see SOURCES.md beside this file.
"""

import itertools
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import shapely

from sync.citypack.box import Box

FILE = Path(__file__).with_name("europe.bin")
PRECISION = 10_000
"""Parts of a degree: 11 metres."""
CREDIT = "GeoNames"

Deltas = tuple[int, ...]
"""Longitude and latitude by turns, each as the step from the point before."""


class Town(msgspec.Struct, frozen=True, array_like=True):
    """A town with its people; degrees times `PRECISION`."""

    name: str
    lon: int
    lat: int
    people: int


class Surroundings(msgspec.Struct, frozen=True, array_like=True):
    """Contents of europe.bin; areas are rings, the outer one first."""

    sea: tuple[tuple[Deltas, ...], ...]
    lakes: tuple[tuple[Deltas, ...], ...]
    borders: tuple[Deltas, ...]
    towns: tuple[Town, ...]


def pack(surroundings: Surroundings) -> bytes:
    """The bytes of the file; the same data give the same bytes."""
    return zlib.compress(msgspec.msgpack.encode(surroundings), 9)


def load(path: Path = FILE) -> Surroundings:
    """The bundled data."""
    data = zlib.decompress(path.read_bytes())
    return msgspec.msgpack.decode(data, type=Surroundings)


def areas(rings: tuple[tuple[Deltas, ...], ...], box: Box) -> list[Any]:
    """The areas that touch a box, cut to it; degrees."""
    frame = shapely.box(*box)
    found = []
    for outer, *holes in rings:
        shape = shapely.Polygon(_points(outer), [_points(each) for each in holes])
        if shape.intersects(frame):
            cut = shapely.make_valid(shape).intersection(frame)
            found += [g for g in getattr(cut, "geoms", [cut]) if g.geom_type == "Polygon"]
    return found


def lines(borders: tuple[Deltas, ...], box: Box) -> list[Any]:
    """The lines that touch a box, cut to it; degrees."""
    cut = (shapely.clip_by_rect(shapely.LineString(_points(each)), *box) for each in borders)
    return [each for each in cut if not each.is_empty]


def towns(surroundings: Surroundings, box: Box) -> Iterator[tuple[Town, float, float]]:
    """The towns inside a box with their degrees."""
    west, south, east, north = box
    for town in surroundings.towns:
        lon, lat = town.lon / PRECISION, town.lat / PRECISION
        if west < lon < east and south < lat < north:
            yield town, lon, lat


def _points(deltas: Deltas) -> list[tuple[float, float]]:
    lons, lats = itertools.accumulate(deltas[::2]), itertools.accumulate(deltas[1::2])
    return [(lon / PRECISION, lat / PRECISION) for lon, lat in zip(lons, lats, strict=True)]
