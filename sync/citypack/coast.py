"""Sea from coastlines: OpenStreetMap draws them with land on the left, water on the right."""

import itertools
from collections.abc import Sequence
from typing import Any

import shapely
from shapely.ops import linemerge, polygonize, unary_union

SIDE = 2e-9
"""How far beside a coast to look, in the unit square: about 4 cm of ground at 60 degrees north."""


def sea(coastlines: Sequence[Any], box: Any) -> tuple[list[Any], list[Any]]:
    """The parts of `box` that are sea, and those that are land; of a part without any coast the
    lines do not tell."""
    if not coastlines:
        return [], []
    merged = linemerge(unary_union(list(coastlines))) if len(coastlines) > 1 else coastlines[0]
    coast = shapely.intersection(merged, box)
    lines = [g for g in getattr(coast, "geoms", [coast]) if g.geom_type == "LineString"]
    if not lines:
        return [], []
    faces = list(polygonize(unary_union([box.boundary, *lines])))
    wet = shapely.STRtree([shapely.Point(p) for line in lines for p in _right_of(line)])
    dry = shapely.STRtree([shapely.Point(p) for line in lines for p in _right_of(line, -1)])
    water, land = [], []
    for face in faces:
        right, left = (len(each.query(face, predicate="contains")) for each in (wet, dry))
        if right > left:
            water.append(face)
        elif left:
            land.append(face)
    return water, land


def _right_of(line: Any, side: int = 1) -> list[tuple[float, float]]:
    """Points just right (y down) of the middle of each piece of the line."""
    found = []
    coords = list(line.coords)
    for (x0, y0), (x1, y1) in itertools.pairwise(coords):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        if length > 0:
            nx, ny = -(y1 - y0) / length, (x1 - x0) / length
            found.append(((x0 + x1) / 2 + nx * SIDE * side, (y0 + y1) / 2 + ny * SIDE * side))
    return found
