"""The desk on the screen: today's sessions, one roster, and the verdict on the last scan or tap."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import asdict, replace

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.admission import Occasion
from kiosk.domain.rights import NOBODY
from kiosk.jobs import JobRunner
from kiosk.services.desk import Desk
from kiosk.services.desk_values import Answer, How, PassReading
from kiosk.ui.rows import Rows
from kiosk.ui.staff.desk_asking import DeskAsking
from kiosk.ui.staff.staff_rows import (
    VerdictProps,
    session_id,
    session_row,
)
from sync.model import Movement

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantMap = dict  # the name that the QML tools know it by

_BARE_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{2,30}")
_LONGEST = 4096
REVEAL_MS = 6_000
"""How long a full name stays on the screen."""


@QmlElement
class DeskModel(DeskAsking, QObject):
    """`sessions` and `roster` are lists, `session` the open one, `verdict` the last verdict.

    `given(level)` asks for a tone. Everything slow runs on the job runner, in order.
    """

    sessionChanged = Signal()
    verdictChanged = Signal()
    loadingChanged = Signal()
    revealedChanged = Signal()
    given = Signal(str)

    def __init__(
        self,
        desk: Desk,
        jobs: JobRunner,
        *,
        read_pass: Callable[[str, dt.datetime], PassReading],
        now: Callable[[], dt.datetime],
        language: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._begin_lists(self, desk, jobs, now, language)
        self._begin_asking(jobs)
        self._read_pass = read_pass
        self._revealed = ("", "")
        self._hiding = QTimer(self, singleShot=True, interval=REVEAL_MS)
        self._hiding.timeout.connect(self.hide)
        self.audit: Callable[[str, str], None] = lambda _act, _detail: None

    @Slot()
    def refresh(self) -> None:
        """Load today's sessions again."""
        self._set_loading(True)
        self._load_today()

    @Slot(str)
    def select(self, id: str) -> None:
        """Open the roster of one of today's sessions; an empty id closes it."""
        self._open = self._today.get(id)
        self._text = ""
        self._wanted = Movement.ENTRY
        self.roster.replace([])
        self.bands.replace([])
        self.hide()
        self.sessionChanged.emit()
        self.dismiss()
        if self._open is not None:
            self._load_roster()

    @Slot(str)
    def search(self, text: str) -> None:
        """Narrow the roster to names with a word that begins like this."""
        self._text = text
        self.sessionChanged.emit()
        self._load_roster()

    @Slot(bool)
    def leaving(self, leaving: bool) -> None:
        """Whether scans at this door check out instead of in."""
        self._wanted = Movement.EXIT if leaving else Movement.ENTRY
        self.sessionChanged.emit()

    @Slot(str, str)
    def tap(self, pass_id: str, movement: str) -> None:
        """Check in (`entry`) or out (`exit`) somebody on the open roster."""

        def ask(session: Occasion | None, how: How) -> Answer:
            assert session is not None
            return self._desk.tap(pass_id, session, self._now(), how)

        self._request(ask, Movement(movement), quiet=True)

    @Slot()
    def walkIn(self) -> None:
        """Let in somebody who has no pass."""

        def ask(session: Occasion | None, how: How) -> Answer:
            assert session is not None
            return self._desk.walk_in(session, self._now(), how)

        self._request(ask, Movement.ENTRY, quiet=True)

    @Slot(str, str)
    def count(self, band: str, movement: str) -> None:
        """One drop-in guest of this age band came (`entry`) or left (`exit`)."""
        leaving = Movement(movement) is Movement.EXIT

        def ask(session: Occasion | None, how: How) -> Answer:
            assert session is not None
            act = self._desk.count_out if leaving else self._desk.count_in
            return act(session, band, self._now(), how)

        self._request(ask, Movement(movement), quiet=True)

    @Slot(str)
    def reveal(self, pass_id: str) -> None:
        """Show one full name of the open roster, for a few seconds."""
        if self._open is None:
            return
        session = self._open.occasion
        self.audit("reveal", pass_id)
        self._jobs.run(
            lambda: (pass_id, self._desk.person(session, pass_id).label), self._show_name
        )

    @Slot()
    def hide(self) -> None:
        """Mask the name again."""
        self._hiding.stop()
        self._revealed = ("", "")
        self.revealedChanged.emit()

    def scanned(self, payload: bytes) -> None:
        """A code from a scanner or the camera."""
        text = payload[:_LONGEST].decode("utf-8", "replace").strip()

        def ask(session: Occasion | None, how: How) -> Answer:
            now = self._now()
            reading = self._read_pass(text, now)
            if reading.outcome == "malformed" and not how.by_visitor and _BARE_ID.fullmatch(text):
                return self._desk.scan_id(text, session, now, how)
            return self._desk.scan(reading, session, now, how)

        self._request(ask, self._wanted, quiet=False)

    @Slot(str)
    def wave(self, code: str) -> None:
        """Let the person in against the last verdict; `code` says why."""
        asked, done = self._asked, self._done
        if self._by_visitors:
            return
        if asked is not None and done is not None and done.verdict.may_override:
            overridden = asked.how.overridden | {done.verdict.reason}
            how = replace(asked.how, overridden=overridden, override=code)
            self._run(replace(asked, how=how))

    @Slot()
    def acceptOffer(self) -> None:
        """Check the person in at the session that the last verdict offers."""
        asked, done = self._asked, self._done
        if asked is not None and done is not None and done.verdict.offer is not None:
            how = replace(asked.how, overridden=frozenset(), override="")
            self._run(replace(asked, session=done.verdict.offer, how=how))

    @Slot()
    def undo(self) -> None:
        """Take back what the last verdict recorded."""
        if self._done is not None and self._done.verdict.event_id:
            self.undoEvent(self._done.verdict.event_id)

    @Slot(str)
    def undoEvent(self, event: str) -> None:
        """Take back one event of the roster."""
        actor = self.actor
        session = self._open.occasion if self._open is not None else None
        self._asked = None
        self._jobs.run(
            lambda: self._finish(self._desk.undo(event, self._now(), actor), session, True),
            self._show,
        )

    @Slot()
    def dismiss(self) -> None:
        """Put the verdict away."""
        self._asked = self._done = None
        self._props = VerdictProps()
        self.verdictChanged.emit()

    def begin_self(self) -> str:
        """Visitors take over at the open session: no name stays here; what the session is."""
        session = self._open
        self.forget()
        self._open = session
        self._by_visitors = True
        self.actor = NOBODY
        self.sessionChanged.emit()
        return session_id(session.occasion) if session is not None else ""

    def forget(self) -> None:
        """Leave no name behind when the area is locked."""
        self._by_visitors = False
        self._wanted = Movement.ENTRY
        self._lists.drop()
        self._search.drop()
        self._open = None
        self._today = {}
        self.roster.replace([])
        self.bands.replace([])
        self.sessions.replace([])
        self.hide()
        self.dismiss()
        self.sessionChanged.emit()

    def _get_session(self) -> dict[str, object]:
        if self._open is None:
            return {}
        return asdict(session_row(self._open, self._now(), self.language))

    def _get_verdict(self) -> dict[str, object]:
        return asdict(self._props)

    def _get_text(self) -> str:
        return self._text

    def _get_exiting(self) -> bool:
        return self._wanted is Movement.EXIT

    def _get_loading(self) -> bool:
        return self._loading

    def _get_here(self) -> int:
        return self._here

    def _get_revealed(self) -> str:
        return self._revealed[0]

    def _get_name(self) -> str:
        return self._revealed[1]

    def _get_bands(self) -> Rows:
        return self.bands

    def _get_session_list(self) -> Rows:
        return self.sessions

    def _get_roster_list(self) -> Rows:
        return self.roster

    session = Property(QVariantMap, _get_session, notify=sessionChanged)
    verdict = Property(QVariantMap, _get_verdict, notify=verdictChanged)
    text = Property(str, _get_text, notify=sessionChanged)
    exiting = Property(bool, _get_exiting, notify=sessionChanged)
    loading = Property(bool, _get_loading, notify=loadingChanged)
    sessionList = Property(Rows, _get_session_list, constant=True)
    rosterList = Property(Rows, _get_roster_list, constant=True)
    bandList = Property(Rows, _get_bands, constant=True)
    hereNow = Property(int, _get_here, notify=sessionChanged)
    revealedPerson = Property(str, _get_revealed, notify=revealedChanged)
    revealedName = Property(str, _get_name, notify=revealedChanged)
