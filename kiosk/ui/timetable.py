"""The public transport of the city, laid out for today off the GUI thread."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.transit import Transit, open_transit
from kiosk.settings import Settings

LAID_OUT_AFTER_MS = 1500
"""After the first screen has been asked for; laying out a day takes half a second."""


class Timetable(QObject):
    """`transit` is None where the city has no timetable."""

    def __init__(
        self,
        jobs: JobRunner,
        settings: Settings,
        local: Callable[[], dt.datetime],
        parent: QObject | None = None,
    ) -> None:
        """`local` is the time in the city."""
        super().__init__(parent)
        self._jobs, self._settings, self._local = jobs, settings, local
        self.transit = open_transit(settings.city, settings.data)
        QTimer.singleShot(LAID_OUT_AFTER_MS, self, self.lay_out)

    def lay_out(self) -> None:
        """Get today ready, unless it is."""
        transit, now = self.transit, self._local()
        if transit is not None and not transit.ready(now):
            self._jobs.run(lambda: transit.prepare(now), lambda _: None)

    def renew(self) -> None:
        """A new map has come, and its timetable with it."""
        settings = self._settings
        self._jobs.run(lambda: open_transit(settings.city, settings.data), self._use)

    def _use(self, opened: Result[Transit | None]) -> None:
        if isinstance(opened, Ok):
            self.transit = opened.value
            self.lay_out()
