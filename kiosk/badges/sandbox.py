"""A warm child process that judges badges, and is killed when one takes too long.

One caller at a time; a second waits. `judge` blocks for `limit`, or for `PATIENCE` more while
a fresh child is still loading. After a kill the next child starts in the background.
"""

from __future__ import annotations

import json
import multiprocessing
import threading
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing.connection import Connection
from typing import Final

from kiosk.badges import worker
from kiosk.badges.trust import NOBODY, TrustRegistry
from kiosk.badges.verdict import Judgement, Reason, Verdict, plain
from kiosk.domain.scan import Scan

LIMIT: Final = 1.0
START_LIMIT: Final = 20.0
PATIENCE: Final = 3.0
_SPAWN: Final = multiprocessing.get_context("spawn")

Serve = Callable[[Connection], None]


class Sandbox:
    """Use as a context manager, or call `close`. `limit`: seconds for one badge."""

    def __init__(
        self,
        registry: TrustRegistry = NOBODY,
        *,
        limit: float = LIMIT,
        serve: Serve = worker.serve,
    ) -> None:
        self._registry = registry
        self._limit = limit
        self._serve = serve
        self._lock = threading.Lock()
        self._number = 0
        self._ready = False
        self._start()

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def set_registry(self, registry: TrustRegistry) -> None:
        """Judge by this registry from now on, as after a sync."""
        with self._lock:
            self._registry = registry
            if self._ready and not self._send(registry):
                self._restart()

    def warm_up(self) -> bool:
        """Wait until the child has loaded its libraries. False if it could not start."""
        with self._lock:
            if self._wait_until_ready(START_LIMIT):
                return True
            self._restart()
            return False

    def judge(self, scan: Scan, now: datetime) -> Judgement:
        """The child's judgement, or `cannot_tell_offline` with the reason why there is none."""
        with self._lock:
            if not self._wait_until_ready(PATIENCE):
                if not self._process.is_alive():
                    self._restart()
                return plain(scan, Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED)
            self._number += 1
            if not self._send((self._number, scan, now)):
                self._restart()
                return plain(scan, Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED)
            return self._receive(scan)

    def close(self) -> None:
        with self._lock:
            self._kill()

    def _receive(self, scan: Scan) -> Judgement:
        reason = Reason.TOOK_TOO_LONG
        deadline = time.monotonic() + self._limit
        try:
            if self._pipe.poll(max(0.0, deadline - time.monotonic())):
                number, answer = json.loads(self._pipe.recv_bytes(65_536))
                found = Judgement.from_json(answer)
                if number == self._number and found.kind is scan.kind:
                    return found
            elif not self._process.is_alive():
                reason = Reason.CHECKER_FAILED
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            reason = Reason.CHECKER_FAILED
        self._restart()
        return plain(scan, Verdict.CANNOT_TELL_OFFLINE, reason)

    def _start(self) -> None:
        self._pipe, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(
            target=self._serve, args=(theirs,), name="badge-check", daemon=True
        )
        self._process.start()
        theirs.close()
        self._ready = False

    def _wait_until_ready(self, seconds: float) -> bool:
        if not self._ready:
            try:
                started = self._pipe.poll(seconds) and self._pipe.recv_bytes(64) == worker.READY
            except (EOFError, OSError):
                started = False
            self._ready = started and self._send(self._registry)
        return self._ready

    def _send(self, message: object) -> bool:
        try:
            self._pipe.send(message)
        except (OSError, ValueError):
            return False
        return True

    def _restart(self) -> None:
        self._kill()
        self._start()

    def _kill(self) -> None:
        self._ready = False
        self._pipe.close()
        self._process.kill()
        self._process.join(timeout=1)
