"""The page of one activity."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui.cards import Card
from kiosk.ui.context import Context
from kiosk.ui.detail_props import Props, Taught, build
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params, ScreenModel

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members


@QmlElement
class ActivityDetailModel(QObject, ScreenModel):
    """`view` is the page as a map, its card's fields among the others; `similar` and `taught` are
    lists. `view.state` is loading, found or gone."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._similar = Rows(Card, self)
        self._taught = Rows(Taught, self)
        self._props = Props()
        self._view: dict[str, Any] = {"state": "loading"}

    def _opening(self) -> None:
        self._clear()

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _show(self, built: Props) -> None:
        if built == self._props and self._view["state"] != "loading":
            return
        self._props = built
        self._similar.replace(built.similar)
        self._taught.replace(built.taught)
        plain = asdict(built)
        for name in ("similar", "taught", "card"):
            del plain[name]
        whole = asdict(built.card) if built.card is not None else {}
        names = {"place": "placeName", "foreign": "titleForeign", "price": "cardPrice"}
        whole = {names.get(name, name): value for name, value in whole.items()}
        for name in ("sessions", "needs", "reduced"):
            plain[name] = list(plain[name])
        self._view = {**whole, **plain, "state": "found" if built.found else "gone"}
        self.changed.emit()

    def _clear(self) -> None:
        self._props = Props()
        self._view = {"state": "loading"}
        self._similar.replace([])
        self._taught.replace([])
        self.changed.emit()

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_similar(self) -> Rows:
        return self._similar

    def _get_taught(self) -> Rows:
        return self._taught

    view = Property(QVariant, _get_view, notify=changed)
    similar = Property(Rows, _get_similar, constant=True)
    taught = Property(Rows, _get_taught, constant=True)
