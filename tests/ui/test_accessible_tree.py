"""What a screen reader, a keyboard or a switch finds: role, name, order and size of everything."""

import pytest

from kiosk.ui.keypad import Keypad
from kiosk.ui.touch_events import until, visible_items
from tests.ui.accessible import area, focus_faults, tree_faults
from tests.ui.test_design import PAGES, REST
from tests.ui.visit import Visit


@pytest.mark.parametrize(("page", "params"), PAGES + REST, ids=[name for name, _ in PAGES + REST])
def test_the_tree_names_everything_and_leads_through_it_in_reading_order(
    kiosk: Visit, page: str, params: dict[str, str]
) -> None:
    kiosk.window.installEventFilter(Keypad(kiosk.window))
    kiosk.app.navigate(page, params)
    kiosk.see(page)
    kiosk.settle()
    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    wrong: list[str] = []
    counted = (0, 0)

    def whole() -> bool:
        nonlocal counted
        wrong[:], pressed = tree_faults(kiosk.window, kiosk.theme().property("mm"))
        more, reached = focus_faults(kiosk.window)
        wrong.extend(more)
        counted = pressed, len(reached)
        return not wrong and min(counted) >= 6

    # A busy machine may still be laying the page out; a fault stays.
    assert until(whole, 10.0), f"{counted}\n" + "\n".join(wrong)
    print(f"{page}: {counted[0]} to press, {counted[1]} in the focus")


def test_in_reach_mode_nothing_to_press_stands_in_the_upper_two_fifths(kiosk: Visit) -> None:
    kiosk.app.home()
    kiosk.theme().setProperty("reach", True)
    wrong = []
    for page, params in PAGES + REST:
        kiosk.app.navigate(page, params)
        kiosk.see(page)
        kiosk.settle()
        until(lambda: not high(kiosk))
        wrong += [f"{page}: {name}" for name in high(kiosk)]
    for sheet, opener in (("comfort", "navComfort"), ("filterSheet", "filtersOpen")):
        kiosk.app.navigate("list", {})
        kiosk.tap(opener)
        kiosk.see(sheet)
        assert until(lambda name=sheet: not high(kiosk, name)), f"{sheet}: {high(kiosk, sheet)}"
        kiosk.tap(f"{sheet}/sheetClose")
        assert kiosk.gone(sheet)
    assert wrong == []


def high(kiosk: Visit, within: str = "") -> list[str]:
    """What can be pressed and stands out of a wheelchair's reach."""
    scope = kiosk.see(within) if within else kiosk.window.contentItem()
    top = kiosk.window.height() * 0.4
    return [
        item.objectName()
        for item in visible_items(scope)
        if item.inherits("QQuickAbstractButton")
        and item.property("tappable") is not False
        and 0 < area(item).center().y() < top
    ]
