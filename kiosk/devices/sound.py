"""Short tones that go with a result; colour and words say the same, so silence costs nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from kiosk.badges.verdict import Verdict

log = logging.getLogger(__name__)

GENERAL: Final = ("success", "attention", "error")
TONES: Final = (*GENERAL, *Verdict)
"""One of its own for each verdict on a badge (resources/sounds/generate.py)."""

STEPS: Final = 4
USUAL_STEP: Final = 3
_STEP_DB: Final = 20 / 3
"""So that a visitor has 20 dB from the quietest step to the loudest (ADA standards, 707.3)."""
_USUAL_VOLUME: Final = 0.7


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


class HasVolume(Protocol):
    """Tones and speech: a volume from 0 to 1."""

    def set_volume(self, volume: float) -> None: ...


class Loudness:
    """How loud the kiosk is: what its settings say, turned up or down by the visitor.

    The settings are for the loudspeaker; in headphones only the visitor's step counts.
    """

    def __init__(self, tones: HasVolume, speech: HasVolume, volume: float = _USUAL_VOLUME) -> None:
        self._tones, self._speech = tones, speech
        self._volume, self._step, self._in_headphones = volume, USUAL_STEP, False
        self._apply()

    def set_volume(self, volume: float) -> None:
        """What the settings say, from 0 to 1."""
        self._volume = volume
        self._apply()

    def turn(self, step: int) -> None:
        """To one of the visitor's steps, from 1 to STEPS; USUAL_STEP is what the settings say."""
        self._step = min(max(1, step), STEPS)
        self._apply()

    def use_headphones(self, plugged: bool) -> None:
        """Headphones were plugged in, or out."""
        self._in_headphones = plugged
        self._apply()

    def _apply(self) -> None:
        volume = _USUAL_VOLUME if self._in_headphones else self._volume
        self._tones.set_volume(min(1.0, volume * _gain(self._step - USUAL_STEP)))
        loudest = volume / _USUAL_VOLUME
        self._speech.set_volume(min(1.0, loudest * _gain(self._step - STEPS)))


def _gain(steps: int) -> float:
    return float(10 ** (steps * _STEP_DB / 20))
