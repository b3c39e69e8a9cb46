"""Playlists: paths of activities and badges, and the page of one path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.progress import Progress, progress, walked
from kiosk.jobs import JobRunner
from kiosk.ui.cards import card, origin
from kiosk.ui.context import Context
from kiosk.ui.page_model import PageModel
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params
from kiosk.ui.take_home import svg_source
from sync.model import Playlist, Step

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PlaylistRow:
    """A path as a card; `image` is its last badge's. `progress` and `share` (0 to 1) are of who
    scanned a badge in this visit, else empty and 0."""

    id: str
    name: str
    foreign: str
    description: str
    topic: str
    iconName: str
    colour: str
    count: str
    progress: str
    share: float
    image: str
    source: str
    demonstration: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; `target` is the id of its activity or badge, empty when the city lost it. `done`
    when a badge that was scanned in this visit shows it."""

    id: str
    number: int
    badge: bool
    target: str
    title: str
    note: str
    needed: bool
    done: bool
    when: str
    place: str
    price: str
    image: str


@dataclass(frozen=True, slots=True)
class Props:
    """All paths, or one with its steps."""

    rows: tuple[PlaylistRow, ...] = ()
    one: PlaylistRow | None = None
    steps: tuple[StepRow, ...] = ()
    state: str = "loading"


@QmlElement
class PlaylistsModel(QObject, PageModel):
    """With the param `id` the page of one path, else the gallery."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin_page(jobs, context, Props(), rows=PlaylistRow, steps=StepRow)

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    def _get_rows(self) -> Rows:
        return self._lists["rows"]

    def _get_steps(self) -> Rows:
        return self._lists["steps"]

    view = Property(QVariant, _get_view, notify=changed)
    rows = Property(Rows, _get_rows, constant=True)
    steps = Property(Rows, _get_steps, constant=True)


def build(id: str, context: Context) -> Props:
    """The gallery, or one path."""
    if not id:
        rows = tuple(row(each, context) for each in context.catalogue.playlists())
        return Props(rows=rows, state="found")
    playlist = context.catalogue.playlist(id)
    if playlist is None:
        return Props(state="gone")
    steps = tuple(_step(n, each, context) for n, each in enumerate(playlist.steps, 1))
    return Props(one=row(playlist, context), steps=steps, state="found")


def row(playlist: Playlist, context: Context) -> PlaylistRow:
    """A path as a card."""
    topic = context.topic(playlist.topic)
    last = next((each.badge for each in reversed(playlist.steps) if each.badge), "")
    badge = context.catalogue.badge(last) if last else None
    walked = progress(playlist, context.earned, context.catalogue.activity)
    return PlaylistRow(
        id=playlist.id,
        name=context.say(playlist),
        foreign=context.foreign(playlist),
        description=context.say(playlist, "description"),
        topic=context.say(topic),
        iconName=topic.icon or "path",
        colour=playlist.colour or topic.colour,
        count=_count(playlist),
        progress=_progress(walked),
        share=walked.share,
        image=svg_source(badge.image) if badge is not None else "",
        source=origin(playlist, context),
        demonstration=playlist.provenance.demonstration,
    )


def _count(playlist: Playlist) -> str:
    steps = translate("Playlists", "%n step(s)", None, len(playlist.steps))
    optional = sum(not each.required for each in playlist.steps)
    if not optional:
        return steps
    beside = translate("Playlists", "%n of them optional", None, optional)
    return f"{steps}, {beside}"


def _progress(walked: Progress) -> str:
    if not walked.done:
        return ""
    if walked.complete:
        return translate("Playlists", "You have completed this playlist")
    text = translate("Playlists", "%1 of %2 required steps are yours")
    return text.replace("%1", str(walked.required_done)).replace("%2", str(walked.required))


def _step(number: int, step: Step, context: Context) -> StepRow:
    badge = context.catalogue.badge(step.badge) if step.badge else None
    activity = context.catalogue.activity(step.activity) if step.activity else None
    shown = card(activity, context) if activity is not None else None
    if badge is not None:
        title = context.say(badge)
    elif shown is not None:
        title = shown.title
    elif step.badge:
        title = translate("Playlists", "A badge")
    else:
        title = translate("Playlists", "No longer offered")
    return StepRow(
        id=str(number),
        number=number,
        badge=bool(step.badge),
        target=badge.id if badge is not None else shown.id if shown is not None else "",
        title=title,
        note=step.translations.get(context.language, "") or step.note,
        needed=step.required,
        done=walked(step, context.earned, context.catalogue.activity),
        when=shown.when if shown is not None else "",
        place=shown.place if shown is not None else "",
        price=shown.price if shown is not None else "",
        image=svg_source(badge.image) if badge is not None else "",
    )
