"""Work off the GUI thread, its result back on it.

Every thread of the screen program but the camera's is made here, so that nobody else needs a lock:
jobs of one runner run one after another, and `done` is always called on the GUI thread.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ok(Generic[T]):
    """A job's value."""

    value: T


@dataclass(frozen=True, slots=True)
class Err:
    """What a job raised; already logged whole if it is our own fault."""

    error: Exception


Result: TypeAlias = Ok[T] | Err


class JobRunner(QObject):
    """One worker thread and a queue in front of it.

    `expected` are the world's errors (offline, disk full): they come back as `Err` without a
    traceback in the log. Everything else that a job raises is a bug and is logged whole.
    """

    _finished = Signal(object, object)

    def __init__(
        self, name: str, expected: tuple[type[Exception], ...] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._expected = expected
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._closed = threading.Event()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[Result[T]], None]) -> None:
        """Queue `work`; `done` gets its result on the GUI thread unless the runner was closed."""
        if self._closed.is_set():
            return
        self._executor.submit(self._work, work, done)

    def close(self) -> None:
        """Wait for the job that runs, drop those that wait, deliver nothing more."""
        self._closed.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _work(self, work: Callable[[], Any], done: Callable[[Result[Any]], None]) -> None:
        result: Result[Any]
        try:
            result = Ok(work())
        except self._expected as error:
            result = Err(error)
        except Exception as error:
            log.exception("a job of %s failed", self._name)
            result = Err(error)
        if not self._closed.is_set():
            self._finished.emit(done, result)

    @Slot(object, object)
    def _deliver(self, done: Callable[[Result[Any]], None], result: Result[Any]) -> None:
        if not self._closed.is_set():
            done(result)
