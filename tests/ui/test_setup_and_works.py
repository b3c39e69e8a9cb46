"""The first start and the screen of a kiosk that is being worked on are for everybody too."""

from collections.abc import Iterable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.services.turning import Output
from kiosk.ui.comfort import Hearing
from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import spin, until
from tests.journeys.test_maintenance import Standing
from tests.ui.accessible import LONG, focus_faults, standing_faults, tree_faults
from tests.ui.test_reading_aloud import Heard

K = Qt.Key
SCREENS = (
    "language", "picture", "hub", "typing", "trouble", "scanner", "ready", "maintenance",
)  # fmt: skip


class Easel:
    """A screen that can be turned."""

    def output(self) -> Output:
        return Output("HDMI-1", 0)

    def turn(self, _output: Output, _degrees: int) -> bool:
        return True

    def keep(self, _output: Output, _degrees: int) -> None: ...


class Boxed(Standing):
    """A kiosk out of the box, brought to a screen as its buttons and the hub would."""

    def at(self, screen: str) -> None:
        setup = self.kiosk.care.setup
        if screen == "maintenance":
            setup.leave()
            self.kiosk.app.reset()
        self.told(outOfService=screen == "maintenance")
        if screen == "maintenance":
            self.finger.wait_for("maintenance")
            return
        if not setup.is_open:
            setup._turner = Easel()
            setup._place = "Naujininkų atviroji jaunimo erdvė"
            setup.begin()
            assert until(lambda: setup.property("count") == 5)
        setup._go("hub" if screen in ("typing", "trouble") else screen)
        self.finger.wait_for("setup")
        if screen in ("typing", "trouble") and self.finger.find("setupAddress") is None:
            self.finger.tap("setupType")
        setup._fail("certificate" if screen == "trouble" else "")

    @property
    def window(self) -> QQuickWindow:
        return self.kiosk.window

    def theme(self) -> QObject:
        theme = self.kiosk.engine.singletonInstance("Kiosk.Theme", "Theme")
        assert isinstance(theme, QObject)
        return theme

    def faults(self, languages: Iterable[str]) -> list[str]:
        """Of every screen in these languages."""
        millimetre, wrong = float(self.theme().property("mm")), []
        for screen in SCREENS:
            self.at(screen)
            for language in languages:
                self.kiosk.app.language_switch.use(language)
                spin(0.1)
                found = standing_faults(self.window, language, millimetre)
                wrong += [f"{screen}, {language}: {each}" for each in found]
        return wrong


@pytest.fixture(scope="module")
def boxed(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Iterator[Boxed]:
    here = Boxed(tmp_path_factory.mktemp("boxed"))
    yield here
    here.kiosk.close()


@pytest.mark.parametrize(
    ("size", "scale", "languages"),
    [
        pytest.param((1080, 1920), 2.0, LONG, id="portrait, 200 %"),
        pytest.param((1920, 1080), 1.0, LONG, id="landscape, 100 %"),
        pytest.param((1080, 1920), 2.0, OWN_NAMES, id="all, 200 %", marks=pytest.mark.slow),
        pytest.param((1920, 1080), 2.0, OWN_NAMES, id="all, lying", marks=pytest.mark.slow),
        pytest.param((1280, 800), 1.0, OWN_NAMES, id="all, small", marks=pytest.mark.slow),
    ],
)
def test_set_up_and_maintenance_have_no_fault_in_any_language(
    boxed: Boxed, size: tuple[int, int], scale: float, languages: Iterable[str]
) -> None:
    boxed.window.resize(*size)
    boxed.theme().setProperty("textScale", scale)
    wrong = boxed.faults(languages)
    boxed.theme().setProperty("textScale", 1.0)
    boxed.window.resize(1080, 1920)
    assert wrong == [], "\n".join(wrong)


def test_the_tree_of_each_step_names_everything_and_the_focus_reaches_all_of_it(
    boxed: Boxed,
) -> None:
    boxed.window.requestActivate()
    assert until(boxed.window.isActive)
    wrong: list[str] = []
    for screen in SCREENS:
        boxed.at(screen)
        spin(0.2)
        if screen in ("typing", "trouble"):
            # The walk begins at the top, and so after what comes last.
            while boxed.window.activeFocusItem().objectName() != "setupCode":
                QTest.keyClick(boxed.window, K.Key_Tab)
        tree, pressed = tree_faults(boxed.window, boxed.theme().property("mm"))
        focus, reached = focus_faults(boxed.window) if pressed else ([], [])
        wrong += [f"{screen}: {each}" for each in tree + focus]
        print(f"{screen}: {pressed} to press, the focus comes to {reached}")
        assert bool(pressed) == (screen != "maintenance"), screen
    assert wrong == [], "\n".join(wrong)


def test_a_kiosk_is_set_up_by_keys_alone(boxed: Boxed) -> None:
    boxed.at("language")
    setup = boxed.kiosk.care.setup
    boxed.window.requestActivate()
    assert until(boxed.window.isActive)

    def press(name: str) -> None:
        def reached() -> bool:
            QTest.keyClick(boxed.window, K.Key_Down)
            return boxed.window.activeFocusItem().objectName() == name

        boxed.finger.wait_for(name)
        assert until(reached, 10), f"{name} is not reached"
        QTest.keyClick(boxed.window, K.Key_Return)

    def stands(step: str) -> bool:
        return until(lambda: setup.property("step") == step)

    def typed(text: str) -> None:
        for letter in text:
            QTest.keyClick(boxed.window, letter)
            spin(0.12)  # what comes faster is a scanner's

    press("setupLanguage:en")
    assert stands("picture")
    press("setupUpright")
    assert stands("hub")
    press("setupType")
    boxed.finger.wait_for("setupAddress")
    typed("hub.lt")
    assert until(lambda: setup.property("address") == "hub.lt")
    QTest.keyClick(boxed.window, K.Key_Return)
    typed("abcd2345")
    assert until(lambda: setup.property("code").upper() == "ABCD2345"), setup.property("code")
    asked: list[object] = []
    setup._enrol = lambda invitation, _answer: asked.append(invitation)
    QTest.keyClick(boxed.window, K.Key_Return)
    assert until(lambda: len(asked) == 1), "the last Enter asks the hub"


def test_the_title_of_each_step_is_said(boxed: Boxed) -> None:
    kiosk, voice = boxed.kiosk, Heard()
    kiosk.care.setup._busy = False  # whatever another test asked
    boxed.at("language")
    hearing = Hearing(kiosk.engine, boxed.window, voice, voice, voice, lambda: "en", available=True)
    hearing.join_setup(kiosk.care.setup)
    kiosk.app.language_switch.use("en")
    hearing.reader.use(True)
    for step, title in (
        ("picture", "Is the picture upright?"),
        ("hub", "Connect to the city's hub"),
        ("scanner", "Scanner and camera"),
    ):
        kiosk.care.setup._go(step)
        assert until(lambda: title in [text for text, _ in voice.words]), voice.words  # noqa: B023
    hearing.reader.use(False)
    for each in (hearing.reader, hearing.switch):
        boxed.window.removeEventFilter(each)
