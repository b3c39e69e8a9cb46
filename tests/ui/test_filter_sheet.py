"""Filters under a finger: each group leaves what its chip promised, and nothing by surprise."""

from collections.abc import Iterator

from PySide6.QtQuick import QQuickItem

from kiosk.ui.touch_events import children_of, spin, until
from tests.ui.visit import Visit

EVERYTHING = 1069


def items(kiosk: Visit) -> Iterator[QQuickItem]:
    """Everything in the window, what cannot be touched too."""
    waiting = [kiosk.window.contentItem()]
    while waiting:
        item = waiting.pop()
        yield item
        waiting += children_of(item)


def test_a_touch_on_a_chip_leaves_as_many_as_it_says(kiosk: Visit) -> None:
    model = kiosk.app.screens.activities
    kiosk.app.navigate("list", {})
    kiosk.tap("filtersOpen")
    for name in ("time:afternoon", "classes:9-12", "price:1500s"):
        assert until(lambda: model.view["total"] == EVERYTHING), name
        promised = kiosk.see(f"filterSheet/filter:{name}").property("count")
        assert 0 < promised < EVERYTHING, name
        kiosk.tap(f"filterSheet/filter:{name}")
        assert until(lambda promised=promised: model.view["total"] == promised), name
        kiosk.tap("filterSheet/filtersClear")


def test_the_last_group_is_reached_by_scrolling_and_can_be_taken_off_again(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {})
    kiosk.tap("filtersOpen")
    groups = kiosk.see("filterGroups")
    spin(0.8)
    groups.setProperty("contentY", groups.property("contentHeight") - groups.height())
    kiosk.tap("filterSheet/filter:subsidy:1")
    assert until(lambda: kiosk.app.session.state.page.params == {"subsidy": "1"})
    kiosk.tap("filtersDone")
    kiosk.tap("remove:subsidy:1")
    assert until(lambda: kiosk.app.session.state.page.params == {})


def test_what_would_leave_nothing_is_seen_and_cannot_be_touched(kiosk: Visit) -> None:
    kiosk.app.navigate("list", {"kinds": "internship", "day": "today"})
    kiosk.see("list")
    kiosk.settle()
    empty = [each for each in kiosk.app.screens.activities.group("ages").rows if each.count == 0]
    assert empty
    name = f"filter:{empty[0].id}"
    chip = next(each for each in items(kiosk) if each.objectName() == name and each.isVisible())
    assert chip.property("count") == 0
    assert not chip.isEnabled()
