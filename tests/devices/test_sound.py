"""Tones: one for each verdict that sounds like no other, and silence without a device."""

import cmath
import itertools
import logging
import math
import operator
import runpy
import wave
from array import array
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.badges.verdict import Verdict
from kiosk.devices.sound import TONES, Tones

pytestmark = pytest.mark.qt_log_ignore(
    r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True
)


BANDS = [110 * 2 ** (step / 2) for step in range(11)]
FRAME = 1_102  # 50 ms


def heard(path: Path) -> list[float]:
    """How strong each half octave is in each twentieth of a second, as one long vector."""
    with wave.open(str(path), "rb") as file:
        rate = file.getframerate()
        samples = array("h", file.readframes(file.getnframes()))[::2]
    seen: list[float] = []
    for start in range(0, len(samples), FRAME // 2):
        part = samples[start : start + FRAME // 2]
        for pitch in BANDS:
            turn = cmath.exp(-2j * math.pi * pitch * 2 / rate)
            sum_of_turns, at = 0j, 1 + 0j
            for sample in part:
                sum_of_turns += sample * at
                at *= turn
            seen.append(math.sqrt(abs(sum_of_turns)))
    return seen


def alike(one: list[float], other: list[float]) -> float:
    """1 for the same sound, 0 for two that share no pitch at any moment."""
    longest = max(len(one), len(other))
    a, b = (each + [0.0] * (longest - len(each)) for each in (one, other))
    return sum(map(operator.mul, a, b)) / math.hypot(*a) / math.hypot(*b)


def test_every_verdict_has_a_short_tone_and_no_two_sound_alike(project: Path) -> None:
    spectra = {tone: heard(project / f"resources/sounds/{tone}.wav") for tone in Verdict}
    assert len(spectra) == 11
    for one, other in itertools.combinations(spectra, 2):
        assert alike(spectra[one], spectra[other]) < 0.85, (one, other)


def test_the_tones_are_what_their_script_makes(project: Path) -> None:
    made = runpy.run_path(str(project / "resources/sounds/generate.py"))
    assert set(made["TONES"]) == {*TONES}
    for tone, notes in made["TONES"].items():
        with wave.open(str(project / f"resources/sounds/{tone}.wav"), "rb") as file:
            assert 0.2 < file.getnframes() / file.getframerate() < 1.0
            kept = array("h", file.readframes(file.getnframes()))
        fresh = array("h", made["render"](notes))
        # The last bit of a sine is another matter on another machine.
        assert max(map(abs, map(operator.sub, kept, fresh)), default=9) <= 1
        assert len(kept) == len(fresh)


def test_without_an_audio_device_the_kiosk_is_silent_and_says_so_once(
    project: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "kiosk.devices.sound")
    tones = Tones(project / "resources/sounds")
    monkeypatch.setattr("kiosk.devices.sound.QMediaDevices.defaultAudioOutput", lambda: _NoDevice())
    for tone in TONES:
        tones.play(tone)

    assert [record.message for record in caplog.records] == [
        "no audio device: the kiosk stays silent"
    ]


def test_a_tone_that_does_not_exist_is_a_bug(project: Path, qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        Tones(project / "resources/sounds").play("fanfare")


class _NoDevice:
    def isNull(self) -> bool:
        return True
