"""What the page gets to draw: one record for each place."""

from collections.abc import Callable

import msgspec


class MapPoint(msgspec.Struct, frozen=True):
    """One place that has activities.

    `id` is the place's; `lon`, `lat` are WGS 84 degrees; `colour` (#rrggbb) and `shape` (circle,
    square, diamond, triangle, pentagon, hexagon, octagon, star) are of the topic that most of its
    activities have; `count` is how many activities pass the visitor's filters; `name` is in the
    visitor's language.
    """

    id: str
    lon: float
    lat: float
    colour: str
    shape: str
    count: int
    name: str


PointSource = Callable[[], bytes]
"""Gives the points as JSON: a list of `MapPoint`. Called on the GUI thread, so it should be
ready-made; `encode_points` makes it."""


def encode_points(points: list[MapPoint]) -> bytes:
    """The JSON that a `PointSource` returns."""
    return msgspec.json.encode(points)


def places_of(points: bytes, wanted: list[str]) -> list[dict[str, object]]:
    """Those of the points that are wanted, in the order in which they are asked for."""
    known = {each.id: each for each in msgspec.json.decode(points, type=list[MapPoint])}
    return [msgspec.structs.asdict(known[id]) for id in wanted if id in known]
