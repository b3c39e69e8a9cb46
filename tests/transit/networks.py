"""Small invented networks, and the slow, plain search that the quick one must agree with."""

import heapq
import random
from itertools import pairwise

from kiosk.domain.journey_time import LONGEST_JOURNEY, NEVER, Hop, Links


def network(seed: int, stops: int = 12, lines: int = 6) -> tuple[list[Hop], list[Links]]:
    """Lines through random stops with random departures, and a few walks between stops."""
    dice = random.Random(seed)
    hops: list[Hop] = []
    trip = 0
    for _ in range(lines):
        route = dice.sample(range(stops), dice.randint(2, min(6, stops)))
        for _ in range(dice.randint(1, 6)):
            at = 480 + dice.randrange(90)
            for here, there in pairwise(route):
                arrives = at + dice.randint(0, 7)
                hops.append((at, arrives, here, there, trip))
                at = arrives + dice.choice((0, 0, 0, 1))
            trip += 1
    paths: list[list[tuple[int, int]]] = [[] for _ in range(stops)]
    for _ in range(stops // 2):
        one, other = dice.sample(range(stops), 2)
        minutes = dice.randint(1, 6)
        paths[one].append((other, minutes))
        paths[other].append((one, minutes))
    return hops, list(paths)


def by_dijkstra(
    hops: list[Hop], paths: list[Links], start: dict[int, int], leaving: int
) -> list[int]:
    """Earliest arrival by vehicle at each stop: label setting over rides, boarding stop by stop."""
    rides: dict[int, list[Hop]] = {}
    for hop in hops:
        rides.setdefault(hop[4], []).append(hop)
    boards: dict[int, list[tuple[int, list[Hop]]]] = {}
    for legs in rides.values():
        for at, leg in enumerate(legs):
            boards.setdefault(leg[2], []).append((leg[0], legs[at:]))
    reached = [NEVER] * len(paths)
    ready = [NEVER] * len(paths)
    queue = []
    for stop, minutes in start.items():
        ready[stop] = leaving + minutes
        queue.append((ready[stop], stop))
    heapq.heapify(queue)
    while queue:
        moment, stop = heapq.heappop(queue)
        if moment > ready[stop]:
            continue
        for departs, legs in boards.get(stop, ()):
            if departs < moment:
                continue
            for leg in legs:
                if leg[0] >= leaving + LONGEST_JOURNEY:
                    break
                arrives, end = leg[1], leg[3]
                reached[end] = min(reached[end], arrives)
                for other, minutes in ((end, 1), *paths[end]):
                    if arrives + minutes < ready[other]:
                        ready[other] = arrives + minutes
                        heapq.heappush(queue, (ready[other], other))
    return reached
