"""Who is at the staff area, what they may do, and how each act of theirs is noted."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QTimer, SignalInstance

from kiosk.domain.rights import NOBODY, Right, actor_of
from kiosk.jobs import JobRunner
from kiosk.services.staff import Opened, StaffDoor
from kiosk.ui.setup.care_model import CareModel
from kiosk.ui.staff.centre_model import CentreModel
from kiosk.ui.staff.desk_model import DeskModel
from kiosk.ui.staff.hand_over_model import HandOverModel
from kiosk.ui.staff.pin_model import PinModel
from kiosk.ui.staff.sync_panel_model import SyncPanelModel
from kiosk.ui.staff.usage_model import UsageModel
from sync.model import StaffAccount


class StaffWatch:
    """The part of `StaffModel` that opens and closes; that is the QObject, with these signals."""

    pageChanged: SignalInstance
    staffChanged: SignalInstance
    asked: SignalInstance
    left: SignalInstance
    desk: DeskModel
    health: SyncPanelModel
    pin: PinModel
    care: CareModel | None
    centre: CentreModel | None
    hand_over: HandOverModel | None
    usage: UsageModel | None
    touch: Callable[[], None]
    leave: Callable[[], None]
    endSelf: Callable[[], None]
    show: Callable[[str], None]
    _awake: QTimer

    def _begin_watch(
        self, door: StaffDoor, jobs: JobRunner, now: Callable[[], dt.datetime]
    ) -> None:
        self._door = door
        self._jobs = jobs
        self._now = now
        self._account: StaffAccount | None = None
        self._page = "pin"
        self._shown = False
        self._by_visitors = False
        self._badge = ""

    def attach_centre(self, centre: CentreModel, hand_over: HandOverModel | None = None) -> None:
        """The page of centre life, where a ledger keeps what is announced; and badges after it."""
        self.centre, self.hand_over = centre, hand_over
        centre.audit = self._record
        self.staffChanged.emit()

    def attach_care(self, care: CareModel) -> None:
        """The page on which staff care for the kiosk itself."""
        self.care = care
        care.audit = self._record
        self.staffChanged.emit()

    def attach_usage(self, usage: UsageModel) -> None:
        """The page of what visitors look for, where anything is counted."""
        self.usage = usage
        usage.audit = self._record
        self.staffChanged.emit()

    def may(self, right: Right) -> bool:
        """Whether who is here may do this."""
        return right in self.desk.actor.rights

    def _badged(self, badge: str) -> None:
        if not self._shown:
            self._badge = badge
            self.asked.emit()
        elif self._account is None:
            self.endSelf()
            self.touch()
            self.pin.show_badge(badge)

    def _opened(self, opening: Opened) -> None:
        account = self._account = opening.account
        if self._by_visitors:
            self._by_visitors = False
            self._awake.stop()
            self.desk.forget()
            self._record("self_end")
        self.desk.actor = actor_of(account, by_badge=opening.by_badge)
        self.staffChanged.emit()
        self.health.watch(True)
        self.touch()
        self.show("today")

    def _look_for_news(self) -> None:
        if self._account is not None or self._page == "self":
            self.desk.look_for_news()

    def _idled(self) -> None:
        if self._by_visitors:
            self.leave()
            return
        self._record("auto_lock")
        self._account = None
        self.leave()

    def _close(self) -> None:
        self._account = None
        self.desk.actor = NOBODY
        self.desk.forget()
        self.health.watch(False)
        self._set_page("pin")
        self.pin.reset()
        self.staffChanged.emit()

    def _record(self, act: str, detail: str = "") -> None:
        account, now = self._account, self._now()
        if account is not None:
            self._jobs.run(
                lambda: self._door.record(account, act, now, detail), lambda _result: None
            )

    def _set_page(self, page: str) -> None:
        if page != self._page:
            self._page = page
            self.pageChanged.emit()
