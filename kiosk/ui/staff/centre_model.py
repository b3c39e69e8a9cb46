"""Centre life on the staff screens: announce, call off, move, pin, other hours, and take back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.rights import Actor
from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.centre_life import CentreLife, NotAllowed
from kiosk.services.desk import Desk
from kiosk.services.desk_values import SessionToday
from kiosk.ui import notices, phrases
from kiosk.ui.context import Context
from kiosk.ui.latest import Latest
from kiosk.ui.rows import Rows
from kiosk.ui.staff.staff_rows import clock, session_id, title
from sync.model import CentreEvent, Notice
from sync.model.centre import event_of

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class LifeRow:
    """A session of today and what became of it; each is the event to take back, or empty."""

    key: str
    title: str
    time: str
    start: str
    cancelled: str
    moved: str
    pinned: str

    @property
    def id(self) -> str:
        """What tells rows apart."""
        return self.key


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Something announced that holds: in words, until when, and whether the hub knows."""

    event: str
    words: str
    iconName: str
    days: str
    waiting: bool

    @property
    def id(self) -> str:
        """What tells rows apart."""
        return self.event


@dataclass(frozen=True, slots=True)
class _Seen:
    sessions: dict[str, SessionToday]
    rows: tuple[LifeRow, ...]
    others: tuple[LifeRow, ...]
    told: tuple[ToldRow, ...]
    refused: int


@QmlElement
class CentreModel(QObject):
    """`sessions`, `others` (activities that are not on today) and `told` are lists. `view.state` is
    empty, `saved`, `denied` or `failed`."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        life: CentreLife,
        jobs: JobRunner,
        *,
        actor: Callable[[], Actor],
        context: Callable[[], Context],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._life = life
        self._jobs = jobs
        self._actor = actor
        self._context = context
        self.audit: Callable[[str, str], None] = lambda _act, _detail: None
        self._sessions = Rows(LifeRow, self)
        self._others = Rows(LifeRow, self)
        self._told = Rows(ToldRow, self)
        self._known: dict[str, SessionToday] = {}
        self._refused = 0
        self._state = ""
        self._latest = Latest(jobs, self)

    @Slot()
    def open(self) -> None:
        """The page is shown."""
        self._state = ""
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again at what is on and what was announced."""
        context = self._context()
        self._latest.ask(lambda: self._look(context), self._show)

    @Slot(str, int)
    def say(self, text: str, days: int) -> None:
        """The notice of the day, in the language that the screen speaks."""
        context = self._context()
        if text.strip():
            self._act(
                "notice",
                lambda who: self._life.say(text, context.language, context.now, who, days),
            )

    @Slot(str)
    def cancel(self, key: str) -> None:
        """One of today's sessions does not happen."""
        self._about(key, "cancel", lambda s, now, who: self._life.cancel(s.occasion, now, who))

    @Slot(str, int)
    def move(self, key: str, minutes: int) -> None:
        """One of today's sessions begins so many minutes after midnight."""

        def act(session: SessionToday, now: dt.datetime, who: Actor) -> CentreEvent:
            day = session.occasion.start.astimezone(self._desk.station.zone)
            to = day.replace(hour=minutes // 60, minute=minutes % 60)
            return self._life.move(session.occasion, to, now, who)

        self._about(key, "move", act)

    @Slot(str, int)
    def pin(self, key: str, days: int) -> None:
        """The activity of one of today's sessions, or one that is not on today, is shown first."""
        session, now = self._known.get(key), self._context().now
        activity = session.occasion.activity if session is not None else key
        self._act("pin", lambda who: self._life.pin(activity, now, who, days))

    @Slot(int, int, int)
    def openAt(self, ahead: int, opens: int, closes: int) -> None:
        """Hours on a day so many days ahead, in minutes after midnight; equal is closed."""
        context = self._context()
        day = context.today + dt.timedelta(days=ahead)
        begin, end = _time(opens), _time(closes)
        self._act("hours", lambda who: self._life.open_at(day, begin, end, context.now, who))

    @Slot(str)
    def takeBack(self, event: str) -> None:
        """Undo something announced here or at another kiosk of the centre."""
        now = self._context().now
        self._act("take_back", lambda who: self._life.take_back(event, now, who))

    def _about(
        self,
        key: str,
        what: str,
        act: Callable[[SessionToday, dt.datetime, Actor], CentreEvent],
    ) -> None:
        session, now = self._known.get(key), self._context().now
        if session is not None:
            self._act(what, lambda who: act(session, now, who))

    def _act(self, what: str, act: Callable[[Actor], CentreEvent]) -> None:
        who = self._actor()

        def work() -> CentreEvent | None:
            try:
                return act(who)
            except NotAllowed:
                return None

        def done(result: Result[CentreEvent | None]) -> None:
            made = result.value if isinstance(result, Ok) else None
            self._state = "saved" if made else "denied" if isinstance(result, Ok) else "failed"
            self.audit(f"centre_{what}" if made else "centre_denied", made.event_id if made else "")
            self.changed.emit()
            self.refresh()

        self._jobs.run(work, done)

    def _look(self, context: Context) -> _Seen:
        now, zone = context.now, context.zone
        catalogue = context.catalogue
        # A new act is seen only once the catalogue was asked whether there is one.
        catalogue.revision()
        today = {session_id(s.occasion): s for s in self._desk.today(now) if s.occasion.end > now}
        told = self._life.in_force(catalogue.news().notices, context.today)
        waiting = self._life.waiting()
        rows = [
            LifeRow(
                key=key,
                title=title(each.activity, context.language),
                time=f"{clock(each.occasion.start, zone)}–{clock(each.occasion.end, zone)}",
                start=clock(each.occasion.start, zone),
                cancelled=_event(told, _cancels, each),
                moved=_event(told, _moves, each),
                pinned=_pinned(told, each.occasion.activity),
            )
            for key, each in today.items()
        ]
        on = {each.occasion.activity for each in today.values()}
        others = [
            LifeRow(each.id, title(each, context.language), "", "", "", "", _pinned(told, each.id))
            for each in catalogue.activities_of_place(self._desk.station.place)
            if each.id not in on
        ]
        lines = [_told(each, context, waiting) for each in told]
        return _Seen(today, tuple(rows), tuple(others), tuple(lines), len(self._life.refused(now)))

    def _show(self, seen: _Seen) -> None:
        self._known, self._refused = seen.sessions, seen.refused
        self._sessions.replace(seen.rows)
        self._others.replace(seen.others)
        self._told.replace(seen.told)
        self.changed.emit()

    def _get_sessions(self) -> Rows:
        return self._sessions

    def _get_others(self) -> Rows:
        return self._others

    def _get_told(self) -> Rows:
        return self._told

    def _get_view(self) -> dict[str, object]:
        return {"state": self._state, "refused": self._refused}

    sessions = Property(Rows, _get_sessions, constant=True)
    others = Property(Rows, _get_others, constant=True)
    told = Property(Rows, _get_told, constant=True)
    view = Property(QVariant, _get_view, notify=changed)


def _told(notice: Notice, context: Context, waiting: set[str]) -> ToldRow:
    event = event_of(notice)
    text = notices.told(notice, context)
    if notice.pins:
        about = context.catalogue.activity(notice.pins)
        name = context.say(about) if about is not None else notice.pins
        text = translate("Centre", "First: %1").replace("%1", name)
    icon = (
        "push-pin" if notice.pins
        else "door-open" if notice.hours
        else "calendar-x" if notice.cancels
        else "clock-clockwise" if notice.moves
        else "megaphone"
    )  # fmt: skip
    last = notice.valid_through or context.today
    until = phrases.day_name(last, context.today, context.locale, inside=last > context.today)
    days = translate("Centre", "until: %1").replace("%1", until) if last > context.today else until
    return ToldRow(event, text, icon, days, event in waiting)


def _event(
    told: list[Notice], fits: Callable[[Notice, SessionToday], bool], session: SessionToday
) -> str:
    return next((event_of(each) for each in told if fits(each, session)), "")


def _pinned(told: list[Notice], activity: str) -> str:
    return next((event_of(each) for each in told if each.pins == activity), "")


def _cancels(notice: Notice, session: SessionToday) -> bool:
    return notice.cancels == session.occasion.activity and (
        notice.session_start in (None, session.occasion.start)
    )


def _moves(notice: Notice, session: SessionToday) -> bool:
    return notice.moves == session.occasion.activity and notice.moved_to == session.occasion.start


def _time(minutes: int) -> dt.time:
    return dt.time(minutes // 60 % 24, minutes % 60)
