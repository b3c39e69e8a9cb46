"""A voice that reads aloud, by espeak-ng where it is installed: it speaks all our languages."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

log = logging.getLogger(__name__)

PROGRAM: Final = "espeak-ng"
VOICES: Final[Mapping[str, str]] = {
    "lt": "lt", "en": "en-gb", "fi": "fi", "fr": "fr-fr", "nl": "nl", "pl": "pl", "ru": "ru",
    "uk": "uk",
}  # fmt: skip
WORDS_PER_MINUTE: Final = 155
_FULL: Final = 200
_WHISPER: Final = 0.4
_GATHER_MS: Final = 90
_LONGEST: Final = 600
_STOP_MS: Final = 300


class Speech(QObject):
    """Says one thing at a time; a newer one cuts the older off.

    `said(text, language)` tells what is being said, for captions. Without the program, or without
    an audio device, it stays silent.
    """

    said = Signal(str, str)

    def __init__(self, program: str = PROGRAM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = shutil.which(program)
        self._process: QProcess | None = None
        self._next: tuple[str, str, float] | None = None
        self._volume = 0.5
        # Focus runs over several controls while a page opens; only the last is worth saying.
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._begin)

    @property
    def available(self) -> bool:
        """Whether there is a voice at all."""
        return self._program is not None

    def set_volume(self, volume: float) -> None:
        """From 0, silence, to 1, of what is said from now on."""
        self._volume = volume

    def say(self, text: str, language: str, *, softly: bool = False) -> None:
        """Read this, in that language, as soon as nothing newer comes."""
        volume = self._volume * (_WHISPER if softly else 1.0)
        if text.strip() and self.available and volume > 0:
            self._next = (" ".join(text.split())[:_LONGEST], language, volume)
            self._gather.start()

    def stop(self) -> None:
        """Be silent at once."""
        self._gather.stop()
        self._next = None
        self._end()

    def close(self) -> None:
        """Be silent and let the voice's process end."""
        self.stop()

    def command(self, language: str, volume: float = 0.5) -> list[str]:
        """The program's arguments; the text comes by its standard input, never as an argument."""
        voice, loud = VOICES.get(language, VOICES["en"]), str(max(1, round(_FULL * volume)))
        return ["-v", voice, "-a", loud, "-s", str(WORDS_PER_MINUTE), "--stdin"]

    def _begin(self) -> None:
        if self._next is None or self._program is None:
            return
        (text, language, volume), self._next = self._next, None
        self._end()
        process = QProcess(self)
        process.errorOccurred.connect(self._failed)
        process.start(self._program, self.command(language, volume))
        process.write(text.encode())
        process.closeWriteChannel()
        self._process = process
        self.said.emit(text, language)

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.errorOccurred.disconnect(self._failed)
            if process.state() != QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(_STOP_MS)
            process.deleteLater()

    def _failed(self, error: QProcess.ProcessError) -> None:
        log.warning("the voice does not speak: %s", error.name)
