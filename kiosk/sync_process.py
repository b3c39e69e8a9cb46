"""The sync child: started, woken, and started again when it falls.

The child may be killed at any instant and loses nothing, so all there is to do about a crash is
to wait and start it again. The wait grows from 1 s to 5 min, and is forgotten after ten good
minutes.
"""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QTimer, Signal

log = logging.getLogger(__name__)

FIRST_WAIT_MS = 1_000
LONGEST_WAIT_MS = 300_000
GOOD_RUN_MS = 600_000
FAREWELL_MS = 3_000


class SyncProcess(QObject):
    """Keeps `main.py sync` running beside the screen for as long as this object is open."""

    _wake_asked = Signal()

    def __init__(self, main: Path, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closing = False
        self._wait_ms = FIRST_WAIT_MS
        self._ran = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.start)
        self._process = QProcess(self)
        frozen = bool(getattr(sys, "frozen", False))
        self._process.setProgram(sys.executable)
        self._process.setArguments([*([] if frozen else [str(main)]), "sync", "--data", str(data)])
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedChannels)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._wake_asked.connect(self._wake)

    @property
    def process_id(self) -> int:
        """The child's process id, 0 while it is down."""
        return int(self._process.processId())

    def start(self) -> None:
        """Start the child unless it runs."""
        if self._process.state() == QProcess.ProcessState.NotRunning and not self._closing:
            self._ran.start()
            self._process.start()

    def wake(self) -> None:
        """Ask for a cycle now: something was recorded, or staff asked for it. On any thread."""
        self._wake_asked.emit()

    def _wake(self) -> None:
        if self._process.state() == QProcess.ProcessState.Running:
            self._process.write(b"wake\n")

    def close(self) -> None:
        """End the child: its standard input ends, and if it does not heed that, it is killed."""
        self._closing = True
        self._timer.stop()
        if self._process.state() == QProcess.ProcessState.NotRunning:
            return
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(FAREWELL_MS):
            self._process.kill()
            self._process.waitForFinished(FAREWELL_MS)

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self) -> None:
        if self._closing:
            return
        if self._ran.elapsed() > GOOD_RUN_MS:
            self._wait_ms = FIRST_WAIT_MS
        log.warning(
            "the sync child ended (%s); again in %d s",
            self._process.exitCode(), self._wait_ms // 1000,
        )  # fmt: skip
        self._timer.start(self._wait_ms)
        self._wait_ms = min(self._wait_ms * 2, LONGEST_WAIT_MS)
