"""Playlists: paths of activities and badges, and the page of one path."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.ui.cards import card
from kiosk.ui.context import Context
from kiosk.ui.rows import Rows
from kiosk.ui.screen_model import Params, ScreenModel
from kiosk.ui.take_home import svg_source
from sync.model import Playlist, Step

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PlaylistRow:
    """A path as a card; `image` is its last badge's."""

    id: str
    name: str
    foreign: str
    description: str
    topic: str
    iconName: str
    colour: str
    steps: str
    image: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; `target` is the id of its activity or badge, empty when the city lost it."""

    id: str
    number: int
    badge: bool
    target: str
    title: str
    note: str
    needed: bool
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
    source: str = ""
    state: str = "loading"


@QmlElement
class PlaylistsModel(QObject, ScreenModel):
    """With the param `id` the page of one path, else the gallery."""

    changed = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._begin(jobs, context)
        self._props = Props()
        self._rows = Rows(PlaylistRow, self)
        self._steps = Rows(StepRow, self)

    def _opening(self) -> None:
        self._clear()

    def _build(self, params: Params, context: Context) -> Props:
        return build(params.get("id", ""), context)

    def _show(self, built: Props) -> None:
        self._rows.replace(built.rows)
        self._steps.replace(built.steps)
        if built != self._props:
            self._props = built
            self.changed.emit()

    def _clear(self) -> None:
        self._show(Props())

    def _get_view(self) -> dict[str, Any]:
        one = asdict(self._props.one) if self._props.one is not None else {}
        return {**one, "source": self._props.source, "state": self._props.state}

    def _get_rows(self) -> Rows:
        return self._rows

    def _get_steps(self) -> Rows:
        return self._steps

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
    return Props(
        one=row(playlist, context), steps=steps, source=playlist.provenance.source, state="found"
    )


def row(playlist: Playlist, context: Context) -> PlaylistRow:
    """A path as a card."""
    topic = context.topic(playlist.topic)
    last = next((each.badge for each in reversed(playlist.steps) if each.badge), "")
    badge = context.catalogue.badge(last) if last else None
    return PlaylistRow(
        id=playlist.id,
        name=context.say(playlist),
        foreign=context.foreign(playlist),
        description=context.say(playlist, "description"),
        topic=context.say(topic),
        iconName=topic.icon or "path",
        colour=playlist.colour or topic.colour,
        steps=translate("Playlists", "%n step(s)", None, len(playlist.steps)),
        image=svg_source(badge.image) if badge is not None else "",
    )


def _step(number: int, step: Step, context: Context) -> StepRow:
    note = step.translations.get(context.language, "") or step.note
    if step.badge:
        badge = context.catalogue.badge(step.badge)
        return StepRow(
            id=str(number), number=number, badge=True,
            target=step.badge if badge is not None else "",
            title=context.say(badge) if badge is not None else translate("Playlists", "A badge"),
            note=note, needed=step.required, when="", place="", price="",
            image=svg_source(badge.image) if badge is not None else "",
        )  # fmt: skip
    activity = context.catalogue.activity(step.activity)
    if activity is None:
        title = translate("Playlists", "No longer offered")
        return StepRow(str(number), number, False, "", title, note, step.required, "", "", "", "")
    shown = card(activity, context)
    return StepRow(
        str(number), number, False, activity.id, shown.title, note, step.required,
        shown.when, shown.place, shown.price, "",
    )  # fmt: skip
