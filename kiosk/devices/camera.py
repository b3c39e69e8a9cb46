"""Reading codes with a camera, only while somebody has the scan screen open."""

from __future__ import annotations

import logging
import time
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QVideoFrame, QVideoSink
from shiboken6 import Shiboken

from kiosk.devices.reader import FrameReader
from kiosk.devices.sources import FrameSource
from kiosk.domain.scan_again import QUIET_S, Debounce

log = logging.getLogger(__name__)

_PATIENCE_MS: Final = 3_000
_RETRIES_MS: Final = (1_000, 3_000, 10_000, 30_000)


class CameraState(StrEnum):
    """What a visitor sees of the camera."""

    OFF = "off"
    STARTING = "starting"
    LIVE = "live"
    NONE = "none"
    LOST = "lost"


class CameraScanner(QObject):
    """Opens the source on request, reads its frames, and comes back by itself after a loss.

    `scanned(bytes)` on this object's thread, each code once while it stays in view. A source
    that is absent, fails or goes silent is logged once until frames come again.
    """

    scanned = Signal(object)
    stateChanged = Signal()

    def __init__(
        self, source: FrameSource, quiet_s: float = QUIET_S, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._own_sink = QVideoSink(self)
        self._sink: QVideoSink | None = None
        self._wanted = False
        self._state = CameraState.OFF
        self._failures = 0
        self._debounce = Debounce(quiet_s)
        self.reader = FrameReader(self)
        self.reader.found.connect(self._on_found)
        self._watchdog = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._watchdog.timeout.connect(self._on_silence)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self._start)
        source.changed.connect(self._on_source_changed)
        source.failed.connect(self._on_failed)

    @property
    def state(self) -> CameraState:
        return self._state

    @property
    def mirrored(self) -> bool:
        """Whether the preview should look like a mirror; the codes are read unmirrored."""
        return self._source.mirrored

    @property
    def has_torch(self) -> bool:
        """Whether the camera that runs has a light."""
        return self._state is CameraState.LIVE and self._source.has_torch

    def set_torch(self, on: bool) -> None:
        """Switch its light; it goes out with the camera."""
        self._source.set_torch(on)

    def open(self, sink: QVideoSink | None = None) -> None:
        """Start to look; `sink` is the preview's, frames pass through it to the screen."""
        self.close()
        self._wanted = True
        self._failures = 0
        self._debounce.forget()
        self._sink = sink or self._own_sink
        self._sink.videoFrameChanged.connect(self._on_frame)
        if sink is not None:
            # The preview's sink dies with its screen, which may be before we are told to close.
            sink.destroyed.connect(self._on_sink_gone)
        self._start()

    def close(self) -> None:
        """Stop looking and let go of the device."""
        self._wanted = False
        self._halt()
        if self._sink is not None and Shiboken.isValid(self._sink):
            self._sink.videoFrameChanged.disconnect(self._on_frame)
            if self._sink is not self._own_sink:
                self._sink.destroyed.disconnect(self._on_sink_gone)
        self._sink = None
        self._set_state(CameraState.OFF)

    def shut_down(self) -> None:
        """Close for good; the reading thread ends."""
        self.close()
        self.reader.close()

    @Slot()
    def _start(self) -> None:
        if not self._wanted or self._sink is None or not Shiboken.isValid(self._sink):
            return
        if not self._source.present:
            self._set_state(CameraState.NONE)
            return
        self._set_state(CameraState.STARTING)
        self._watchdog.start()
        self._source.start(self._sink)

    def _halt(self) -> None:
        self._watchdog.stop()
        self._retry.stop()
        self._source.stop()
        self.reader.clear()

    @Slot(QVideoFrame)
    def _on_frame(self, frame: QVideoFrame) -> None:
        if not self._wanted or not frame.isValid():
            return
        if self._state is not CameraState.LIVE:
            if self._failures:
                log.info("the camera shows pictures again")
            self._failures = 0
            self._set_state(CameraState.LIVE)
        self._watchdog.start()
        self.reader.offer(frame)

    @Slot()
    def _on_sink_gone(self) -> None:
        self._sink = None
        self.close()

    @Slot(object)
    def _on_found(self, payload: bytes) -> None:
        if self._wanted and self._debounce.is_news(payload, time.monotonic()):
            self.scanned.emit(payload)

    @Slot()
    def _on_source_changed(self) -> None:
        if not self._wanted:
            return
        if not self._source.present:
            was_running = self._state in (CameraState.LIVE, CameraState.STARTING)
            self._halt()
            self._set_state(CameraState.LOST if was_running else CameraState.NONE)
        elif self._state in (CameraState.NONE, CameraState.LOST):
            self._start()

    @Slot(str)
    def _on_failed(self, reason: str) -> None:
        if not self._wanted:
            return
        if not self._failures:
            log.info("the camera cannot be used: %s", reason)
        self._halt()
        self._set_state(CameraState.LOST)
        self._retry.start(_RETRIES_MS[min(self._failures, len(_RETRIES_MS) - 1)])
        self._failures += 1

    @Slot()
    def _on_silence(self) -> None:
        self._on_failed("no picture for 3 seconds")

    def _set_state(self, state: CameraState) -> None:
        if state is not self._state:
            self._state = state
            self.stateChanged.emit()
