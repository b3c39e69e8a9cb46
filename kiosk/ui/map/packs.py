"""Notices a new map pack in the data folder and offers it, with the bundled one to fall back on."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sync.citypack.installed import Packs

LOOK_EVERY = 3000
"""Milliseconds; one look is one small read."""


class PackWatch(QObject):
    """Emits `arrived` with the tiles of each pack that the sync child or a stick brings."""

    arrived = Signal(object)

    def __init__(self, data: Path | None, bundled: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bundled = bundled
        self._packs = Packs(data) if data else None
        self._seen = self.newest()
        self._timer = QTimer(self, interval=LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        if data:
            self._timer.start()

    def newest(self) -> Path:
        """The installed pack, or the bundled one."""
        return (self._packs.current() if self._packs else None) or self.bundled

    def look(self) -> None:
        """Look once."""
        found = self.newest()
        if found != self._seen:
            self._seen = found
            self.arrived.emit(found)
