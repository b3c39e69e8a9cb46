"""The list of activities: search as you type, filters with counts, relaxations when empty."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.services.suggestions import as_written
from kiosk.ui import choices, ways_on
from kiosk.ui.cards import Card, cards
from kiosk.ui.choices import Choice
from kiosk.ui.context import Context
from kiosk.ui.filters import (
    Filters,
    from_params,
    narrowest,
    query,
    relaxed,
    to_params,
    toggled,
    understood,
)
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params, ScreenModel
from kiosk.ui.ways_on import Offer

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate

PAGE = 20
GROUPS = (
    "days", "times", "ages", "classes", "prices", "topics", "kinds", "distances", "languages",
    "needs", "wishes", "flags", "active", "suggestions",
)  # fmt: skip
"""The groups of chips; `flags` is a short selection of the others."""
SPOT = 1e-5
"""Degrees, about a metre: what counts as one spot."""


@dataclass(frozen=True, slots=True)
class Props:
    """The list in words; `title` names what was asked for."""

    cards: tuple[Card, ...] = ()
    offers: tuple[Offer, ...] = ()
    choices: Mapping[str, Sequence[Choice]] = field(default_factory=dict)
    total: int = 0
    summary: str = ""
    title: str = ""
    corrected: str = ""
    text: str = ""


@QmlElement
class ActivityListModel(QObject, ScreenModel):
    """The list's view. A touch on a filter asks for new params, so that back finds them again."""

    changed = Signal()
    loadingChanged = Signal()
    wanted = Signal(dict)
    answered = Signal(str, int)
    """A text without other filters, and how many activities it found."""

    def __init__(
        self,
        jobs: JobRunner,
        context: Callable[[], Context],
        parent: QObject | None = None,
        *,
        nearest: bool = False,
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._nearest = nearest
        self._filters = Filters()
        self._props = Props()
        self._limit = PAGE
        self._loading = False
        self._cards = Rows(Card, self)
        self._lists = {name: Rows(Choice, self) for name in GROUPS}
        self._offers = Rows(Offer, self)

    @Slot(str)
    def search(self, text: str) -> None:
        """The words so far; called with each letter."""
        if text != self._filters.text:
            self._ask(replace(self._filters, text=text))

    @Slot(str, str)
    def suggest(self, group: str, value: str) -> None:
        """A suggestion was touched: it takes the place of the letters."""
        self._ask(toggled(replace(understood(self._filters), text=""), group, value))

    @Slot(str, str)
    def toggle(self, group: str, value: str) -> None:
        """A filter's chip was touched; a wish that was typed is taken off with its words."""
        self._ask(toggled(understood(self._filters), group, value))

    @Slot(str)
    def accept(self, offer: str) -> None:
        """A relaxation was touched."""
        for each in self._props.offers:
            if each.id == offer:
                self._ask(each.filters)

    @Slot()
    def clear(self) -> None:
        """Take every filter off."""
        self._ask(Filters(nearest=self._filters.nearest))

    @Slot()
    def more(self) -> None:
        """The end of the list came near."""
        if len(self._cards.rows) < self._props.total and not self._loading:
            self._limit += PAGE
            self.refresh()

    def refresh(self) -> None:
        self._set_loading(self._params is not None)
        super().refresh()

    def _ask(self, filters: Filters) -> None:
        self.wanted.emit(to_params(filters))

    def _opening(self) -> None:
        self._filters = from_params(self._params or {})
        self._limit = PAGE
        self.changed.emit()

    def _build(self, params: Params, context: Context) -> Props:
        filters = understood(from_params(params))
        if self._nearest:
            filters = replace(filters, nearest=True)
        focus = tuple(each for each in params.get("focus", "").split(",") if each)
        if len(focus) == 1:
            filters = replace(filters, place=focus[0], area="")
        elif focus:
            filters = replace(filters, area=_spot(focus, context))
        built = build(filters, context, self._limit)
        if len(focus) > 1:
            title = translate("List", "%n place(s) here", None, len(focus))
            built = replace(built, title=title)
        return built

    def _show(self, built: Props) -> None:
        self._cards.replace(built.cards)
        self._offers.replace(built.offers)
        for name, rows in self._lists.items():
            rows.replace(built.choices.get(name, ()))
        different, self._props = built != self._props, built
        self._set_loading(False)
        asked = understood(self._filters)
        if asked == Filters(text=asked.text, nearest=asked.nearest):
            self.answered.emit(asked.text, built.total)
        if different:
            self.changed.emit()

    def _clear(self) -> None:
        self._filters = Filters()
        self._show(Props())

    def _set_loading(self, loading: bool) -> None:
        if loading != self._loading:
            self._loading = loading
            self.loadingChanged.emit()

    def _get_cards(self) -> Rows:
        return self._cards

    def _get_offers(self) -> Rows:
        return self._offers

    @Slot(str, result=Rows)
    def group(self, name: str) -> Rows:
        """The chips of one of `GROUPS`."""
        return self._lists[name]

    def _get_active(self) -> Rows:
        return self._lists["active"]

    def _get_loading(self) -> bool:
        return self._loading

    def _get_view(self) -> dict[str, Any]:
        props = self._props
        return {
            "total": props.total,
            "summary": props.summary,
            "title": props.title,
            "corrected": props.corrected,
            "text": self._filters.text,
            "focus": (self._params or {}).get("focus", ""),
            "first": asdict(props.cards[0]) if props.cards else {},
        }

    cards = Property(Rows, _get_cards, constant=True)
    offers = Property(Rows, _get_offers, constant=True)
    active = Property(Rows, _get_active, constant=True)
    loading = Property(bool, _get_loading, notify=loadingChanged)
    view = Property(QVariant, _get_view, notify=changed)


def _spot(places: tuple[str, ...], context: Context) -> str:
    """The area around places that share a marker on the map."""
    found = [place.geo for id in places if (place := context.place(id)) and place.geo]
    if not found:
        return ""
    lons, lats = [geo.longitude for geo in found], [geo.latitude for geo in found]
    box = (min(lons) - SPOT, min(lats) - SPOT, max(lons) + SPOT, max(lats) + SPOT)
    return ",".join(f"{side:.6f}" for side in box)


def build(filters: Filters, context: Context, limit: int) -> Props:
    """Ask the catalogue and put the answer in words."""
    page = context.catalogue.search(query(filters, context, limit), context.now)
    facets = page.facets
    groups = choices.groups(filters, facets, context)
    found = tuple(cards(page.hits, context))
    return Props(
        cards=found,
        offers=tuple(
            ways_on.offer(number, each, relaxed(each.query, filters, context.today), context)
            for number, each in enumerate(page.relaxations)
        ),
        choices={
            **groups,
            "flags": choices.flags(filters, facets),
            "active": choices.active(filters, groups, context),
            "suggestions": ways_on.suggestions(filters, context),
        },
        total=page.total,
        summary=translate("List", "%n activity(s)", None, page.total),
        title=_title(filters, context),
        corrected=as_written(page.corrected, _names(found, context)) if page.corrected else "",
        text=filters.text,
    )


def _names(cards: Sequence[Card], context: Context) -> Iterator[str]:
    """The names of what was found, in every language that the city has them in."""
    for each in context.catalogue.activities(card.id for card in cards):
        yield each.name
        yield from (other.name for other in each.translations.values())


def _title(filters: Filters, context: Context) -> str:
    if len(topics := narrowest(filters.topics, context)) == 1:
        return context.say(context.topic(topics[0]))
    if filters.place and (place := context.place(filters.place)) is not None:
        return context.say(place)
    if filters.day == "today":
        return translate("List", "Today")
    if filters.free:
        return translate("List", "Free activities")
    return translate("List", "Find something to do")
