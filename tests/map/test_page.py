"""The page itself, in a real engine, by real touches."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(200)]
Drive = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_tapping_a_cluster_goes_nearer(drive: Drive, renderer: str) -> None:
    seen = drive("taps", renderer)
    assert seen["ready"]
    assert seen["renderer"] == renderer
    assert ["clusterTapped", 18] in seen["news"]
    assert seen["after"] > seen["before"] + 0.9


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_tapping_a_marker_names_its_place(drive: Drive, renderer: str) -> None:
    assert ["placeTapped", "far"] in drive("taps", renderer)["news"]


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_two_places_at_one_spot_come_as_a_list(drive: Drive, renderer: str) -> None:
    assert ["placesTapped", ["same-0", "same-1"]] in drive("taps", renderer)["news"]


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_the_map_works_inside_the_gate_and_shows_its_sources(drive: Drive, renderer: str) -> None:
    seen = drive("taps", renderer)
    assert seen["blocked"] == 0
    assert seen["refused"] == 0
    assert seen["reloaded"]
    assert "© OpenStreetMap contributors" in seen["attribution"]
    assert "timetable 2015-09-01" in seen["attribution"]


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_look_and_language_change_in_place(drive: Drive, renderer: str) -> None:
    seen = drive("looks", renderer)
    assert seen["themes"]["light"] > 200
    assert seen["themes"]["dark"] < 60
    assert seen["themes"]["contrast"] < 10
    assert seen["lang"] == "en"


def test_a_page_gone_bad_reaches_nothing(drive: Drive) -> None:
    seen = drive("hostile")
    assert seen["ready"]
    assert {n for n, r in seen["found"].items() if r not in ("blocked", "asked")} == set()
    assert seen["denied"] >= 2
    assert seen["here"] == "kiosk://map/index.html"
    assert seen["navigations"] >= 1
    assert seen["state"] == "ready"


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_a_killed_renderer_is_back_within_three_seconds(drive: Drive, renderer: str) -> None:
    seen = drive("crash", renderer)
    assert len(seen["back"]) == 3
    assert max(seen["back"]) < 3


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_after_too_many_crashes_the_list_serves(drive: Drive, renderer: str) -> None:
    seen = drive("crash", renderer)
    assert seen["state"] == "failed"
    assert "4 times" in seen["fault"]


@pytest.mark.parametrize("renderer", ["canvas", "maplibre"])
def test_a_hung_page_is_noticed_counted_and_replaced(drive: Drive, renderer: str) -> None:
    seen = drive("hang", renderer)
    assert seen["noticed"]
    assert seen["again"]
    assert seen["total"] == 1
    # 2.5 to 2.9 s on a quiet machine, where the promise is 3; this one may be anything.
    assert seen["back"] < 6


def test_a_damaged_pack_leaves_the_list(drive: Drive, project: Path, tmp_path: Path) -> None:
    for name in ("map.pmtiles", "map.json"):
        shutil.copy(project / "resources/cities/vilnius" / name, tmp_path)
    with (tmp_path / "map.pmtiles").open("r+b") as file:
        file.truncate(1000)
    seen = drive("damaged", "canvas", tmp_path)
    assert seen["state"] == "failed"
    assert "has 1000 bytes" in seen["fault"]


def test_without_any_webgl_the_lighter_renderer_serves_and_says_so(drive: Drive) -> None:
    seen = drive("blind", "auto")
    assert not seen["webgl"]
    assert seen["ready"]
    assert seen["renderer"] == "canvas"
    assert seen["degraded"]
    assert ["placeTapped", "far"] in seen["news"]
    assert seen["colours"] > 20
