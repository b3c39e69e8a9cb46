"""Which eldership a point lies in (ray casting, no dependency)."""

from __future__ import annotations

import json
from pathlib import Path

Ring = list[list[float]]


class Districts:
    """Named polygons with a point lookup."""

    def __init__(self, path: Path, field: str) -> None:
        self.shapes: list[tuple[str, list[list[Ring]]]] = []
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            geometry = feature["geometry"]
            polygons = geometry["coordinates"]
            if geometry["type"] == "Polygon":
                polygons = [polygons]
            self.shapes.append((feature["properties"][field], polygons))

    @property
    def names(self) -> list[str]:
        return sorted(name for name, _ in self.shapes)

    def of(self, lon: float, lat: float) -> str:
        """Name of the polygon that holds the point, or empty."""
        for name, polygons in self.shapes:
            for rings in polygons:
                if _inside(rings[0], lon, lat) and not any(_inside(r, lon, lat) for r in rings[1:]):
                    return name
        return ""


def _inside(ring: Ring, x: float, y: float) -> bool:
    inside = False
    previous = ring[-1]
    for current in ring:
        (x1, y1), (x2, y2) = previous[:2], current[:2]
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        previous = current
    return inside
