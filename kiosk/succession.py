"""Goes on to newly published data only when they are ready to be searched."""

import datetime as dt
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.jobs import JobRunner
from kiosk.services.catalogue import Catalogue
from sync.store.errors import StoreError

LOOK_MS = 100

log = logging.getLogger(__name__)

Near = tuple[float, float] | None


class Succession(QObject):
    """Until then what is shown and typed is answered from the data before, as quickly as ever.

    Others learn of it by the catalogue's revision.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        jobs: JobRunner,
        moment: Callable[[], tuple[dt.datetime, Near]],
        parent: QObject | None = None,
    ) -> None:
        """`moment` is the time and where the visitor stands; `jobs` may be slow."""
        super().__init__(parent)
        self._catalogue, self._jobs, self._moment = catalogue, jobs, moment
        self._failing = False
        catalogue.hold()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Stay with what is held; call before closing the catalogue."""
        self._timer.stop()

    def look(self) -> None:
        """Look now."""
        try:
            found = self._catalogue.follow()
        except StoreError as error:
            if not self._failing:
                log.warning("the catalogue cannot be looked at: %s", error)
            self._failing = True
            return
        self._failing = False
        if found:
            now, near = self._moment()
            self._jobs.run(lambda: self._catalogue.prepare(now, near), lambda _: None)
