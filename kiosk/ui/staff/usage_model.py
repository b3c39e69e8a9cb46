"""What visitors looked at and sought in vain: counts of nobody, on the screen and for a stick."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.report import save, sticks
from kiosk.services.usage import Most, Usage, most, table
from kiosk.ui.latest import Latest

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantList = list

DAYS, SHOWN = 30, 8
NOTHING = Most()


@dataclass(frozen=True, slots=True)
class Found:
    """What is shown, activities by their names."""

    most: Most = NOTHING
    sticks: tuple[Path, ...] = ()


@QmlElement
class UsageModel(QObject):
    """`seen`, `missing` and `said` of the last 30 finished days, each {words, visits}; `places` the
    sticks that are plugged in. `state` is empty, saving, saved or failed."""

    changed = Signal()

    def __init__(
        self,
        usage: Usage,
        jobs: JobRunner,
        *,
        name: Callable[[str], str],
        today: Callable[[], dt.date],
        plugged: Callable[[], Sequence[Path]] = sticks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._usage, self._jobs, self._latest = usage, jobs, Latest(jobs, self)
        self._name, self._today = name, today
        self.plugged = plugged
        self.audit: Callable[[str, str], None] = lambda _act, _detail: None
        self._found = Found()
        self._state = ""

    @Slot()
    def refresh(self) -> None:
        """Count again, and look for sticks."""
        today = self._today()
        self._latest.ask(lambda: self._look(today), self._show)

    @Slot()
    def open(self) -> None:
        """The page is shown: what was saved before is no news."""
        self._state = ""
        self.refresh()

    @Slot(int)
    def save(self, number: int) -> None:
        """Write the table of all finished days to one of the sticks."""
        if self._state == "saving" or not 0 <= number < len(self._found.sticks):
            return
        folder, today = self._found.sticks[number], self._today()
        self._say("saving")
        self.audit("usage", f"{today:%Y-%m-%d}")

        def write() -> bool:
            try:
                content = table(self._usage.finished(today), self._name)
                save(folder, [(f"paieska-ir-perziuros-{today:%Y-%m-%d}.csv", content)])
            except OSError:
                return False
            return True

        self._jobs.run(write, self._saved)

    def _look(self, today: dt.date) -> Found:
        counts, since = self._usage.finished(today), today - dt.timedelta(DAYS)
        found = most(counts, since, SHOWN)
        seen = tuple((self._name(id) or id, visits) for id, visits in found.seen)
        return Found(Most(seen, found.missing, found.said), tuple(self.plugged()))

    def _show(self, found: Found) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()

    def _saved(self, result: Result[bool]) -> None:
        self._say("saved" if isinstance(result, Ok) and result.value else "failed")

    def _say(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def _get_seen(self) -> list[dict[str, object]]:
        return [{"words": words, "visits": visits} for words, visits in self._found.most.seen]

    def _get_missing(self) -> list[dict[str, object]]:
        return [{"words": words, "visits": visits} for words, visits in self._found.most.missing]

    def _get_said(self) -> list[dict[str, object]]:
        return [{"words": words, "visits": visits} for words, visits in self._found.most.said]

    def _get_places(self) -> list[str]:
        return [each.name for each in self._found.sticks]

    def _get_state(self) -> str:
        return self._state

    seen = Property(QVariantList, _get_seen, notify=changed)
    missing = Property(QVariantList, _get_missing, notify=changed)
    said = Property(QVariantList, _get_said, notify=changed)
    places = Property(QVariantList, _get_places, notify=changed)
    state = Property(str, _get_state, notify=changed)
