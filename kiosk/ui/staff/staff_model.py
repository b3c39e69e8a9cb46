"""The staff area as a whole: locked or open, which page, by whom, and when it locks itself."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.rights import Right
from kiosk.domain.scan import is_staff_badge
from kiosk.jobs import JobRunner
from kiosk.services.desk import Desk
from kiosk.services.desk_values import PassReading
from kiosk.services.staff import StaffDoor
from kiosk.ui.setup.care_model import CareModel
from kiosk.ui.staff.centre_model import CentreModel
from kiosk.ui.staff.desk_model import DeskModel
from kiosk.ui.staff.hand_over_model import HandOverModel
from kiosk.ui.staff.pin_model import PinModel
from kiosk.ui.staff.report_model import ReportModel
from kiosk.ui.staff.staff_watch import StaffWatch
from kiosk.ui.staff.sync_panel_model import SyncPanelModel
from kiosk.ui.staff.usage_model import UsageModel
from sync.model.query import Freshness

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantList = list  # the name that the QML tools know it by

PAGES = (
    "today", "roster", "health", "report", "usage", "centre", "care", "scanner", "badge", "touch",
)  # fmt: skip
_NEEDS = {"centre": Right.CENTRE_LIFE, "care": Right.CARE, "touch": Right.CARE}
LOCK_AFTER_MS = 120_000
"""Idle time after which the area locks itself."""
AWAKE_MS = 30_000
"""How often the kiosk is told that visitors are checking in by themselves."""
LEAVE_AFTER_MS = 30_000
"""Idle time on the PIN pad after which the visitor's screen comes back."""


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


@QmlElement
class StaffModel(StaffWatch, QObject):
    """`page` is pin, self or one of `PAGES`. `asked` asks for this area (a staff badge was
    scanned elsewhere), `left` for the visitor's screen, `awake` for patience while visitors check
    in by themselves (self). `rights` are the names of `Right` that who is here has.

    `sounded(level)` asks for a tone: green, amber or red. Scanned codes come to `scanned`.
    `jobs` should be the desk's own runner, so that no search ever delays a check-in.
    """

    pageChanged = Signal()
    staffChanged = Signal()
    left = Signal()
    asked = Signal()
    awake = Signal()
    pairAsked = Signal()
    closeAsked = Signal()
    sounded = Signal(str)

    def __init__(
        self,
        desk: Desk,
        door: StaffDoor,
        jobs: JobRunner,
        *,
        read_pass: Callable[[str, dt.datetime], PassReading],
        status: Callable[[], Freshness],
        sync_now: Callable[[], None],
        language: str = "lt",
        now: Callable[[], dt.datetime] = utc_now,
        lock_after_ms: int = LOCK_AFTER_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._begin_watch(door, jobs, now)
        self.scan: QObject | None = None
        self.care: CareModel | None = None
        self.centre: CentreModel | None = None
        self.hand_over: HandOverModel | None = None
        self._leads_to_badge = False
        self._enrolled = desk.station.enrolled
        self._lock_after = lock_after_ms
        self.pin = PinModel(
            lambda pin, badge: door.open(pin, now(), badge), door.wait_ms,
            lambda text: door.badge(text, now()), jobs, self,
        )  # fmt: skip
        self.desk = DeskModel(
            desk, jobs, read_pass=read_pass, now=now, language=language, parent=self
        )
        self.health = SyncPanelModel(
            desk, jobs, status=status, sync_now=sync_now, now=now, parent=self
        )
        self.health.language = language
        self.health.changed.connect(self._look_for_news)
        self.usage: UsageModel | None = None
        self.report = ReportModel(desk, jobs, now=now, parent=self)
        self.report.actor = lambda: self.desk.actor
        self.pin.opened.connect(self._opened)
        self.pin.changed.connect(self.touch)
        self.desk.given.connect(self.sounded)
        self.desk.audit = self._record
        self._awake = QTimer(self, interval=AWAKE_MS)
        self._awake.timeout.connect(self.awake)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._idled)

    @Slot()
    def pairFirst(self) -> None:
        """Begin the first start's steps; only a kiosk without a hub lets anybody do that."""
        if not self._enrolled:
            self.pairAsked.emit()

    @Slot()
    def closeProgram(self) -> None:
        """End the program: the way out of the full screen, for a manager only."""
        if self.may(Right.CLOSE):
            self._record("close")
            self.hidden()
            self.closeAsked.emit()

    @Slot()
    def enter(self) -> None:
        """The area is shown: always locked first."""
        self._shown = True
        self._close()
        self.touch()
        badge, self._badge = self._badge, ""
        if badge:
            self.pin.show_badge(badge)

    @Slot()
    def leave(self) -> None:
        """Lock and go back to the visitor's screen, or to visitors checking in by themselves."""
        if self._by_visitors:
            self._idle.stop()
            self._set_page("self")
            return
        self.hidden()
        self.left.emit()

    @Slot()
    def hidden(self) -> None:
        """The area is no longer shown, for whatever reason: lock, and stay quiet."""
        self._shown = self._by_visitors = False
        self._awake.stop()
        self.lock()
        self._idle.stop()

    @Slot()
    def lock(self) -> None:
        """Back to the PIN pad."""
        self._record("lock")
        self._close()

    @Slot()
    def touch(self) -> None:
        """Somebody is here: wait again before locking."""
        if self._shown and self._page != "self":
            self._idle.start(self._lock_after if self._account else LEAVE_AFTER_MS)

    @Slot(str)
    def show(self, page: str) -> None:
        """Go to today, the roster or the health panel."""
        if self._account is None or page not in PAGES:
            return
        if page != "roster":
            self.desk.select("")
        if page == "today":
            self.desk.refresh()
        if page == "report":
            self.report.refresh()
        if page == "usage" and self.usage is not None:
            self.usage.open()
        needed = _NEEDS.get(page)
        if needed is not None and not self.may(needed):
            return
        self._set_page(page)

    @Slot(str)
    def openSession(self, id: str) -> None:
        """Show the roster of one of today's sessions."""
        self.desk.select(id)
        session = self.desk._open
        self._leads_to_badge = (
            self.hand_over is not None
            and session is not None
            and self.hand_over.leads_to_badge(session.occasion.activity)
        )
        self.staffChanged.emit()
        self.show("roster")

    @Slot(str)
    def offerBadge(self, pass_id: str) -> None:
        """Show where somebody who was at the open session can claim its badge."""
        session = self.desk._open
        if self._account is not None and self.hand_over is not None and session is not None:
            self._record("hand_over", pass_id)
            self.hand_over.show(session.occasion, pass_id)

    @Slot()
    def startSelf(self) -> None:
        """Let visitors check themselves in at the open session, by their pass only."""
        if not self.may(Right.SELF_CHECK_IN) or not self.desk.session:
            return
        self._record("self_start", self.desk.begin_self())
        self._account = None
        self._by_visitors = True
        self.health.watch(False)
        self._set_page("self")
        self._idle.stop()
        self._awake.start()
        self.staffChanged.emit()

    @Slot()
    def endSelf(self) -> None:
        """Ask for the PIN that ends it."""
        if self._by_visitors:
            self.desk.dismiss()
            self._set_page("pin")
            self.pin.reset()
            self.touch()

    @Slot(object)
    def scanned(self, payload: bytes) -> None:
        """A code from a scanner; while locked only a staff badge counts."""
        if is_staff_badge(bytes(payload)):
            self._badged(bytes(payload).decode("ascii", "replace"))
        elif self._page == "self":
            self.desk.scanned(bytes(payload))
        elif self._account is not None:
            self.touch()
            self.desk.scanned(bytes(payload))

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Say the names of activities in this language from now on."""
        self.desk.language = self.health.language = language
        self.staffChanged.emit()
        if self._account is not None:
            self.desk.refresh()
            self.health.refresh()
            if self.centre is not None:
                self.centre.refresh()

    def _get_staff(self) -> str:
        return self._account.label if self._account is not None else ""

    def _get_rights(self) -> list[str]:
        return sorted(self.desk.actor.rights)

    def _get_page(self) -> str:
        return self._page

    def _get_enrolled(self) -> bool:
        return self._enrolled

    def _get_pin_pad(self) -> PinModel:
        return self.pin

    def _get_check_in(self) -> DeskModel:
        return self.desk

    def _get_sync(self) -> SyncPanelModel:
        return self.health

    def _get_month(self) -> ReportModel:
        return self.report

    def _get_centre(self) -> CentreModel | None:
        return self.centre

    def _get_hand_over(self) -> HandOverModel | None:
        return self.hand_over

    def _get_leads(self) -> bool:
        return self._leads_to_badge

    def _get_language(self) -> str:
        return self.desk.language

    def _get_care(self) -> CareModel | None:
        return self.care

    def _get_usage(self) -> UsageModel | None:
        return self.usage

    def _get_scan(self) -> QObject | None:
        return self.scan

    scanBench = Property(QObject, _get_scan, notify=staffChanged)
    lookedFor = Property(QObject, _get_usage, notify=staffChanged)
    careFor = Property(QObject, _get_care, notify=staffChanged)
    centreLife = Property(QObject, _get_centre, notify=staffChanged)
    handOver = Property(QObject, _get_hand_over, notify=staffChanged)
    leadsToBadge = Property(bool, _get_leads, notify=staffChanged)
    language = Property(str, _get_language, notify=staffChanged)
    page = Property(str, _get_page, notify=pageChanged)
    enrolled = Property(bool, _get_enrolled, constant=True)
    rights = Property(QVariantList, _get_rights, notify=staffChanged)
    staffName = Property(str, _get_staff, notify=staffChanged)
    pinPad = Property(PinModel, _get_pin_pad, constant=True)
    checkIn = Property(DeskModel, _get_check_in, constant=True)
    month = Property(ReportModel, _get_month, constant=True)
    sync = Property(SyncPanelModel, _get_sync, constant=True)
