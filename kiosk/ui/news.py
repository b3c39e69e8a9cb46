"""Notices what changes by itself: new data on the disk, a new minute, the hub gone or back."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.services.catalogue import Catalogue

POLL_MS = 500


class News(QObject):
    """Looks twice a second at the catalogue's revision and at the clock.

    `minutePassed` follows `revised` too: what is shown is then loaded again in its place.
    """

    revised = Signal()
    minutePassed = Signal()
    reached = Signal()
    """The hub is gone, or back; that changes no revision."""

    def __init__(
        self,
        catalogue: Catalogue,
        clock: Callable[[], dt.datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue, self._clock = catalogue, clock
        self._revision = catalogue.revision()
        self._contact: tuple[dt.datetime | None, bool] | None = None
        self._minute = self._this_minute()
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Stop asking the catalogue; call before closing it."""
        self._timer.stop()

    def look(self) -> None:
        """Look now."""
        minute, revision = self._this_minute(), self._catalogue.revision()
        if revision == self._revision and minute == self._minute:
            self._look_at_contact()
            return
        if revision != self._revision:
            self._revision = revision
            self.revised.emit()
        self._minute = minute
        self.minutePassed.emit()

    def _look_at_contact(self) -> None:
        fresh = self._catalogue.freshness()
        contact = (fresh.failing_since, fresh.last_success is None)
        if contact != self._contact:
            self._contact = contact
            self.reached.emit()

    def _this_minute(self) -> dt.datetime:
        return self._clock().replace(second=0, microsecond=0)
