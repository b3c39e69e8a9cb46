"""The pack that is shown, and the notice of a new one in the data folder."""

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sync.citypack.errors import PackError
from sync.citypack.installed import Packs
from sync.citypack.names import FILE as NAMES
from sync.citypack.names import NameIndex, PlaceName, read_names
from sync.citypack.pack import Pack

LOOK_EVERY = 3000
"""Milliseconds; one look is one small read."""
FOUND = 12
"""Names that are offered while somebody types."""
_log = logging.getLogger(__name__)


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


class ShownPack:
    """One open pack with its names, and the bundled one to fall back on."""

    def __init__(self, bundled: Path) -> None:
        self.pack: Pack | None = None
        self._bundled = bundled
        self._names: NameIndex | None = None

    def open(self, path: Path) -> str:
        """Open a pack in place of the present one; a fault when there is none to show at all.

        A damaged one is passed over for the one that serves, else for the bundled one.
        """
        try:
            pack = Pack(path)
        except PackError as error:
            if self.pack is not None:
                _log.error("a new map is not used: %s", error)
                return ""
            if path == self._bundled:
                return str(error)
            _log.error("the bundled map serves: %s", error)
            return self.open(self._bundled)
        self.pack, self._names = pack, None
        return ""

    @property
    def title(self) -> str:
        """City and date, for the doctor."""
        manifest = self.pack.manifest if self.pack else None
        return f"{manifest.city} {manifest.date}".strip() if manifest else ""

    def find(self, text: str) -> list[PlaceName]:
        """Names whose words begin so."""
        if self._names is None:
            self._names = self._read_names()
        return self._names.find(text, FOUND)

    def _read_names(self) -> NameIndex:
        try:
            return read_names(self.pack.path.with_name(NAMES)) if self.pack else NameIndex(())
        except PackError as error:
            _log.error("nothing can be typed on the map: %s", error)
            return NameIndex(())
