"""Minutes by public transport: as quick as the timetable allows, and never quicker."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.journey_time import NEVER, Hops, arrivals, walk_minutes
from tests.transit.networks import by_dijkstra, network

EIGHT = 480


@given(st.integers(0, 10**6), st.integers(EIGHT - 10, EIGHT + 60))
def test_arrivals_agree_with_a_plain_search(seed: int, leaving: int) -> None:
    hops, paths = network(seed)
    start = {0: 0, 1: 3}
    found = arrivals(Hops.of(hops), paths, start, leaving, len(paths))
    assert found == by_dijkstra(hops, paths, start, leaving)


def test_the_oracle_has_something_to_say() -> None:
    reached = 0
    for seed in range(50):
        hops, paths = network(seed)
        reached += sum(at < NEVER for at in by_dijkstra(hops, paths, {0: 0, 1: 3}, EIGHT))
    assert reached > 100


def test_a_change_takes_a_minute() -> None:
    hops = [(480, 490, 0, 1, 0), (490, 500, 1, 2, 1), (491, 510, 1, 2, 2)]
    assert arrivals(Hops.of(hops), [[], [], []], {0: 0}, 480, 3) == [NEVER, 490, 510]


def test_who_stays_seated_needs_no_change_at_the_same_minute() -> None:
    hops = [(480, 480, 5, 3, 0), (480, 480, 3, 1, 0), (480, 485, 1, 0, 0)]
    assert arrivals(Hops.of(hops), [[]] * 6, {5: 0}, 480, 6)[0] == 485


def test_nobody_travels_longer_than_two_hours() -> None:
    hops = [(480, 490, 0, 1, 0), (601, 610, 1, 2, 1)]
    assert arrivals(Hops.of(hops), [[], [], []], {0: 0}, 480, 3)[2] == NEVER


@pytest.mark.parametrize(("metres", "minutes"), [(0, 1), (75, 1), (577, 10), (1000, 17)])
def test_walking_is_a_third_longer_than_the_air_at_4_5_km_an_hour(
    metres: float, minutes: int
) -> None:
    assert walk_minutes(metres) == minutes
