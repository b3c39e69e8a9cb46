"""The first start, step by step: language, picture, hub, scanner and camera, ready."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.pairing import Outcome, address_of, missing
from kiosk.services.turning import Output
from sync.protocol.invitation import Invitation, plain_code, read_invitation

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)

STEPS = ("language", "picture", "hub", "scanner", "ready")
KEEP_SECONDS = 15
"""A picture that was turned turns back by itself: a wrong turn may leave no way to touch."""


class Turning(Protocol):
    """What turns the picture (kiosk.services.turning)."""

    def output(self) -> Output | None: ...
    def turn(self, output: Output, degrees: int) -> bool: ...
    def keep(self, output: Output, degrees: int) -> None: ...


@QmlElement
class SetupModel(QObject):
    """`step` is one of `STEPS`. `trouble` says why pairing did not work (kiosk.services.pairing).

    `scanned` takes every code while the wizard is open; the invitation of a hub is used at once.
    `paired` follows a successful pairing, `finished` asks for the kiosk to begin anew.
    """

    openChanged = Signal()
    changed = Signal()
    turnedChanged = Signal()
    paired = Signal()
    finished = Signal()

    def __init__(
        self,
        enrol: Callable[[Invitation, Callable[[Outcome], None]], None],
        turner: Turning,
        jobs: JobRunner,
        place_name: Callable[[str], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._enrol = enrol
        self._turner = turner
        self._jobs = jobs
        self._place_name = place_name
        self._step = ""
        self._address = ""
        self._code = ""
        self._fingerprint = ""
        self._trouble = ""
        self._busy = False
        self._place = ""
        self._scans = 0
        self._output: Output | None = None
        self._wanted = 0
        self._left = 0
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self._count)

    @property
    def is_open(self) -> bool:
        """Whether the wizard is shown."""
        return bool(self._step)

    @Slot()
    def begin(self) -> None:
        """Open at the first step; look whether the picture can be turned."""
        self._address = self._code = self._fingerprint = self._trouble = self._place = ""
        self._busy, self._scans = False, 0
        self._jobs.run(self._turner.output, self._found_output)
        self._go("language")

    @Slot()
    def leave(self) -> None:
        """Close; the kiosk works as it is."""
        self._revert()
        self._go("")

    @Slot()
    def next(self) -> None:
        """To the next step that there is something to do at."""
        self._go(self._neighbour(1))

    @Slot()
    def back(self) -> None:
        """To the step before."""
        self._revert()
        self._go(self._neighbour(-1))

    @Slot(str)
    def setAddress(self, text: str) -> None:
        """What is typed as the hub's address; a certificate belonged to another one."""
        if text != self._address:
            self._address, self._fingerprint, self._trouble = text, "", ""
            self.changed.emit()

    @Slot(str)
    def setCode(self, text: str) -> None:
        """What is typed as the code."""
        if text != self._code:
            self._code, self._trouble = text, ""
            self.changed.emit()

    @Slot()
    def pair(self) -> None:
        """Ask the hub; its answer moves on, or says what is wrong."""
        if self._busy:
            return
        trouble = missing(self._address, self._code)
        if trouble:
            self._fail(trouble)
            return
        self._busy, self._trouble = True, ""
        self.changed.emit()
        hub, code = address_of(self._address), plain_code(self._code)
        self._enrol(Invitation(hub, code, self._fingerprint), self._answered)

    @Slot(object)
    def scanned(self, payload: bytes) -> None:
        """A code from the camera or the scanner."""
        if self._step == "scanner":
            self._scans += 1
            self.changed.emit()
        if self._step not in ("language", "picture", "hub") or self._busy:
            return
        invitation = read_invitation(bytes(payload))
        if invitation is None:
            if self._step == "hub":
                self._fail("not_an_invitation")
            return
        self._revert()
        self._address, self._code = invitation.hub, invitation.code
        self._fingerprint = invitation.fingerprint
        self._go("hub")
        self.pair()

    @Slot(int)
    def turn(self, degrees: int) -> None:
        """Turn the picture for a while; `keep` makes it stay."""
        output = self._output
        if output is None or degrees == self._wanted:
            return
        self._wanted = degrees
        self._jobs.run(lambda: self._turner.turn(output, degrees), self._turned)

    @Slot()
    def keep(self) -> None:
        """The picture is right so."""
        output, degrees = self._output, self._wanted
        self._countdown.stop()
        self._left = 0
        if output is not None and degrees != output.degrees:
            self._output = Output(output.name, degrees)
            self._jobs.run(lambda: self._turner.keep(output, degrees), self._kept)
        self.turnedChanged.emit()
        self.next()

    @Slot()
    def finish(self) -> None:
        """Everything is done: begin anew as this hub's kiosk."""
        self.finished.emit()

    def _answered(self, outcome: Outcome) -> None:
        self._busy = False
        if outcome.trouble:
            log.warning("pairing did not work: %s", outcome.trouble)
            self._fail(outcome.trouble)
            return
        self._code = self._fingerprint = ""
        self._place = outcome.place
        self.paired.emit()
        self.next()

    def _fail(self, trouble: str) -> None:
        self._trouble = trouble
        self.changed.emit()

    def _found_output(self, result: Result[Output | None]) -> None:
        self._output = result.value if isinstance(result, Ok) else None
        self._wanted = self._output.degrees if self._output else 0
        self.turnedChanged.emit()
        self.changed.emit()

    def _turned(self, result: Result[bool]) -> None:
        if isinstance(result, Ok) and result.value:
            self._left = KEEP_SECONDS
            self._countdown.start()
        elif self._output is not None:
            self._wanted = self._output.degrees
        self.turnedChanged.emit()

    def _kept(self, result: Result[None]) -> None:
        if not isinstance(result, Ok):
            log.warning("how the picture is turned could not be kept")

    def _count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._revert()
        self.turnedChanged.emit()

    def _revert(self) -> None:
        output = self._output
        self._countdown.stop()
        self._left = 0
        if output is not None and self._wanted != output.degrees:
            self._wanted = output.degrees
            self._jobs.run(lambda: self._turner.turn(output, output.degrees), lambda _: None)
        self.turnedChanged.emit()

    def _neighbour(self, way: int) -> str:
        steps = self._steps()
        number = steps.index(self._step) + way if self._step in steps else 0
        return steps[min(max(number, 0), len(steps) - 1)]

    def _steps(self) -> tuple[str, ...]:
        """Those that there is something to do at."""
        return tuple(step for step in STEPS if step != "picture" or self._output is not None)

    def _go(self, step: str) -> None:
        if step == self._step:
            self.changed.emit()
            return
        was_open, self._step, self._trouble = bool(self._step), step, ""
        self.changed.emit()
        if was_open != bool(step):
            self.openChanged.emit()

    def _get_open(self) -> bool:
        return self.is_open

    def _get_step(self) -> str:
        return self._step

    def _get_number(self) -> int:
        steps = self._steps()
        return steps.index(self._step) if self._step in steps else 0

    def _get_count(self) -> int:
        return len(self._steps())

    def _get_address(self) -> str:
        return self._address

    def _get_code(self) -> str:
        return self._code

    def _get_trouble(self) -> str:
        return self._trouble

    def _get_busy(self) -> bool:
        return self._busy

    def _get_place(self) -> str:
        return self._place_name(self._place) or self._place

    def _get_clock(self) -> str:
        return dt.datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")

    def _get_scans(self) -> int:
        return self._scans

    def _get_can_turn(self) -> bool:
        return self._output is not None

    def _get_degrees(self) -> int:
        return self._wanted

    def _get_left(self) -> int:
        return self._left

    open = Property(bool, _get_open, notify=openChanged)
    step = Property(str, _get_step, notify=changed)
    number = Property(int, _get_number, notify=changed)
    count = Property(int, _get_count, notify=changed)
    address = Property(str, _get_address, notify=changed)
    code = Property(str, _get_code, notify=changed)
    trouble = Property(str, _get_trouble, notify=changed)
    busy = Property(bool, _get_busy, notify=changed)
    place = Property(str, _get_place, notify=changed)
    clock = Property(str, _get_clock, notify=changed)
    scans = Property(int, _get_scans, notify=changed)
    canTurn = Property(bool, _get_can_turn, notify=turnedChanged)
    degrees = Property(int, _get_degrees, notify=turnedChanged)
    secondsLeft = Property(int, _get_left, notify=turnedChanged)
