"""Frames in, codes out, in one thread where the newest frame wins."""

from __future__ import annotations

import logging
import threading
import time
from itertools import cycle

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QVideoFrame

from kiosk.badges.decode import Code, Effort, decode_luma
from kiosk.devices.frames import luma_of
from kiosk.devices.sighting import most_central

log = logging.getLogger(__name__)


class FrameReader(QObject):
    """Looks for a code in the newest frame given; fast and thorough passes take turns.

    `found(bytes)` is emitted from the worker thread: connect a QObject's method and Qt brings it
    to that object's thread. `seconds` of the last frame are kept for the health page.
    """

    found = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = threading.Condition()
        self._waiting: QVideoFrame | None = None
        self._closed = False
        self._thread: threading.Thread | None = None
        self.last_ms = 0.0
        self.frames = 0

    def offer(self, frame: QVideoFrame) -> None:
        """Look at this frame next; an older one that still waits is forgotten."""
        with self._wake:
            if self._closed:
                return
            self._waiting = frame
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="reader", daemon=True)
                self._thread.start()
            self._wake.notify()

    def clear(self) -> None:
        """Forget the frame that waits."""
        with self._wake:
            self._waiting = None

    def close(self) -> None:
        """End the thread; at most one frame's work is waited for."""
        with self._wake:
            self._closed = True
            self._waiting = None
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        for effort in cycle((Effort.FAST, Effort.HARD)):
            frame = self._next()
            if frame is None:
                return
            try:
                self._look(frame, effort)
            except Exception:
                # A bug met in one frame must not blind the kiosk: logged whole, next frame.
                log.exception("a frame could not be read")

    def _next(self) -> QVideoFrame | None:
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._waiting is not None)
            frame, self._waiting = self._waiting, None
            return frame

    def _look(self, frame: QVideoFrame, effort: Effort) -> None:
        began = time.perf_counter()
        code: Code | None = None
        with luma_of(frame) as luma:
            if luma is not None:
                codes = decode_luma(
                    luma.plane, luma.width, luma.height, luma.stride, effort, luma.step
                )
                code = most_central(codes, luma.width, luma.height)
        self.last_ms = (time.perf_counter() - began) * 1000
        self.frames += 1
        if code is not None and not self._closed:
            self.found.emit(code.payload)
