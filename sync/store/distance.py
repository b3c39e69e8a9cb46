"""Straight distances on the ground."""

import math

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius, IUGG."""


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Between two points (longitude, latitude) in degrees; flat, good to 0.1 % within a city."""
    east = math.radians(b[0] - a[0]) * math.cos(math.radians((a[1] + b[1]) / 2))
    north = math.radians(b[1] - a[1])
    return EARTH_RADIUS_M * math.hypot(east, north)
