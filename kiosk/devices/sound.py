"""Short tones that go with a result; colour and words say the same, so silence costs nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from kiosk.badges.verdict import Verdict

log = logging.getLogger(__name__)

GENERAL: Final = ("success", "attention", "error")
TONES: Final = (*GENERAL, *Verdict)
"""One of its own for each verdict on a badge (resources/sounds/generate.py)."""


class Tones(QObject):
    """Plays one of TONES; without an audio device it stays silent."""

    def __init__(
        self, folder: Path, volume: float = 0.7, enabled: bool = True, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.enabled = enabled
        self._folder = folder
        self._volume = volume
        self._effects: dict[str, QSoundEffect] = {}
        self._said_silent = False

    def set_volume(self, volume: float) -> None:
        """From 0 to 1, of all tones from now on."""
        self._volume = volume
        for effect in self._effects.values():
            effect.setVolume(volume)

    @Slot(str)
    def play(self, tone: str) -> None:
        """Play a tone now; a name that is none is a bug and raises KeyError."""
        if tone not in TONES:
            raise KeyError(tone)
        if not self.enabled or not self._can_sound():
            return
        effect = self._effects.get(tone)
        if effect is None:
            effect = self._effects[tone] = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(self._folder / f"{tone}.wav")))
            effect.setVolume(self._volume)
        effect.play()

    def _can_sound(self) -> bool:
        if QMediaDevices.defaultAudioOutput().isNull():
            if not self._said_silent:
                self._said_silent = True
                log.info("no audio device: the kiosk stays silent")
            return False
        self._said_silent = False
        return True
