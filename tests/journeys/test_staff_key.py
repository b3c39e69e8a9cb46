"""Staff who use keys or a switch come to the PIN; whoever plays with a keyboard does not."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.staff_key import HOLD_MS
from kiosk.ui.touch_events import spin, until
from tests.journeys.test_maintenance import Standing

K = Qt.Key
HELD_MS = 400
USUAL = [
    *(Qt.Key(code) for code in range(K.Key_Space.value, K.Key_QuoteLeft.value + 1)),
    *(Qt.Key(code) for code in range(K.Key_F1.value, K.Key_F12.value + 1)),
    K.Key_Escape, K.Key_Tab, K.Key_Backtab, K.Key_Backspace, K.Key_Return, K.Key_Enter,
    K.Key_Insert, K.Key_Delete, K.Key_Home, K.Key_End, K.Key_Left, K.Key_Up, K.Key_Right,
    K.Key_Down, K.Key_PageUp, K.Key_PageDown, K.Key_Shift, K.Key_Control, K.Key_Alt, K.Key_Menu,
    K.Key_CapsLock, K.Key_Super_L, K.Key_VolumeUp, K.Key_VolumeDown, K.Key_Print, K.Key_Pause,
]  # fmt: skip
"""What a keyboard from a shop has."""


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Standing]:
    """A whole kiosk under lock-down, whose door asks for a shorter hold."""
    here = Standing(tmp_path_factory.mktemp("kiosk"), full_screen=True)
    here.kiosk.care.setup.leave()
    timer = here.kiosk._door._timer
    assert timer.interval() == HOLD_MS == 3_000
    timer.setInterval(HELD_MS)
    assert until(here.kiosk.window.isActive)
    yield here
    here.kiosk.close()


def page(standing: Standing) -> str:
    return standing.kiosk.app.session.state.page.name


def test_keys_struck_in_any_order_never_open_the_door(locked: Standing) -> None:
    window, chance = locked.kiosk.window, random.Random(20261124)
    opened: list[bool] = []
    locked.kiosk._door.wanted.connect(lambda: opened.append(True))
    for _ in range(250):
        key, rolled = chance.choice(USUAL), chance.choice(USUAL)
        for each in (K.Key_F12, key, rolled):
            QTest.keyPress(window, each)
        for each in (K.Key_F12, key, rolled):
            QTest.keyRelease(window, each)
    QTest.keyClick(window, K.Key_F14, Qt.KeyboardModifier.ControlModifier)
    QTest.keyPress(window, K.Key_F12)
    QTest.keyPress(window, K.Key_F11)
    spin(2 * HELD_MS / 1000)
    assert opened == []
    assert page(locked) != "staff"
    QTest.keyRelease(window, K.Key_F12)
    locked.kiosk.app.reset()


def test_f12_held_leads_from_anywhere_to_the_pin_and_no_further(locked: Standing) -> None:
    window, staff = locked.kiosk.window, locked.kiosk.staff
    assert staff is not None

    def back() -> None:
        locked.finger.wait_for("pinWords")
        assert staff.page == "pin"
        QTest.keyRelease(window, K.Key_F12)
        assert page(locked) == "staff", "letting go changes nothing"
        QTest.keyClick(window, K.Key_Escape)
        assert until(lambda: page(locked) == "attract")

    QTest.keyPress(window, K.Key_F12)
    back()
    locked.kiosk.app.home()
    locked.finger.wait_for("home")
    QTest.keyPress(window, K.Key_F12)
    back()
    QTest.keyClick(window, K.Key_F14)
    back()
    locked.told(outOfService=True)
    locked.finger.wait_for("maintenance")
    QTest.keyPress(window, K.Key_F12)
    back()
    locked.told(outOfService=False)
    locked.kiosk.care.setup.begin()
    locked.finger.wait_for("setup")
    QTest.keyClick(window, K.Key_F14)
    assert page(locked) != "staff", "a kiosk that is being set up has no staff yet"
