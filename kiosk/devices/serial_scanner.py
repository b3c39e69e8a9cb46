"""A scanner on USB serial (CDC-ACM): bytes as they are, no keyboard layout in between."""

from __future__ import annotations

import logging
from typing import Final

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtSerialPort import QSerialPort

from kiosk.devices.burst import MAX_LENGTH
from kiosk.devices.framing import bare

log = logging.getLogger(__name__)

_ENDS: Final = b"\r\n\t\x03"
_SILENCE_MS: Final = 120
_PATIENCE_MS: Final = 1_000
"""For a scanner that was seen to send an end: what stops before it has only been held up."""
_RETRY_MS: Final = 2_000


class SerialScanner(QObject):
    """Reads codes from one serial device and opens it again when it was unplugged.

    A code ends with CR, LF, Tab or ETX, or with 120 ms of silence for scanners that send no end;
    one that does is waited for. `scanned(bytes)`; `rejected("too_long")`. A device that is absent
    is logged once.
    """

    scanned = Signal(object)
    rejected = Signal(str)
    connectedChanged = Signal()

    def __init__(self, device: str, baud: int = 115_200, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._port = QSerialPort(device, self)
        self._port.setBaudRate(baud)
        self._port.readyRead.connect(self._on_bytes)
        self._port.errorOccurred.connect(self._on_error)
        self._buffer = bytearray()
        self._too_long = False
        self._said_absent = False
        self._sends_end = False
        self._silence = QTimer(self, singleShot=True)
        self._silence.timeout.connect(self._on_silence)
        self._retry = QTimer(self, interval=_RETRY_MS)
        self._retry.timeout.connect(self._open)

    @property
    def connected(self) -> bool:
        """Whether the device is open."""
        return self._port.isOpen()

    def start(self) -> None:
        """Open the device, now or as soon as it is there."""
        self._retry.start()
        self._open()

    def stop(self) -> None:
        """Close the device and stop looking for it."""
        self._retry.stop()
        self._silence.stop()
        self._port.close()
        self._buffer.clear()

    @Slot()
    def _open(self) -> None:
        if self._port.isOpen():
            return
        if self._port.open(QIODevice.OpenModeFlag.ReadOnly):
            log.info("the serial scanner is connected")
            self._said_absent = False
            self.connectedChanged.emit()

    @Slot(QSerialPort.SerialPortError)
    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        if error is QSerialPort.SerialPortError.NoError:
            return
        if not self._said_absent:
            self._said_absent = True
            log.info("the serial scanner cannot be used: %s", self._port.errorString())
        if self._port.isOpen():
            self._port.close()
            self._buffer.clear()
            self.connectedChanged.emit()

    @Slot()
    def _on_bytes(self) -> None:
        for value in bytes(self._port.readAll().data()):
            if value in _ENDS:
                self._sends_end = True
                self._finish()
            elif len(self._buffer) < MAX_LENGTH:
                self._buffer.append(value)
            else:
                self._too_long = True
        if self._buffer:
            self._silence.start(_PATIENCE_MS if self._sends_end else _SILENCE_MS)

    @Slot()
    def _on_silence(self) -> None:
        self._sends_end = False
        self._finish()

    def _finish(self) -> None:
        self._silence.stop()
        payload, too_long = bytes(self._buffer), self._too_long
        self._buffer.clear()
        self._too_long = False
        if too_long:
            log.info("a scan on the serial line was too long and was dropped")
            self.rejected.emit("too_long")
        elif payload:
            # Latin-1 gives each byte back as it was.
            self.scanned.emit(bare(payload.decode("latin-1")).encode("latin-1"))
