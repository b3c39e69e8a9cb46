"""Read what a map needs from a GTFS timetable: the lines' shapes, their routes and the stops."""

import csv
import io
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.citypack.errors import PackError

TROLLEYBUS = {"800", "11"}
"""GTFS route_type: 11 in the standard, 800 in the extended list."""
RAIL = {"0", "1", "2", "5", "12"}
LonLat = tuple[float, float]


@dataclass(frozen=True)
class Route:
    """One line of the network."""

    id: str
    kind: str
    """bus, trolleybus, rail or night."""


@dataclass(frozen=True)
class Stop:
    """One pole, with its name as the timetable writes it."""

    name: str
    point: LonLat


@dataclass(frozen=True)
class Timetable:
    """`shapes` are paths in degrees; `routes_of` tells which routes run along each."""

    shapes: dict[str, list[LonLat]]
    routes_of: dict[str, frozenset[Route]]
    stops: tuple[Stop, ...]
    first_day: str
    """Start of validity, ISO date, or empty."""


def read(path: Path) -> Timetable:
    """Read a GTFS zip; a clear error when it is not one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name} is not a usable GTFS timetable: {error}") from error


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    with archive.open(name) as raw:
        for row in csv.DictReader(io.TextIOWrapper(raw, "utf-8-sig", newline="")):
            yield {key.strip(): (value or "") for key, value in row.items() if key}


def _read(archive: zipfile.ZipFile) -> Timetable:
    routes = {row["route_id"]: _route(row) for row in _rows(archive, "routes.txt")}
    points: dict[str, list[tuple[int, LonLat]]] = defaultdict(list)
    for row in _rows(archive, "shapes.txt"):
        lonlat = (float(row["shape_pt_lon"]), float(row["shape_pt_lat"]))
        points[row["shape_id"]].append((int(row["shape_pt_sequence"]), lonlat))
    used: Counter[tuple[str, str]] = Counter(
        (row.get("shape_id", ""), row["route_id"]) for row in _rows(archive, "trips.txt")
    )
    routes_of: dict[str, set[Route]] = defaultdict(set)
    for shape, route in used:
        if route in routes:
            routes_of[shape].add(routes[route])
    return Timetable(
        shapes={k: [p for _, p in sorted(v)] for k, v in points.items() if k in routes_of},
        routes_of={k: frozenset(v) for k, v in routes_of.items()},
        stops=tuple(
            Stop(row["stop_name"].strip(), (float(row["stop_lon"]), float(row["stop_lat"])))
            for row in _rows(archive, "stops.txt")
            if row.get("location_type", "") in ("", "0")
        ),
        first_day=_first_day(archive),
    )


def _route(row: dict[str, str]) -> Route:
    kind = "bus"
    if row["route_type"] in TROLLEYBUS:
        kind = "trolleybus"
    elif row["route_type"] in RAIL:
        kind = "rail"
    elif "night" in row["route_id"].lower() or row["route_short_name"].upper().endswith("N"):
        kind = "night"
    return Route(row["route_id"], kind)


def _first_day(archive: zipfile.ZipFile) -> str:
    if "calendar.txt" not in archive.namelist():
        return ""
    days = [row["start_date"] for row in _rows(archive, "calendar.txt")]
    first = min(days, default="")
    return f"{first[:4]}-{first[4:6]}-{first[6:8]}" if len(first) == 8 else ""
