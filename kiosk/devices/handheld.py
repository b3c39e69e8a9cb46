"""The hand-held scanner that a kiosk's settings name, beside the keyboard that is always heard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtSerialPort import QSerialPortInfo

from kiosk.devices.evdev_scanner import EvdevScanner, looks_like_scanner
from kiosk.devices.serial_scanner import SerialScanner

_LOOK_MS: Final = 3_000


def find_serial() -> str:
    """The first serial port whose device is named like a scanner; empty if there is none."""
    for port in QSerialPortInfo.availablePorts():
        if looks_like_scanner(f"{port.description()} {port.manufacturer()}"):
            return port.systemLocation()
    return ""


class HandheldScanner(QObject):
    """Whatever scanners `setting` names, as one (kiosk.settings: auto, keyboard, evdev:, serial:).

    `scanned(bytes)` and `rejected(reason)` come from any of them.
    """

    scanned = Signal(object)
    rejected = Signal(str)
    connectedChanged = Signal()

    def __init__(self, setting: str = "auto", parent: QObject | None = None) -> None:
        super().__init__(parent)
        kind, _, path = setting.partition(":")
        self._parts: list[EvdevScanner | SerialScanner] = []
        if kind == "evdev":
            self._add(EvdevScanner(Path(path), parent=self))
        elif kind == "serial":
            self._add(SerialScanner(path, parent=self))
        elif kind == "auto":
            self._add(EvdevScanner(parent=self))
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_for_serial)
        self._searching = kind == "auto"

    @property
    def connected(self) -> bool:
        """Whether a scanner of its own is there; the keyboard is not counted."""
        return any(part.connected for part in self._parts)

    @property
    def parts(self) -> Sequence[EvdevScanner | SerialScanner]:
        """Every scanner that is looked for."""
        return tuple(self._parts)

    def start(self) -> None:
        """Begin to listen."""
        for part in self._parts:
            part.start()
        if self._searching:
            self._look.start()
            self._look_for_serial()

    def stop(self) -> None:
        """Let go of every device."""
        self._look.stop()
        for part in self._parts:
            part.stop()

    def _look_for_serial(self) -> None:
        if path := find_serial():
            self._look.stop()
            self._add(SerialScanner(path, parent=self)).start()

    def _add(self, part: EvdevScanner | SerialScanner) -> EvdevScanner | SerialScanner:
        part.scanned.connect(self.scanned)
        part.rejected.connect(self.rejected)
        part.connectedChanged.connect(self.connectedChanged)
        self._parts.append(part)
        return part
