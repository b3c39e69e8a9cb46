"""Four weeks in one run: visit after visit, and memory and objects stay what they were."""

import gc
import os
import time
from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtQuick import QQuickItem

from kiosk.domain.session import Phase
from kiosk.ui.touch_events import children_of, until
from tests.memory import kilobytes, slope
from tests.ui.test_design import PAGES
from tests.ui.visit import Visit

Open = Callable[..., Visit]
WARM = 0.4
"""The part of the visits in which caches may still fill."""
KB_A_VISIT = 2.0
"""What is allowed: 20 MB in four weeks."""
ODD = 10
"""One visit in so many is in another language and sees one more page."""
WIDE, HIGH = 360, 640
"""Small, because painting is most of the work, and what a visit leaves does not depend on it."""


def objects(kiosk: Visit) -> Counter[str]:
    """What there is of each class, those under the window's items too."""
    found = Counter(each.metaObject().className() for each in kiosk.app.findChildren(QObject))

    def count(item: QQuickItem) -> None:
        found[item.metaObject().className()] += 1
        for child in children_of(item):
            count(child)

    count(kiosk.window.contentItem())
    return found


def one_visit(kiosk: Visit, number: int) -> None:
    """Wake by a touch, look at a list and a detail, pick, and be forgotten."""
    odd = number % ODD == ODD - 1
    kiosk.finger.tap_at(QPoint(WIDE // 2, HIGH // 2), hold_s=0.0)
    assert until(lambda: kiosk.app.session.state.phase is Phase.VISITOR), kiosk.page
    seen = [("list", {"free": "1"}), ("detail", {"id": "act-arduino-03"})]
    if odd:
        kiosk.app.setLanguage(("en", "uk", "fi")[number // ODD % 3])
        seen.append(PAGES[number // ODD % len(PAGES)])
    for page, params in seen:
        kiosk.app.navigate(page, dict(params))
        kiosk.settle()
    kiosk.app.pick("act-arduino-03")
    kiosk.app.reset()
    kiosk.settle()
    # What was put away is deleted by an event loop that runs, which a test has not.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize(
    "visits",
    [2 * ODD, pytest.param(10_000, marks=[pytest.mark.slow, pytest.mark.timeout(14_400)])],
)
def test_no_visit_leaves_anything_in_memory(open_kiosk: Open, visits: int) -> None:
    kiosk = open_kiosk(width=WIDE, height=HIGH)
    points: list[tuple[int, float]] = []
    every = max(1, visits // 200)
    first: Counter[str] = Counter()
    end = time.monotonic() + float(os.environ.get("COL_SOAK_SECONDS", "inf"))
    for number in range(visits):
        one_visit(kiosk, number)
        if number == ODD - 1:
            first = objects(kiosk)
        if number % every == every - 1:
            gc.collect()
            kiosk.engine.collectGarbage()
            points.append((number, kilobytes()))
            if visits > 1000 and number % (10 * every) == 10 * every - 1:
                print(f"{number + 1} visits: {points[-1][1] / 1024:.1f} MB", flush=True)
        if time.monotonic() > end and number % ODD == ODD - 1:
            break
    late = points[int(len(points) * WARM) :]
    grows = slope(late)
    # Ends as the first count did: a map that was looked at last stays, for its engine is dear.
    one_visit(kiosk, ODD - 1)
    more = objects(kiosk) - first
    print(
        f"{number + 1} visits: {late[0][1] / 1024:.1f} MB after {late[0][0]},"
        f" {late[-1][1] / 1024:.1f} MB at the end, {grows:+.2f} KB a visit;"
        f" {first.total()} objects after {ODD} visits, {more.total()} more at the end"
    )
    state = kiosk.app.session.state
    assert (state.shortlist, state.history, state.language) == ((), (), "lt")
    assert not more
    # A few tell only that nothing grows by many megabytes; a long run tells the slope.
    assert grows < (KB_A_VISIT if visits > 1000 else 20_000)
