"""The desk's lists: today's sessions, and the open roster with its tally."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.desk import Desk
from kiosk.services.desk_values import SessionToday
from kiosk.ui.latest import Latest
from kiosk.ui.rows import Rows
from kiosk.ui.staff.staff_rows import (
    AttendeeRow,
    BandRow,
    Done,
    SessionRow,
    attendee_row,
    band_rows,
    session_id,
    session_row,
)

LONG_ROSTER = 2_000
"""A longer one is not read anew for what other kiosks recorded; its counts are."""


class DeskLists:
    """What `DeskModel` shows beside the verdict; it is the QObject, with these signals."""

    sessionChanged: SignalInstance
    loadingChanged: SignalInstance
    revealedChanged: SignalInstance
    _hiding: QTimer

    def _begin_lists(
        self,
        parent: QObject,
        desk: Desk,
        jobs: JobRunner,
        now: Callable[[], dt.datetime],
        language: str,
    ) -> None:
        self._desk = desk
        self._now = now
        self.language = language
        self.sessions = Rows(SessionRow, parent)
        self.roster = Rows(AttendeeRow, parent)
        self.bands = Rows(BandRow, parent)
        self._lists, self._search, self._news = (Latest(jobs, parent) for _ in range(3))
        self._today: dict[str, SessionToday] = {}
        self._open: SessionToday | None = None
        self._text = ""
        self._loading = False
        self._by_visitors = False
        self._here = 0
        self._heard: object = None

    def look_for_news(self) -> None:
        """Show what other kiosks have recorded meanwhile."""
        self._news.ask(self._desk.heard, self._hear)

    def _hear(self, heard: object) -> None:
        fresh, self._heard = heard != self._heard, heard
        if not fresh:
            return
        self._load_today()
        if self._open is None or self._by_visitors:
            return
        if self.roster.rowCount() <= LONG_ROSTER:
            self._load_roster()

    def _load_today(self) -> None:
        now = self._now()
        self._lists.ask(lambda: (self._desk.today(now), self._desk.here_now(now)), self._show_today)

    def _patch(self, done: Done) -> None:
        if done.session is not None:
            self._put_session(done.session)
        if self._open is None or done.session is None:
            return
        if session_id(done.session.occasion) != session_id(self._open.occasion):
            return
        self._open = done.session
        self.bands.replace(list(done.bands))
        if done.row is not None and not self._by_visitors:
            self._patch_roster(done.row)
        self.sessionChanged.emit()

    def _patch_roster(self, fresh: AttendeeRow) -> None:
        if fresh.guest and not fresh.event:
            self.roster.replace([row for row in self.roster.rows if row.id != fresh.id])
        else:
            self.roster.put(fresh, first=fresh.guest and not self._text)

    def _put_session(self, session: SessionToday) -> None:
        id = session_id(session.occasion)
        if id not in self._today:
            return
        self._today[id] = session
        fresh = session_row(session, self._now(), self.language)
        self.sessions.replace([fresh if row.id == id else row for row in self.sessions.rows])

    def _show_name(self, result: Result[tuple[str, str]]) -> None:
        # Somebody may have locked the area while the name was looked up.
        if isinstance(result, Ok) and self._open is not None:
            self._revealed = result.value
            self._hiding.start()
            self.revealedChanged.emit()

    def _show_today(self, told: tuple[list[SessionToday], int]) -> None:
        sessions, self._here = told
        self._today = {session_id(each.occasion): each for each in sessions}
        now = self._now()
        rows = [session_row(each, now, self.language) for each in sessions]
        self.sessions.replace(sorted(rows, key=lambda row: row.phase in ("over", "cancelled")))
        self._set_loading(False)
        self.sessionChanged.emit()

    def _load_roster(self) -> None:
        if self._open is None:
            return
        session, text, zone = self._open, self._text, self._desk.station.zone

        def load() -> tuple[SessionToday, list[AttendeeRow], tuple[BandRow, ...]]:
            occasion = session.occasion
            rows = [attendee_row(each, zone) for each in self._desk.roster(occasion, text)]
            bands = band_rows(self._desk.bands(occasion)) if occasion.drop_in else ()
            return self._desk.counted(session), rows, bands

        self._set_loading(True)
        self._search.ask(load, self._show_roster)

    def _show_roster(
        self, loaded: tuple[SessionToday, list[AttendeeRow], tuple[BandRow, ...]]
    ) -> None:
        self._open, rows, bands = loaded
        self.bands.replace(list(bands))
        self.roster.replace(rows)
        self._set_loading(False)
        self.sessionChanged.emit()

    def _set_loading(self, loading: bool) -> None:
        if loading != self._loading:
            self._loading = loading
            self.loadingChanged.emit()
