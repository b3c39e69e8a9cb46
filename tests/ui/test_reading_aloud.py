"""A visitor who does not see hears the kiosk: by focus, and by a finger that explores."""

import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.devices.speech import PROGRAM, VOICES, Speech
from kiosk.ui.comfort import Hearing
from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import until
from tests.ui.visit import Visit


class Heard:
    """The voice, with what it was asked to say."""

    def __init__(self) -> None:
        self.words: list[tuple[str, str]] = []
        self.enabled = True
        self.step = 3
        self.headphones = False

    def say(self, text: str, language: str, *, softly: bool = False) -> None:
        self.words.append((text, language))

    def stop(self) -> None:
        self.words.append(("", ""))

    def play(self, tone: str) -> None:
        self.words.append((f"tone {tone}", ""))

    def turn(self, step: int) -> None:
        self.step = step

    def use_headphones(self, plugged: bool) -> None:
        self.headphones = plugged

    @property
    def last(self) -> str:
        return self.words[-1][0]


@pytest.fixture
def heard(kiosk: Visit) -> Iterator[Heard]:
    voice = Heard()
    hearing = Hearing(
        kiosk.engine, kiosk.window, voice, voice, voice,
        lambda: kiosk.app.session.state.language, available=True,
    )  # fmt: skip
    hearing.join(kiosk.app)
    kiosk.tap("wake")
    kiosk.tap("navComfort")
    kiosk.tap("readAloud")
    kiosk.tap("sheetClose")
    kiosk.tap("sheetClose")
    assert kiosk.gone("comfort")
    voice.words.clear()
    yield voice
    kiosk.window.removeEventFilter(hearing.reader)
    kiosk.window.removeEventFilter(hearing.switch)


def test_the_first_touch_says_the_name_and_the_second_acts(kiosk: Visit, heard: Heard) -> None:
    kiosk.tap("tileTopics")
    assert kiosk.page == "home"
    assert heard.words[-1][1] == "lt"
    assert heard.last.startswith("Temos")
    assert heard.last.endswith("mygtukas")
    kiosk.tap("tileTopics")
    kiosk.see("topics")
    assert until(lambda: "mygtukas" not in heard.last), "the new page's title"


def test_a_finger_that_moves_hears_each_control_it_passes(kiosk: Visit, heard: Heard) -> None:
    start, end = kiosk.finger.bring("tileToday"), kiosk.finger.bring("tileTopics")
    kiosk.finger.drag(start, end)
    assert kiosk.page == "home"
    assert len({text for text, _ in heard.words}) >= 2


def test_a_keyboard_or_switch_hears_what_has_the_focus(kiosk: Visit, heard: Heard) -> None:
    kiosk.window.requestActivate()
    assert until(kiosk.window.isActive)
    for _ in range(6):
        QTest.keyClick(kiosk.window, Qt.Key.Key_Tab)
    said = [text for text, _ in heard.words if text]
    assert len(set(said)) >= 5


def test_the_next_visitor_hears_nothing(kiosk: Visit, heard: Heard) -> None:
    kiosk.app.reset()
    assert heard.last == ""
    kiosk.tap("wake")
    kiosk.see("home")
    kiosk.tap("tileTopics")
    kiosk.see("topics")
    assert heard.last == ""


def test_sounds_can_be_switched_off_for_a_visit(kiosk: Visit, heard: Heard) -> None:
    theme = kiosk.theme()
    theme.setProperty("sounds", False)
    assert not heard.enabled
    kiosk.app.reset()
    assert until(lambda: heard.enabled)


@pytest.mark.parametrize("language", OWN_NAMES)
def test_there_is_a_voice_for_every_language(language: str) -> None:
    if not Speech().available:
        pytest.skip(f"{PROGRAM} is not installed")
    arguments = [PROGRAM, *Speech().command(language), "--stdout"]
    words = {"ru": "Робототехника сегодня", "uk": "Робототехніка сьогодні"}
    text = words.get(language, "Robotika šiandien")
    wave = subprocess.run(arguments, input=text.encode(), capture_output=True, check=True).stdout
    assert language in VOICES
    assert wave[:4] == b"RIFF"
    assert len(wave) > 20_000


def test_without_a_voice_the_choice_is_not_offered(kiosk: Visit) -> None:
    silent = Speech(program="no-such-voice")
    silent.say("labas", "lt")
    assert not silent.available
    kiosk.tap("wake")
    kiosk.tap("navComfort")
    kiosk.see("sounds")
    assert kiosk.finger.find("readAloud") is None
