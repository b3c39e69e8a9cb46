"""A keyboard-wedge scanner beside a person at a keyboard: real key events to a real window."""

import logging
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.devices.wedge import WedgeScanner
from kiosk.domain.scan_layouts import garble
from kiosk.ui.touch_events import keys

FORM = b"""
import QtQuick
Window {
    width: 300; height: 100; visible: true
    TextInput { objectName: "form"; anchors.fill: parent; focus: true }
    Shortcut { sequence: "Ctrl+O"; onActivated: form.text = "shortcut" }
    property alias form: input
    TextInput { id: input }
}
"""
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
FAST_MS = 8
NONE = Qt.KeyboardModifier.NoModifier


class Bench:
    """A window with a form in focus, the filter on it, and everything that it reported."""

    def __init__(self, window: QQuickWindow, wedge: WedgeScanner) -> None:
        self.window = window
        self.wedge = wedge
        self.scans: list[bytes] = []
        self.garbled: list[str] = []
        self.rejected: list[str] = []
        self._clock = 1_000
        wedge.scanned.connect(self.scans.append)
        wedge.garbled.connect(self.garbled.append)
        wedge.rejected.connect(self.rejected.append)

    @property
    def form(self) -> str:
        """What reached the form."""
        item = self.window.findChild(QQuickItem, "form")
        assert item is not None
        return str(item.property("text"))

    def key(
        self,
        key: int,
        text: str = "",
        modifiers: Qt.KeyboardModifier = NONE,
        after_ms: int = FAST_MS,
    ) -> None:
        """Press and release a key, `after_ms` by the event's own clock."""
        self._clock += after_ms
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self._clock)
            QCoreApplication.sendEvent(self.window, event)

    def type(self, text: str, after_ms: int = FAST_MS) -> None:
        """Type characters at a steady pace."""
        for char in text:
            self.key(ord(char.upper()), char, after_ms=after_ms)

    def enter(self, after_ms: int = FAST_MS) -> None:
        self.key(Qt.Key.Key_Return, "\r", after_ms=after_ms)

    def settle(self) -> None:
        """Longer than any key is held back."""
        QTest.qWait(150)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(QByteArray(FORM), QUrl())
    window = component.create()
    assert isinstance(window, QQuickWindow), component.errorString()
    window.requestActivate()
    qtbot.waitUntil(lambda: window.activeFocusItem() is not None)
    wedge = WedgeScanner()
    window.installEventFilter(wedge)
    yield Bench(window, wedge)
    window.removeEventFilter(wedge)
    window.deleteLater()
    engine.deleteLater()


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_fast_burst_ended_by_a_key_is_a_scan_and_never_reaches_the_form(
    bench: Bench, end: Qt.Key
) -> None:
    bench.type(CLAIM)
    bench.key(end)
    bench.settle()

    assert bench.scans == [CLAIM.encode()]
    assert bench.form == ""


def test_an_identifier_before_the_code_is_no_part_of_it(bench: Bench) -> None:
    bench.type("]Q1" + CLAIM)
    bench.enter()
    bench.settle()

    assert bench.scans == [CLAIM.encode()]


def test_the_finger_of_the_tour_types_as_a_scanner_does(bench: Bench) -> None:
    keys(bench.window, CLAIM)
    bench.settle()

    assert (bench.scans, bench.form) == ([CLAIM.encode()], "")


def test_slow_typing_reaches_the_form(bench: Bench) -> None:
    for char in "labas":
        bench.type(char, after_ms=180)
        bench.settle()
    bench.enter(after_ms=180)
    bench.settle()

    assert bench.form == "labas"
    assert bench.scans == []


def test_a_roll_of_three_fast_keys_still_belongs_to_a_person(bench: Bench) -> None:
    bench.type("abc", after_ms=20)
    bench.settle()

    assert bench.form == "abc"


def test_a_stalled_screen_does_not_tear_a_scan_apart(bench: Bench) -> None:
    """The keys carry the times at which they were pressed; we may see them much later."""
    bench.type(CLAIM[:20])
    QTest.qSleep(300)
    bench.type(CLAIM[20:])
    bench.enter()
    bench.settle()

    assert bench.scans == [CLAIM.encode()]


@pytest.mark.parametrize(
    "modifier",
    [
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.MetaModifier,
    ],
)
def test_a_code_that_types_shortcuts_does_nothing_at_all(
    bench: Bench, modifier: Qt.KeyboardModifier
) -> None:
    bench.type("COL:A:")
    bench.key(Qt.Key.Key_O, "\x0f", modifier)
    bench.type("cmd.exe")
    bench.enter()
    bench.settle()

    assert (bench.scans, bench.form) == ([], "")
    assert bench.rejected == ["forbidden_keys"]


def test_an_attack_that_begins_with_a_shortcut_takes_its_text_down_with_it(bench: Bench) -> None:
    bench.key(Qt.Key.Key_R, "", Qt.KeyboardModifier.MetaModifier)
    bench.type("cmd")
    bench.enter()
    bench.settle()

    assert (bench.scans, bench.form) == ([], "")


@pytest.mark.parametrize("key", [Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_Menu, Qt.Key.Key_Print])
def test_function_keys_in_a_burst_drop_it(bench: Bench, key: Qt.Key) -> None:
    bench.type("COL:A:robots")
    bench.key(key)
    bench.enter()
    bench.settle()

    assert (bench.scans, bench.rejected) == ([], ["forbidden_keys"])


def test_a_slow_shortcut_from_a_keyboard_does_nothing_either(bench: Bench) -> None:
    bench.key(Qt.Key.Key_O, "\x0f", Qt.KeyboardModifier.ControlModifier, after_ms=500)
    bench.settle()

    assert bench.form == ""


def test_an_endless_code_is_cut_off_and_dropped(bench: Bench) -> None:
    bench.type("x" * 5_000, after_ms=1)
    bench.enter()
    bench.settle()

    assert (bench.scans, bench.form, bench.rejected) == ([], "", ["too_long"])


def test_a_burst_without_an_end_key_is_not_typed_into_the_form(bench: Bench) -> None:
    bench.type("https://example.org/a-long-address")
    bench.settle()

    assert (bench.scans, bench.form, bench.rejected) == ([], "", ["no_end"])


@pytest.mark.parametrize("left", [4, 12])
def test_the_rest_of_a_scan_that_broke_off_is_no_scan_and_reaches_no_form(
    bench: Bench, left: int
) -> None:
    bench.type(CLAIM[:-left])
    bench.settle()
    bench.type(CLAIM[-left], after_ms=200)
    bench.type(CLAIM[1 - left :])
    bench.enter()
    bench.settle()
    assert (bench.scans, bench.form) == ([], "")

    bench.type(CLAIM, after_ms=FAST_MS)
    bench.enter()
    bench.settle()
    assert bench.scans == [CLAIM.encode()]


def test_the_scanner_reads_on_after_an_invalid_code(bench: Bench) -> None:
    bench.type("x" * 5_000, after_ms=1)
    bench.enter()
    bench.type(CLAIM, after_ms=FAST_MS)
    bench.enter()
    bench.settle()

    assert bench.scans == [CLAIM.encode()]


@pytest.mark.parametrize("layout", ["lt", "de", "fr"])
def test_a_garbling_layout_is_reported_and_nothing_is_guessed(bench: Bench, layout: str) -> None:
    for char in garble(CLAIM, layout):
        if char == "\ufffd":
            bench.key(Qt.Key.Key_Dead_Acute)
        else:
            bench.key(ord(char.upper()), char)
    bench.enter()
    bench.settle()

    assert (bench.scans, bench.garbled, bench.form) == ([], [layout], "")


def test_a_claim_code_is_in_no_log(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    say: list[Callable[[], None]] = [
        lambda: bench.type(CLAIM),
        lambda: bench.type(garble(CLAIM, "lt")),
        lambda: bench.type(CLAIM * 80, after_ms=1),
    ]
    for each in say:
        each()
        bench.enter()
        bench.settle()

    assert "5f8ica" not in caplog.text
    assert "į" not in caplog.text
