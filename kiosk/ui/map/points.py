"""What the page gets to draw: one record for each place, and the settings of the map."""

from collections.abc import Callable

import msgspec

from sync.citypack.manifest import Manifest


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


class MapConfig(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Contents of kiosk://map/data/config.json. `scale` is pixels for one design pixel."""

    pack: "PackInfo"
    centre: tuple[float, float]
    zoom: float
    here: tuple[float, float] | None
    bearing: float | None
    limits: tuple[tuple[float, float], tuple[float, float]]
    theme: str
    language: str
    scale: float
    still: bool
    accent: str
    renderer: str
    attribution: tuple[str, ...]


class PackInfo(msgspec.Struct, frozen=True, rename="camel"):
    """What the page must know of the pack."""

    schema: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


def pack_info(manifest: Manifest) -> PackInfo:
    """The page's view of a manifest."""
    return PackInfo(manifest.schema, manifest.min_zoom, manifest.max_zoom, manifest.bounds)
