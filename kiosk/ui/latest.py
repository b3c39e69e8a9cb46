"""Of many questions only the last answer matters."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from kiosk.jobs import JobRunner, Ok, Result

T = TypeVar("T")


class Latest(QObject):
    """Runs work off the GUI thread; of what waits, only the newest is run.

    So fast typing never builds a queue of searches, and an old answer never replaces a newer one.
    """

    def __init__(self, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._number = 0
        self._busy = False
        self._next: Callable[[], None] | None = None

    def ask(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        """`done` gets the value on the GUI thread, or `failed` is called, unless a newer question
        was asked."""
        self._number += 1
        number = self._number

        def start() -> None:
            self._busy = True
            self._jobs.run(work, lambda result: self._answered(number, result, done, failed))

        if self._busy:
            self._next = start
        else:
            start()

    def drop(self) -> None:
        """Forget what waits and ignore what still runs."""
        self._number += 1
        self._next = None

    def _answered(
        self,
        number: int,
        result: Result[T],
        done: Callable[[T], None],
        failed: Callable[[], None],
    ) -> None:
        self._busy = False
        waiting, self._next = self._next, None
        if number == self._number:
            if isinstance(result, Ok):
                done(result.value)
            else:
                failed()
        if waiting is not None:
            waiting()
