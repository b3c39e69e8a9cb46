"""What staff do to the machine itself: close the program, try the touch screen, a mixed pad."""

import os
from typing import Any

import pytest
from PySide6.QtCore import QPoint

from kiosk.ui.setup.care_model import CareModel, Checkup
from tests.desk.centre import HELPER_PIN, PIN


@pytest.fixture
def cared(screen: Any) -> Any:
    """A staff area with the page of the kiosk itself."""
    care = CareModel(lambda _: Checkup(), lambda: ("", b""), screen.jobs, plugged=list)
    screen.model.attach_care(care)
    screen.care = care
    return screen


def opened(screen: Any, pin: str = PIN) -> None:
    screen.unlock(pin)
    screen.model.show("care")
    screen.find("careWords")


def shown(screen: Any, name: str) -> None:
    """Scroll to it as far as it takes; the page is longer than the screen."""
    item, page = screen.find(name), screen.find(name)
    while page is not None and not page.inherits("QQuickFlickable"):
        page = page.parentItem()
    assert page is not None
    below = item.mapToItem(page.property("contentItem"), 0, item.height()).y()
    page.setProperty("contentY", max(0.0, below - page.height() + 40))


def picture(screen: Any, name: str) -> None:
    if folder := os.environ.get("COL_PICTURES"):
        screen.qtbot.wait(300)
        screen.view.grabWindow().save(f"{folder}/{name}.png")


def test_a_manager_ends_the_program_by_two_touches(cared: Any, qtbot: Any) -> None:
    opened(cared)
    shown(cared, "careClose")
    closed: list[bool] = []
    cared.model.closeAsked.connect(lambda: closed.append(True))
    cared.tap("careClose")
    assert closed == [], "it asks first"
    shown(cared, "careClose")
    picture(cared, "close")
    cared.tap("careKeepOpen")
    cared.tap("careClose")
    cared.tap("careClose")
    qtbot.waitUntil(lambda: closed == [True], timeout=5_000)
    qtbot.waitUntil(lambda: "close" in [each.act for each in cared.centre.ledger.staff.acts()])
    assert cared.model.page == "pin"


def test_a_helper_is_not_offered_the_way_out_and_cannot_force_it(cared: Any) -> None:
    opened(cared, HELPER_PIN)
    assert not cared.has("careClose")
    closed: list[bool] = []
    cared.model.closeAsked.connect(lambda: closed.append(True))
    cared.model.closeProgram()
    assert closed == []


@pytest.mark.parametrize(("error_mm", "good"), [(1.5, True), (9.0, False)])
def test_five_crosses_tell_how_far_off_the_touch_screen_is(
    cared: Any, error_mm: float, good: bool
) -> None:
    opened(cared)
    shown(cared, "careTouch")
    cared.tap("careTouch")
    check = cared.find("touchCheck")
    theme = cared.view.engine().singletonInstance("Kiosk.Theme", "Theme")
    picture(cared, f"touch-{good}-0")
    for across, down in check.property("crosses").toVariant():
        x, y = across * check.width(), down * check.height()
        cared.tap_at(QPoint(round(x + error_mm * theme.property("mm")), round(y)))
        cared.qtbot.wait(30)
    assert check.property("done")
    assert check.property("worst") == pytest.approx(error_mm, abs=0.3)
    assert check.property("good") is good
    words = cared.find("touchWords").property("text").replace(",", ".")
    assert f"{check.property('worst'):.1f} mm" in words
    picture(cared, f"touch-{good}")
    cared.tap("touchAgain")
    assert not check.property("done")
    cared.tap("touchBack")
    assert cared.model.page == "care"


def test_a_scrambled_pad_has_every_digit_once_in_a_new_order_and_still_opens(
    screen: Any,
) -> None:
    usual = screen.model.pin.property("keys")
    assert usual == list("1234567890")
    screen.model.pin.scrambled = True
    orders = set()
    for _ in range(4):
        screen.model.enter()
        orders.add("".join(screen.model.pin.property("keys")))
    assert len(orders) > 1
    assert all(sorted(order) == sorted(usual) for order in orders)
    picture(screen, "pad")
    screen.unlock()
    assert screen.model.page == "today"
