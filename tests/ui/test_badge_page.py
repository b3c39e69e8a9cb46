"""The page of a badge leads on: what comes next, and why."""

from collections.abc import Callable

from kiosk.ui.touch_events import until
from tests.ui.visit import Visit

ON_A_PATH, ELSEWHERE = "badge-improvizatorius", "badge-pirmas-kodas"


def test_a_badge_says_what_comes_next_and_why(open_kiosk: Callable[..., Visit]) -> None:
    kiosk = open_kiosk(language="en")
    for badge, reason in ((ON_A_PATH, "The next step of the path"), (ELSEWHERE, "leads to")):
        kiosk.app.navigate("badge", {"id": badge})
        kiosk.settle()
        rows = kiosk.app.screens.badge.next.rows
        assert rows
        assert all(each.title for each in rows)
        assert reason in rows[0].reason


def test_what_comes_next_opens_by_touch(open_kiosk: Callable[..., Visit]) -> None:
    kiosk = open_kiosk(language="en")
    kiosk.app.navigate("badge", {"id": ON_A_PATH})
    kiosk.settle()
    first = kiosk.app.screens.badge.next.rows[0]
    kiosk.finger.bring(f"next:{first.id}")
    assert first.reason in kiosk.see(f"next:{first.id}").property("text")
    kiosk.tap(f"next:{first.id}")
    assert until(lambda: kiosk.page == "detail")
