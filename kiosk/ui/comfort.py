"""What a visitor chose to hear: the theme's switches for speech and sounds, joined to both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import SIGNAL, QObject, QTimer, Slot
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.reader import Reader, Voice
from kiosk.ui.touch_events import visible_items

_PAGE_MS = 450
"""After a page is asked for: its head is on the screen then."""


class Sounds(Protocol):
    """What can be silenced: kiosk.devices.sound.Tones."""

    enabled: bool


class Hearing(QObject):
    """Follows Theme.readAloud and Theme.sounds for as long as the window lives."""

    def __init__(
        self,
        engine: QQmlEngine,
        window: QQuickWindow,
        voice: Voice,
        sounds: Sounds,
        language: Callable[[], str],
        *,
        available: bool,
    ) -> None:
        super().__init__(window)
        theme = engine.singletonInstance("Kiosk.Theme", "Theme")
        if not isinstance(theme, QObject):
            raise TypeError("the theme is no object")
        self._theme, self._window, self._sounds = theme, window, sounds
        self.reader = Reader(window, voice, language, self)
        window.installEventFilter(self.reader)
        theme.setProperty("canReadAloud", available)
        QObject.connect(theme, SIGNAL("readAloudChanged()"), self._read)
        QObject.connect(theme, SIGNAL("soundsChanged()"), self._sound)
        self._page = QTimer(self, singleShot=True, interval=_PAGE_MS)
        self._page.timeout.connect(self._say_title)

    def page_changed(self) -> None:
        """Say the new page's title when it stands."""
        if self.reader.on:
            self._page.start()

    @Slot()
    def _read(self) -> None:
        self.reader.use(bool(self._theme.property("readAloud")))

    @Slot()
    def _sound(self) -> None:
        self._sounds.enabled = bool(self._theme.property("sounds"))

    def _say_title(self) -> None:
        title = next(filter(_is_title, visible_items(self._window.contentItem())), None)
        if title is not None:
            self.reader.say(str(title.property("text")))


def _is_title(item: QQuickItem) -> bool:
    return item.property("role") in ("display", "title") and bool(item.property("text"))
