"""Tell systemd that the screen lives: only a frame that reached the display counts as a sign.

A thread that still runs proves nothing to a person in front of a frozen picture. So a frame is
asked for at every third of the watchdog's time, and what is sent to systemd is sent when that
frame has been swapped. No watchdog in the unit, no work here.
"""

import logging
import os
import socket
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickWindow

log = logging.getLogger(__name__)

ASKS_PER_PERIOD = 3


class Watchdog(QObject):
    """Feeds the service manager named by the environment for as long as this object lives.

    `READY=1` goes out with the first frame, `WATCHDOG=1` with each frame that was asked for.
    """

    def __init__(
        self,
        window: QQuickWindow,
        environment: Mapping[str, str] = os.environ,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._address = environment.get("NOTIFY_SOCKET", "")
        # The compositor is the unit's main process, so WATCHDOG_PID names it and not us.
        period_us = environment.get("WATCHDOG_USEC", "0")
        self._period_ms = int(period_us) // 1000 if period_us.isdecimal() else 0
        self._due = bool(self._address)
        self._ready = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        if not self._address:
            return
        window.frameSwapped.connect(self._swapped)
        if self._period_ms:
            self._timer.start(max(self._period_ms // ASKS_PER_PERIOD, 100))

    def _ask(self) -> None:
        self._due = True
        self._window.update()

    def _swapped(self) -> None:
        if not self._due:
            return
        self._due = False
        self._send("WATCHDOG=1" if self._ready else "READY=1\nWATCHDOG=1")
        self._ready = True

    def _send(self, message: str) -> None:
        address = self._address
        if address.startswith("@"):
            address = "\0" + address[1:]
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            try:
                channel.sendto(message.encode(), address)
            except OSError as error:
                log.warning("systemd does not hear us (%s)", error.strerror)
                self._address = ""
                self._timer.stop()
