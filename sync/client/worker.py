"""The sync child's loop: at once, then every so often, and whenever the screen says so."""

import contextlib
import datetime as dt
import logging
import os
import queue
import random
import stat
import threading
import time

from sync.client.cycle import Cycle, CycleReport, kind_of
from sync.client.door import opens
from sync.protocol.errors import Busy, SyncError, Unreachable
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, load_identity

log = logging.getLogger(__name__)

JITTER = 0.1
"""Share of the interval by which kiosks spread out, so that they do not all come at once."""
FIRST_BACKOFF_S, LONGEST_BACKOFF_S = 2.0, 300.0
NOT_ENROLLED_S = 60.0
"""How often it is looked whether the kiosk was enrolled, besides each wake."""
SHORTEST_POLL_S, LONGEST_POLL_S = 0.5, 3600.0
"""Whatever a hub wishes."""
KNOCK_S = 3.0
"""How often it is looked whether a hub that was out of reach can be reached again."""
SPREAD_S = 1.0
"""Within which the kiosks of a city come back when its network does."""

WAKE, END = "wake", "end"


class Backoff:
    """How long to wait after failures: full jitter, so that kiosks do not come back in step.

    AWS Architecture Blog, "Exponential Backoff and Jitter" (2015).
    """

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._failures = 0

    def after(self, report: CycleReport) -> float:
        """Seconds until the next cycle."""
        if not report.failures:
            self._failures = 0
            poll = min(max(SHORTEST_POLL_S, report.poll_seconds), LONGEST_POLL_S)
            return poll * self._dice.uniform(1 - JITTER, 1 + JITTER)
        self._failures += 1
        most = min(LONGEST_BACKOFF_S, FIRST_BACKOFF_S * 2 ** min(self._failures, 20))
        return max(asked_to_wait(report), self._dice.uniform(SHORTEST_POLL_S, most))

    def forget(self) -> None:
        """The network is back: what failed before says nothing of what comes."""
        self._failures = 0


def asked_to_wait(report: CycleReport) -> float:
    """Seconds that a busy hub asked for."""
    return max((e.retry_after or 0.0 for e in report.failures if isinstance(e, Busy)), default=0.0)


class Worker:
    """Runs cycles until the words end."""

    def __init__(
        self, folder: DataFolder, words: queue.SimpleQueue[str], dice: random.Random | None = None
    ) -> None:
        self._folder = folder
        self._words = words
        self._dice = dice or random.Random()
        self._backoff = Backoff(self._dice)
        self._out_of_reach = ""
        self._cycle: Cycle | None = None
        self._enrolled: tuple[float, int] | None = None
        self._failing = ""

    def run(self) -> None:
        """Until `END` comes."""
        try:
            while True:
                wait, not_before = self.once()
                if not self._listen(wait, not_before):
                    return
        finally:
            if self._cycle is not None:
                self._cycle.close()

    def once(self) -> tuple[float, float]:
        """One cycle; seconds until the next, and seconds before which even a wake must wait."""
        try:
            cycle = self._current()
        except (BadIdentity, StoreError, SyncError) as error:
            self._log(kind_of(error), str(error))
            return NOT_ENROLLED_S, 0.0
        if cycle is None:
            return NOT_ENROLLED_S, 0.0
        report = cycle.run(dt.datetime.now(dt.UTC))
        lost = any(isinstance(error, Unreachable) for error in report.failures)
        self._out_of_reach = cycle.hub if lost else ""
        self._log(report.failure, "; ".join(str(error) for error in report.failures))
        return self._backoff.after(report), asked_to_wait(report)

    def _listen(self, wait: float, not_before: float) -> bool:
        """Wait for the time, a wake or the network; False when it is time to end."""
        word = self._word(wait)
        if not word:
            return True
        while word != END:
            try:
                word = (
                    self._words.get(timeout=not_before) if not_before else self._words.get_nowait()
                )
            except queue.Empty:
                return True
        return False

    def _word(self, wait: float) -> str:
        """The next word; empty when the time is up, or the hub can be reached again."""
        until, shut = time.monotonic() + wait, False
        while self._out_of_reach and time.monotonic() + KNOCK_S < until:
            if not opens(self._out_of_reach):
                shut = True
            elif shut:
                log.info("the hub can be reached again")
                self._backoff.forget()
                until = time.monotonic() + self._dice.uniform(0.0, SPREAD_S)
                break
            with contextlib.suppress(queue.Empty):
                return self._words.get(timeout=KNOCK_S)
        try:
            return self._words.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return ""

    def _current(self) -> Cycle | None:
        """The cycle of who this kiosk is now: it may be enrolled, or enrolled anew, meanwhile."""
        identity = load_identity(self._folder.identity)
        if identity is None:
            return None
        found = self._folder.identity.stat()
        mark = (found.st_mtime, found.st_ino)
        if self._cycle is None or self._enrolled != mark:
            if self._cycle is not None:
                self._cycle.close()
                self._cycle = None
            self._cycle, self._enrolled = Cycle(self._folder, identity), mark
        return self._cycle

    def _log(self, kind: str, detail: str) -> None:
        if kind and kind != self._failing:
            log.warning("syncing fails (%s): %s", kind, detail)
        elif self._failing and not kind:
            log.info("syncing works again")
        self._failing = kind


def listen(source: int, words: queue.SimpleQueue[str]) -> None:
    """Put a word in the queue for each line of the parent's, and `END` when it ends or dies.

    `source` is a file descriptor. From a terminal or /dev/null nothing is read: then nobody
    stands behind it.
    """
    mode = os.fstat(source).st_mode
    if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)):
        return

    def read() -> None:
        # Not a buffered file: its lock, held by a waiting thread, aborts Python at its end.
        rest = b""
        while piece := os.read(source, 4096):
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                if line.strip() == WAKE.encode():
                    words.put(WAKE)
        words.put(END)

    threading.Thread(target=read, name="parent", daemon=True).start()
