"""Four weeks in a few minutes: visit after visit, and the memory stays what it was."""

import gc
import os
import resource
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk.ui.touch_events import spin
from tests.ui.test_design import PAGES
from tests.ui.visit import Visit

WARM = 0.4
"""The part of the visits in which caches may still fill."""
KB_A_VISIT = 6.0


def kilobytes() -> float:
    """What the process holds in memory now, which is not the most that it ever held."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024


def slope(points: list[tuple[int, float]]) -> float:
    """Kilobytes a visit, by least squares."""
    count = len(points)
    x_mean = sum(x for x, _ in points) / count
    y_mean = sum(y for _, y in points) / count
    over = sum((x - x_mean) * (y - y_mean) for x, y in points)
    return over / sum((x - x_mean) ** 2 for x, _ in points)


def one_visit(kiosk: Visit, number: int) -> None:
    """Wake, look at three pages in one of the languages, pick, and be forgotten."""
    kiosk.app.home()
    kiosk.app.setLanguage(("lt", "en")[number % 2])
    for step in range(3):
        page, params = PAGES[(number + 3 * step) % len(PAGES)]
        kiosk.app.navigate(page, dict(params))
        kiosk.settle()
        spin(0.01)
    kiosk.app.pick("act-arduino-03")
    kiosk.app.reset()
    kiosk.settle()
    spin(0.01)


# Qt says this of its own when a list is left while it is being filled.
@pytest.mark.qt_log_ignore("DelegateModel::cancel: index out range")
@pytest.mark.parametrize(
    "visits",
    [6, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.timeout(7200)])],
)
def test_no_visit_leaves_anything_in_memory(kiosk: Visit, visits: int) -> None:
    points = []
    until = time.monotonic() + float(os.environ.get("COL_SOAK_SECONDS", "inf"))
    for number in range(visits):
        one_visit(kiosk, number)
        # What was put away is deleted by an event loop that runs, which a test has not.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        gc.collect()
        points.append((number, kilobytes()))
        if time.monotonic() > until:
            visits = number + 1
            break
    grows = slope(points[int(len(points) * WARM) :])
    print(f"{visits} visits: {points[-1][1] / 1024:.0f} MB, {grows:+.2f} KB a visit")
    state = kiosk.app.session.state
    assert (state.shortlist, state.history, state.language) == ((), (), "lt")
    # A few tell only that nothing grows by many megabytes; a long run tells the slope.
    assert grows < (KB_A_VISIT if visits > 1000 else 20_000)
