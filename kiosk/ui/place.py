"""The page of one place: where it is, when it is open, and what happens there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui import hours, names, notices, phrases
from kiosk.ui.cards import Card, cards, origin
from kiosk.ui.context import Context
from kiosk.ui.hours import Day
from kiosk.ui.organizer import Named, organizers_at
from kiosk.ui.page_model import PageModel
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params
from sync.model.query import ActivityQuery

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

CARDS = 60


@dataclass(frozen=True, slots=True)
class Props:
    """The page in words; `state` is loading, found or gone."""

    state: str = "loading"
    id: str = ""
    name: str = ""
    foreign: str = ""
    description: str = ""
    address: str = ""
    walk: str = ""
    approximate: bool = False
    openText: str = ""
    openState: str = ""
    wheelchair: str = ""
    wheelchairState: str = ""
    telephone: str = ""
    email: str = ""
    url: str = ""
    source: str = ""
    demonstration: bool = False
    total: int = 0
    notices: str = ""
    people: str = ""
    rules: str = ""
    week: tuple[Day, ...] = ()
    organizers: tuple[Named, ...] = ()
    cards: tuple[Card, ...] = ()


@QmlElement
class PlaceModel(QObject, PageModel):
    """`view` is the page as a map; `week`, `organizers` and `activities` are lists."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_page(jobs, context, Props(), week=Day, organizers=Named, cards=Card)

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_week(self) -> Rows:
        return self._lists["week"]

    def _get_organizers(self) -> Rows:
        return self._lists["organizers"]

    def _get_activities(self) -> Rows:
        return self._lists["cards"]

    view = Property(QVariant, _get_view, notify=changed)
    week = Property(Rows, _get_week, constant=True)
    organizers = Property(Rows, _get_organizers, constant=True)
    activities = Property(Rows, _get_activities, constant=True)


def build(id: str, context: Context) -> Props:
    """The page of the place with this id."""
    place = context.place(id)
    if place is None:
        return Props(state="gone")
    query = ActivityQuery(place=id, order="time", limit=CARDS)
    page = context.catalogue.search(query, context.now)
    local = context.now.astimezone(context.zone)
    text, state = hours.status(place.opening_hours, local, context.locale)
    return Props(
        state="found",
        id=place.id,
        name=context.say(place),
        foreign=context.foreign(place),
        description=context.say(place, "description"),
        address=phrases.address(place),
        walk=context.ways(place),
        approximate=place.approximate,
        openText=text,
        openState=state,
        wheelchair=names.wheelchair(place.wheelchair),
        wheelchairState=place.wheelchair,
        telephone=place.telephone,
        email=place.email,
        url=phrases.web_address(place.url),
        source=origin(place, context),
        demonstration=place.provenance.demonstration,
        total=page.total,
        notices="\n".join(notices.lines(id, context)),
        people=context.say(place, "people"),
        rules=context.say(place, "rules"),
        week=tuple(hours.week(place.opening_hours, local.date(), context.locale)),
        organizers=organizers_at(id, context),
        cards=tuple(cards(page.hits, context)),
    )
