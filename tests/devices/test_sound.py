"""Tones: three files that sound different, and silence without a device."""

import logging
import wave
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.devices.sound import TONES, Tones

pytestmark = pytest.mark.qt_log_ignore(
    r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True
)


def test_the_three_tones_are_short_and_told_apart(project: Path) -> None:
    heard = set()
    for tone in TONES:
        with wave.open(str(project / f"resources/sounds/{tone}.wav"), "rb") as file:
            assert 0.2 < file.getnframes() / file.getframerate() < 1.0
            samples = file.readframes(file.getnframes())
        assert max(samples) > 0
        heard.add(samples)

    assert len(heard) == len(TONES)


def test_without_an_audio_device_the_kiosk_is_silent_and_says_so_once(
    project: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "kiosk.devices.sound")
    tones = Tones(project / "resources/sounds")
    monkeypatch.setattr("kiosk.devices.sound.QMediaDevices.defaultAudioOutput", lambda: _NoDevice())
    for severity in ("success", "info", "warning", "danger"):
        tones.play_for(severity)

    assert [record.message for record in caplog.records] == [
        "no audio device: the kiosk stays silent"
    ]


def test_a_tone_that_does_not_exist_is_a_bug(project: Path, qtbot: QtBot) -> None:
    with pytest.raises(KeyError):
        Tones(project / "resources/sounds").play("fanfare")


class _NoDevice:
    def isNull(self) -> bool:
        return True
