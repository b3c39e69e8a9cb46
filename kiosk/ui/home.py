"""The attract loop and the home screen: what runs now and starts soon, and the ways in."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui import notices, phrases
from kiosk.ui.cards import Card, cards
from kiosk.ui.context import Context
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params, ScreenModel
from sync.model import Kind
from sync.model.query import ActivityQuery, Hit

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate

TODAY_CARDS = 24
TODAY_LOOKED_AT = 200
VIEW = (
    "greeting", "date", "notice", "total", "today_total", "free", "playlists", "here", "placeId",
    "later",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TopicTile:
    """A topic with how many activities it has."""

    id: str
    name: str
    iconName: str
    colour: str
    shape: str
    count: int


@dataclass(frozen=True, slots=True)
class Props:
    """Home in words."""

    today: tuple[Card, ...] = ()
    topics: tuple[TopicTile, ...] = ()
    greeting: str = ""
    date: str = ""
    notice: str = ""
    total: int = 0
    today_total: int = 0
    free: int = 0
    playlists: int = 0
    here: str = ""
    placeId: str = ""
    later: bool = False


@QmlElement
class HomeModel(QObject, ScreenModel):
    """Home's view: `today` and `topics` are lists, the rest is plain."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._props = Props()
        self._loaded = False
        self._today = Rows(Card, self)
        self._topics = Rows(TopicTile, self)

    def _build(self, params: Params, context: Context) -> Props:
        return build(context)

    def _show(self, built: Props) -> None:
        self._today.replace(built.today)
        self._topics.replace(built.topics)
        if built != self._props or not self._loaded:
            self._props, self._loaded = built, True
            self.changed.emit()

    def _clear(self) -> None:
        """Never forgotten: what the city offers today belongs to no visit."""

    def _get_today(self) -> Rows:
        return self._today

    def _get_topics(self) -> Rows:
        return self._topics

    def _get_view(self) -> dict[str, Any]:
        shown = {name: getattr(self._props, name) for name in VIEW}
        return {**shown, "loaded": self._loaded}

    today = Property(Rows, _get_today, constant=True)
    topics = Property(Rows, _get_topics, constant=True)
    view = Property(QVariant, _get_view, notify=changed)


def build(context: Context) -> Props:
    """Home at this moment; late in the evening tomorrow's activities stand in."""
    catalogue = context.catalogue
    everything = catalogue.search(ActivityQuery(limit=1), context.now)
    found = catalogue.today(context.now, TODAY_LOOKED_AT)
    hits = varied(found, context)
    later = not hits
    if later:
        tomorrow = context.today + dt.timedelta(days=1)
        query = ActivityQuery(day=tomorrow, order="time", limit=TODAY_CARDS)
        hits = list(catalogue.search(query, context.now).hits)
    pins = catalogue.news().pins(context.here, context.today)
    here = context.place(context.here)
    return Props(
        today=tuple(cards(first(pins, found, hits), context)),
        topics=tiles(context, everything.facets.topics),
        greeting=_greeting(context.now.astimezone(context.zone).hour),
        date=_date(context),
        notice=notices.banner(context),
        total=everything.total,
        today_total=everything.facets.days.get(context.today, 0),
        free=everything.facets.free,
        playlists=len(catalogue.playlists()),
        here=context.say(here) if here is not None else "",
        placeId=context.here if here is not None else "",
        later=later,
    )


def varied(hits: Iterable[Hit], context: Context) -> list[Hit]:
    """What starts next before what runs already; one of each topic, then the rest."""
    waiting = sorted(hits, key=lambda hit: hit.start is None or hit.start <= context.now)
    chosen: list[Hit] = []
    rest: list[Hit] = []
    seen: set[str] = set()
    for hit in waiting:
        activity = context.catalogue.activity(hit.activity)
        if activity is None:
            continue
        topic = activity.topics[0] if activity.topics else ""
        plain = topic in seen or activity.kind is Kind.DIGITAL
        (rest if plain else chosen).append(hit)
        seen.add(topic)
    return [*chosen, *rest][:TODAY_CARDS]


def first(pins: Sequence[str], found: Iterable[Hit], hits: Iterable[Hit]) -> list[Hit]:
    """What the centre pinned, with its session of today where it has one; then the rest."""
    today = {hit.activity: hit for hit in reversed(list(found))}
    ahead = [today.get(id, Hit(id)) for id in pins]
    return [*ahead, *(hit for hit in hits if hit.activity not in pins)][:TODAY_CARDS]


def tiles(context: Context, counts: Any) -> tuple[TopicTile, ...]:
    """The city's topics in its own order, with their counts."""
    return tuple(
        TopicTile(
            each.id, context.say(each), each.icon, each.colour, each.shape, counts.get(each.id, 0)
        )
        for each in context.catalogue.topics()
        if not each.broader
    )


def _greeting(hour: int) -> str:
    if 5 <= hour < 11:
        return translate("Home", "Good morning!")
    if 11 <= hour < 18:
        return translate("Home", "Hello!")
    return translate("Home", "Good evening!")


def _date(context: Context) -> str:
    day = phrases.weekday(context.today, context.locale)
    return f"{day}, {phrases.date(context.today, context.locale)}"
