"""Nothing that a visitor does keeps the screen's own thread busy for a tenth of a second."""

import time

from PySide6.QtCore import QTimer

from kiosk.ui.touch_events import spin
from sync.model.query import ActivityQuery
from tests.ui.visit import Visit

LONGEST_S = 0.1


def longest_work(visit: Visit, words: str) -> float:
    """Seconds that the thread worked between two turns of the event loop while somebody types,
    opens what was found and comes back; waiting for other programs is not counted."""
    visit.app.navigate("list", {})
    # To look for things by name is the test's own work, so it is done before.
    field = visit.see("searchInput")
    found = visit.catalogue.search(ActivityQuery(text=words, limit=3), visit.now).hits
    assert found
    last, spans = time.thread_time(), [0.0]

    def tick() -> None:
        nonlocal last
        now = time.thread_time()
        spans.append(now - last)
        last = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(0)
    for end in range(1, len(words) + 1):
        field.setProperty("text", words[:end])
        spin(0.05)
    for hit in found:
        visit.app.navigate("detail", {"id": hit.activity})
        spin(0.2)
        visit.app.back()
        spin(0.1)
    timer.stop()
    return max(spans)


def test_the_screen_never_works_for_a_tenth_of_a_second_without_looking_up(kiosk: Visit) -> None:
    kiosk.tap("attractLanguage:lt")
    kiosk.see("home")
    # What is done once, the first time, may fall into a busy moment of the machine.
    assert min(longest_work(kiosk, words) for words in ("robotika", "keramika")) < LONGEST_S
