"""From the resting screen to the code on a phone by a keypad alone: arrows, Enter, F1."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.ui.comfort import Hearing
from kiosk.ui.keypad import Keypad
from kiosk.ui.touch_events import until
from tests.ui.accessible import ringed
from tests.ui.pictures import decoded
from tests.ui.test_reading_aloud import Heard
from tests.ui.visit import Visit

K = Qt.Key
MOST_STEPS = 60


def lead(kiosk: Visit, name: str, key: Qt.Key = K.Key_Down) -> None:
    """Step by one key until what has this name, or begins so, has the focus; each step is seen."""
    for _ in range(MOST_STEPS):
        QTest.keyClick(kiosk.window, key)
        item = kiosk.window.activeFocusItem()
        assert ringed(item), f"no ring: {item.objectName()}"
        if item.objectName().startswith(name):
            return
    raise AssertionError(f"{name} is not reached")


def test_find_detail_and_code_by_a_keypad_alone_each_step_heard(
    open_kiosk: Callable[..., Visit],
) -> None:
    kiosk, heard = open_kiosk(), Heard()
    keypad = Keypad(kiosk.window)
    kiosk.window.installEventFilter(keypad)
    hearing = Hearing(kiosk.engine, kiosk.window, heard, heard, heard, lambda: "lt", available=True)
    hearing.join(kiosk.app)
    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    QTest.keyClick(kiosk.window, K.Key_F1)
    kiosk.see("home")
    kiosk.settle()
    lead(kiosk, "tileToday")
    assert "mygtukas" in heard.last
    QTest.keyClick(kiosk.window, K.Key_Return)
    kiosk.see("list")
    kiosk.settle()
    kiosk.see("activity:*")
    lead(kiosk, "activity:")
    chosen = kiosk.window.activeFocusItem().objectName().removeprefix("activity:")
    QTest.keyClick(kiosk.window, K.Key_Return)
    kiosk.see("detail")
    kiosk.settle()
    assert kiosk.app.property("params") == {"id": chosen}
    lead(kiosk, "detailCodeOpen")
    QTest.keyClick(kiosk.window, K.Key_Return)
    assert decoded(kiosk, "sheetCode").startswith("BEGIN:")
    lead(kiosk, "sheetClose")
    QTest.keyClick(kiosk.window, K.Key_Return)
    assert kiosk.gone("codeSheet")
    lead(kiosk, "pick", K.Key_Right)
    QTest.keyClick(kiosk.window, K.Key_Return)
    assert until(lambda: kiosk.app.session.state.shortlist == (chosen,))
    lead(kiosk, "navShortlist")
    QTest.keyClick(kiosk.window, K.Key_Return)
    kiosk.see("shortlist")
    kiosk.settle()
    assert decoded(kiosk, "shortlistCode")
    QTest.keyClick(kiosk.window, K.Key_F16)
