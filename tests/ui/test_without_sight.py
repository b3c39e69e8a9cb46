"""Speech is switched on, turned up and off by somebody who does not see the screen."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.devices.sound import Loudness
from kiosk.devices.wedge import WedgeScanner
from kiosk.ui.comfort import Hearing
from kiosk.ui.lockdown import Lockdown
from kiosk.ui.speech_switch import HOLD_MS
from kiosk.ui.touch_events import until
from tests.ui.test_reading_aloud import Heard
from tests.ui.visit import Visit

K = Qt.Key


@dataclass
class Standing:
    """Somebody before a locked kiosk that nobody touched yet."""

    kiosk: Visit
    heard: Heard
    hearing: Hearing

    def speaks(self) -> bool:
        return bool(self.kiosk.theme().property("readAloud"))

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.kiosk.window, key)

    def lay(self, *points: QPoint) -> "Hand":
        return Hand(self.kiosk, points)


class Hand:
    """Fingers that rest on the glass until they are lifted."""

    def __init__(self, kiosk: Visit, points: tuple[QPoint, ...]) -> None:
        self._kiosk, self._points = kiosk, points
        self._device = QTest.createTouchDevice()
        for number, point in enumerate(points):
            touch = QTest.touchEvent(kiosk.window, self._device, False)
            for before in range(number):
                touch.stationary(before)
            touch.press(number, point, kiosk.window).commit()

    def shift(self, way: QPoint) -> None:
        touch = QTest.touchEvent(self._kiosk.window, self._device, False)
        for number, point in enumerate(self._points):
            touch.move(number, point + way, self._kiosk.window)
        touch.commit()

    def lift(self) -> None:
        touch = QTest.touchEvent(self._kiosk.window, self._device, False)
        for number, point in enumerate(self._points):
            touch.release(number, point, self._kiosk.window)
        touch.commit()


@pytest.fixture
def standing(kiosk: Visit) -> Iterator[Standing]:
    voice = Heard()
    wedge, lockdown = WedgeScanner(), Lockdown()
    kiosk.window.installEventFilter(wedge)
    hearing = Hearing(
        kiosk.engine, kiosk.window, voice, voice, voice,
        lambda: kiosk.app.session.state.language, available=True, hint=lambda: True,
    )  # fmt: skip
    hearing.join(kiosk.app)
    kiosk.window.installEventFilter(lockdown)
    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    yield Standing(kiosk, voice, hearing)
    for each in (wedge, lockdown, hearing.reader, hearing.switch):
        kiosk.window.removeEventFilter(each)


def test_two_fingers_held_anywhere_switch_speech_on_and_off(standing: Standing) -> None:
    kiosk, heard = standing.kiosk, standing.heard
    assert standing.hearing.switch._timer.interval() == HOLD_MS == 2_000
    standing.hearing.switch._timer.setInterval(300)
    hand = standing.lay(QPoint(300, 900), QPoint(600, 950))
    assert until(standing.speaks)
    hand.lift()
    kiosk.see("home")
    assert any(text.startswith("Skaitymas balsu įjungtas") for text, _ in heard.words), heard.words
    tile = kiosk.finger.bring("tileTopics")
    hand = standing.lay(tile, tile + QPoint(60, 40))
    assert until(lambda: not standing.speaks())
    hand.lift()
    assert heard.last == "Balsu nebeskaitoma."
    kiosk.settle()
    assert kiosk.page == "home", "what lay under the fingers did not act"
    kiosk.tap("tileTopics")
    kiosk.see("topics")


def test_a_palm_and_fingers_that_move_switch_nothing(standing: Standing) -> None:
    timer = standing.hearing.switch._timer
    timer.setInterval(60_000)
    palm = standing.lay(*(QPoint(400 + 40 * n, 900 + 25 * n) for n in range(4)))
    assert not timer.isActive()
    palm.lift()
    pinch = standing.lay(QPoint(300, 900), QPoint(600, 950))
    assert timer.isActive()
    pinch.shift(QPoint(120, 90))
    assert not timer.isActive()
    pinch.lift()
    one = standing.lay(QPoint(300, 900))
    assert not timer.isActive()
    one.lift()
    assert not standing.speaks()


def test_a_key_of_a_keypad_does_too_and_leads_nowhere_else(standing: Standing) -> None:
    standing.press(K.Key_F1)
    assert standing.speaks()
    standing.kiosk.see("home")
    standing.press(K.Key_F1)
    assert not standing.speaks()
    QTest.keyClick(standing.kiosk.window, K.Key_F1, Qt.KeyboardModifier.ControlModifier)
    assert not standing.speaks()


def test_headphones_begin_a_spoken_visit_and_pulling_them_out_is_silence(
    standing: Standing,
) -> None:
    standing.press(K.Key_F15)
    assert standing.speaks()
    assert standing.heard.headphones
    assert standing.hearing.reader.private
    standing.press(K.Key_F16)
    assert not standing.speaks()
    assert not standing.hearing.reader.private


def test_louder_and_quieter_by_touch_and_by_key_until_the_visit_ends(standing: Standing) -> None:
    kiosk, heard = standing.kiosk, standing.heard
    kiosk.tap("wake")
    kiosk.tap("navComfort")
    kiosk.tap("loudness:1")
    assert until(lambda: heard.step == 1)
    assert heard.words[-1] == ("tone success", ""), "without speech a tone lets it be heard"
    standing.press(K.Key_F1)
    standing.press(K.Key_VolumeUp)
    assert (heard.step, heard.last) == (2, "50 %")
    for _ in range(5):
        standing.press(K.Key_VolumeUp)
    assert heard.step == 4
    heard.words.clear()
    kiosk.app.reset()
    assert until(lambda: heard.step == 3)
    assert not [text for text, _ in heard.words if text], "nobody is told of it"


def test_who_hesitates_is_told_how_and_who_goes_on_is_not(standing: Standing) -> None:
    kiosk, hearing, heard = standing.kiosk, standing.hearing, standing.heard
    hearing._hint.setInterval(60_000)
    kiosk.tap("wake")
    kiosk.see("home")
    assert hearing._hint.isActive()
    kiosk.tap("tileTopics")
    assert not hearing._hint.isActive()
    kiosk.see("topics")
    kiosk.app.home()
    assert not hearing._hint.isActive(), "once in a visit"
    kiosk.app.reset()
    hearing._hint.setInterval(30)
    kiosk.tap("wake")
    assert until(lambda: heard.last.startswith("Kad būtų skaitoma balsu"))


def test_the_warning_and_short_messages_are_said(standing: Standing) -> None:
    standing.press(K.Key_F1)
    standing.kiosk.app.attention.emit()
    assert standing.heard.last.startswith("Ar dar čia?")
    standing.kiosk.app.toast.emit("Sąrašas pilnas", "heart")
    assert standing.heard.last == "Sąrašas pilnas"


def test_the_loudest_is_twenty_decibels_over_the_quietest_and_headphones_know_no_limit() -> None:
    class Set:
        volume = -1.0

        def set_volume(self, volume: float) -> None:
            self.volume = volume

    tones, speech = Set(), Set()
    loud = Loudness(tones, speech, 0.7)
    assert tones.volume == pytest.approx(0.7)
    usual = speech.volume
    loud.turn(1)
    quiet = speech.volume
    loud.turn(4)
    assert speech.volume / quiet == pytest.approx(10)
    assert speech.volume > usual > quiet
    assert tones.volume == 1.0
    loud.set_volume(0.0)
    assert (tones.volume, speech.volume) == (0.0, 0.0), "a library's silence holds"
    loud.use_headphones(True)
    assert speech.volume == 1.0
