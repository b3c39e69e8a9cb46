"""Minutes by public transport from the kiosk to every place at once; no Qt, safe on any thread."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Lock

from kiosk.domain.journey_time import (
    DAY,
    LONGEST_JOURNEY,
    LONGEST_WALK_TO_STOP_M,
    NEVER,
    Hop,
    Hops,
    Links,
    LonLat,
    apart,
    arrivals,
    walk_minutes,
)
from sync.citypack.errors import PackError
from sync.citypack.installed import Packs
from sync.citypack.transit import TransitIndex, TransitNote, read

E5 = 100_000
CELL = 0.02
"""Degrees; wider than the longest walk to a stop, up to 66 degrees north."""
KEPT = 8
"""Answers that are kept: a screen asks for the same minute again and again."""


log = logging.getLogger(__name__)


def open_transit(city: Path, data: Path | None = None) -> "Transit | None":
    """The timetable that came with the city's map to the kiosk's `data`, else its folder's own.

    A damaged one is logged; without any, walking is all there is.
    """
    tiles = Packs(data).current() if data else None
    for folder in (*((tiles.parent,) if tiles else ()), city):
        try:
            if found := Transit.open(folder):
                return found
        except PackError as error:
            log.warning("no minutes by public transport from %s: %s", folder.name, error)
    return None


class Transit:
    """One city's timetable. It knows days of the week, not holidays."""

    def __init__(self, index: TransitIndex, note: TransitNote) -> None:
        self.note = note
        self._index = index
        self._stops = [(lon / E5, lat / E5) for lon, lat in index.stops]
        self._grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for n, stop in enumerate(self._stops):
            self._grid[_cell(stop)].append(n)
        self._paths: list[list[tuple[int, int]]] = [[] for _ in self._stops]
        for begin, end, minutes in index.paths:
            self._paths[begin].append((end, minutes))
        self._lock = Lock()
        self._days: dict[int, Hops] = {}
        self._links: dict[LonLat, Links] = {}
        self._answers: dict[tuple[LonLat, int, int], list[int]] = {}

    @classmethod
    def open(cls, city: Path) -> "Transit | None":
        """The timetable of a city's folder, None where it has none; PackError when damaged."""
        found = read(city)
        return cls(*found) if found else None

    @property
    def date(self) -> str:
        """First day of the timetable, ISO, to be shown with every figure."""
        return self.note.date

    def ready(self, at: dt.datetime) -> bool:
        """Whether the day of `at`, a local time, is laid out."""
        return at.weekday() in self._days

    def prepare(self, at: dt.datetime) -> None:
        """Lay out the day of `at`, a local time; half a second, for a job thread."""
        self._hops(at.weekday())

    def minutes(
        self, start: LonLat, at: dt.datetime, places: Mapping[str, LonLat]
    ) -> dict[str, int]:
        """Minutes to each place when leaving `start` at `at`, a local time.

        Left out: places that are reached no sooner than on foot, or not within two hours.
        """
        found = ((id, self.to(position, start, at)) for id, position in places.items())
        return {id: minutes for id, minutes in found if minutes is not None}

    def to(self, place: LonLat, start: LonLat, at: dt.datetime) -> int | None:
        """Minutes to one place, as `minutes` counts them."""
        leaving = at.hour * 60 + at.minute
        reached = self._reached(start, at.weekday(), leaving)
        arrives = min((reached[stop] + walk for stop, walk in self._near(place)), default=NEVER)
        took = arrives - leaving
        quick = took <= LONGEST_JOURNEY and took < walk_minutes(apart(start, place))
        return took if quick else None

    def _reached(self, start: LonLat, weekday: int, leaving: int) -> list[int]:
        key = (start, weekday, leaving)
        found = self._answers.get(key)
        if found is None:
            near = dict(self._near(start))
            found = arrivals(self._hops(weekday), self._paths, near, leaving, len(self._stops))
            with self._lock:
                while len(self._answers) >= KEPT:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = found
        return found

    def _near(self, position: LonLat) -> Links:
        """The stops around a point; kept, because places do not move."""
        links = self._links.get(position)
        if links is None:
            column, row = _cell(position)
            around = ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
            links = [
                (n, walk_minutes(metres))
                for cell in around
                for n in self._grid.get(cell, ())
                if (metres := apart(position, self._stops[n])) <= LONGEST_WALK_TO_STOP_M
            ]
            self._links[position] = links
        return links

    def _hops(self, weekday: int) -> Hops:
        with self._lock:
            if weekday not in self._days:
                self._days = {weekday: Hops.of(_hops(self._index, weekday))}
            return self._days[weekday]


def _cell(point: LonLat) -> tuple[int, int]:
    return int(point[0] // CELL), int(point[1] // CELL)


def _hops(index: TransitIndex, weekday: int) -> Iterator[Hop]:
    """The hops of a day, with what the day before left running and the next one begins."""
    trip = 0
    for shift in (-DAY, 0, DAY):
        day = 1 << ((weekday + (shift > 0) - (shift < 0)) % 7)
        running = {n for n, days in enumerate(index.services) if days & day}
        for ride in index.rides:
            legs = list(zip(ride.departs, ride.arrives[1:], ride.stops, ride.stops[1:],
                            strict=False))  # fmt: skip
            for service in running.intersection(ride.starts):
                for first in ride.starts[service]:
                    begin = first + shift
                    if begin >= DAY + LONGEST_JOURNEY or begin + ride.arrives[-1] < 0:
                        continue
                    trip += 1
                    for departs, arrives, here, there in legs:
                        yield begin + departs, begin + arrives, here, there, trip
