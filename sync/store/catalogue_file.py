"""The sync child's hold on catalogue.db: the file itself, or a new one beside it while unsound.

Where the catalogue is missing or damaged, the pull goes into a file beside it that takes its
place when it is whole, so that the screen goes on with what it can still read.
"""

import datetime as dt
import logging
from pathlib import Path

from sync.store import catalogue_schema as schema
from sync.store import files
from sync.store.bundled import create_empty
from sync.store.catalogue_write import CatalogueWriter
from sync.store.engine import check, open_engine, reading, scalar
from sync.store.errors import DamagedDatabase

log = logging.getLogger(__name__)


class CatalogueFile:
    """Opens the writer when it is first needed, and again when the file was replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._beside = path.with_name(path.name + ".pulled")
        self._writer: CatalogueWriter | None = None
        self._identity: tuple[int, int] | None = None
        self._is_beside = False
        self._distrusted: tuple[int, int] | None = None

    def distrust(self) -> None:
        """Damage was met that the quick check cannot see: build beside it from now on."""
        if not self._is_beside:
            self._distrusted = _identity(self._path)
        else:
            files.remove(self._beside)
        self.close()

    def writer(self) -> CatalogueWriter:
        """The writer of the catalogue, or of the one that is to take its place."""
        if self._writer is not None and (
            self._is_beside or _identity(self._path) == self._identity
        ):
            return self._writer
        self.close()
        distrusted = self._distrusted is not None and _identity(self._path) == self._distrusted
        self._is_beside = distrusted or not _is_sound(self._path)
        path = self._path
        if self._is_beside:
            path = self._beside
            if not _is_sound(path):
                files.remove(path)
                create_empty(path)
        self._writer, self._identity = CatalogueWriter(path, helped=True), _identity(path)
        return self._writer

    def finished(self) -> CatalogueWriter:
        """The catalogue is whole: if it was made beside the old one, it takes its place now."""
        if self._is_beside:
            self.close()
            with files.alone(self._path):
                if self._path.exists():
                    aside = files.set_aside(self._path, dt.datetime.now(dt.UTC))
                    log.warning("the catalogue was damaged; set aside as %s", aside.name)
                files.put_in_place(self._beside, self._path)
        return self.writer()

    def close(self) -> None:
        """Close the file."""
        if self._writer is not None:
            self._writer.close()
        self._writer = None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _is_sound(path: Path) -> bool:
    if not path.exists():
        return False
    engine = open_engine(path)
    try:
        with reading(engine) as connection:
            if scalar(connection, "PRAGMA user_version") != schema.LAYOUT:
                return False
        check(engine)
    except DamagedDatabase:
        return False
    finally:
        engine.dispose()
    return True
