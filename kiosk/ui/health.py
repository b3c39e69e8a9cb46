"""How fresh the city's data are, for the status pill and the about screen."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QLocale, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui import phrases
from kiosk.ui.context import Context
from kiosk.ui.screen_model import Params, ScreenModel
from sync.model.query import Freshness

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Props:
    """`state` is never, offline or fresh."""

    state: str = "never"
    text: str = ""
    detail: str = ""
    city: str = ""
    demonstration: bool = False
    sources: tuple[str, ...] = ()


@QmlElement
class HealthModel(QObject, ScreenModel):
    """`view` is the freshness in words, with the city's sources."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._props = Props()

    def _build(self, params: Params, context: Context) -> Props:
        return build(context)

    def _show(self, built: Props) -> None:
        if built != self._props:
            self._props = built
            self.changed.emit()

    def _clear(self) -> None:
        """The age of the data belongs to no visit."""

    def _get_view(self) -> dict[str, Any]:
        return {**asdict(self._props), "sources": list(self._props.sources)}

    view = Property(QVariant, _get_view, notify=changed)


def build(context: Context) -> Props:
    """Freshness and sources at this moment."""
    city = context.catalogue.city()
    local = context.now.astimezone(context.zone)
    state, text, detail = describe(context.catalogue.freshness(), local, context.locale)
    translated = city.translations.get(context.language)
    named = tuple(translated.source.splitlines()) if translated else ()
    return Props(
        state, text, detail, context.say(city), city.demonstration, named or city.attribution
    )


def describe(fresh: Freshness, now: dt.datetime, locale: QLocale) -> tuple[str, str, str]:
    """State, a few words, and a sentence."""
    if fresh.last_success is None:
        return (
            "never",
            translate("Health", "Not yet connected"),
            translate(
                "Health",
                "This kiosk has not been in touch with the city yet. It shows what it came with:"
                " look around, and check with the organizer before you set out.",
            ),
        )
    updated = phrases.ago(fresh.last_success, now, locale)
    if fresh.failing_since is not None:
        since = phrases.since(fresh.failing_since, now, locale)
        return (
            "offline",
            translate("Health", "Offline since %1").replace("%1", since),
            translate(
                "Health", "Everything works; places left may have changed. Last update: %1."
            ).replace("%1", updated),
        )
    return (
        "fresh",
        translate("Health", "Updated %1").replace("%1", updated),
        translate("Health", "Last update from the city: %1.").replace("%1", updated),
    )
