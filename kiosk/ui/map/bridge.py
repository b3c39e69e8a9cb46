"""Between the map page and the screen: state, commands, and what happens when the page dies."""

import logging
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile

from kiosk.ui.map.config import MapSettings, config_json
from kiosk.ui.map.gate import RequestGate, may_navigate
from kiosk.ui.map.look import MapLook
from kiosk.ui.map.packs import PackWatch, ShownPack
from kiosk.ui.map.points import PointSource, places_of
from kiosk.ui.map.port import MapPort
from kiosk.ui.map.scheme import PAGE, SCHEME, MapFiles, static_files
from kiosk.ui.map.status import MapStatus, write_status
from kiosk.ui.map.watch import RendererWatch

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
__all__ = ["MapBridge", "MapSettings"]
_log = logging.getLogger(__name__)


@QmlElement
class MapBridge(QObject):
    """One for the screen's life; `CityMap.qml` takes it as its property `bridge`.

    States: loading, ready, failed. Failed means "show the list twin"; `fault` says why.
    """

    stateChanged = Signal()
    placeTapped = Signal(str)
    placesTapped = Signal(list)
    clusterTapped = Signal(int)
    emptyTapped = Signal()
    viewChanged = Signal(float, float, float, float, float, float, bool)
    walked = Signal(str, int, int)
    renewAsked = Signal()
    """The view must be made anew: its renderer hangs, or there is another pack."""

    def __init__(
        self, settings: MapSettings, points: PointSource, parent: QObject | None = None
    ) -> None:
        """Needs the application object; opens the pack at once."""
        super().__init__(parent)
        self.settings = settings
        self._port = MapPort(self)
        self.looks = MapLook(settings, self._port, self)
        self.gate = RequestGate(self)
        self.watch = RendererWatch(self)
        self.shown = ShownPack(settings.pack)
        self.renderer = self.gpu = ""
        self.first_picture_ms = 0
        self.denials: Counter[str] = Counter()
        self._state, self._fault = "loading", ""
        self._waits: Path | None = None
        self._open = False
        self._source = points
        self._files = MapFiles(
            static_files(settings.resources),
            {"/data/points.bin": points, "/data/config.json": self._config},
            None,
            self,
        )
        self._profile = self._make_profile()
        self._connect_port()
        self.watch.hung.connect(self._hung)
        self.packs = PackWatch(settings.data, settings.pack, self)
        self.packs.arrived.connect(self.offer_pack)
        self.use_pack(self.packs.newest())

    def _make_profile(self) -> QQuickWebEngineProfile:
        # The default profile is off the record; one made in code would be on it at first.
        profile = QQuickWebEngineProfile.defaultProfile()
        if not profile.isOffTheRecord():
            raise RuntimeError("the engine's profile would write to disk")
        profile.removeUrlScheme(SCHEME)
        profile.installUrlSchemeHandler(SCHEME, self._files)
        profile.setUrlRequestInterceptor(self.gate)
        profile.downloadRequested.connect(self._refuse_download)
        return profile

    def offer_pack(self, path: Path) -> None:
        """Use a pack now, or when the visitor who looks at the map has left."""
        if self._open and self._state == "ready":
            self._waits = path
        else:
            self.use_pack(path)

    def use_pack(self, path: Path) -> None:
        """Show a pack in place of the present one; without any there is the list twin."""
        self._waits, before = None, self.shown.pack
        if fault := self.shown.open(path):
            self._fail(fault)
        if self.shown.pack is before:
            return
        self._files.use(self.shown.pack)
        if before is not None:
            before.close()
        if before is not None or self._state == "failed":
            self._set_state("loading")
            self.renewAsked.emit()

    def _connect_port(self) -> None:
        port = self._port
        port.place.connect(self.placeTapped)
        port.places.connect(self.placesTapped)
        port.cluster.connect(self.clusterTapped)
        port.empty.connect(self.emptyTapped)
        port.view.connect(self.viewChanged)
        port.distance.connect(self.walked)
        port.ready.connect(self._started)
        port.fault.connect(self._faulted)
        port.pong.connect(self.watch.alive)
        self.watch.asked.connect(port.pingAsked)

    def _config(self) -> bytes:
        pack = self.shown.pack
        return config_json(self.settings, self.looks.told(), pack.manifest if pack else None)

    # State.

    def _set_state(self, state: str, fault: str = "") -> None:
        if (state, fault) == (self._state, self._fault):
            return
        self._state, self._fault = state, fault
        if state != "loading":
            self._tell()
        self.stateChanged.emit()

    def _tell(self) -> None:
        write_status(
            self.settings.data,
            MapStatus(
                state=self._state, fault=self._fault, renderer=self.renderer, gpu=self.gpu,
                first_picture_ms=self.first_picture_ms, crashes=self.watch.crashes.total,
                pack=self.shown.title,
            ),
        )  # fmt: skip

    def _fail(self, fault: str) -> None:
        _log.error("the map is off, the list serves: %s", fault)
        self.watch.rest()
        self._set_state("failed", fault)

    def _started(self, renderer: str, gpu: str, milliseconds: int) -> None:
        self.renderer, self.gpu, self.first_picture_ms = renderer, gpu, milliseconds
        _log.info("map ready: %s on %s after %d ms", renderer, gpu or "no GPU", milliseconds)
        self.watch.ready()
        self._set_state("ready")

    def _faulted(self, text: str, fatal: bool) -> None:
        if fatal:
            self._fail(text)
        else:
            _log.warning("map page: %s", text)

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        self.deny("a download")

    def _hung(self) -> None:
        if self._again("the renderer hangs"):
            self.renewAsked.emit()

    def _again(self, reason: str) -> bool:
        """Count a crash or hang; True when the page is to be loaded once more."""
        if not self.watch.again():
            self._fail(f"{reason}, {self.watch.crashes.total} times")
            return False
        _log.warning("map: %s; loading it again", reason)
        self._set_state("loading")
        self.watch.loading()
        return True

    # For CityMap.qml.

    @Slot()
    def opened(self) -> None:
        """The view exists and begins to load."""
        self._open = True
        if self._state != "failed":
            self._set_state("loading")
            self.watch.loading()

    @Slot()
    def retry(self) -> None:
        """After a failure: let a new visitor try again, if the pack can be read."""
        if self._state == "failed" and self.shown.pack is not None:
            self._set_state("loading")

    @Slot()
    def closed(self) -> None:
        """The view is gone: nobody is there to answer."""
        self._open = False
        self.watch.rest()
        if self._waits is not None:
            self.use_pack(self._waits)

    @Slot(int, int, result=bool)
    def rendererGone(self, status: int, code: int) -> bool:
        """The renderer process ended; True when the view should reload."""
        return self._again(f"the renderer ended (status {status}, code {code})")

    @Slot(QUrl, result=bool)
    def mayNavigate(self, url: QUrl) -> bool:
        """Whether the view may go there; counts what it may not."""
        if may_navigate(url):
            return True
        self.gate.note(url)
        return False

    @Slot(str)
    def deny(self, what: str) -> None:
        """Note that the page asked for a dialog, window, permission or the like."""
        if what not in self.denials:
            _log.warning("map page asked for %s: denied", what)
        self.denials[what] += 1

    @Slot(str)
    def select(self, place: str) -> None:
        """Mark a place and bring it into view; empty for none."""
        self._port.selectAsked.emit(place)

    @Slot(float, float, float)
    def camera(self, lon: float, lat: float, zoom: float) -> None:
        """Move the picture."""
        self._port.cameraAsked.emit(lon, lat, zoom)

    @Slot()
    def backToHere(self) -> None:
        """Back to where the kiosk stands."""
        self._port.homeAsked.emit()

    @Slot(float)
    def zoomBy(self, steps: float) -> None:
        """One step doubles the scale."""
        self._port.zoomAsked.emit(steps)

    @Slot(float, float, float, float)
    def pad(self, top: float, right: float, bottom: float, left: float) -> None:
        """Keep the middle of the map clear of panels over it; pixels."""
        self._port.padAsked.emit(top, right, bottom, left)

    @Slot(list, result=list)
    def describe(self, places: list[str]) -> list[dict[str, object]]:
        """What is known of these places on the map: id, name, count, colour, shape."""
        return places_of(self._source(), places)

    @Slot(str, result=list)
    def find(self, text: str) -> list[dict[str, object]]:
        """Districts, streets, stops and landmarks whose words begin so; for typing on the map."""
        language = self.looks.told().language
        return [
            {
                "name": each.others.get(language, each.name), "kind": each.kind,
                "lon": each.lon, "lat": each.lat,
            }
            for each in self.shown.find(text)
        ]  # fmt: skip

    @Slot()
    def fit(self) -> None:
        """Show all points at once."""
        self._port.fitAsked.emit()

    @Slot()
    def reset(self) -> None:
        """A new visitor: nothing selected, the picture back where the kiosk stands."""
        self._port.selectAsked.emit("")
        self._port.padAsked.emit(0, 0, 0, 0)
        self._port.homeAsked.emit()
        self._profile.clearHttpCache()
        self.retry()
        if self._waits is not None:
            self.use_pack(self._waits)

    @Slot()
    def reload(self) -> None:
        """The points have changed: fetch them anew."""
        self.watch.busy()
        self._port.reloadAsked.emit()

    def _get_state(self) -> str:
        return self._state

    def _get_fault(self) -> str:
        return self._fault

    def _get_look(self) -> QObject:
        return self.looks

    def _get_page(self) -> QUrl:
        return QUrl(PAGE)

    def _get_port(self) -> QObject:
        return self._port

    def _get_profile(self) -> QObject:
        return self._profile

    state = Property(str, _get_state, notify=stateChanged)
    fault = Property(str, _get_fault, notify=stateChanged)
    look = Property(QObject, _get_look, constant=True)
    page = Property(QUrl, _get_page, constant=True)
    port = Property(QObject, _get_port, constant=True)
    profile = Property(QObject, _get_profile, constant=True)
