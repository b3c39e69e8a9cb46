"""Where frames come from: a real camera, a film that stands in for one, or frames handed in."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QSize, QUrl, Signal
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

log = logging.getLogger(__name__)

_WANTED: Final = QSize(1280, 720)
_USABLE_FPS: Final = 10.0
_FLUENT_FPS: Final = 15.0


class FrameSource(QObject):
    """A source that plays into a sink while it is started.

    `changed` says that `present` may have changed; `failed(reason)` that it stopped by itself.
    """

    changed = Signal()
    failed = Signal(str)
    mirrored = False

    @property
    def present(self) -> bool:
        """Whether there is anything to start."""
        raise NotImplementedError

    def start(self, sink: QVideoSink) -> None:
        """Play into `sink`."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stop, and let go of the device and of the sink."""
        raise NotImplementedError

    @property
    def has_torch(self) -> bool:
        """Whether there is a light that can be switched while it plays."""
        return False

    def set_torch(self, on: bool) -> None:
        """Switch the light, if there is one."""


class CameraSource(FrameSource):
    """A camera of this machine, by the beginning of its name or the system's default."""

    mirrored = True

    def __init__(self, name: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.changed)
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None

    @property
    def present(self) -> bool:
        return self._device() is not None

    def start(self, sink: QVideoSink) -> None:
        device = self._device()
        if device is None:
            self.failed.emit("no_camera")
            return
        self.stop()
        self._camera = QCamera(device, self)
        chosen = best_format(device)
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
        self._camera.errorOccurred.connect(self._on_error)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(sink)
        self._camera.start()

    def stop(self) -> None:
        if self._camera is not None:
            self._camera.errorOccurred.disconnect(self._on_error)
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None
        if self._session is not None:
            self._session.deleteLater()
            self._session = None

    @property
    def has_torch(self) -> bool:
        camera = self._camera
        return camera is not None and camera.isTorchModeSupported(QCamera.TorchMode.TorchOn)

    def set_torch(self, on: bool) -> None:
        if self._camera is not None and self.has_torch:
            mode = QCamera.TorchMode.TorchOn if on else QCamera.TorchMode.TorchOff
            self._camera.setTorchMode(mode)

    def _device(self) -> QCameraDevice | None:
        found = QMediaDevices.videoInputs()
        named = [device for device in found if device.description().startswith(self._name)]
        if self._name:
            return named[0] if named else None
        default = QMediaDevices.defaultVideoInput()
        return None if default.isNull() else default

    def _on_error(self, _error: QCamera.Error, text: str) -> None:
        self.failed.emit(text)


def best_format(device: QCameraDevice) -> QCameraFormat | None:
    """The usable format nearest to 1280x720: more pixels cost more than they read.

    JPEG only where nothing else is fluent: each picture has to be unpacked first (19 ms).
    """
    formats = device.videoFormats()
    usable = [found for found in formats if found.maxFrameRate() >= _USABLE_FPS] or formats
    return min(usable, key=_unfit, default=None)


def _unfit(found: QCameraFormat) -> tuple[int, bool, bool, float]:
    size = found.resolution()
    area = size.width() * size.height() - _WANTED.width() * _WANTED.height()
    packed = found.pixelFormat() is QVideoFrameFormat.PixelFormat.Format_Jpeg
    slow = found.maxFrameRate() < _FLUENT_FPS
    return abs(area), slow, packed, -found.maxFrameRate()


class FilmSource(FrameSource):
    """A film played over and over: a camera for tests and exhibitions."""

    def __init__(self, film: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._film = film
        self._player = QMediaPlayer(self)
        self._player.setLoops(QMediaPlayer.Loops.Infinite)
        self._player.errorOccurred.connect(self._on_error)

    @property
    def present(self) -> bool:
        return self._film.is_file()

    def start(self, sink: QVideoSink) -> None:
        self._player.setVideoSink(sink)
        self._player.setSource(QUrl.fromLocalFile(str(self._film)))
        self._player.play()

    def stop(self) -> None:
        self._player.stop()
        self._player.setSource(QUrl())

    def _on_error(self, _error: QMediaPlayer.Error, text: str) -> None:
        self.failed.emit(text)


class HandedSource(FrameSource):
    """Frames handed in one by one, for the tour and for tests; it can be unplugged."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plugged = True
        self._sink: QVideoSink | None = None

    @property
    def present(self) -> bool:
        return self._plugged

    @property
    def started(self) -> bool:
        """Whether somebody is looking."""
        return self._sink is not None

    def start(self, sink: QVideoSink) -> None:
        self._sink = sink

    def stop(self) -> None:
        self._sink = None

    def hand(self, frame: QVideoFrame) -> bool:
        """Show a frame as a camera would; False if nobody is looking."""
        if self._sink is None or not self._plugged:
            return False
        self._sink.setVideoFrame(frame)
        return True

    def plug(self, plugged: bool) -> None:
        """Pull the cable, or put it back."""
        self._plugged = plugged
        if not plugged:
            self._sink = None
        self.changed.emit()
