"""Districts of a city: areas, borders, names, and the river that runs between them."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.ops import linemerge, substring, unary_union

from sync.citypack.errors import PackError
from sync.citypack.projection import LocalMetres
from sync.citypack.recipe import Along, River
from sync.citypack.tileset import Feature

NAME_KEYS = ("SENIUNIJA", "Seniunija", "name", "NAME", "Pavadinimas")


@dataclass(frozen=True)
class Districts:
    """Areas in metres by name."""

    areas: dict[str, Any]
    metres: LocalMetres

    def features(self) -> list[Feature]:
        """City ground, inner borders and names."""
        to_unit = self.metres.to_unit
        city = unary_union([a.buffer(5) for a in self.areas.values()]).buffer(-5)
        found = [Feature("city", to_unit(city), {"class": "city"})]
        lines = unary_union([a.boundary for a in self.areas.values()])
        found.append(Feature("boundary", to_unit(lines), {"admin_level": 9}, grid=2))
        for name, area in sorted(self.areas.items()):
            inside = shapely.maximum_inscribed_circle(area, tolerance=25)
            size = shapely.length(inside)
            found.append(
                Feature(
                    "place",
                    to_unit(shapely.get_point(inside, 0)),
                    {"class": "suburb", "name": name, "rank": 1 if size > 1200 else 2},
                )
            )
        return found

    def river(self, river: River) -> list[Feature]:
        """The water implied by borders: their course, widened to a schematic width."""
        parts = [self._shared(a, b) for a, b in river.between]
        parts += [self._along(each) for each in river.along]
        course = _one_line(unary_union([p for p in parts if not p.is_empty]), river.width)
        if course.is_empty:
            raise PackError(f"no border gives the course of {river.name}")
        water = course.buffer(river.width / 2, quad_segs=6).simplify(2)
        names: dict[str, str | int | float | bool] = {"class": "river"}
        for language, name in river.name.items():
            names["name" if language == "" else f"name:{language}"] = name
        lines = getattr(course, "geoms", [course])
        return [
            Feature("water", self.metres.to_unit(water), {"class": "river"}, grid=0.5),
            *(
                Feature("waterway", self.metres.to_unit(each.simplify(30)), names)
                for each in lines
                if each.length > 1500
            ),
        ]

    def _shared(self, a: str, b: str) -> Any:
        return _lines(self._area(a).boundary.intersection(self._area(b).boundary.buffer(1)))

    def _area(self, name: str) -> Any:
        if name not in self.areas:
            raise PackError(f"the recipe names a district that the borders lack: {name}")
        return self.areas[name]

    def _along(self, along: Along) -> Any:
        border = shapely.LineString(self._area(along.of).exterior.coords)
        ends = [
            border.project(shapely.Point(p)) for p in self.metres.points([along.start, along.end])
        ]
        low, high = sorted(ends)
        inner = substring(border, low, high)
        outer = linemerge([substring(border, high, border.length), substring(border, 0, low)])
        return inner if inner.length <= outer.length else outer


def read(path: Path, metres: LocalMetres) -> Districts:
    """Read a GeoJSON of polygons with a name each."""
    try:
        features = json.loads(path.read_text("utf-8"))["features"]
        areas = {}
        for each in features:
            name = next(str(each["properties"][k]) for k in NAME_KEYS if k in each["properties"])
            areas[name] = metres.from_degrees(shape(each["geometry"]))
    except (ValueError, KeyError, StopIteration) as error:
        raise PackError(f"{path.name} is no GeoJSON of named districts: {error!r}") from error
    return Districts(areas, metres)


def _lines(geometry: Any) -> Any:
    """Only the lines of an intersection; the points where borders cross say nothing."""
    parts = [g for g in getattr(geometry, "geoms", [geometry]) if "LineString" in g.geom_type]
    return linemerge(parts) if parts else shapely.LineString()


def _one_line(course: Any, gap: float) -> Any:
    """Join pieces whose ends nearly meet: borders of three districts leave small gaps."""
    merged = linemerge(course) if course.geom_type == "MultiLineString" else course
    pieces = [p for p in getattr(merged, "geoms", [merged]) if p.length > 5]
    bridges = []
    for i, one in enumerate(pieces):
        for other in pieces[i + 1 :]:
            pairs = [
                (shapely.Point(a), shapely.Point(b))
                for a in (one.coords[0], one.coords[-1])
                for b in (other.coords[0], other.coords[-1])
            ]
            a, b = min(pairs, key=lambda pair: pair[0].distance(pair[1]))
            if 0 < a.distance(b) < gap:
                bridges.append(shapely.LineString([a, b]))
    joined = linemerge(unary_union([*pieces, *bridges]))
    return joined
