"""From many overlapping routes to one clean street skeleton.

Shapes of different routes share streets, but not always vertices: one has a point where the
other runs straight, or the same corner is digitised two metres away. So points closer than a
tolerance become one, segments are split at points they pass, and what then coincides is merged.
"""

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.ops import linemerge

from sync.citypack.gtfs import Route
from sync.citypack.tileset import Value

Point = tuple[float, float]
Edge = tuple[Point, Point]


@dataclass(frozen=True)
class Street:
    """A merged piece of street and what runs along it."""

    line: Any
    properties: dict[str, Value]


def build(paths: Iterable[tuple[list[Point], frozenset[Route]]], tolerance: float) -> list[Street]:
    """Merge `paths` (metres); `tolerance` metres decide what is the same street."""
    snapped = _Snapper(tolerance)
    edges: dict[Edge, set[Route]] = defaultdict(set)
    for path, served in paths:
        corners = [snapped(p) for p in path]
        for a, b in itertools.pairwise(corners):
            if a != b:
                edges[min(a, b), max(a, b)].update(served)
    groups: dict[tuple[tuple[str, Value], ...], list[Edge]] = defaultdict(list)
    for edge, routes in _split_at_points(edges, tolerance).items():
        groups[tuple(sorted(_describe(routes).items()))].append(edge)
    streets = []
    for described, members in groups.items():
        merged = linemerge(shapely.multilinestrings([list(e) for e in members]))
        for line in getattr(merged, "geoms", [merged]):
            streets.append(Street(line.simplify(tolerance / 3), dict(described)))
    return streets


class _Snapper:
    """Returns for each point the first one met within the tolerance of it."""

    def __init__(self, tolerance: float) -> None:
        self._cell = tolerance
        self._grid: dict[tuple[int, int], list[Point]] = defaultdict(list)

    def __call__(self, point: Point) -> Point:
        column, row = math.floor(point[0] / self._cell), math.floor(point[1] / self._cell)
        best, distance = point, self._cell
        for i in (column - 1, column, column + 1):
            for j in (row - 1, row, row + 1):
                for other in self._grid.get((i, j), ()):
                    away = math.dist(point, other)
                    if away < distance:
                        best, distance = other, away
        if best is point:
            self._grid[column, row].append(point)
        return best


def _split_at_points(edges: dict[Edge, set[Route]], tolerance: float) -> dict[Edge, set[Route]]:
    """Split each edge at the known points it passes, so that overlaps become equal edges."""
    points = sorted({p for edge in edges for p in edge})
    tree = shapely.STRtree(shapely.points(points))
    ordered = list(edges)
    lines = shapely.linestrings(ordered)
    near = tree.query(lines, predicate="dwithin", distance=tolerance)
    passed: dict[int, list[Point]] = defaultdict(list)
    for line, point in zip(*near.tolist(), strict=True):
        passed[line].append(points[point])
    result: dict[Edge, set[Route]] = defaultdict(set)
    for index, (a, b) in enumerate(ordered):
        dx, dy = b[0] - a[0], b[1] - a[1]
        along = sorted(passed[index], key=lambda p: (p[0] - a[0]) * dx + (p[1] - a[1]) * dy)
        chain = [a, *(p for p in along if p not in (a, b)), b]
        for c, d in itertools.pairwise(chain):
            if c != d:
                result[min(c, d), max(c, d)].update(edges[a, b])
    return result


def _describe(routes: set[Route]) -> dict[str, Value]:
    """Class by how many routes share the street: shared streets are the city's main ones."""
    kinds = Counter(route.kind for route in routes)
    day = len(routes) - kinds["night"]
    name = "minor"
    for least, candidate in ((12, "trunk"), (7, "primary"), (4, "secondary"), (2, "tertiary")):
        if day >= least:
            name = candidate
            break
    found: dict[str, Value] = {"class": name}
    if kinds["trolleybus"]:
        found["trolleybus"] = 1
    if not day:
        found["night"] = 1
    if kinds["rail"] and kinds["rail"] == len(routes):
        found["class"] = "rail"
    return found
