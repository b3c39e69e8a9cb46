"""Gather the index of names from what the map draws."""

from collections.abc import Iterable

import shapely

from sync.citypack.names import PlaceName
from sync.citypack.projection import EARTH_METRES, to_degrees
from sync.citypack.tileset import Feature

KINDS = {"place": "place", "poi": "poi", "transportation_name": "street", "park": "poi"}
RANKS = {"place": 0, "poi": 10, "street": 20}
APART = 1500 / EARTH_METRES
"""Pieces of a street within this (unit square) are one street; another one elsewhere is its own."""


def gather(features: Iterable[Feature]) -> tuple[PlaceName, ...]:
    """Each name once where it stands; stops and streets in many pieces become one."""
    spots: dict[tuple[str, str], list[tuple[shapely.Point, Feature]]] = {}
    for each in features:
        name, kind = str(each.properties.get("name", "")), KINDS.get(each.layer)
        if not name or kind is None:
            continue
        middle = each.geometry.representative_point()
        known = spots.setdefault((kind, name), [])
        if not any(middle.distance(point) < APART for point, _ in known):
            known.append((middle, each))
    found = [
        _name(kind, name, point, feature)
        for (kind, name), all_spots in spots.items()
        for point, feature in all_spots
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.name, each.lon, each.lat)))


def _name(kind: str, name: str, point: shapely.Point, feature: Feature) -> PlaceName:
    lon, lat = to_degrees(point.x, point.y)
    others = {
        key.removeprefix("name:"): str(value)
        for key, value in feature.properties.items()
        if key.startswith("name:") and value != name
    }
    rank = RANKS[kind] + int(feature.properties.get("rank", 9))
    return PlaceName(name, kind, round(lon, 5), round(lat, 5), rank, others)
