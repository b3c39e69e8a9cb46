"""The language of the screen, switched live."""

import functools
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal
from PySide6.QtQml import QQmlEngine

FOLDER = Path(__file__).parents[2] / "resources" / "i18n"
OWN_NAMES = {
    "lt": "Lietuvių",
    "en": "English",
    "fi": "Suomi",
    "fr": "Français",
    "nl": "Nederlands",
    "pl": "Polski",
    "ru": "Русский",
    "uk": "Українська",
}


def locale_of(code: str) -> QLocale:
    """How a language writes dates, times and prices; English as in Ireland: days first, euros."""
    return QLocale("en_IE" if code == "en" else code)


@functools.cache
def said_in(code: str, context: str, source: str, folder: Path = FOLDER) -> str:
    """One of the screen's texts in a language that it need not speak now."""
    file = folder / f"kiosk_{code}.qm"
    words = file.read_bytes() if file.exists() else b""
    translator = QTranslator()
    translator.load(words)
    # Qt reads the bytes in place, so they live until the answer is there.
    return translator.translate(context, source) or source if words else source


def greeting(code: str) -> str:
    """The attract screen's call in a language."""
    return said_in(code, "AttractScreen", "Touch to begin")


def hello(code: str) -> str:
    """A greeting for any hour in a language."""
    return said_in(code, "Home", "Hello!").rstrip("!").rstrip()


class Language(QObject):
    """Installs one translator at a time. A language without a file shows the English source."""

    changed = Signal()

    def __init__(self, code: str, folder: Path = FOLDER, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._translator: QTranslator | None = None
        self._engine: QQmlEngine | None = None
        self._words = b""
        self.code = ""
        self.use(code)

    def serve(self, engine: QQmlEngine) -> None:
        """Also retranslate what this engine shows."""
        self._engine = engine

    def close(self) -> None:
        """Take the translator out again."""
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None

    def use(self, code: str) -> None:
        """Switch everything that is shown."""
        if code == self.code:
            return
        application = QCoreApplication.instance()
        if application is None:
            raise RuntimeError("a language needs an application")
        self.close()
        translator = QTranslator(self)
        file = self._folder / f"kiosk_{code}.qm"
        if file.exists():
            # Read whole: Qt would map the file, and an upgrade may write over it.
            self._words = file.read_bytes()
            translator.load(self._words)
        application.installTranslator(translator)
        self._translator = translator
        QLocale.setDefault(locale_of(code))
        self.code = code
        if self._engine is not None:
            self._engine.retranslate()
        self.changed.emit()
