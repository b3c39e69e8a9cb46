"""A list model over frozen rows: each field of the row is a role of the same name."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

Index = QModelIndex | QPersistentModelIndex


@QmlElement
class Rows(QAbstractListModel):
    """Rows are told apart by their field `id`; `replace` tells the view only what changed.

    A delegate cannot have a property `id`, so that field is also the role `rowId`.
    """

    countChanged = Signal()

    def __init__(self, row_type: type, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [each.name for each in fields(row_type)]
        self.rows: list[Any] = []
        self._places: dict[str, int] | None = None

    def roleNames(self) -> dict[int, QByteArray]:
        first = int(Qt.ItemDataRole.UserRole)
        roles = (*self._names, "rowId")
        return {first + n: QByteArray(name.encode()) for n, name in enumerate(roles)}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        number = role - int(Qt.ItemDataRole.UserRole)
        if not index.isValid() or not 0 <= number <= len(self._names):
            return None
        if number == len(self._names):
            return self.rows[index.row()].id
        return getattr(self.rows[index.row()], self._names[number])

    def _count(self) -> int:
        return len(self.rows)

    count = Property(int, _count, notify=countChanged)

    def put(self, row: Any, *, first: bool = False) -> None:
        """Show this row instead of the one with its id, in the same time however many there are.

        Where there is none it comes `first`, or not at all.
        """
        if self._places is None:
            self._places = {each.id: number for number, each in enumerate(self.rows)}
        number = self._places.get(row.id)
        if number is not None:
            before, self.rows[number] = self.rows[number], row
            self._tell(number, before)
        elif first:
            self._places = None
            self.beginInsertRows(QModelIndex(), 0, 0)
            self.rows.insert(0, row)
            self.endInsertRows()
            self.countChanged.emit()

    def replace(self, rows: Sequence[Any]) -> None:
        """Show these rows; those that stay are kept, so that a list keeps its place."""
        self._places = None
        old, new = self.rows, list(rows)
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        gone, come = len(old) - head - tail, len(new) - head - tail
        root = QModelIndex()
        if gone:
            self.beginRemoveRows(root, head, head + gone - 1)
            self.rows = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(root, head, head + come - 1)
            self.rows = self.rows[:head] + new[head : head + come] + self.rows[head:]
            self.endInsertRows()
        before, self.rows = self.rows, new
        for number, one in enumerate(before):
            self._tell(number, one)
        if len(old) != len(new):
            self.countChanged.emit()

    def _tell(self, number: int, before: Any) -> None:
        """That this row is another, and in what: QML asks again for each role that it is told."""
        row = self.rows[number]
        if row == before:
            return
        first = int(Qt.ItemDataRole.UserRole)
        roles = [
            first + role for role, name in enumerate(self._names)
            if getattr(row, name) != getattr(before, name)
        ]  # fmt: skip
        self.dataChanged.emit(self.index(number), self.index(number), roles)


def _shared(one: Sequence[Any], other: Sequence[Any]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a.id != b.id:
            break
        count += 1
    return count
