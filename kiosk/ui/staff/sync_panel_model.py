"""The health panel: does this kiosk reach its hub, what waits, and what needs a look."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner
from kiosk.services.desk import Desk
from kiosk.services.desk_values import Queue
from kiosk.ui.latest import Latest
from kiosk.ui.rows import Rows
from kiosk.ui.staff.staff_rows import title
from sync.model.query import Freshness

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantMap = dict  # the name that the QML tools know it by

_POLL_MS = 5_000


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An event that the hub did not simply take in; `person` is an opaque id."""

    id: str
    time: str
    title: str
    person: str
    movement: str
    outcome: str
    code: str


@dataclass(frozen=True, slots=True)
class HealthProps:
    """`lastSync` is a wall time, empty for never; `ageMinutes` is -1 for never."""

    lastSync: str = ""
    ageMinutes: int = -1
    failure: str = ""
    failingSince: str = ""
    waiting: int = 0
    rejected: int = 0
    poisoned: int = 0
    clockOffset: int = 0


@QmlElement
class SyncPanelModel(QObject):
    """`health` is a HealthProps as a map; `review` lists what needs a look, newest first."""

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: JobRunner,
        *,
        status: Callable[[], Freshness],
        sync_now: Callable[[], None],
        now: Callable[[], dt.datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._status = status
        self._sync_now = sync_now
        self._now = now
        self._props = HealthProps()
        self._asking = False
        self._latest = Latest(jobs, self)
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self.refresh)
        self.language = "lt"
        self.review = Rows(ReviewRow, self)

    def watch(self, on: bool) -> None:
        """Keep the figures fresh while staff is here."""
        if on:
            self.refresh()
            self._timer.start()
        else:
            self._timer.stop()
            self._latest.drop()
            self.review.replace([])

    @Slot()
    def refresh(self) -> None:
        """Ask the disk again."""
        language, now = self.language, self._now()
        self._latest.ask(lambda: self._ask(language, now), self._show)

    @Slot()
    def syncNow(self) -> None:
        """Wake the sync child; `asking` stays on until its next news."""
        self._asking = True
        self.changed.emit()
        self._sync_now()
        QTimer.singleShot(1_500, self, self._asked)

    def _asked(self) -> None:
        self._asking = False
        self.refresh()
        self.changed.emit()

    def _ask(self, language: str, now: dt.datetime) -> tuple[HealthProps, list[ReviewRow]]:
        fresh, queue = self._status(), self._desk.queue()
        zone = self._desk.station.zone
        rows = [
            ReviewRow(
                id=each.event.event_id,
                time=each.event.at.astimezone(zone).strftime("%m-%d %H:%M"),
                title=title(self._desk.activity(each.event.activity), language),
                person=each.event.pass_id,
                movement=each.event.movement.value,
                outcome=each.outcome.value,
                code=each.code,
            )
            for each in queue.to_review
        ]
        return _props(fresh, queue, now, zone), rows

    def _show(self, told: tuple[HealthProps, list[ReviewRow]]) -> None:
        self._props, rows = told
        self.review.replace(rows)
        self.changed.emit()

    def _get_health(self) -> dict[str, object]:
        return asdict(self._props)

    def _get_asking(self) -> bool:
        return self._asking

    def _get_review_list(self) -> Rows:
        return self.review

    health = Property(QVariantMap, _get_health, notify=changed)
    asking = Property(bool, _get_asking, notify=changed)
    reviewList = Property(Rows, _get_review_list, constant=True)


def _props(fresh: Freshness, queue: Queue, now: dt.datetime, zone: ZoneInfo) -> HealthProps:
    last = fresh.last_success
    return HealthProps(
        lastSync=_wall(last, now, zone),
        ageMinutes=-1 if last is None else max(0, int((now - last).total_seconds() // 60)),
        failure=fresh.failure,
        failingSince=_wall(fresh.failing_since, now, zone),
        waiting=queue.waiting,
        rejected=queue.rejected,
        poisoned=fresh.poisoned,
        clockOffset=fresh.clock_offset_ms or 0,
    )


def _wall(moment: dt.datetime | None, now: dt.datetime, zone: ZoneInfo) -> str:
    if moment is None:
        return ""
    there, here = moment.astimezone(zone), now.astimezone(zone)
    return there.strftime("%H:%M" if there.date() == here.date() else "%Y-%m-%d %H:%M")
