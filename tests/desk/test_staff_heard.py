"""Staff who do not see hear their screens; who stands around hears neither names nor a PIN."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.comfort import Hearing
from kiosk.ui.keypad import Keypad
from kiosk.ui.tour.inspect import OwnWords, faults
from tests.desk.centre import PIN
from tests.ui.accessible import ringed
from tests.ui.test_reading_aloud import Heard

K = Qt.Key


@pytest.fixture
def heard(screen: Any, qtbot: Any) -> Iterator[Heard]:
    voice = Heard()
    hearing = Hearing(
        screen.view.engine(), screen.view, voice, voice, voice, lambda: "en", available=True
    )
    hearing.join_staff(screen.model)
    qtbot.waitUntil(screen.view.isActive, timeout=5_000)
    QTest.keyClick(screen.view, K.Key_F1)
    yield voice
    QTest.keyClick(screen.view, K.Key_F16)
    for name in ("readAloud", "namesAloud"):
        hearing._theme.setProperty(name, False)
    for each in (hearing.reader, hearing.switch):
        screen.view.removeEventFilter(each)


def said(heard: Heard) -> str:
    return " | ".join(text for text, _ in heard.words)


def test_how_many_digits_are_typed_is_told_and_which_only_in_headphones(
    screen: Any, heard: Heard
) -> None:
    heard.words.clear()
    for digit in PIN:
        QTest.keyClick(screen.view, Qt.Key(K.Key_0.value + int(digit)))
        screen.tap(f"pin-{digit}")
    masked = "key, told in headphones only"
    counted = {f"Digits: {number}" for number in range(1, len(PIN) + 1)}
    assert {text for text, _ in heard.words} == {masked, *counted}
    QTest.keyClick(screen.view, K.Key_F15)
    screen.tap("pin-4")
    assert heard.last == "4, button"


def test_the_roster_is_told_without_names_until_staff_want_them(
    screen: Any, heard: Heard, qtbot: Any
) -> None:
    for digit in PIN:
        QTest.keyClick(screen.view, Qt.Key(K.Key_0.value + int(digit)))
    QTest.keyClick(screen.view, K.Key_Return)
    qtbot.waitUntil(lambda: screen.model.desk.sessions.rowCount() > 0, timeout=10_000)
    wanted = next(r.id for r in screen.model.desk.sessions.rows if r.id.endswith("print"))
    screen.model.openSession(wanted)
    row = screen.find("person-P-PRINT02")
    name = row.property("label")
    assert name
    heard.words.clear()
    screen.tap("person-P-PRINT02")
    assert heard.last.startswith("Person 3, expected")
    screen.tap("move-P-PRINT02")
    assert heard.last == "Check in: Person 3, button"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("move-P-PRINT02")
    qtbot.waitUntil(lambda: "Welcome" in said(heard) or "Checked in" in said(heard), timeout=5_000)
    assert name not in said(heard)

    screen.tap("namesAloud")
    screen.tap("namesAloud")
    screen.tap("person-P-PRINT03")
    assert screen.find("person-P-PRINT03").property("label") in heard.last


def test_what_staff_press_has_a_name_and_a_size_and_a_ring(screen: Any, qtbot: Any) -> None:
    theme = screen.view.engine().singletonInstance("Kiosk.Theme", "Theme")
    millimetre = float(theme.property("mm"))
    own = OwnWords("en")
    wrong: list[str] = []
    screen.view.installEventFilter(Keypad(screen.view))
    qtbot.waitUntil(screen.view.isActive, timeout=5_000)
    screen.unlock()
    roster = next(r.id for r in screen.model.desk.sessions.rows if r.id.endswith("print"))
    for page in ("today", "roster", "report", "health"):
        screen.model.openSession(roster) if page == "roster" else screen.model.show(page)
        qtbot.waitUntil(lambda: not screen.model.desk._loading, timeout=5_000)
        wrong += [
            f"{page}: {each}"
            for each in faults(screen.view, own, millimetre)
            if each.startswith(("has no name", "is "))
        ]
        for _ in range(12):
            QTest.keyClick(screen.view, K.Key_Tab)
            item = screen.view.activeFocusItem()
            if not ringed(item):
                wrong.append(f"{page}: no ring around {item.objectName()}")
    assert wrong == []
