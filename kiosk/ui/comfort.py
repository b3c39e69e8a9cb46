"""What a visitor chose to hear, joined to the voice and the tones: speech, sounds, how loud.

Headphones and names: whatever is about a person, and the digits of a PIN, is for whoever listens
alone. So names are told in headphones, or when staff asked for them aloud; digits in headphones
only (EN 301 549, 5.1.3.8 and 5.1.3.9).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import SIGNAL, QCoreApplication, QObject, QTimer, Slot
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.domain.session import Phase
from kiosk.ui.app import AppModel
from kiosk.ui.reader import Reader, Voice
from kiosk.ui.setup.setup_model import SetupModel
from kiosk.ui.speech_switch import SpeechSwitch
from kiosk.ui.staff.staff_model import StaffModel
from kiosk.ui.touch_events import visible_items

translate = QCoreApplication.translate

_PAGE_MS: Final = 450
"""After a page is asked for: its head is on the screen then."""
_ALERT_MS: Final = 60
_HINT_MS: Final = 2_500
"""Whoever sees has touched something by then, and hears nothing."""
_ALERTS: Final = ("verdictCard", "undoBar")
_ICON: Final = "speaker-high"


class Sounds(Protocol):
    """What can be silenced: kiosk.devices.sound.Tones."""

    enabled: bool

    def play(self, tone: str) -> None: ...


class Loud(Protocol):
    """What can be turned up: kiosk.devices.sound.Loudness."""

    def turn(self, step: int) -> None: ...
    def use_headphones(self, plugged: bool) -> None: ...


class Hearing(QObject):
    """Follows the theme's switches for as long as the window lives.

    `hint` tells whether a visitor who does nothing at first is told, softly, how to switch speech
    on without seeing.
    """

    def __init__(
        self,
        engine: QQmlEngine,
        window: QQuickWindow,
        voice: Voice,
        sounds: Sounds,
        loud: Loud,
        language: Callable[[], str],
        *,
        available: bool,
        hint: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(window)
        theme = engine.singletonInstance("Kiosk.Theme", "Theme")
        if not isinstance(theme, QObject):
            raise TypeError("the theme is no object")
        self._theme, self._window, self._sounds, self._loud = theme, window, sounds, loud
        self._voice, self._language, self._hints = voice, language, hint
        self._app: AppModel | None = None
        self._staff: StaffModel | None = None
        self._hinted = -1
        self._typed = 0
        self._step = ""
        self.reader = Reader(window, voice, language, self)
        self.switch = SpeechSwitch(window, float(theme.property("mm")))
        window.installEventFilter(self.reader)
        if available:
            window.installEventFilter(self.switch)
        theme.setProperty("canReadAloud", available)
        QObject.connect(theme, SIGNAL("readAloudChanged()"), self._read)
        QObject.connect(theme, SIGNAL("soundsChanged()"), self._sound)
        QObject.connect(theme, SIGNAL("loudnessChanged()"), self._turn)
        QObject.connect(theme, SIGNAL("namesAloudChanged()"), self._name)
        self.switch.switched.connect(self._switch)
        self.switch.plugged.connect(self._plug)
        self.switch.turned.connect(self._turn_by)
        self.switch.touched.connect(self._touched)
        self._page = self._later(_PAGE_MS, self._say_title)
        self._alert = self._later(_ALERT_MS, self._say_alert)
        self._hint = self._later(_HINT_MS, self._say_hint)

    def join(self, app: AppModel) -> None:
        """Follow the visitor's pages and messages."""
        self._app = app
        app.pageChanged.connect(self._page_changed)
        app.toast.connect(lambda text, _icon: self.reader.say(text))
        app.attention.connect(self._say_warning)

    def join_staff(self, staff: StaffModel) -> None:
        """Follow the staff's pages, the PIN pad and the verdicts."""
        self._staff = staff
        staff.pageChanged.connect(self._page_changed)
        staff.pin.changed.connect(self._say_pin)
        staff.desk.verdictChanged.connect(self._alert.start)

    def join_setup(self, setup: SetupModel) -> None:
        """Follow the steps of the first start."""

        def told() -> None:
            step = str(setup.property("step")) if setup.is_open else ""
            if step != self._step:
                self._step = step
                self._page_changed()

        setup.changed.connect(told)
        setup.openChanged.connect(told)

    @Slot()
    def _read(self) -> None:
        on = bool(self._theme.property("readAloud"))
        if on == self.reader.on:
            return
        self.reader.use(on)
        self._hint.stop()
        if on:
            self._tell(
                translate("Reader", "Reading aloud is on. Touch once to hear, again to choose.")
            )

    @Slot()
    def _sound(self) -> None:
        self._sounds.enabled = bool(self._theme.property("sounds"))

    @Slot()
    def _turn(self) -> None:
        """Lets the new loudness be heard at once, but not when a reset brings back the usual."""
        step = int(self._theme.property("loudness"))
        self._loud.turn(step)
        if self._app is None or self._app.session.state.phase is Phase.ATTRACT:
            return
        if self.reader.on:
            self.reader.say(f"{25 * step} %")
        else:
            self._sounds.play("success")

    @Slot()
    def _name(self) -> None:
        self.reader.names = bool(self._theme.property("namesAloud"))

    def _turn_by(self, steps: int) -> None:
        if self._app is not None and self._app.session.state.phase is not Phase.ATTRACT:
            self._app.touched()
            step = int(self._theme.property("loudness")) + steps
            self._theme.setProperty("loudness", min(max(1, step), 4))

    def _switch(self) -> None:
        on, app = not self.reader.on, self._app
        if app is not None:
            if app.session.state.phase is Phase.ATTRACT and app.property("maintenance"):
                self._voice.say(self._title(), self._language())
                return
            app.home() if app.session.state.phase is Phase.ATTRACT else app.touched()
        self._theme.setProperty("readAloud", on)
        if not on:
            words = translate("Reader", "Reading aloud is off.")
            self._voice.say(words, self._language())
            self._tell(words)

    def _plug(self, plugged: bool) -> None:
        self.reader.private = plugged
        self._loud.use_headphones(plugged)
        if plugged != self.reader.on:
            self._switch()

    def _tell(self, words: str) -> None:
        """What is said of speech itself stands on the screen too."""
        if self._app is not None:
            self._app.toast.emit(words, _ICON)
        else:
            self.reader.say(words)

    def _touched(self) -> None:
        if self._hint.isActive():
            self._hint.stop()
        elif not self.reader.on:
            self._voice.stop()

    def _page_changed(self) -> None:
        if self.reader.on:
            self._page.start()
        elif self._app is not None:
            state = self._app.session.state
            if state.page.name == "home" and self._hinted != state.visit and self._hints():
                self._hinted = state.visit
                self._hint.start()

    def _say_hint(self) -> None:
        words = translate(
            "Reader", "To have this read aloud, hold two fingers on the screen for two seconds."
        )
        self._voice.say(words, self._language(), softly=True)

    def _say_title(self) -> None:
        self.reader.say(self._title())

    def _say_warning(self) -> None:
        words = translate("Reader", "Still there? Touch the screen or press a key to carry on.")
        self.reader.say(words)

    def _say_pin(self) -> None:
        """How many digits are typed, never which; or what is wrong."""
        if self._staff is None or not self.reader.on:
            return
        length, typed = self._staff.pin.property("length"), self._typed
        self._typed = length
        if length != typed and length:
            self.reader.say(translate("Reader", "Digits: %1").replace("%1", str(length)))
        elif self._staff.pin.property("problem"):
            self._say_words("pinWords")

    def _say_alert(self) -> None:
        for name in _ALERTS:
            if (item := self._find(name)) is not None:
                self.reader.tell(item)
                return

    def _say_words(self, name: str) -> None:
        if (item := self._find(name)) is not None:
            self.reader.say(str(item.property("text")))

    def _find(self, name: str) -> QQuickItem | None:
        items = visible_items(self._window.contentItem())
        return next((item for item in items if item.objectName() == name), None)

    def _title(self) -> str:
        """The head of what lies on top."""
        # The first start lies over everything else.
        top = self._find("setup") or self._window.contentItem()
        titles = list(filter(_is_title, visible_items(top)))
        return str(titles[0].property("text")) if titles else ""

    def _later(self, milliseconds: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=milliseconds)
        timer.timeout.connect(act)
        return timer


def _is_title(item: QQuickItem) -> bool:
    return item.property("role") in ("display", "title") and bool(item.property("text"))
