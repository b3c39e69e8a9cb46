"""A city pack from a public transport timetable: streets as the lines run, stops, districts."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import shapely

from sync.citypack import districts, gtfs, places, skeleton
from sync.citypack.around.data import CREDIT
from sync.citypack.errors import PackError
from sync.citypack.manifest import Manifest, Source, write_manifest
from sync.citypack.progress import Progress, silent
from sync.citypack.projection import LocalMetres, to_unit
from sync.citypack.recipe import Recipe
from sync.citypack.surroundings import FREE, around_box, bundled, largest_town
from sync.citypack.tileset import Feature, TileSet, write

FINE, COARSE = 13.0, 30.0
"""Metres: what counts as one street from zoom 13 on, and below (both carriageways are one)."""
STOP_REACH = 350.0
"""Metres within which poles of one name share one label."""


def build_from_gtfs(
    gtfs_zip: Path,
    elderships: Path | None,
    landmarks: Path | None,
    venues: Sequence[Path],
    out: Path,
    progress: Progress = silent,
    *,
    recipe: Recipe,
    made: str = "",
) -> Manifest:
    """Write `out` (PMTiles) and its manifest; `made` is the timetable's date (ISO)."""
    metres = LocalMetres(recipe.centre[1])
    progress("reading the timetable", 0, 4)
    timetable = gtfs.read(gtfs_zip)
    progress("drawing streets", 1, 4)
    features = _streets(timetable, metres)
    progress("placing stops", 2, 4)
    features += _stops(timetable.stops, metres)
    progress("districts and places", 3, 4)
    if elderships is not None:
        areas = districts.read(elderships, metres)
        features += areas.features()
        for river in recipe.rivers:
            features += areas.river(river)
    elif recipe.rivers:
        raise PackError("the recipe derives a river from district borders: give them")
    if landmarks is not None:
        features += places.landmark_features(places.read(landmarks), recipe.landmarks)
    features += places.venue_features([places.read(path) for path in venues])
    progress("cutting tiles", 4, 4)
    date = made or timetable.first_day
    around = around_box(recipe.bounds)
    frame = shapely.box(*recipe.bounds)
    features += [*bundled(around, known=frame, sea_known=frame), *largest_town(recipe.bounds)]
    tiles = TileSet(tuple(features), recipe.bounds, around, recipe.centre)
    sources = (
        Source(f"{recipe.city.title()} public transport timetable", date, "municipal open data"),
        Source("OpenStreetMap contributors (places)", "", "ODbL 1.0"),
        Source("District borders (municipality)", "", "municipal open data"),
        *FREE,
    )
    attribution = (
        "© OpenStreetMap contributors",
        f"{recipe.city.title()} public transport timetable {date}".strip(),
        CREDIT,
    )
    write(tiles, out, {"name": recipe.city, "attribution": ", ".join(attribution)}, progress)
    return write_manifest(out, recipe, "schematic", tiles, sources, attribution, date)


def _streets(timetable: gtfs.Timetable, metres: LocalMetres) -> list[Feature]:
    paths = [
        (metres.points(path), timetable.routes_of[name])
        for name, path in sorted(timetable.shapes.items())
    ]
    found = []
    for tolerance, low, high in ((COARSE, 0, 12), (FINE, 13, 99)):
        found += [
            Feature("transportation", metres.to_unit(s.line), s.properties, low=low, high=high)
            for s in skeleton.build(paths, tolerance)
        ]
    return found


def _stops(stops: Sequence[gtfs.Stop], metres: LocalMetres) -> list[Feature]:
    """A dot for each pole, and one name for the poles of a name that stand together."""
    found = [
        Feature(
            "poi", shapely.Point(to_unit(*s.point)), {"class": "bus", "subclass": "pole"}, low=14
        )
        for s in stops
    ]
    by_name: dict[str, list[list[tuple[float, float]]]] = defaultdict(list)
    for stop in stops:
        point = metres.points([stop.point])[0]
        groups = by_name[stop.name]
        for group in groups:
            centre = shapely.MultiPoint(group).centroid
            if centre.distance(shapely.Point(point)) < STOP_REACH:
                group.append(point)
                break
        else:
            groups.append([point])
    for name, groups in sorted(by_name.items()):
        for group in groups:
            centre = metres.to_unit(shapely.MultiPoint(group).centroid)
            rank = 1 if len(group) >= 4 else 2 if len(group) > 1 else 3
            found.append(
                Feature(
                    "poi", centre,
                    {"class": "bus", "subclass": "stop", "name": name, "rank": rank},
                    low=13 if rank == 1 else 14,
                )
            )  # fmt: skip
    return found
