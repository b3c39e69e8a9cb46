"""A screen that is on for years: nothing burns in, and nothing moves while somebody looks."""

from PySide6.QtCore import QObject

from kiosk.ui.touch_events import spin, until
from tests.ui.visit import Visit


def test_the_resting_picture_moves_and_comes_back(kiosk: Visit) -> None:
    everything = kiosk.see("everything")
    shift = everything.property("shift")
    assert isinstance(shift, QObject)
    shift.setProperty("every", 20)
    places: set[tuple[float, float]] = set()
    assert until(lambda: places.add((shift.property("x"), shift.property("y"))) or len(places) == 9)
    assert all(abs(x) <= 4 and abs(y) <= 4 for x, y in places)


def test_nothing_moves_under_a_finger(kiosk: Visit) -> None:
    shift = kiosk.see("everything").property("shift")
    shift.setProperty("every", 20)
    kiosk.tap("wake")
    kiosk.see("home")
    before = (shift.property("x"), shift.property("y"))
    spin(0.3)
    assert (shift.property("x"), shift.property("y")) == before
