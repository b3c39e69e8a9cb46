"""Make the index of a GTFS timetable. Feeds that only give frequencies are not read."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path

from sync.citypack.errors import PackError
from sync.citypack.transit import Ride, TransitIndex, TransitNote, write

CHANGE_METRES = 300
"""Through the air between two stops of one change."""
METRES_A_MINUTE = 75 / 1.3
"""On foot through the air: 4.5 km/h, and streets are a third longer."""
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
E5 = 100_000

Row = dict[str, str]
Times = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Stops, departures, arrivals of one ride."""
Visit = tuple[int, int, int, int]
"""Sequence, arrival, departure, stop."""


def build_transit(gtfs: Path, out: Path, source: str, licence: str, date: str = "") -> TransitNote:
    """Write transit.bin and transit.json into the folder `out`; `date` overrides the feed's."""
    try:
        with zipfile.ZipFile(gtfs) as archive:
            index, first_day = _index(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise PackError(f"{gtfs.name} is not a usable GTFS timetable: {error}") from error
    if not index.rides:
        raise PackError(f"{gtfs.name} has no departures")
    return write(out, index, source, date or first_day, licence)


def _index(archive: zipfile.ZipFile) -> tuple[TransitIndex, str]:
    calendar = list(_rows(archive, "calendar.txt"))
    service_numbers = {row["service_id"]: at for at, row in enumerate(calendar)}
    stops: list[tuple[int, int]] = []
    stop_numbers: dict[str, int] = {}
    for row in _rows(archive, "stops.txt"):
        if row.get("location_type", "") in ("", "0"):
            stop_numbers[row["stop_id"]] = len(stops)
            stops.append((round(float(row["stop_lon"]) * E5), round(float(row["stop_lat"]) * E5)))
    first = min((row["start_date"] for row in calendar), default="")
    return TransitIndex(
        stops=tuple(stops),
        services=tuple(
            sum(1 << bit for bit, day in enumerate(DAYS) if row[day] == "1") for row in calendar
        ),
        rides=tuple(_rides(archive, stop_numbers, service_numbers)),
        paths=tuple(_paths(stops)),
    ), f"{first[:4]}-{first[4:6]}-{first[6:8]}" if len(first) == 8 else ""  # fmt: skip


def _rides(
    archive: zipfile.ZipFile, stops: dict[str, int], services: dict[str, int]
) -> Iterator[Ride]:
    service_of = {
        row["trip_id"]: services[row["service_id"]]
        for row in _rows(archive, "trips.txt")
        if row["service_id"] in services
    }
    visits: dict[str, list[Visit]] = defaultdict(list)
    for row in _rows(archive, "stop_times.txt"):
        # A stop without a time is passed between two that have one.
        if row["trip_id"] in service_of and row["departure_time"] and row["stop_id"] in stops:
            visits[row["trip_id"]].append((
                int(row["stop_sequence"]), _minutes(row["arrival_time"] or row["departure_time"]),
                _minutes(row["departure_time"]), stops[row["stop_id"]],
            ))  # fmt: skip
    starts: dict[Times, dict[int, set[int]]] = {}
    for trip, stopping in visits.items():
        stopping.sort()
        begin = stopping[0][2]
        key = (
            tuple(v[3] for v in stopping),
            tuple(v[2] - begin for v in stopping),
            tuple(max(0, v[1] - begin) for v in stopping),
        )
        starts.setdefault(key, defaultdict(set))[service_of[trip]].add(begin)
    for key in sorted(starts):
        if len(key[0]) > 1:
            departures = {s: tuple(sorted(at)) for s, at in sorted(starts[key].items())}
            yield Ride(*key, departures)


def _paths(stops: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Walks between neighbouring stops, found in a grid as wide as the longest."""
    if not stops:
        return
    across = 111_320 / E5 * cos(radians(stops[0][1] / E5))
    metres = [(lon * across, lat * 111_320 / E5) for lon, lat in stops]
    grid: dict[tuple[int, int], list[int]] = defaultdict(list)
    for n, (x, y) in enumerate(metres):
        grid[int(x // CHANGE_METRES), int(y // CHANGE_METRES)].append(n)
    for n, (x, y) in enumerate(metres):
        column, row = int(x // CHANGE_METRES), int(y // CHANGE_METRES)
        near = (
            m for i in (-1, 0, 1) for j in (-1, 0, 1) for m in grid.get((column + i, row + j), ())
        )
        for other in sorted(near):
            away = hypot(metres[other][0] - x, metres[other][1] - y)
            if other != n and away <= CHANGE_METRES:
                yield n, other, max(1, round(away / METRES_A_MINUTE))


def _minutes(text: str) -> int:
    hours, minutes, *_ = text.split(":")
    return int(hours) * 60 + int(minutes)


def _rows(archive: zipfile.ZipFile, name: str) -> Iterator[Row]:
    with archive.open(name) as raw:
        reader = csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""))
        head = [cell.strip() for cell in next(reader)]
        for cells in reader:
            yield dict(zip(head, cells, strict=False))
