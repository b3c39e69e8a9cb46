"""A new version proves itself: a frame on the screen, a doctor who finds nothing broken, and a
sync. Only then is its trial over (packaging/debian/root/usr/lib/learningkiosk/slots)."""

import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtQuick import QQuickWindow

from kiosk.jobs import JobRunner, Ok, Result
from sync.updates.slots import Slots
from sync.updates.status import UpdateFolder, images_folder

log = logging.getLogger(__name__)

LOOK_MS = 5_000
PATIENCE_S = 600.0
"""After it a version that has not proved itself ends the program; the next start counts."""
RUNNING_VARIABLE = "COL_RUNNING"
"""The image that runs, set by the session."""


@dataclass(frozen=True, slots=True)
class Facts:
    """`broken` are the doctor's codes, `synced` whether the hub was met since the start, `offline`
    whether only the network kept it from that, `waited` seconds since the first frame."""

    broken: tuple[str, ...]
    synced: bool
    offline: bool
    waited: float


def judge(facts: Facts, patience: float = PATIENCE_S) -> Literal["wait", "proven", "failed"]:
    """A cable that is pulled is not the version's fault; everything else is, in time."""
    if not facts.broken and facts.synced:
        return "proven"
    if facts.waited < patience:
        return "wait"
    return "proven" if not facts.broken and facts.offline else "failed"


class Proving(QObject):
    """Looks until the version is proved; `failed` when it will not be."""

    failed = Signal()

    def __init__(
        self,
        folder: UpdateFolder,
        facts: Callable[[float], Facts],
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._facts = facts
        self._jobs = jobs
        self._image = os.environ.get(RUNNING_VARIABLE, "")
        self._framed = 0.0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, window: QQuickWindow) -> None:
        """Begin with the first frame, if this version is on trial."""
        slots = Slots(images_folder())
        if not self._image or not slots.on_trial or slots.current() != self._image:
            return
        window.frameSwapped.connect(self._first_frame)

    def look(self) -> None:
        """Gather the facts, and decide."""
        waited = time.monotonic() - self._framed
        self._jobs.run(lambda: self._facts(waited), self._decide)

    def _first_frame(self) -> None:
        if not self._framed:
            self._framed = time.monotonic()
            self._timer.start()

    def _decide(self, result: Result[Facts]) -> None:
        if not isinstance(result, Ok):
            return
        verdict = judge(result.value)
        if verdict == "wait":
            return
        self._timer.stop()
        if verdict == "failed":
            log.error("this version does not work here: %s", ", ".join(result.value.broken))
            self.failed.emit()
            return
        try:
            self._folder.prove(self._image)
            log.info("this version works: %s", self._image)
        except OSError as error:
            log.error("that this version works cannot be written: %s", error.strerror)
