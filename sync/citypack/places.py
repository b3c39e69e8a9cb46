"""Named places: landmarks, cultural venues and campuses, from GeoJSON or JSON lines."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapely.geometry import shape

from sync.citypack.errors import PackError
from sync.citypack.projection import unit_geometry
from sync.citypack.recipe import Landmark
from sync.citypack.tileset import Feature, Value

CAMPUS = {"university", "college", "school", "kindergarten"}
CULTURE = {
    "museum": "museum", "gallery": "art_gallery", "theatre": "theatre", "library": "library",
    "arts_centre": "arts_centre", "cinema": "cinema", "community_centre": "community_centre",
}  # fmt: skip
KINDS = {
    "cathedrals": "place_of_worship", "churches": "place_of_worship", "mosques": "place_of_worship",
    "synagogues": "place_of_worship", "museums": "museum", "theatres_and_entertainments": "theatre",
    "palaces": "castle", "castles": "castle", "manor_houses": "castle", "cemeteries": "cemetery",
    "nature_reserves": "park", "gardens_and_parks": "park", "bridges": "bridge",
    "view_points": "viewpoint", "historic_districts": "attraction",
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A place of a source: its geometry in degrees and its tags."""

    geometry: Any
    tags: dict[str, Any]


def read(path: Path) -> Iterator[Named]:
    """GeoJSON features, or one JSON object a line with `lon` and `lat`."""
    try:
        if path.suffix == ".jsonl":
            for line in path.read_text("utf-8").splitlines():
                row = json.loads(line)
                point = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
                yield Named(shape(point), row)
            return
        for each in json.loads(path.read_text("utf-8"))["features"]:
            if each.get("geometry"):
                yield Named(shape(each["geometry"]), each["properties"])
    except (ValueError, KeyError, TypeError) as error:
        raise PackError(f"{path.name} is no list of places: {error!r}") from error


def landmark_features(named: Iterable[Named], known: dict[str, Landmark]) -> list[Feature]:
    """Landmarks that have a name in the city's language; each name once."""
    found = []
    seen: set[str] = set()
    for each in named:
        source = str(each.tags.get("name", ""))
        landmark = known.get(source)
        if landmark is None:
            continue
        local = landmark.names.get("", source)
        if local in seen:
            continue
        seen.add(local)
        properties: dict[str, Value] = {
            "class": next(
                (KINDS[k] for k in each.tags.get("kinds", ()) if k in KINDS), "attraction"
            ),
            "name": local,
            "rank": landmark.rank,
        }
        properties |= {f"name:{k}": v for k, v in landmark.names.items() if k}
        low = {1: 11, 2: 13, 3: 14}.get(landmark.rank, 14)
        found.append(Feature("poi", unit_geometry(each.geometry), properties, low=low))
    return found


def venue_features(sources: Sequence[Iterable[Named]]) -> list[Feature]:
    """Campuses as areas, cultural venues as quiet labels; each name once."""
    found = []
    seen: set[str] = set()
    for each in (named for source in sources for named in source):
        kind = str(each.tags.get("amenity") or each.tags.get("tourism") or "")
        name = str(each.tags.get("name:lt") or each.tags.get("name") or "")
        if kind in CAMPUS and each.geometry.geom_type.endswith("Polygon"):
            found.append(Feature("landuse", unit_geometry(each.geometry), {"class": kind}, low=11))
        if not name or name in seen or (kind not in CULTURE and kind not in CAMPUS):
            continue
        seen.add(name)
        rank = 4 if kind in CULTURE or kind == "university" else 6
        properties: dict[str, Value] = {
            "class": CULTURE.get(kind, kind),
            "name": name,
            "rank": rank,
        }
        properties |= {
            f"name:{code}": str(each.tags[f"name:{code}"])
            for code in ("en", "pl", "ru")
            if each.tags.get(f"name:{code}")
        }
        point = each.geometry.representative_point()
        found.append(Feature("poi", unit_geometry(point), properties, low=14))
    return found
