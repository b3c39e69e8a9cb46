"""Takes a device's events from the kernel as they come, however busy the screen is.

The kernel keeps 64 events of a keyboard, which is ten letters; a screen that is drawing for a
tenth of a second would lose the rest of a scan.
"""

from __future__ import annotations

import errno
import logging
import os
import select
import threading
from typing import Final

from PySide6.QtCore import QObject, Signal

from kiosk.devices.evdev_keys import EVENT

log = logging.getLogger(__name__)

_CHUNK: Final = EVENT.size * 64
_MOST: Final = EVENT.size * 65_536


class EventPump(QObject):
    """Reads `handle` on a thread of its own until `stop`; the handle stays the caller's.

    `ready` comes on this object's thread when there is something to `take`, or it `ended`.
    """

    ready = Signal()

    def __init__(self, handle: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._handle = handle
        self._lock = threading.Lock()
        self._data = bytearray()
        self.ended = False
        self._stop, self._stopper = os.pipe2(os.O_CLOEXEC)
        self._thread = threading.Thread(target=self._work, name="scanner", daemon=True)
        self._thread.start()

    def take(self) -> bytes:
        """What has come since the last call, to this very moment."""
        with self._lock:
            if not self.ended:
                self._data += self._read() or b""
            data = bytes(self._data)
            self._data.clear()
            return data

    def stop(self) -> None:
        """End the thread; from then on the handle may be closed."""
        os.write(self._stopper, b".")
        self._thread.join()
        os.close(self._stop)
        os.close(self._stopper)

    def _work(self) -> None:
        waiting = select.poll()
        waiting.register(self._handle, select.POLLIN)
        waiting.register(self._stop, select.POLLIN)
        while self._stop not in dict(waiting.poll()):
            with self._lock:
                data = self._read()
                # Nobody takes: a screen that stands still for good shall not fill the memory.
                if data and len(self._data) < _MOST:
                    self._data += data
                self.ended = data == b""
            self.ready.emit()
            if self.ended:
                return

    def _read(self) -> bytes | None:
        """Events; empty when the device is gone, None when there were none after all."""
        try:
            return os.read(self._handle, _CHUNK)
        except BlockingIOError:
            return None
        except OSError as error:
            if error.errno != errno.ENODEV:
                log.warning("the scanner cannot be read: %s", error.strerror)
            return b""
