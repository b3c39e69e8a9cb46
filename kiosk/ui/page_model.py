"""A screen whose whole content is one frozen value: its lists of rows, and the rest as one map."""

from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from PySide6.QtCore import QObject, SignalInstance

from kiosk.jobs import JobRunner
from kiosk.ui.context import Context
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import ScreenModel


class PageModel(ScreenModel):
    """Shows what `_build` makes: each field named in `lists` as list model, the others as `view`.

    A field that is itself a value gives its own fields to the view, so that QML reads one flat map.
    Beside a QObject, like `ScreenModel`; the subclass has the signal `changed` and the properties.
    """

    changed: SignalInstance

    def _begin_page(
        self, jobs: JobRunner, context: Callable[[], Context], empty: Any, **lists: type
    ) -> None:
        self._begin(jobs, context)
        parent = self if isinstance(self, QObject) else None
        self._empty = self._props = empty
        self._lists = {name: Rows(row, parent) for name, row in lists.items()}
        self._view = _flat(empty, self._lists)

    def _opening(self) -> None:
        self._clear()

    def _show(self, built: Any) -> None:
        for name, rows in self._lists.items():
            rows.replace(getattr(built, name))
        if built != self._props:
            self._props = built
            self._view = _flat(built, self._lists)
            self.changed.emit()

    def _clear(self) -> None:
        self._show(self._empty)


def _flat(props: Any, lists: dict[str, Rows]) -> dict[str, Any]:
    view: dict[str, Any] = {}
    for each in fields(props):
        value = getattr(props, each.name)
        if is_dataclass(value) and not isinstance(value, type):
            view |= asdict(value)
        elif each.name not in lists and value is not None:
            view[each.name] = value
    return view
