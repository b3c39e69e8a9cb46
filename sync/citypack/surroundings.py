"""What lies around a city's box, at low zooms: from the extract, and free data where it ends."""

import math
from collections.abc import Sequence
from typing import Any

import shapely

from sync.citypack.around import data
from sync.citypack.box import Box
from sync.citypack.manifest import Source
from sync.citypack.projection import unit_geometry
from sync.citypack.tileset import AROUND_HIGH, AROUND_LOW, Feature

REACH_KM = 100.0
"""How far beyond the box; a visitor can pan as far."""
TOWNS = ((500_000, 6, 1, "city"), (100_000, 6, 2, "city"), (20_000, 7, 3, "town"),
         (6_000, 8, 4, "town"), (0, 9, 5, "village"))  # fmt: skip
"""Least people, first zoom, rank, class."""
FREE = (
    Source("Natural Earth (surroundings)", "", "public domain"),
    Source("GeoNames (towns of the surroundings)", "", "CC BY 4.0"),
)
SAME_TOWN = 0.05
"""Degrees within which the extract's place and the bundled one are the same."""


def around_box(box: Box, reach_km: float = REACH_KM) -> Box:
    """The box widened on all sides."""
    west, south, east, north = box
    tall = reach_km / 111.32
    wide = tall / max(0.1, math.cos(math.radians((south + north) / 2)))
    return (
        max(-180.0, west - wide), max(-85.0, south - tall),
        min(180.0, east + wide), min(85.0, north + tall),
    )  # fmt: skip


def outside(features: Sequence[Feature], box: Any) -> list[Feature]:
    """The parts of features that lie outside the city's box (unit square), for the low zooms."""
    found = []
    for each in features:
        if each.low > AROUND_HIGH:
            continue
        rest = each.geometry if each.geometry.disjoint(box) else _less(each.geometry, box)
        if not rest.is_empty:
            found.append(
                Feature(
                    each.layer, rest, each.properties, low=each.low, grid=each.grid, around=True
                )
            )
    return found


def bundled(
    around: Box, known: Any, sea_known: Any, told: Sequence[tuple[float, float]] = ()
) -> list[Feature]:
    """Free data for the surroundings, but not over what is `known` (degrees).

    `sea_known` is where it is known whether there is sea; `told` are places whose names the
    extract has. Outside Europe there is nothing to add.
    """
    free = data.load()
    found = []
    for rings, kind, better in ((free.sea, "ocean", sea_known), (free.lakes, "lake", known)):
        for area in data.areas(rings, around):
            rest = _less(area, better)
            if not rest.is_empty:
                found.append(_feature("water", rest, {"class": kind}))
    for line in data.lines(free.borders, around):
        rest = _less(line, known)
        if not rest.is_empty:
            found.append(_feature("boundary", rest, {"admin_level": 2}))
    names = shapely.STRtree([shapely.Point(each) for each in told])
    for town, lon, lat in data.towns(free, around):
        point = shapely.Point(lon, lat)
        if known.contains(point) or len(names.query(point, "dwithin", distance=SAME_TOWN)):
            continue
        _, low, rank, kind = next(each for each in TOWNS if town.people >= each[0])
        found.append(
            _feature("place", point, {"class": kind, "name": town.name, "rank": rank}, low=low)
        )
    return found


def largest_town(box: Box) -> list[Feature]:
    """The name of the city itself, for the zooms at which its districts are too small to name."""
    inside = max(data.towns(data.load(), box), key=lambda each: each[0].people, default=None)
    if inside is None:
        return []
    town, lon, lat = inside
    named: dict[str, str | int | float | bool] = {"class": "city", "name": town.name, "rank": 1}
    place = unit_geometry(shapely.Point(lon, lat))
    return [Feature("place", place, named, low=AROUND_LOW, high=AROUND_HIGH)]


def _less(shape: Any, other: Any) -> Any:
    whole = shape if shape.is_valid else shapely.make_valid(shape)
    return whole.difference(other)


def _feature(
    layer: str, shape: Any, properties: dict[str, str | int | float | bool], low: int = AROUND_LOW
) -> Feature:
    return Feature(layer, unit_geometry(shape), properties, low=low, around=True)
