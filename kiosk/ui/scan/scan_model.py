"""The view model of scanning: the camera's state, and the last result."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Protocol

from PySide6.QtCore import Property, QObject, Signal, SignalInstance, Slot
from PySide6.QtMultimedia import QVideoSink
from PySide6.QtQml import QmlElement

from kiosk.jobs import Err, JobRunner, Ok, Result
from kiosk.services.badge import FAILED, Code, ScanMeaning, garbled
from kiosk.ui.scan.result_props import NOTHING, ResultProps, props_of

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariantMap = dict  # the name that the QML tools know it by

log = logging.getLogger(__name__)


class Camera(Protocol):
    """What the model needs of a camera scanner (kiosk.devices.camera)."""

    @property
    def stateChanged(self) -> SignalInstance: ...
    @property
    def scanned(self) -> SignalInstance: ...
    @property
    def state(self) -> str: ...
    @property
    def mirrored(self) -> bool: ...
    def open(self, sink: QVideoSink | None = None) -> None: ...
    def close(self) -> None: ...


@QmlElement
class ScanModel(QObject):
    """Takes payloads from every scanner and shows what each means.

    `judge` runs on the job runner's thread. With `staff_mode` on, payloads are not judged but
    handed to the desk by `staffPayload(bytes)`. Follow-ups are asked for by `openActivity(id)`,
    `openBadge(id)` and `openShortlist(ids)`; `resultReady(severity)` asks for the result screen
    and a tone; the screens' own buttons are `backAsked`, `scanAsked` and `homeAsked`. `result` is
    a ResultProps as a map.
    """

    cameraChanged = Signal()
    resultChanged = Signal()
    resultReady = Signal(str)
    openActivity = Signal(str)
    openBadge = Signal(str)
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
        self.staff_mode = False
        if camera is not None:
            camera.stateChanged.connect(self.cameraChanged)
            camera.scanned.connect(self.scanned)

    @Slot(object)
    def scanned(self, payload: bytes) -> None:
        """A code from whichever scanner; the newest counts, an older one in work is dropped."""
        if self.staff_mode:
            self.staffPayload.emit(payload)
            return
        self._asked += 1
        asked = self._asked
        self._busy = True
        self.resultChanged.emit()
        self._jobs.run(lambda: self._judge(payload), lambda result: self._judged(asked, result))

    @Slot(str)
    def garbledBy(self, layout: str) -> None:
        """A handheld scanner's keys came through the wrong keyboard layout."""
        self._asked += 1
        self._show(garbled(layout))

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
        self._busy = False
        self._meaning = None
        self._set_props(NOTHING)

    def set_language(self, language: str) -> None:
        """Show the result in this language from now on."""
        self._language = language
        if self._meaning is not None:
            self._set_props(props_of(self._meaning, language))

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
        self._set_props(props_of(meaning, self._language))
        if meaning.code is Code.ACTIVITY:
            self.followUp()
        else:
            self.resultReady.emit(meaning.severity.value)

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

    cameraState = Property(str, _get_camera_state, notify=cameraChanged)
    mirrored = Property(bool, _get_mirrored, notify=cameraChanged)
    handheld = Property(bool, _get_handheld, constant=True)
    busy = Property(bool, _get_busy, notify=resultChanged)
    result = Property(QVariantMap, _get_result, notify=resultChanged)
