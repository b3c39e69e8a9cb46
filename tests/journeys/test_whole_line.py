"""From import to check-in seen in the hub, by touch, with the hub killed and started in between."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from kiosk.ui.touch_events import keys, until
from kiosk.ui.tour.actions import Hand, Props, SeeOrEase
from tests.journeys.line import PATIENCE_S, Line

pytestmark = pytest.mark.timeout(240)

WORKSHOP = "act-journey-workshop"
PEOPLE = [f"P-{letter * 10}" for letter in "ABCDEFGH"]


def workshop(name: str) -> dict[str, Any]:
    """An activity that is on at any hour of any day, so that the test may run at any time."""
    return {
        "identifier": WORKSHOP,
        "name": name,
        "kind": "workshop",
        "organizer": "org-kablys",
        "location": "place-kablys",
        "topics": ["muzika"],
        "offers": [{"@type": "Offer", "price": 0}],
        "eventSchedule": [
            {
                "@type": "Schedule",
                "startTime": "00:00:00",
                "endTime": "23:59:00",
                "byDay": [
                    f"schema:{day}"
                    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                                "Saturday", "Sunday")
                ],
            }
        ],
    }  # fmt: skip


@pytest.fixture
def line(tmp_path: Path, qtbot: QtBot) -> Iterator[Line]:
    whole = Line(tmp_path)
    whole.hub.put("activity", WORKSHOP, workshop("Kelionės dirbtuvės"))
    for number, person in enumerate(PEOPLE, 1):
        whole.hub.put(
            "registration", f"reg-journey-{number}",
            {
                "identifier": f"reg-journey-{number}", "activity": WORKSHOP, "passId": person,
                "label": f"Dalyvis {number:03}", "place": "place-kablys",
            },
        )  # fmt: skip
    yield whole
    whole.close()


def test_a_change_in_the_hub_reaches_the_screen_and_a_deletion_takes_it_away(line: Line) -> None:
    assert until(lambda: line.kiosk.catalogue.activity(WORKSHOP) is not None, PATIENCE_S)
    line.wake()
    line.kiosk.app.navigate("detail", {"id": WORKSHOP})
    assert line.shows("Kelionės dirbtuvės")
    line.hub.change("activity", WORKSHOP, name="Perkeltos dirbtuvės")
    assert line.shows("Perkeltos dirbtuvės"), "the screen follows without a restart"
    line.hub.delete("activity", WORKSHOP)
    assert until(lambda: line.kiosk.catalogue.activity(WORKSHOP) is None, PATIENCE_S)
    assert until(lambda: "Perkeltos dirbtuvės" not in line.texts(), PATIENCE_S)


def test_people_are_checked_in_while_the_hub_is_dead_and_it_hears_of_each_once(line: Line) -> None:
    assert until(lambda: line.kiosk.catalogue.activity(WORKSHOP) is not None, PATIENCE_S)
    assert until(lambda: len(line.kiosk.people.roster(WORKSHOP)) == len(PEOPLE), PATIENCE_S)
    line.wake()
    line.staff()
    line.finger.tap(f"session-*{WORKSHOP}", PATIENCE_S)

    line.finger.tap(f"move-{PEOPLE[0]}", PATIENCE_S)
    assert until(lambda: _seen(line) == PEOPLE[:1], PATIENCE_S), "at once while the hub is up"

    line.hub.kill()
    line.finger.tap(f"move-{PEOPLE[1]}", PATIENCE_S)
    keys(line.kiosk.window, line.passes.print(PEOPLE[2]))
    line.finger.wait_for("verdictCard", PATIENCE_S)
    line.finger.tap("verdictNext")
    keys(line.kiosk.window, line.passes.print(PEOPLE[2]))
    line.finger.wait_for("verdictCard", PATIENCE_S)
    line.finger.tap("verdictNext")
    ledger = line.kiosk.ledger
    assert ledger is not None
    assert until(lambda: ledger.pending_count() == 2, PATIENCE_S), "one scan twice is one entry"
    assert until(lambda: line.kiosk.catalogue.freshness().failing_since is not None, PATIENCE_S)

    line.hub.start()
    assert until(lambda: ledger.pending_count() == 0, 60.0), "it drains by itself"
    assert _seen(line) == PEOPLE[:3]
    assert all(not each["others"] for each in line.hub.attendance())
    assert ledger.rejected_count() == 0


def test_without_its_hub_the_kiosk_goes_on_and_says_since_when(line: Line) -> None:
    line.wake()
    assert until(lambda: _state(line) == "fresh", PATIENCE_S)
    line.hub.kill()
    assert until(lambda: _state(line) == "offline", PATIENCE_S * 2)
    line.finger.tap("tileToday")
    SeeOrEase("activity:*").do(Hand(line.kiosk.window, line.finger, Props()))


def _seen(line: Line) -> list[str]:
    return sorted(each["passId"] for each in line.hub.attendance())


def _state(line: Line) -> str:
    return str(line.kiosk.app.screens.health.view["state"])
