"""Enrolment as a child process: the screen itself never speaks to the network."""

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer

from kiosk.services.pairing import Outcome, read_outcome
from kiosk.settings import own_command
from sync.protocol.invitation import Invitation

PATIENCE_MS = 60_000


class EnrolProcess(QObject):
    """Asks one hub at a time; `done` is called on the GUI thread."""

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._process: QProcess | None = None

    def ask(self, invitation: Invitation, done: Callable[[Outcome], None]) -> None:
        """Spend the code of this invitation; what was asked before is given up."""
        self.close()
        program, *first = own_command()
        process = QProcess(self)
        process.setProgram(program)
        process.setArguments([*first, "enrol", "--json", "--data", str(self._data)])
        process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process = process

        def answer() -> None:
            if self._process is process:
                self._process = None
                done(read_outcome(bytes(process.readAllStandardOutput().data())))
                process.deleteLater()

        process.finished.connect(answer)
        process.errorOccurred.connect(
            lambda error: answer() if error == QProcess.ProcessError.FailedToStart else None
        )
        QTimer.singleShot(PATIENCE_MS, process, process.kill)
        process.start()
        told = {
            "hub": invitation.hub, "code": invitation.code, "fingerprint": invitation.fingerprint,
        }  # fmt: skip
        process.write(json.dumps(told).encode())
        process.closeWriteChannel()

    def close(self) -> None:
        """Give up what is still asked."""
        process, self._process = self._process, None
        if process is not None and process.state() != QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(1000)
