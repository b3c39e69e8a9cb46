"""The shortlist sheet: what was picked, and one QR code to take it along."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.services.shortlist import Pick, as_text, page_address
from kiosk.ui import phrases
from kiosk.ui.cards import Card, card
from kiosk.ui.context import Context
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params, ScreenModel
from kiosk.ui.take_home import NO_CODE, Code, code

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Props:
    """The picks and their code; `asked` is how many there were to find."""

    asked: int = 0
    cards: tuple[Card, ...] = ()
    code: Code = NO_CODE
    page: Code = NO_CODE


@QmlElement
class ShortlistModel(QObject, ScreenModel):
    """`view` is the code (source, side, text) with how many were `asked` for, and under `page` that
    of the same list on the hub, without a source while the kiosk is offline; `picks` the cards."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._props = Props()
        self._picks = Rows(Card, self)

    def _build(self, params: Params, context: Context) -> Props:
        return build(context)

    def _show(self, built: Props) -> None:
        self._picks.replace(built.cards)
        if built != self._props:
            self._props = built
            self.changed.emit()

    def _clear(self) -> None:
        self._show(Props())

    def _get_view(self) -> dict[str, Any]:
        code, page = asdict(self._props.code), asdict(self._props.page)
        return {**code, "page": page, "asked": self._props.asked}

    def _get_picks(self) -> Rows:
        return self._picks

    view = Property(QVariant, _get_view, notify=changed)
    picks = Property(Rows, _get_picks, constant=True)


def build(context: Context) -> Props:
    """What was picked, in the order of picking."""
    found = [context.catalogue.activity(id) for id in context.shortlist]
    kept = [each for each in found if each is not None]
    if not kept:
        return Props(asked=len(found))
    shown = tuple(card(each, context) for each in kept)
    picks = []
    for activity, row in zip(kept, shown, strict=True):
        place = context.place(activity.location)
        where = (
            ", ".join(part for part in (row.place, phrases.address(place)) if part)
            if (place is not None)
            else ""
        )
        picks.append(Pick(row.title, f"{row.when} · {row.price}", where, activity.registration_url))
    heading = translate("Shortlist", "My list, %1").replace(
        "%1", context.say(context.catalogue.city())
    )
    ids = [each.id for each in kept]
    address = page_address(context.hub, ids, context.catalogue.freshness())
    return Props(
        asked=len(found),
        cards=shown,
        code=code(as_text(heading, picks)),
        page=code(address) if address else NO_CODE,
    )
