"""How long it takes to get there: on foot by estimate, by public transport by its timetable.

The search is a connection scan (Dibbelt, Pajor, Strasser, Wagner 2013): every hop of every vehicle
in order of departure, once. Vehicles come at the minute; a change takes one minute or its walk.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians
from operator import itemgetter
from typing import TypeAlias

LonLat: TypeAlias = tuple[float, float]
Hop: TypeAlias = tuple[int, int, int, int, int]
"""Departure, arrival (minutes of the day), from stop, to stop, trip."""
Links: TypeAlias = Sequence[tuple[int, int]]
"""(stop, minutes on foot)."""

STREETS_LONGER_THAN_AIR = 1.3
WALK_METRES_A_MINUTE = 75
LONGEST_WALK_TO_STOP_M = 900
"""Through the air."""
LONGEST_JOURNEY = 120
"""Minutes; who is under way longer will not go."""
DAY = 24 * 60
NEVER = 1 << 20


def walk_minutes(metres: float) -> int:
    """Whole minutes on foot for a distance through the air, one at least."""
    return max(1, round(metres * STREETS_LONGER_THAN_AIR / WALK_METRES_A_MINUTE))


def apart(a: LonLat, b: LonLat) -> float:
    """Metres through the air, exact enough within a city."""
    across = cos(radians((a[1] + b[1]) / 2))
    return 111_320 * hypot((a[0] - b[0]) * across, a[1] - b[1])


@dataclass(frozen=True, slots=True)
class Hops:
    """A day's hops by departure, in columns."""

    departs: array[int]
    arrives: array[int]
    begins: array[int]
    ends: array[int]
    trips: array[int]
    trip_count: int

    @classmethod
    def of(cls, hops: Iterable[Hop]) -> Hops:
        """Sort hops, given trip by trip, by departure; at one minute a trip keeps its order."""
        ordered = sorted(hops, key=itemgetter(0))
        departs, arrives, begins, ends, trips = (
            array("i", map(itemgetter(column), ordered)) for column in range(5)
        )
        return cls(departs, arrives, begins, ends, trips, max(trips, default=-1) + 1)


def arrivals(
    hops: Hops, paths: Sequence[Links], start: Mapping[int, int], leaving: int, stops: int
) -> list[int]:
    """When each stop is reached by vehicle at the earliest, minutes of the day, else NEVER.

    `start` is the walk in minutes to the stops near by, `paths` the walks from each stop.
    """
    ready, reached = [NEVER] * stops, [NEVER] * stops
    for stop, minutes in start.items():
        ready[stop] = leaving + minutes
    aboard = bytearray(hops.trip_count)
    first = bisect_left(hops.departs, leaving)
    last = bisect_left(hops.departs, leaving + LONGEST_JOURNEY)
    window = slice(first, last)
    for departs, arrives, begin, end, trip in zip(
        hops.departs[window], hops.arrives[window], hops.begins[window], hops.ends[window],
        hops.trips[window], strict=True,
    ):  # fmt: skip
        if aboard[trip] or ready[begin] <= departs:
            aboard[trip] = 1
            if arrives < reached[end]:
                reached[end] = arrives
                if arrives + 1 < ready[end]:
                    ready[end] = arrives + 1
                for other, minutes in paths[end]:
                    if arrives + minutes < ready[other]:
                        ready[other] = arrives + minutes
    return reached
