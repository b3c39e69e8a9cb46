"""The PIN pad. What is typed lives here until it is checked, and is never logged."""

import math
import secrets
import time
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.staff import Denied, NoAccounts, Opened
from sync.protocol.pins import MAX_PIN, MIN_PIN

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantList = list  # the name that the QML tools know it by
Attempt = Opened | Denied | NoAccounts
DIGITS = "1234567890"


@QmlElement
class PinModel(QObject):
    """`length` digits are typed; `wait` seconds until the next try; `problem` says what is wrong.

    `keys` are the digits as they stand on the pad; with `scrambled` in a new order each time.
    `problem` is empty, `wrong`, `no_accounts`, `badge` or `failed`. With `badged` a staff badge
    was shown, and only the PIN of whose it is opens. `opened` brings the `Opened`.
    """

    changed = Signal()
    mixed = Signal()
    refused = Signal()
    opened = Signal(object)

    def __init__(
        self,
        check: Callable[[str, str], Attempt],
        wait_ms: Callable[[], int],
        badge: Callable[[str], str | Opened],
        jobs: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._wait_ms = wait_ms
        self._read_badge = badge
        self._badge = ""
        self._jobs = jobs
        self._digits = ""
        self.scrambled = False
        self._keys = list(DIGITS)
        self._busy = False
        self._problem = ""
        self._until = 0.0
        self._ticking = QTimer(self, interval=250)
        self._ticking.timeout.connect(self._tick)

    def reset(self) -> None:
        """Empty the pad and ask the ledger whether it is locked."""
        self._digits = self._problem = self._badge = ""
        if self.scrambled:
            secrets.SystemRandom().shuffle(self._keys)
            self.mixed.emit()
        self.changed.emit()
        self._jobs.run(self._wait_ms, self._waiting)

    @Slot(str)
    def digit(self, digit: str) -> None:
        """One key of the pad."""
        if self._blocked() or len(self._digits) >= MAX_PIN or digit not in "0123456789":
            return
        self._digits += digit
        self._problem = ""
        self.changed.emit()

    @Slot()
    def erase(self) -> None:
        """Take back the last digit."""
        self._digits = self._digits[:-1]
        self.changed.emit()

    @Slot()
    def submit(self) -> None:
        """Check what was typed."""
        if self._blocked() or len(self._digits) < MIN_PIN:
            return
        pin, self._digits = self._digits, ""
        self._busy = True
        self.changed.emit()
        badge = self._badge
        self._jobs.run(lambda: self._check(pin, badge), self._judged)

    def show_badge(self, text: str) -> None:
        """A staff badge was scanned: from now on only its holder's PIN counts."""
        self._digits = self._problem = self._badge = ""
        self._jobs.run(lambda: self._read_badge(text), self._badge_read)

    def _badge_read(self, result: Result[str | Opened]) -> None:
        match result:
            case Ok(Opened() as opening):
                self._open(opening)
                return
            case Ok(str(badge)):
                self._badge = badge
            case _:
                self._badge = ""
        self._problem = "" if self._badge else "badge"
        self.changed.emit()
        if not self._badge:
            self.refused.emit()

    def _judged(self, result: Result[Attempt]) -> None:
        self._busy = False
        self._problem = ""
        match result:
            case Ok(Opened() as opening):
                self._lock(0)
                self._open(opening)
                return
            case Ok(NoAccounts()):
                self._problem = "no_accounts"
            case Ok(Denied(wait)):
                self._problem = "wrong"
                self._lock(wait)
            case _:
                self._problem = "failed"
        self.changed.emit()
        self.refused.emit()

    def _open(self, opening: Opened) -> None:
        self.changed.emit()
        self.opened.emit(opening)

    def _waiting(self, result: Result[int]) -> None:
        if isinstance(result, Ok):
            self._lock(result.value)
            self.changed.emit()

    def _lock(self, wait_ms: int) -> None:
        self._until = time.monotonic() + wait_ms / 1000
        if wait_ms:
            self._ticking.start()
        else:
            self._ticking.stop()

    def _tick(self) -> None:
        if self._get_wait() == 0:
            self._ticking.stop()
            self._problem = ""
        self.changed.emit()

    def _blocked(self) -> bool:
        return self._busy or self._get_wait() > 0

    def _get_wait(self) -> int:
        return max(0, math.ceil(self._until - time.monotonic()))

    def _get_length(self) -> int:
        return len(self._digits)

    def _get_busy(self) -> bool:
        return self._busy

    def _get_problem(self) -> str:
        return self._problem

    def _get_badged(self) -> bool:
        return bool(self._badge)

    def _get_ready(self) -> bool:
        return len(self._digits) >= MIN_PIN and not self._blocked()

    def _get_keys(self) -> list[str]:
        return list(self._keys)

    def _get_minimum(self) -> int:
        return MIN_PIN

    length = Property(int, _get_length, notify=changed)
    badged = Property(bool, _get_badged, notify=changed)
    busy = Property(bool, _get_busy, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    wait = Property(int, _get_wait, notify=changed)
    ready = Property(bool, _get_ready, notify=changed)
    keys = Property(QVariantList, _get_keys, notify=mixed)
    minimum = Property(int, _get_minimum, constant=True)
