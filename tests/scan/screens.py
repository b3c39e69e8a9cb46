"""Scan and result screens in a real window, with a camera into which frames are handed."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickItem, QQuickView
from pytestqt.qtbot import QtBot

from kiosk.devices.camera import CameraScanner
from kiosk.devices.qr_frames import nv12_frame, qr_picture
from kiosk.devices.sources import HandedSource
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.touch_events import children_of

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


@dataclass
class Bench:
    """The model with everything real behind it, and what it asked the program for."""

    model: ScanModel
    source: HandedSource
    camera: CameraScanner
    project: Path

    def __post_init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        for name in ("openActivity", "openBadge", "openShortlist", "resultReady", "staffPayload"):
            signal = getattr(self.model, name)
            signal.connect(lambda value, name=name: self.asked.append((name, value)))
        for name in ("backAsked", "scanAsked", "homeAsked"):
            getattr(self.model, name).connect(lambda name=name: self.asked.append((name, None)))

    def screen(
        self, name: str, qtbot: QtBot, width: int = 540, height: int = 960, argument: str = "model"
    ) -> QQuickView:
        view = QQuickView()
        view.engine().addImportPath(str(self.project / "kiosk/qml"))
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setInitialProperties({argument: self.model})
        view.resize(width, height)
        theme = view.engine().singletonInstance("Kiosk.Theme", "Theme")
        theme.setProperty("windowWidth", width)
        theme.setProperty("windowHeight", height)
        view.setSource(QUrl.fromLocalFile(str(self.project / f"kiosk/qml/Kiosk/Scan/{name}.qml")))
        assert view.status() is QQuickView.Status.Ready, view.errors()
        view.show()
        qtbot.waitUntil(view.isExposed)
        return view


def hold_up(bench: Bench, qtbot: QtBot, text: str) -> None:
    for degrees in (0, 4):
        assert bench.source.hand(nv12_frame(qr_picture(text, (1280, 720), degrees=degrees)))
        qtbot.wait(60)


def words_on(view: QQuickView) -> str:
    """Every text that can be seen."""
    found: list[str] = []
    waiting: list[QQuickItem] = [view.rootObject()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            if isinstance(text := item.property("text"), str):
                found.append(text)
            waiting += children_of(item)
    return "\n".join(found)


def find(view: QQuickView, kind: str) -> QQuickItem:
    """The first item of this class."""
    waiting = [view.rootObject()]
    while waiting:
        item = waiting.pop()
        if item.metaObject().className().startswith(kind):
            return item
        waiting += children_of(item)
    raise AssertionError(kind)
