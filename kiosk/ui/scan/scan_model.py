"""The view model of scanning: the camera's state, and the last result."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtMultimedia import QVideoSink
from PySide6.QtQml import QmlElement

from kiosk.domain.scan import is_staff_badge
from kiosk.domain.scan_again import Debounce
from kiosk.domain.scan_layouts import CALIBRATION, calibration
from kiosk.jobs import Err, JobRunner, Ok, Result
from kiosk.services.badge_files import BadgeFile, badge_files, read_badge_file
from kiosk.services.meaning import FAILED, Code, ScanMeaning, garbled
from kiosk.services.trust import ListAge
from kiosk.ui.scan.camera_port import Camera
from kiosk.ui.scan.result_props import NOTHING, ResultProps, list_rows, outline, props_of

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantMap = dict  # the names that the QML tools know them by
QVariantList = list

log = logging.getLogger(__name__)


@QmlElement
class ScanModel(QObject):
    """Takes payloads from every scanner and shows what each means.

    `judge` runs on the job runner's thread. With `staff_mode` on, payloads are not judged but
    handed to the desk by `staffPayload(bytes)`. Follow-ups are asked for by `openActivity(id)`,
    `openBadge(id)`, `openPlaylist(id)` and `openShortlist(ids)`; `resultReady(tone)` asks for
    the result screen and a tone; the screens' own buttons are `backAsked`, `scanAsked` and
    `homeAsked`. `result` is a ResultProps as a map.

    `bench` is what staff are doing with the scanner: "calibration" compares each scan with the
    code on the screen, "badge" judges badges with their holder; neither reaches a visitor's screen.
    """

    cameraChanged = Signal()
    resultChanged = Signal()
    resultReady = Signal(str)
    benchChanged = Signal()
    torchChanged = Signal()
    badgeShown = Signal(str)
    openActivity = Signal(str)
    openBadge = Signal(str)
    openPlaylist = Signal(str)
    openShortlist = Signal(list)
    staffPayload = Signal(object)
    backAsked = Signal()
    scanAsked = Signal()
    homeAsked = Signal()

    def __init__(
        self,
        judge: Callable[[bytes], ScanMeaning],
        jobs: JobRunner,
        camera: Camera | None = None,
        *,
        language: str = "en",
        handheld: bool = True,
        find_files: Callable[[], list[BadgeFile]] = badge_files,
        lists: Callable[[], Sequence[ListAge]] = lambda: (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._judge = judge
        self._jobs = jobs
        self._camera = camera
        self._language = language
        self._handheld = handheld
        self._meaning: ScanMeaning | None = None
        self._props = NOTHING
        self._busy = False
        self._asked = 0
        self._torch = False
        self._bench = ""
        self._calibrated = ""
        self._find_files = find_files
        self._lists = lists
        self._files: list[BadgeFile] = []
        self._calibration_code = outline(CALIBRATION)
        self._again = Debounce()
        for left in (self.backAsked, self.scanAsked, self.homeAsked):
            left.connect(self._again.forget)
        self.staff_mode = False
        if camera is not None:
            camera.stateChanged.connect(self._on_camera)
            camera.scanned.connect(self.scanned)

    @Slot(object)
    def scanned(self, payload: bytes) -> None:
        """A code from whichever scanner; the newest counts, an older one in work is dropped.

        The same code again within two seconds, as by a trigger held down, is the same scan.
        """
        if self._bench == "calibration":
            self._set_calibrated(calibration(payload.decode("utf-8", "replace")))
            return
        # A staff badge opens the staff's door from any screen.
        if (self.staff_mode or is_staff_badge(payload)) and not self._bench:
            self.staffPayload.emit(payload)
            return
        if self._bench or self._again.is_news(payload, time.monotonic()):
            self._ask(lambda: self._judge(payload))

    def _ask(self, judge: Callable[[], ScanMeaning]) -> None:
        self._asked += 1
        asked = self._asked
        self._busy = True
        self.resultChanged.emit()
        self._jobs.run(judge, lambda result: self._judged(asked, result))

    @Slot(str)
    def garbledBy(self, layout: str) -> None:
        """A handheld scanner's keys came through the wrong keyboard layout."""
        if self._bench == "calibration":
            self._set_calibrated(layout)
            return
        self._asked += 1
        self._show(garbled(layout))

    @Slot(str)
    def rejectedFor(self, reason: str) -> None:
        """A scanner's keys were dropped; only whoever tries the scanner out needs to know."""
        if self._bench == "calibration":
            self._set_calibrated(reason)

    @Slot()
    def lookForFiles(self) -> None:
        """See what is on a USB stick."""
        self._jobs.run(self._find_files, self._found_files)

    @Slot(int)
    def checkFile(self, row: int) -> None:
        """Judge the file of this row."""
        if self._bench == "badge" and 0 <= row < len(self._files):
            file = self._files[row]
            self._ask(lambda: self._judge(read_badge_file(file)))

    @Slot()
    def toggleTorch(self) -> None:
        """Switch the camera's light."""
        if self._camera is not None and self._camera.has_torch:
            self._torch = not self._torch
            self._camera.set_torch(self._torch)
            self.torchChanged.emit()

    @Slot(QObject)
    def openCamera(self, sink: QObject | None = None) -> None:
        """Start the camera into the preview's sink."""
        if self._camera is not None:
            self._camera.open(sink if isinstance(sink, QVideoSink) else None)

    @Slot()
    def closeCamera(self) -> None:
        """Stop the camera; safe to repeat."""
        if self._camera is not None:
            self._camera.close()

    @Slot()
    def followUp(self) -> None:
        """Open what the result is about."""
        meaning = self._meaning
        if meaning is None:
            return
        if meaning.activity is not None:
            self.openActivity.emit(meaning.activity.id)
        elif meaning.badge is not None:
            self.openBadge.emit(meaning.badge.id)
        elif meaning.code is Code.SHORTLIST:
            self.openShortlist.emit(list(meaning.ids))

    @Slot()
    def reset(self) -> None:
        """Forget the result, and whatever is still being judged."""
        self._asked += 1
        self._again.forget()
        self._busy = False
        self._meaning = None
        self._set_props(NOTHING)

    def set_language(self, language: str) -> None:
        """Show the result in this language from now on."""
        self._language = language
        if self._meaning is not None:
            self._set_props(self._props_of(self._meaning))

    def _judged(self, asked: int, result: Result[ScanMeaning]) -> None:
        if asked != self._asked:
            return
        match result:
            case Ok(meaning):
                self._show(meaning)
            case Err(error):
                log.info("a scan could not be judged: %s", type(error).__name__)
                self._show(FAILED)

    def _show(self, meaning: ScanMeaning) -> None:
        self._busy = False
        self._meaning = meaning
        self._set_props(self._props_of(meaning))
        if self._bench:
            return
        if meaning.code is Code.BADGE_GENUINE and meaning.badge is not None:
            self.badgeShown.emit(meaning.badge.id)
        if meaning.code is Code.ACTIVITY:
            self.followUp()
        else:
            self.resultReady.emit(meaning.tone)

    def _props_of(self, meaning: ScanMeaning) -> ResultProps:
        return props_of(meaning, self._language, staff=self._bench == "badge")

    def _found_files(self, result: Result[list[BadgeFile]]) -> None:
        self._files = result.value if isinstance(result, Ok) else []
        self.benchChanged.emit()

    def _on_camera(self) -> None:
        if self._torch and (self._camera is None or not self._camera.has_torch):
            self._torch = False
        self.cameraChanged.emit()
        self.torchChanged.emit()

    def _set_calibrated(self, outcome: str) -> None:
        self._calibrated = outcome
        self.benchChanged.emit()

    def _set_props(self, props: ResultProps) -> None:
        self._props = props
        self.resultChanged.emit()

    def _get_camera_state(self) -> str:
        return "none" if self._camera is None else str(self._camera.state)

    def _get_mirrored(self) -> bool:
        return self._camera is not None and self._camera.mirrored

    def _get_handheld(self) -> bool:
        return self._handheld

    def _get_busy(self) -> bool:
        return self._busy

    def _get_result(self) -> dict[str, object]:
        return asdict(self._props)

    def _get_bench(self) -> str:
        return self._bench

    def _set_bench(self, bench: str) -> None:
        """Whatever was on the bench is put away with it."""
        if bench != self._bench:
            self._bench, self._calibrated, self._files = bench, "", []
            self.reset()
            self.benchChanged.emit()

    def _get_calibrated(self) -> str:
        return self._calibrated

    def _get_calibration_path(self) -> str:
        return self._calibration_code[0]

    def _get_calibration_modules(self) -> int:
        return self._calibration_code[1]

    def _get_files(self) -> list[str]:
        return [file.name for file in self._files]

    def _get_lists(self) -> list[dict[str, object]]:
        return list_rows(self._lists(), self._language)

    def _get_has_torch(self) -> bool:
        return self._camera is not None and self._camera.has_torch

    def _get_torch(self) -> bool:
        return self._torch

    bench = Property(str, _get_bench, _set_bench, notify=benchChanged)
    calibrated = Property(str, _get_calibrated, notify=benchChanged)
    calibrationPath = Property(str, _get_calibration_path, constant=True)
    calibrationModules = Property(int, _get_calibration_modules, constant=True)
    files = Property(QVariantList, _get_files, notify=benchChanged)
    lists = Property(QVariantList, _get_lists, notify=benchChanged)
    hasTorch = Property(bool, _get_has_torch, notify=torchChanged)
    torch = Property(bool, _get_torch, notify=torchChanged)
    cameraState = Property(str, _get_camera_state, notify=cameraChanged)
    mirrored = Property(bool, _get_mirrored, notify=cameraChanged)
    handheld = Property(bool, _get_handheld, constant=True)
    busy = Property(bool, _get_busy, notify=resultChanged)
    result = Property(QVariantMap, _get_result, notify=resultChanged)
