"""Journeys 10 and 11: twenty people at the door, and one who has nothing to scan."""

from typing import Any

import pytest

from kiosk.ui.touch_events import until
from sync.model import Movement
from tests.journeys.counted import Counting, Journeys

pytestmark = pytest.mark.journey
ON_THE_LIST = [f"P-RADIO{n:02}" for n in range(18)]


def waiting(screen: Any, count: int) -> bool:
    """Whether so many events are on disk."""
    return until(lambda: screen.centre.ledger.pending_count() == count)


def test_10_twenty_people_come_in_by_scan_by_name_and_without_anything(
    screen: Any, journeys: Journeys
) -> None:
    screen.open("radio")
    finger = Counting(screen.view)
    for number, person in enumerate(ON_THE_LIST, 1):
        if number % 2:
            screen.scan(f"valid:{person}")
            finger.tap("verdictNext")
        else:
            finger.tap(f"move-{person}")
        assert waiting(screen, number), person
    for number in (19, 20):
        finger.tap("walkIn")
        assert waiting(screen, number)
    kept = screen.centre.ledger.pending(30)
    assert {each.movement for each in kept} == {Movement.ENTRY}
    assert [each.pass_id for each in kept[:18]] == ON_THE_LIST
    journeys.told(10, "twenty check-ins: nine scans, nine names, two guests", finger, 20)


def test_11_somebody_without_a_code_and_undone(screen: Any, journeys: Journeys) -> None:
    screen.open("print")
    finger = Counting(screen.view)
    finger.tap("move-P-PRINT00")
    assert waiting(screen, 1)
    finger.tap("undoTap")
    assert waiting(screen, 2)
    kept = [each.movement for each in screen.centre.ledger.pending(10)]
    assert kept == [Movement.ENTRY, Movement.ANNULMENT]
    journeys.told(11, "somebody without a code, and undone", finger, 2)
