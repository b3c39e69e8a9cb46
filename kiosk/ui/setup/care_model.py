"""How staff care for the kiosk itself: what the doctor says, a report to take along, versions."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.report import save, sticks
from kiosk.ui.latest import Latest
from kiosk.ui.rows import Rows

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantList = list  # the name that the QML tools know it by


@dataclass(frozen=True, slots=True)
class FindingRow:
    """`id` is the doctor's code; `level` is note, trouble or broken."""

    id: str
    level: str
    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class Checkup:
    """What the doctor found, in the language that was asked; `update` is the state of updates."""

    findings: tuple[FindingRow, ...] = ()
    version: str = ""
    update: str = ""
    update_version: str = ""


@QmlElement
class CareModel(QObject):
    """`findings` lists what the doctor says, worst first; `places` the sticks that are plugged in.

    `state` is empty, `saving`, `saved` or `failed`. `pairAsked` asks for the first start's steps.
    """

    changed = Signal()
    pairAsked = Signal()

    def __init__(
        self,
        examine: Callable[[str], Checkup],
        bundle: Callable[[], tuple[str, bytes]],
        jobs: JobRunner,
        *,
        plugged: Callable[[], Sequence[Path]] = sticks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._examine = examine
        self._bundle = bundle
        self._jobs = jobs
        self._latest = Latest(jobs, self)
        self.plugged = plugged
        self.audit: Callable[[str, str], None] = lambda _act, _detail: None
        self.language = "lt"
        self.rows = Rows(FindingRow, self)
        self._checkup = Checkup()
        self._sticks: list[Path] = []
        self._state = ""
        self._looked = False

    @Slot()
    def refresh(self) -> None:
        """Ask the doctor again, and look for sticks."""
        language = self.language
        self._latest.ask(lambda: (self._examine(language), list(self.plugged())), self._show)

    @Slot(int)
    def save(self, number: int) -> None:
        """Write the support bundle to one of the sticks."""
        if self._state == "saving" or not 0 <= number < len(self._sticks):
            return
        folder = self._sticks[number]
        self._say("saving")
        self.audit("support", f"{dt.datetime.now(dt.UTC):%Y-%m-%d}")

        def write() -> bool:
            try:
                save(folder, [self._bundle()])
            except OSError:
                return False
            return True

        self._jobs.run(write, self._saved)

    @Slot()
    def pair(self) -> None:
        """Begin the first start's steps."""
        self.pairAsked.emit()

    def _saved(self, result: Result[bool]) -> None:
        self._say("saved" if isinstance(result, Ok) and result.value else "failed")

    def _say(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def _show(self, found: tuple[Checkup, list[Path]]) -> None:
        self._checkup, self._sticks = found
        self._looked = True
        self.rows.replace(list(self._checkup.findings))
        self.changed.emit()

    def _get_findings(self) -> Rows:
        return self.rows

    def _get_well(self) -> bool:
        return self._looked and all(each.level == "note" for each in self._checkup.findings)

    def _get_looked(self) -> bool:
        return self._looked

    def _get_places(self) -> list[str]:
        return [each.name for each in self._sticks]

    def _get_state(self) -> str:
        return self._state

    def _get_version(self) -> str:
        return self._checkup.version

    def _get_update(self) -> str:
        return self._checkup.update

    def _get_update_version(self) -> str:
        return self._checkup.update_version

    findings = Property(Rows, _get_findings, constant=True)
    well = Property(bool, _get_well, notify=changed)
    looked = Property(bool, _get_looked, notify=changed)
    places = Property(QVariantList, _get_places, notify=changed)
    state = Property(str, _get_state, notify=changed)
    version = Property(str, _get_version, notify=changed)
    update = Property(str, _get_update, notify=changed)
    updateVersion = Property(str, _get_update_version, notify=changed)
