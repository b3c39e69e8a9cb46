"""Something that fits now, never the same twice in a visit."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from kiosk.jobs import JobRunner
from kiosk.services.catalogue import Catalogue
from kiosk.ui.latest import Latest


class Surprise(QObject):
    """`found` carries an activity's id; empty when that was everything."""

    found = Signal(str)

    def __init__(
        self,
        catalogue: Catalogue,
        jobs: JobRunner,
        clock: Callable[[], dt.datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._clock = catalogue, clock
        self._latest = Latest(jobs, self)
        self._seen: list[str] = []

    def ask(self) -> None:
        """Look for one; `found` follows."""
        now, seen = self._clock(), tuple(self._seen)

        def choose() -> str:
            activity = self._catalogue.surprise(now, seen)
            return activity.id if activity is not None else ""

        self._latest.ask(choose, self._answer)

    def forget(self) -> None:
        """A new visitor has seen nothing yet."""
        self._seen.clear()

    def _answer(self, id: str) -> None:
        if id:
            self._seen.append(id)
        self.found.emit(id)
