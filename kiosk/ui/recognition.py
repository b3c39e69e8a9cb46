"""What counts for what: every dated word of what a badge is good for, with who says so.

Only what the city's data say: a rule without a later year is told with its last one, never
carried on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui.badges import counted
from kiosk.ui.context import Context
from kiosk.ui.page_model import PageModel
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params
from kiosk.ui.take_home import svg_source
from sync.model import Badge, Kind, Recognition
from sync.model.query import ActivityQuery

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members


@dataclass(frozen=True, slots=True)
class Row:
    """What a badge counts for, with the badge; `holds` is now, later or before; `when` the years,
    `who` the source, `foreign` the mark of words in another language than the visitor's."""

    id: str
    badge: str
    name: str
    image: str
    says: str
    foreign: str
    when: str
    who: str
    url: str
    holds: str


@dataclass(frozen=True, slots=True)
class Props:
    """Everything that is said, what holds in `year` first; `volunteering` counts activities."""

    state: str = "loading"
    year: int = 0
    volunteering: int = 0
    rows: tuple[Row, ...] = ()


@QmlElement
class RecognitionModel(QObject, PageModel):
    """`view` is the page as a map; `rows` its lines."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_page(jobs, context, Props(), rows=Row)

    def _build(self, params: Params, context: Context) -> Props:
        return build(context)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_rows(self) -> Rows:
        return self._lists["rows"]

    view = Property(QVariant, _get_view, notify=changed)
    rows = Property(Rows, _get_rows, constant=True)


def build(context: Context) -> Props:
    """What the city says at this moment."""
    year = context.today.year
    found = [(said, badge) for badge in context.catalogue.badges() for said in badge.recognized]
    found.sort(key=lambda pair: (_ORDER[_holds(pair[0], year)], -(pair[0].since or 0)))
    query = ActivityQuery(kinds=(Kind.VOLUNTEERING,), limit=1)
    total = context.catalogue.search(query, context.now).total
    rows = tuple(_row(number, said, badge, context) for number, (said, badge) in enumerate(found))
    return Props("found", year, total, rows)


def _row(number: int, said: Recognition, badge: Badge, context: Context) -> Row:
    told = counted(number, said, context)
    spoken = (badge.content_language, *said.translations)
    return Row(
        id=told.id,
        badge=badge.id,
        name=context.say(badge),
        image=svg_source(badge.image),
        says=told.text,
        foreign="" if context.language in spoken else badge.content_language.upper(),
        when=told.when,
        who=told.who,
        url=said.url,
        holds=_holds(said, context.today.year),
    )


_ORDER = {"now": 0, "later": 1, "before": 2}


def _holds(said: Recognition, year: int) -> str:
    if said.until is not None and said.until < year:
        return "before"
    return "later" if said.since is not None and said.since > year else "now"
