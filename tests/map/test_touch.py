"""Two real fingers on the glass, and what the map says of its view."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sync.citypack.manifest import read_manifest

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(200)]
Drive = Callable[..., dict[str, Any]]
WEST, SOUTH, EAST, NORTH, ZOOM, BEARING, BY_HAND = range(7)
BOTH = pytest.mark.parametrize("renderer", ["canvas", "maplibre"])


def middle(view: list[float]) -> tuple[float, float]:
    return (view[WEST] + view[EAST]) / 2, (view[SOUTH] + view[NORTH]) / 2


@BOTH
def test_spreading_two_fingers_goes_nearer_and_closing_them_away(
    drive: Drive, renderer: str
) -> None:
    seen = drive("fingers", renderer)
    # From 160 to 480 pixels apart: three times nearer is 1.58 zooms.
    assert seen["spread"]["after"][ZOOM] - seen["spread"]["before"][ZOOM] == pytest.approx(
        1.58, abs=0.2
    )
    assert seen["out"]["after"][ZOOM] < seen["out"]["before"][ZOOM] - 1


@BOTH
def test_turning_two_fingers_turns_the_map(drive: Drive, renderer: str) -> None:
    seen = drive("fingers", renderer)["turn"]
    assert seen["before"][BEARING] == 0
    # 80 degrees of the hand, without the slack that keeps a pinch from turning.
    assert -82 < seen["after"][BEARING] < -50


@BOTH
def test_two_fingers_carry_the_map_along_without_turning_it(drive: Drive, renderer: str) -> None:
    seen = drive("fingers", renderer)["pan"]
    before, after = seen["before"], seen["after"]
    across = (before[EAST] - before[WEST]) * 150 / 700
    assert middle(before)[0] - middle(after)[0] == pytest.approx(across, rel=0.15)
    assert after[BEARING] == 0
    assert after[ZOOM] == pytest.approx(before[ZOOM], abs=0.05)


@BOTH
def test_nobody_leaves_the_surroundings_and_one_touch_leads_back(
    drive: Drive, project: Path, renderer: str
) -> None:
    seen = drive("fingers", renderer)
    around = read_manifest(project / "resources/cities/vilnius/map.json").around
    assert around is not None
    west, south, east, north = around.bounds
    view = seen["edge"]
    assert west - 0.01 <= view[WEST] < view[EAST] <= east + 0.01
    assert south - 0.01 <= view[SOUTH] < view[NORTH] <= north + 0.01
    assert seen["home"][ZOOM] == pytest.approx(13, abs=0.01)
    assert middle(seen["home"])[0] == pytest.approx(25.2797, abs=1e-3)


@BOTH
def test_all_results_fit_the_view(drive: Drive, renderer: str) -> None:
    view = drive("fingers", renderer)["fit"]
    for lon, lat in ((25.34, 54.70), (25.22, 54.70), (25.2797, 54.6872)):
        assert view[WEST] < lon < view[EAST]
        assert view[SOUTH] < lat < view[NORTH]


@BOTH
def test_a_visitors_movement_is_told_from_the_programs(drive: Drive, renderer: str) -> None:
    seen = drive("fingers", renderer)
    assert seen["pan"]["after"][BY_HAND]
    assert not seen["home"][BY_HAND]
    assert not seen["fit"][BY_HAND]


def test_a_new_map_waits_for_the_visitor_and_is_there_for_the_next(drive: Drive) -> None:
    seen = drive("swap")
    assert seen["during"] == "vilnius"
    assert seen["again"]
    assert seen["bounds"] == [24.935, 60.164, 24.953, 60.179]


def test_a_damaged_new_map_leaves_the_old_one_in_place(drive: Drive) -> None:
    assert drive("swap")["kept"] == "helsinki"


def test_the_doctor_can_tell_which_renderer_drew_which_map(drive: Drive) -> None:
    seen = drive("swap")
    assert seen["status"] == "canvas"
    assert seen["pack"].startswith("helsinki")
