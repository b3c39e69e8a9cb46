"""What the kiosk is made of, part by part, with the words of each licence."""

import re
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.licences import Licences, licences
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

_WRAPPED = re.compile(r"(?<=[^\n]{50})\n[ \t]*(?=[^\s*\-\d(])")
"""A line's end after fifty letters, before one that is no item of a list."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """One part; `worded` where the words of its licence are here."""

    id: str
    name: str
    version: str
    licence: str
    kind: str
    about: str
    worded: bool


@QmlElement
class LicencesModel(QObject):
    """`parts` lists them once `load` was called; `words` are those of the part that was opened."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows(PartRow, self)
        self._all: Licences | None = None
        self._title = ""
        self._words = ""

    @Slot()
    def load(self) -> None:
        """Read them at the first time that somebody asks."""
        if self._all is None:
            self._all = licences()
            self.rows.replace([
                PartRow(f"{each.name} {each.version}", each.name, each.version, each.licence,
                        each.kind, each.about, bool(each.texts))
                for each in self._all.parts
            ])  # fmt: skip

    @Slot(int)
    def open(self, row: int) -> None:
        """Show the words of this part's licence."""
        if self._all is not None and 0 <= row < len(self._all.parts):
            part = self._all.parts[row]
            self._title = f"{part.name} {part.version}"
            self._words = _flowing(self._all.words(part))
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Put the words away."""
        self._title = self._words = ""
        self.changed.emit()

    def _get_parts(self) -> Rows:
        return self.rows

    def _get_title(self) -> str:
        return self._title

    def _get_words(self) -> str:
        return self._words

    parts = Property(Rows, _get_parts, constant=True)
    title = Property(str, _get_title, notify=changed)
    words = Property(str, _get_words, notify=changed)


def _flowing(text: str) -> str:
    """Without the ends of lines that were only the end of a typewriter's page."""
    return _WRAPPED.sub(" ", text)
