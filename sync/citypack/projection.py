"""Web Mercator as a unit square (y down, as tiles count) and local metres around a latitude."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from sync.citypack.box import Box

EARTH_METRES = 40_075_016.685578488
"""Length of the equator, WGS 84."""


def to_unit(lon: float, lat: float) -> tuple[float, float]:
    """Degrees to the unit square: (0, 0) is the north-west corner of the world."""
    rad = math.radians(max(-85.0511287, min(85.0511287, lat)))
    return lon / 360 + 0.5, 0.5 - math.asinh(math.tan(rad)) / (2 * math.pi)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """The inverse of `to_unit`."""
    return (x - 0.5) * 360, math.degrees(math.atan(math.sinh((0.5 - y) * 2 * math.pi)))


def _unit_array(points: Any) -> Any:
    rad = np.radians(np.clip(points[:, 1], -85.0511287, 85.0511287))
    return np.column_stack(
        (points[:, 0] / 360 + 0.5, 0.5 - np.arcsinh(np.tan(rad)) / (2 * math.pi))
    )


def unit_geometry(geometry: Any) -> Any:
    """A shapely geometry in degrees, as one in the unit square."""
    return shapely.transform(geometry, _unit_array)


def degrees(geometry: Any) -> Any:
    """The inverse of `unit_geometry`."""
    return shapely.transform(
        geometry,
        lambda p: np.column_stack(
            ((p[:, 0] - 0.5) * 360, np.degrees(np.arctan(np.sinh((0.5 - p[:, 1]) * 2 * np.pi))))
        ),
    )


class LocalMetres:
    """Metres on the ground near one latitude: Mercator scaled there, good to 0.3 % over a city."""

    def __init__(self, latitude: float) -> None:
        self.scale = EARTH_METRES * math.cos(math.radians(latitude))

    def points(self, lonlat: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Degrees to metres, y down."""
        return [(x * self.scale, y * self.scale) for x, y in (to_unit(*p) for p in lonlat)]

    def from_degrees(self, geometry: Any) -> Any:
        """Degrees to metres."""
        return shapely.transform(geometry, lambda p: _unit_array(p) * self.scale)

    def to_unit(self, geometry: Any) -> Any:
        """Metres back to the unit square."""
        return shapely.transform(geometry, lambda p: p / self.scale)


def tile_range(bounds: Box, zoom: int) -> tuple[int, int, int, int]:
    """The tiles that touch `bounds` (unit square): first x, first y, last x, last y."""
    count = 1 << zoom
    low = [max(0, min(count - 1, math.floor(v * count))) for v in bounds[:2]]
    high = [max(0, min(count - 1, math.floor(v * count))) for v in bounds[2:]]
    return low[0], low[1], high[0], high[1]
