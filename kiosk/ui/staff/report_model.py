"""The month's report on the screen, and on its way to a USB stick."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.rights import NOBODY, Actor
from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.desk import Desk
from kiosk.services.report import Report, as_csv, as_xlsx, file_name, sticks
from kiosk.ui.latest import Latest
from kiosk.ui.staff.report_pdf import as_pdf

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantMap = dict  # the name that the QML tools know it by
QVariantList = list


@QmlElement
class ReportModel(QObject):
    """`sums` of the month, `days` its visits by day, `places` the sticks that are plugged in.

    `state` is empty, `saving`, `saved` or `failed`.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        jobs: JobRunner,
        *,
        now: Callable[[], dt.datetime],
        plugged: Callable[[], Sequence[Path]] = sticks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._jobs = jobs
        self._now = now
        self.plugged = plugged
        self.actor: Callable[[], Actor] = lambda: NOBODY
        self._month = self._today().replace(day=1)
        self._report = Report(self._month, desk.station.place)
        self._sticks: list[Path] = []
        self._state = ""
        self._latest = Latest(jobs, self)

    @Slot()
    def refresh(self) -> None:
        """Count again, and look for sticks."""
        month = self._month
        self._latest.ask(lambda: (self._desk.report(month), list(self.plugged())), self._show)

    @Slot(int)
    def step(self, months: int) -> None:
        """Go to an earlier (-1) or later (1) month, not beyond this one."""
        middle = self._month.replace(day=15) + dt.timedelta(days=30 * months)
        wanted = middle.replace(day=1)
        if wanted <= self._today():
            self._month, self._state = wanted, ""
            self.refresh()

    @Slot(int)
    def save(self, number: int) -> None:
        """Write the three files to one of the sticks."""
        if self._state == "saving" or not 0 <= number < len(self._sticks):
            return
        report, folder = self._report, self._sticks[number]
        pdf = as_pdf(report, report.place)
        self._say("saving")
        now, actor = self._now(), self.actor()

        def write() -> bool:
            files = [
                (file_name(report, "csv"), as_csv(report)),
                (file_name(report, "xlsx"), as_xlsx(report)),
                (file_name(report, "pdf"), pdf),
            ]
            try:
                self._desk.take_along(report, folder, files, now, actor)
            except OSError:
                return False
            return True

        self._jobs.run(write, self._saved)

    def _saved(self, result: Result[bool]) -> None:
        self._say("saved" if isinstance(result, Ok) and result.value else "failed")

    def _say(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def _show(self, found: tuple[Report, list[Path]]) -> None:
        self._report, self._sticks = found
        self.changed.emit()

    def _today(self) -> dt.date:
        return self._now().astimezone(self._desk.station.zone).date()

    def _get_sums(self) -> dict[str, object]:
        report = self._report
        return {
            "month": f"{report.month:%Y-%m}",
            "visits": report.visits,
            "visitors": report.visitors,
            "sessions": len(report.lines),
            "guests": report.guests,
            "hours": round(report.hours),
            "last": self._month == self._today().replace(day=1),
        }

    def _get_days(self) -> list[int]:
        return self._report.by_day()

    def _get_places(self) -> list[str]:
        return [each.name for each in self._sticks]

    def _get_state(self) -> str:
        return self._state

    sums = Property(QVariantMap, _get_sums, notify=changed)
    days = Property(QVariantList, _get_days, notify=changed)
    places = Property(QVariantList, _get_places, notify=changed)
    state = Property(str, _get_state, notify=changed)
