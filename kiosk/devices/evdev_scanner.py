"""A keyboard scanner read straight from the kernel, for this program alone.

Grabbed exclusively, so its keys reach no form, no shortcut and no other program. Needs read
access to /dev/input (the group `input`, or the packaged udev rule).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from kiosk.devices.evdev_keys import KeyReader, Line
from kiosk.devices.evdev_pump import EventPump
from kiosk.devices.framing import bare

log = logging.getLogger(__name__)

INPUTS: Final = Path("/dev/input")
NAMES: Final = Path("/sys/class/input")
MARKED: Final = "learningkiosk-scanner"
SCANNER_WORDS: Final = (
    "barcode", "bar code", "scanner", "honeywell", "metrologic", "zebra", "symbol", "datalogic",
    "newland", "netum", "opticon", "cipherlab", "wedge",
)  # fmt: skip
"""In names of devices that are scanners; nothing else is ever grabbed unasked."""

_EVIOCGRAB: Final = 0x40044590
_RETRY_MS: Final = 2_000
_SILENCE_MS: Final = 120
_PATIENCE_MS: Final = 1_000
"""For a scanner that was seen to send Enter: what stops before it has only been held up."""


def grab(handle: int) -> None:
    """Keep the device's events from everybody else. Raises OSError."""
    import fcntl  # no such module on Windows, where there is no /dev/input either

    fcntl.ioctl(handle, _EVIOCGRAB, 1)


def looks_like_scanner(name: str) -> bool:
    """Whether a device of this name reads codes."""
    return any(word in name.lower() for word in SCANNER_WORDS)


def find_scanner(names: Path = NAMES, inputs: Path = INPUTS) -> Path | None:
    """The scanner that the packaged udev rule marks, else the first that is named like one."""
    if (marked := inputs / MARKED).exists():
        return marked
    for device in sorted(names.glob("event*")):
        try:
            name = (device / "device" / "name").read_text("utf-8", "replace").strip()
        except OSError:
            continue
        if looks_like_scanner(name):
            return inputs / device.name
    return None


class EvdevScanner(QObject):
    """Reads codes from `device`, or from the first scanner that `find` sees.

    `scanned(bytes)`; `rejected(reason)`: forbidden_keys, too_long or lost_keys. It is opened again
    when it was unplugged; what is in the way is logged once.
    """

    scanned = Signal(object)
    rejected = Signal(str)
    connectedChanged = Signal()

    def __init__(
        self,
        device: Path | None = None,
        *,
        find: Callable[[], Path | None] = find_scanner,
        take: Callable[[int], None] = grab,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find if device is None else lambda: device
        self._take = take
        self._handle = -1
        self._pump: EventPump | None = None
        self._keys = KeyReader()
        self._said = ""
        self._silence = QTimer(self, singleShot=True)
        self._sends_end = False
        self._silence.timeout.connect(self._on_silence)
        self._retry = QTimer(self, interval=_RETRY_MS)
        self._retry.timeout.connect(self._open)

    @property
    def connected(self) -> bool:
        """Whether the device is open and ours alone."""
        return self._handle >= 0

    def start(self) -> None:
        """Open the device, now or as soon as it is there."""
        self._retry.start()
        self._open()

    def stop(self) -> None:
        """Let go of the device and stop looking for it."""
        self._retry.stop()
        self._close()

    @Slot()
    def _open(self) -> None:
        if self.connected or (path := self._find()) is None:
            return
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError as error:
            self._say(f"cannot be opened: {error.strerror}")
            return
        try:
            self._take(handle)
        except OSError as error:
            # Not ours alone: its keys would be typed a second time, by way of the layout.
            os.close(handle)
            self._say(f"cannot be had alone: {error.strerror}")
            return
        self._handle = handle
        self._pump = EventPump(handle, self)
        self._pump.ready.connect(self._on_ready)
        self._said = ""
        log.info("the scanner %s is connected", path.name)
        self.connectedChanged.emit()

    def _close(self) -> None:
        self._silence.stop()
        self._keys.forget()
        if self._pump is not None:
            self._pump.stop()
            self._pump.deleteLater()
            self._pump = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
            self.connectedChanged.emit()

    @Slot()
    def _on_ready(self) -> None:
        if self._pump is None:  # its last word, said before it was stopped
            return
        ended = self._pump.ended
        self._drain(self._pump)
        if ended:
            self._say("was unplugged")
            self._close()

    def _drain(self, pump: EventPump) -> bool:
        """Read on; whether there was anything."""
        data = pump.take()
        for line in self._keys.feed(data):
            self._sends_end = True
            self._report(line)
        if data and self._keys.open:
            self._silence.start(_PATIENCE_MS if self._sends_end else _SILENCE_MS)
        return bool(data)

    @Slot()
    def _on_silence(self) -> None:
        if self._pump is not None and self._drain(self._pump):
            return  # the screen was silent, not the scanner
        line = self._keys.end()
        if line is not None:
            self._sends_end = False
            self._report(line)

    def _report(self, line: Line) -> None:
        if line.fault:
            log.info("a scan was dropped: %s", line.fault)
            self.rejected.emit(line.fault)
        else:
            self.scanned.emit(bare(line.text).encode())

    def _say(self, what: str) -> None:
        if what != self._said:
            self._said = what
            log.info("the scanner %s", what)
