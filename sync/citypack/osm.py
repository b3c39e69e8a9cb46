"""A city pack from an OpenStreetMap extract, on the layers of the OpenMapTiles schema."""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import osmium
import shapely
import shapely.wkb

from sync.citypack.around.data import CREDIT
from sync.citypack.box import Box
from sync.citypack.coast import sea
from sync.citypack.errors import PackError
from sync.citypack.manifest import Manifest, Source, write_manifest
from sync.citypack.osm_classes import Rule, area_rules, line_rules, names, point_rules
from sync.citypack.progress import Progress, silent
from sync.citypack.projection import degrees, unit_geometry
from sync.citypack.recipe import Recipe
from sync.citypack.surroundings import FREE, around_box, bundled, largest_town, outside
from sync.citypack.tileset import AROUND_HIGH, Feature, TileSet, write

LANGUAGES = ("lt", "en", "fi", "sv", "fr", "nl", "pl", "ru", "uk", "de")
CELL = 0.02
"""Degrees: where the extract has anything within such a cell, it is believed to have all."""
EVERY = 200_000
"""Objects between two lines of progress."""


def build_from_osm(
    pbf: Path, bbox: Box | None, out: Path, progress: Progress = silent, *, city: str = ""
) -> Manifest:
    """Write `out` (PMTiles) and its manifest; `bbox` is west, south, east, north in degrees.

    Without a box, the one that the extract states is taken. What lies around the box comes from
    the extract as far as it reaches.
    """
    header = _header(pbf)
    box = bbox or _stated_box(pbf, header)
    around = around_box(box)
    things, newest = Things(box), Newest()
    for rule, tags, shape in _things(pbf, shapely.box(*around), progress, newest):
        things.take(rule, tags, shape)
    if not things.city:
        raise PackError(f"{pbf.name} has nothing inside the box {box}")
    progress("drawing what lies around", 0, 0)
    features = things.features(around)
    date = _date(header) or newest.date
    name = city or out.parent.name
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    tiles = TileSet(tuple(features), box, around, centre)
    attribution = ("© OpenStreetMap contributors", CREDIT)
    write(tiles, out, {"name": name, "attribution": ", ".join(attribution)}, progress)
    recipe = Recipe(city=name, bounds=box, centre=centre, language="")
    sources = (Source("OpenStreetMap contributors", date, "ODbL 1.0"), *FREE)
    return write_manifest(out, recipe, "openmaptiles", tiles, sources, attribution, date)


class Things:
    """What an extract has, in the city's box and around it."""

    def __init__(self, box: Box) -> None:
        self.city: list[Feature] = []
        self._box, self._named = box, False
        self._frame, self._unit = shapely.box(*box), unit_geometry(shapely.box(*box))
        self._far: list[Feature] = []
        self._coast: list[Any] = []
        self._cells: set[tuple[int, int]] = set()
        self._told: list[tuple[float, float]] = []

    def take(self, rule: Rule | None, tags: dict[str, str], shape: Any) -> None:
        """One thing with its rule; a coastline has none."""
        unit = unit_geometry(shape)
        if rule is None:
            self._coast.append(unit)
            return
        inside = shape.intersects(self._frame)
        if rule.layer != "boundary":
            x, y = shape.bounds[:2]
            self._cells.add((math.floor(x / CELL), math.floor(y / CELL)))
        if rule.layer == "place" and "name" in tags:
            self._told.append((shape.x, shape.y))
        if not inside and rule.low > AROUND_HIGH:
            return
        labelled = rule.layer not in ("transportation", "building", "boundary", "landcover")
        properties = rule.properties | (names(tags, LANGUAGES) if labelled else {})
        feature = Feature(rule.layer, unit, properties, low=rule.low)
        if inside:
            self.city.append(feature)
            self._named = self._named or properties.get("class") in ("city", "town", "village")
        if rule.low <= AROUND_HIGH:
            self._far.append(feature)

    def features(self, around: Box) -> list[Feature]:
        """All that is to be drawn."""
        cells = [
            shapely.box(x * CELL, y * CELL, (x + 1) * CELL, (y + 1) * CELL) for x, y in self._cells
        ]
        reached = shapely.intersection(
            shapely.union_all([*cells, self._frame]), shapely.box(*around)
        )
        inner, _ = sea(self._coast, self._unit)
        outer, land = sea(self._coast, unit_geometry(reached))
        far = [Feature("water", face, {"class": "ocean"}) for face in outer]
        judged = shapely.union_all([self._frame, *map(degrees, (*outer, *land))])
        return [
            *self.city,
            *(Feature("water", face, {"class": "ocean"}) for face in inner),
            *outside([*self._far, *far], self._unit),
            *bundled(around, sea_known=judged, known=reached, told=self._told),
            *(() if self._named else largest_town(self._box)),
        ]


@dataclass
class Newest:
    """The day of the newest edit met: the age of data whose extract does not state it."""

    date: str = ""

    def see(self, thing: Any) -> None:
        """Look at one object."""
        stamp = thing.timestamp
        if stamp.year > 2000:
            self.date = max(self.date, stamp.date().isoformat())


def _header(pbf: Path) -> Any:
    try:
        return osmium.io.Reader(str(pbf), osmium.osm.osm_entity_bits.NOTHING).header()
    except RuntimeError as error:
        raise PackError(f"{pbf.name} is no OpenStreetMap extract: {error}") from error


def _stated_box(pbf: Path, header: Any) -> Box:
    box = header.box()
    if not box.valid():
        raise PackError(f"{pbf.name} states no box: give --bbox west,south,east,north")
    low, high = box.bottom_left, box.top_right
    return low.lon, low.lat, high.lon, high.lat


def _date(header: Any) -> str:
    """The day of the data, where the extract tells it."""
    stamp = header.get("osmosis_replication_timestamp", "")
    try:
        return dt.datetime.fromisoformat(stamp).date().isoformat()
    except ValueError:
        return ""


def _things(
    pbf: Path, box: Any, progress: Progress, newest: Newest
) -> Iterator[tuple[Rule | None, dict[str, str], Any]]:
    """Everything inside the box with its rule; coastlines come with none."""
    factory = osmium.geom.WKBFactory()
    seen = 0
    try:
        reader = osmium.FileProcessor(str(pbf)).with_locations().with_areas()
        for thing in reader:
            seen += 1
            if seen % EVERY == 0:
                progress(f"{seen:,} objects read", 0, 0)
            if not thing.tags:
                continue
            newest.see(thing)
            tags = dict(thing.tags)
            for rule, shape in _drawn(thing, tags, factory):
                if shape.intersects(box):
                    yield rule, tags, shape
    except RuntimeError as error:
        raise PackError(f"{pbf.name} cannot be read: {error}") from error
    progress(f"{seen:,} objects read", 1, 1)


def _drawn(thing: Any, tags: dict[str, str], factory: Any) -> Iterator[tuple[Rule | None, Any]]:
    """The rules of one object with its geometry; broken geometries are left out."""
    try:
        if thing.is_node():
            for rule in point_rules(tags):
                yield rule, shapely.wkb.loads(factory.create_point(thing), hex=True)
        elif thing.is_way():
            rules: list[Rule | None] = list(line_rules(tags))
            if tags.get("natural") == "coastline":
                rules.append(None)
            if rules:
                for shape in _runs(thing):
                    for each in rules:
                        yield each, shape
        elif thing.is_area():
            rules = list(area_rules(tags))
            labels = point_rules(tags)
            if rules or labels:
                shape = shapely.wkb.loads(factory.create_multipolygon(thing), hex=True)
                for each in rules:
                    yield each, shape
                for each in labels:
                    yield each, shape.representative_point()
    except (osmium.InvalidLocationError, RuntimeError):
        # An area that leaves the extract lacks nodes and cannot be closed.
        return


def _runs(way: Any) -> Iterator[Any]:
    """The parts of a way whose nodes the extract holds, as lines."""
    run: list[tuple[float, float]] = []
    for node in [*way.nodes, None]:
        if node is not None and node.location.valid():
            run.append((node.lon, node.lat))
            continue
        if len(run) > 1:
            yield shapely.LineString(run)
        run = []
