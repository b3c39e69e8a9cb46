"""The map in the whole kiosk, by a finger: what a visitor gets."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [pytest.mark.webengine, pytest.mark.timeout(240)]
Drive = Callable[..., dict[str, Any]]


@pytest.fixture
def seen(drive: Drive) -> dict[str, Any]:
    """What one visit saw."""
    return drive("visit")


def test_an_area_is_offered_when_a_visitor_moves_the_map_and_not_before(
    seen: dict[str, Any],
) -> None:
    assert seen["ready"]
    assert not seen["area_at_first"]
    assert seen["area_offered"]


def test_searching_the_area_narrows_list_and_points_and_can_be_taken_back(
    seen: dict[str, Any],
) -> None:
    assert seen["area"]["params"]["area"].count(",") == 3
    assert 0 < seen["area"]["places"] < seen["places"]
    assert seen["whole_again"]


def test_a_place_opens_its_card_with_its_own_list_and_the_way_on_foot(
    seen: dict[str, Any],
) -> None:
    assert seen["card"]
    total, count = seen["card_total"]
    assert total == count
    _place, metres, minutes = seen["walked"][0]
    assert minutes == max(1, round(metres * 1.3 / 75))
    assert seen["card_closed"]


def test_several_places_at_one_spot_are_all_there_to_choose_from(seen: dict[str, Any]) -> None:
    assert seen["spot"]
    assert seen["spot_rows"] == [True, True, True]
    assert seen["spot_chosen"]


def test_a_filter_is_on_the_map_at_once_and_all_that_is_left_in_view(
    seen: dict[str, Any],
) -> None:
    assert seen["filtered"]
    assert seen["fitted"]
    assert seen["all_in_view"]


def test_a_street_or_district_can_be_typed_without_diacritics(seen: dict[str, Any]) -> None:
    assert seen["named"]
    assert seen["went"]


def test_by_keys_alone_the_list_follows_the_map_in_reading_order(seen: dict[str, Any]) -> None:
    names = seen["tab"]
    order = ["back", "mapFilters", "mapCloser", "mapWider", "mapHere", "mapFind", "mapTwinSize"]
    assert [name for name in names if name in order][: len(order)] == order
    first = next(at for at, name in enumerate(names) if name.startswith("activity:"))
    assert names[first - 1] == "mapTwinSize"
    assert "navHome" in names[first:]


def test_the_next_visitor_finds_nothing_of_the_last(seen: dict[str, Any]) -> None:
    assert seen["ended"] == [[], {}]
    assert seen["again"]
    assert seen["nothing_kept"]


def test_when_the_page_dies_too_often_the_list_stands_in_until_the_next_visitor(
    seen: dict[str, Any],
) -> None:
    assert seen["failed"]
    assert seen["twin"]
    assert seen["back"]


def test_a_new_map_brings_its_timetable_without_a_restart(seen: dict[str, Any]) -> None:
    assert seen["timetable"]
