"""Staff too may have larger text, in every language: nothing is cut off or out of reach."""

import time
from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.language import OWN_NAMES
from kiosk.ui.staff.pin_model import PinModel
from kiosk.ui.staff.staff_model import StaffModel
from kiosk.ui.touch_events import spin, until, visible_items
from tests.ui.accessible import area, ringed, standing_faults
from tests.ui.fixed_kiosk import PIN, FixedKiosk

PAGES = (
    "pin", "today", "roster", "drop-in", "centre", "report", "usage", "health", "care", "scanner",
    "badge", "comfort",
)  # fmt: skip
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080), "small": (1280, 800)}


@pytest.fixture(scope="module")
def fixed(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[FixedKiosk]:
    kiosk = FixedKiosk(tmp_path_factory.mktemp("staffed"), (1080, 1920), 0.0, map=False)
    yield kiosk
    kiosk.close()


def staff_of(kiosk: FixedKiosk) -> StaffModel:
    staff = kiosk.kiosk.staff
    assert staff is not None
    return staff


def open_page(kiosk: FixedKiosk, page: str) -> None:
    """One of `PAGES`, of which the pad comes first."""
    staff = staff_of(kiosk)
    if page == "pin":
        return
    if staff.property("page") == "pin":
        for digit in PIN:
            staff.pin.digit(digit)
        staff.pin.submit()
        kiosk.wait(lambda: bool(staff.desk.sessions.rows), "the PIN opens")
    sessions = staff.desk.sessions.rows
    if page in ("roster", "drop-in"):
        fitting = [row for row in sessions if row.dropIn == (page == "drop-in")]
        staff.openSession((fitting or sessions)[0].id)
    elif page == "comfort":
        staff.show("today")
        kiosk.tap("staffComfort")
        kiosk.see("comfortGroups")
    else:
        staff.show(page)
    kiosk.settle()


def out_of_reach(kiosk: FixedKiosk) -> Iterator[str]:
    """Words and controls that leave the window and cannot be scrolled to."""
    screen = QRectF(-2, -2, kiosk.window.width() + 4, kiosk.window.height() + 4)
    for item in visible_items(kiosk.window.contentItem()):
        words = item.inherits("QQuickText") and item.property("text")
        if not (words or item.inherits("QQuickAbstractButton")):
            continue
        parent: QQuickItem | None = item.parentItem()
        while parent is not None:
            if parent.inherits("QQuickFlickable"):
                if parent.height() < 3 * kiosk.theme.property("dense"):
                    yield f"no room to scroll in: {parent.objectName()}"
                break
            parent = parent.parentItem()
        if parent is None and not screen.contains(area(item)):
            yield f"out of reach: {item.objectName() or item.property('text')}"


def faults_of(kiosk: FixedKiosk, pages: Iterable[str], languages: Iterable[str]) -> list[str]:
    millimetre, wrong = float(kiosk.theme.property("mm")), []
    for page in pages:
        open_page(kiosk, page)
        for language in languages:
            kiosk.speak(language)
            kiosk.settle()
            spin(0.05)
            found = standing_faults(kiosk.window, language, millimetre)
            found += sorted(set(out_of_reach(kiosk)))
            wrong += [f"{page}, {language}: {each}" for each in found]
        if page == "comfort":
            kiosk.tap("sheetClose")
    return wrong


@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("size", "scale", "languages"),
    [
        pytest.param("portrait", 2.0, ("uk",), id="portrait, 200 %"),
        *(
            pytest.param(size, scale, OWN_NAMES, id=f"all, {size}, {scale}", marks=pytest.mark.slow)
            for size in SIZES
            for scale in (1.0, 2.0)
        ),
    ],
)
def test_no_page_of_staff_has_a_fault_in_any_language(
    fixed: FixedKiosk, size: str, scale: float, languages: Iterable[str]
) -> None:
    fixed.window.resize(*SIZES[size])
    fixed.begin()
    fixed.app.enterStaff()
    fixed.theme.setProperty("textScale", scale)
    wrong = faults_of(fixed, PAGES, languages)
    fixed.app.reset()
    assert fixed.theme.property("textScale") == 1.0, "the next visitor has the usual size"
    assert wrong == [], "\n".join(wrong)


def at_the_door(kiosk: FixedKiosk) -> PinModel:
    """The pad of a kiosk of the usual size that nobody touched yet."""
    kiosk.window.resize(*SIZES["portrait"])
    kiosk.begin()
    kiosk.app.enterStaff()
    kiosk.see("pinDots")
    return staff_of(kiosk).pin


@pytest.mark.parametrize("scrambled", [False, True], ids=["in order", "scrambled"])
def test_the_pin_is_typed_by_arrows_and_enter(fixed: FixedKiosk, scrambled: bool) -> None:
    pin, window = at_the_door(fixed), fixed.window
    pin.scrambled = scrambled
    pin.reset()
    pin.scrambled = False
    assert until(window.isActive)

    def focus() -> str:
        item = window.activeFocusItem()
        return item.objectName() if item is not None else ""

    def press(name: str, key: Qt.Key) -> None:
        def reached() -> bool:
            if focus() != name:
                QTest.keyClick(window, key)
            return focus() == name

        assert until(reached, 10), f"{name} is not reached"
        assert ringed(window.activeFocusItem())
        QTest.keyClick(window, Qt.Key.Key_Return)

    ways = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Up)
    for number, digit in enumerate(PIN, 1):
        press(f"pin-{digit}", ways[number % 4])
        assert until(lambda: pin.property("length") == number), digit  # noqa: B023
    press("pin-erase", Qt.Key.Key_Left)
    assert until(lambda: pin.property("length") == len(PIN) - 1)
    press(f"pin-{PIN[-1]}", Qt.Key.Key_Up)
    press("pin-go", Qt.Key.Key_Down)
    assert until(lambda: staff_of(fixed).property("page") == "today", 10)
    fixed.app.reset()


def test_what_staff_chose_is_forgotten_when_they_leave(fixed: FixedKiosk) -> None:
    at_the_door(fixed)
    fixed.tap("staffComfort", "textScale:2", "steady", "sheetClose")
    open_page(fixed, "today")
    assert fixed.theme.property("textScale") == 2.0, "what was chosen at the pad holds behind it"
    fixed.tap("staffLock")
    fixed.see("attract")
    assert (fixed.theme.property("textScale"), fixed.theme.property("steady")) == (1.0, False)


def test_a_trembling_hand_on_a_pad_of_staff_strikes_once(fixed: FixedKiosk) -> None:
    """The last strike is put ahead of the clock, so that a slow machine is as good as a quick."""
    pin, theme = at_the_door(fixed), fixed.theme
    theme.setProperty("steady", True)

    def struck(key: str) -> None:
        for each in visible_items(fixed.window.contentItem()):
            if each.objectName() == "strikes":
                each.setProperty("struck", key)
                each.setProperty("struckAt", time.time() * 1000 + 60_000)

    struck("4")
    fixed.tap("pin-4")
    assert pin.property("length") == 0, "the same key, at once"
    fixed.tap("pin-7")
    assert pin.property("length") == 1, "another key"
    pin.reset()

    open_page(fixed, "drop-in")
    desk = staff_of(fixed).desk
    inside = desk.property("session")["inside"]
    struck("14-17+")
    fixed.tap("tally-14-17")
    fixed.settle()
    assert desk.property("session")["inside"] == inside
    fixed.tap("tally-18-24")
    assert until(lambda: desk.property("session")["inside"] == inside + 1)

    open_page(fixed, "roster")
    fixed.tap("rosterSearch")
    struck("A")
    fixed.tap("letter-A", "letter-B")
    assert until(lambda: desk.text == "B"), desk.text
    fixed.app.reset()


def test_what_a_key_leads_to_is_scrolled_into_view(fixed: FixedKiosk) -> None:
    at_the_door(fixed)
    fixed.window.resize(*SIZES["small"])
    fixed.theme.setProperty("textScale", 2.0)
    open_page(fixed, "report")
    window = fixed.window
    assert until(window.isActive)

    def focused(name: str) -> bool:
        QTest.keyClick(window, Qt.Key.Key_Down)
        return window.activeFocusItem().objectName() == name

    def seen() -> bool:
        screen = QRectF(0, 0, window.width(), window.height())
        return screen.contains(area(window.activeFocusItem()))

    assert until(lambda: focused("usageOpen"), 10)
    assert until(seen)
    assert until(lambda: focused("monthBefore"), 10)
    assert until(seen), "and back up"
    fixed.app.reset()
