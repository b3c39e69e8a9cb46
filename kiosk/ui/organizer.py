"""The page of one organizer: who they are, how to reach them, what they offer and where."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui import phrases
from kiosk.ui.cards import Card, cards, origin
from kiosk.ui.context import Context
from kiosk.ui.legible import legible
from kiosk.ui.page_model import PageModel
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params
from kiosk.ui.take_home import NO_CODE, Code, code
from sync.model import Organization
from sync.model.query import ActivityQuery

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

CARDS, PLACES, ORGANIZERS = 60, 6, 3


@dataclass(frozen=True, slots=True)
class Named:
    """A way to another page: a place of an organizer, or an organizer in a place."""

    id: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Props:
    """The page in words; `state` is loading, found or gone. `codeSource` is the picture
    of a QR code with the contacts, `codeSide` its modules; 0 where there are none."""

    state: str = "loading"
    id: str = ""
    name: str = ""
    foreign: str = ""
    group: str = ""
    description: str = ""
    telephone: str = ""
    email: str = ""
    url: str = ""
    registrationCode: str = ""
    source: str = ""
    demonstration: bool = False
    total: int = 0
    codeSource: str = ""
    codeSide: int = 0
    places: tuple[Named, ...] = ()
    cards: tuple[Card, ...] = ()


@QmlElement
class OrganizerModel(QObject, PageModel):
    """`view` is the page as a map; `places` and `activities` are lists."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_page(jobs, context, Props(), places=Named, cards=Card)

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_places(self) -> Rows:
        return self._lists["places"]

    def _get_activities(self) -> Rows:
        return self._lists["cards"]

    view = Property(QVariant, _get_view, notify=changed)
    places = Property(Rows, _get_places, constant=True)
    activities = Property(Rows, _get_activities, constant=True)


def build(id: str, context: Context) -> Props:
    """The page of the organizer with this id."""
    found = context.catalogue.organization(id)
    if found is None:
        return Props(state="gone")
    query = ActivityQuery(organizer=id, order="time", limit=CARDS)
    page = context.catalogue.search(query, context.now)
    name = context.say(found)
    contact = _contact(found, name)
    return Props(
        state="found",
        id=found.id,
        name=name,
        foreign=context.foreign(found),
        group=legible(found.group, one_line=True)
        if context.language == found.content_language
        else "",
        description=context.say(found, "description"),
        telephone=found.telephone,
        email=found.email,
        url=phrases.web_address(found.url),
        registrationCode=found.registration_code,
        source=origin(found, context),
        demonstration=found.provenance.demonstration,
        total=page.total,
        codeSource=contact.source,
        codeSide=contact.side,
        places=_places(id, context),
        cards=tuple(cards(page.hits, context)),
    )


def organizers_at(place: str, context: Context) -> tuple[Named, ...]:
    """Who offers something at this place, with the most of it first."""
    held = context.catalogue.activities_of_place(place)
    found = []
    for id in _most(each.organizer for each in held)[:ORGANIZERS]:
        organizer = context.catalogue.organization(id)
        if organizer is not None:
            found.append(Named(id, context.say(organizer), ""))
    return tuple(found)


def _places(organizer: str, context: Context) -> tuple[Named, ...]:
    held = context.catalogue.activities_of_organizer(organizer)
    found = []
    for id in _most(each.location for each in held):
        place = context.place(id)
        if place is not None:
            note = " · ".join(part for part in (phrases.address(place), context.way(place)) if part)
            found.append(Named(id, context.say(place), note))
    return tuple(found)


def _most(ids: Iterable[str]) -> list[str]:
    return [id for id, _ in Counter(id for id in ids if id).most_common(PLACES)]


def _contact(organization: Organization, name: str) -> Code:
    """A vCard 3.0 (RFC 2426): a phone's camera offers to keep it, with no network at all."""
    ways = [
        ("TEL", organization.telephone),
        ("EMAIL", organization.email),
        ("URL", organization.url),
    ]
    told = [f"{field}:{_escaped(value)}" for field, value in ways if value]
    if not told:
        return NO_CODE
    named = [f"N:{_escaped(name)}", f"FN:{_escaped(name)}", f"ORG:{_escaped(name)}"]
    lines = ["BEGIN:VCARD", "VERSION:3.0", *named, *told, "END:VCARD"]
    return code("\r\n".join(lines))


def _escaped(text: str) -> str:
    flat = " ".join(text.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
