"""A screen whose data is on its way shows the shapes of what will come."""

from threading import Event

from kiosk.ui.touch_events import until, visible_items
from tests.ui.test_design import PAGES, REST
from tests.ui.visit import Visit

AT_ONCE = {"home", "about", "feedback", "licences", "topics"}
"""They load nothing of their own."""


def shapes(kiosk: Visit) -> int:
    """How many quiet shapes are on the screen."""
    items = visible_items(kiosk.window.contentItem())
    return sum("Skeleton" in item.metaObject().className() for item in items)


def test_whatever_is_slow_shows_the_shape_of_what_comes(kiosk: Visit) -> None:
    kiosk.app.home()
    kiosk.see("home")
    kiosk.settle()
    answered = Event()
    kiosk.jobs.run(answered.wait, lambda _: None)
    try:
        kiosk.app.pick("act-arduino-03")
        for page, params in (*PAGES, *REST):
            if page in AT_ONCE:
                continue
            kiosk.app.navigate(page, params)
            kiosk.see(page)
            assert until(lambda: shapes(kiosk) > 0), page
    finally:
        answered.set()
    kiosk.settle()
    assert until(lambda: shapes(kiosk) == 0)
