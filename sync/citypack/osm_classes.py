"""OpenStreetMap tags to the layers and classes of the OpenMapTiles schema.

Source: the schema's public documentation, and the tagging wiki of OpenStreetMap.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.citypack.tileset import Value

Tags = Mapping[str, str]

STREETS = {
    "motorway": ("motorway", 6), "trunk": ("trunk", 6), "primary": ("primary", 8),
    "secondary": ("secondary", 9), "tertiary": ("tertiary", 11), "unclassified": ("minor", 12),
    "residential": ("minor", 12), "living_street": ("minor", 13), "pedestrian": ("minor", 13),
    "service": ("service", 13), "busway": ("busway", 13), "track": ("track", 13),
    "footway": ("path", 14), "path": ("path", 14), "cycleway": ("path", 14), "steps": ("path", 14),
}  # fmt: skip
RAIL = {"rail": ("rail", 9), "light_rail": ("transit", 11), "tram": ("transit", 13),
        "subway": ("transit", 13), "narrow_gauge": ("rail", 11)}  # fmt: skip
LANDCOVER = {
    "grass": "grass", "meadow": "grass", "village_green": "grass", "recreation_ground": "grass",
    "forest": "wood", "wood": "wood", "scrub": "scrub", "heath": "scrub", "grassland": "grass",
    "farmland": "farmland", "orchard": "farmland", "vineyard": "farmland", "allotments": "farmland",
    "garden": "grass", "beach": "sand", "sand": "sand", "wetland": "wetland",
}  # fmt: skip
LANDUSE = {
    "residential": "residential", "commercial": "commercial", "retail": "retail",
    "industrial": "industrial", "cemetery": "cemetery", "grave_yard": "cemetery",
    "railway": "railway", "school": "school", "university": "university", "college": "college",
    "kindergarten": "kindergarten", "hospital": "hospital", "stadium": "stadium",
    "pitch": "pitch", "playground": "playground",
}  # fmt: skip
PARKS = {"park", "nature_reserve", "protected_area", "national_park"}
POI = {
    "museum": ("museum", 3), "theatre": ("theatre", 3), "library": ("library", 3),
    "university": ("college", 3), "arts_centre": ("art_gallery", 3), "gallery": ("art_gallery", 4),
    "cinema": ("cinema", 4), "townhall": ("town_hall", 3), "attraction": ("attraction", 3),
    "viewpoint": ("attraction", 4), "college": ("college", 4), "school": ("school", 5),
    "kindergarten": ("school", 6), "community_centre": ("community_centre", 4),
    "place_of_worship": ("place_of_worship", 4), "stadium": ("stadium", 3),
    "sports_centre": ("sports_centre", 4), "swimming_pool": ("swimming", 6), "park": ("park", 3),
    "hospital": ("hospital", 4), "marketplace": ("shop", 4), "bus_station": ("bus", 4),
    "station": ("railway", 2), "castle": ("castle", 3), "monument": ("monument", 4),
}  # fmt: skip
PLACES = {
    "city": ("city", 6, 1), "town": ("town", 7, 3), "village": ("village", 9, 5),
    "suburb": ("suburb", 11, 6), "quarter": ("quarter", 12, 7),
    "neighbourhood": ("neighbourhood", 13, 8), "hamlet": ("hamlet", 13, 9),
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """Where a thing goes: its layer, first zoom and properties."""

    layer: str
    low: int
    properties: dict[str, Value] = field(default_factory=dict)


def names(tags: Tags, languages: tuple[str, ...]) -> dict[str, Value]:
    """The local name, and those in the wanted languages."""
    found: dict[str, Value] = {"name": tags["name"]} if "name" in tags else {}
    return found | {f"name:{c}": tags[f"name:{c}"] for c in languages if f"name:{c}" in tags}


def line_rules(tags: Tags) -> list[Rule]:
    """Rules for a way drawn as a line."""
    tunnel: dict[str, Value] = {}
    if tags.get("tunnel") == "yes":
        tunnel["brunnel"] = "tunnel"
    kind = tags.get("highway", "").removesuffix("_link")
    if kind in STREETS and tags.get("area") != "yes":
        name, low = STREETS[kind]
        found = [Rule("transportation", low, {"class": name, **tunnel})]
        if "name" in tags and name != "path":
            found.append(Rule("transportation_name", max(12, low), {"class": name}))
        return found
    if tags.get("railway") in RAIL and not tunnel:
        name, low = RAIL[tags["railway"]]
        if tags.get("service") in ("yard", "siding", "spur", "crossover"):
            low = 13
        return [Rule("transportation", low, {"class": name})]
    if tags.get("waterway") in ("river", "canal", "stream", "ditch", "drain"):
        low = 7 if tags["waterway"] == "river" else 12
        return [Rule("waterway", low, {"class": tags["waterway"], **tunnel})]
    if tags.get("boundary") == "administrative" and tags.get("admin_level", "").isdigit():
        level = int(tags["admin_level"])
        if level <= 10:
            return [Rule("boundary", 6 if level <= 2 else 10, {"admin_level": level})]
    return []


def area_rules(tags: Tags) -> list[Rule]:
    """Rules for a closed way or multipolygon drawn as an area."""
    water = tags.get("natural") == "water" or tags.get("waterway") in ("riverbank", "dock")
    if water or tags.get("landuse") in ("reservoir", "basin"):
        kind = "river" if tags.get("water") == "river" else "lake"
        return [Rule("water", 6, {"class": kind})]
    if "building" in tags and tags["building"] != "no" and tags.get("location") != "underground":
        return [Rule("building", 13)]
    for key in ("leisure", "boundary"):
        if tags.get(key) in PARKS:
            return [Rule("park", 10, {"class": "park"})]
    for key in ("amenity", "leisure", "landuse"):
        if tags.get(key) in LANDUSE:
            return [Rule("landuse", 11, {"class": LANDUSE[tags[key]]})]
    for key in ("landuse", "natural", "leisure"):
        if tags.get(key) in LANDCOVER:
            kind = LANDCOVER[tags[key]]
            return [Rule("landcover", 7 if kind == "wood" else 10, {"class": kind})]
    return []


def point_rules(tags: Tags) -> list[Rule]:
    """Rules for a label: places first, then points of interest."""
    if "name" not in tags:
        return []
    if tags.get("place") in PLACES:
        name, low, rank = PLACES[tags["place"]]
        return [Rule("place", low, {"class": name, "rank": rank})]
    for key in ("tourism", "amenity", "leisure", "historic", "railway"):
        if tags.get(key) in POI:
            name, rank = POI[tags[key]]
            return [Rule("poi", 13 if rank <= 3 else 14, {"class": name, "rank": rank})]
    if tags.get("highway") == "bus_stop" or tags.get("railway") == "tram_stop":
        return [Rule("poi", 14, {"class": "bus", "subclass": "stop", "rank": 3})]
    return []
