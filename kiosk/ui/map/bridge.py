"""Between the map page and the screen: state, commands, and the watch over the renderer."""

import logging
import time
from collections import Counter
from pathlib import Path

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile

from kiosk.ui.map.config import Look, MapSettings, config_json
from kiosk.ui.map.crashes import CrashCount
from kiosk.ui.map.gate import RequestGate, may_navigate
from kiosk.ui.map.packs import PackWatch
from kiosk.ui.map.points import PointSource, places_of
from kiosk.ui.map.port import MapPort
from kiosk.ui.map.scheme import PAGE, SCHEME, MapFiles, static_files
from kiosk.ui.map.status import MapStatus, write_status
from sync.citypack.errors import PackError
from sync.citypack.names import FILE as NAMES
from sync.citypack.names import NameIndex, read_names
from sync.citypack.pack import Pack

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1
PING_EVERY = 500
"""Milliseconds between two questions whether the page lives."""
PATIENCE = 3
"""Questions without an answer before the renderer counts as hung."""
BUSY = 10
"""As many more while the page takes in new points: 100,000 keep a weak machine busy for a while."""
FOUND = 12
"""Names that are offered while somebody types."""
START_LIMIT = 20_000
"""Milliseconds until a page that never became ready counts as hung."""
__all__ = ["MapBridge", "MapSettings"]
_log = logging.getLogger(__name__)


@QmlElement
class MapBridge(QObject):
    """One for the screen's life; `CityMap.qml` takes it as its property `bridge`.

    States: loading, ready, failed. Failed means "show the list twin"; `fault` says why.
    """

    stateChanged = Signal()
    lookChanged = Signal()
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
        self.crashes = CrashCount()
        self.gate = RequestGate(self)
        self.renderer = self.gpu = ""
        self.first_picture_ms = 0
        self.denials: Counter[str] = Counter()
        self._state, self._fault = "loading", ""
        self._theme, self._language = settings.theme, settings.language
        self._still, self._scale = settings.still, settings.scale
        self._waiting = 0
        self._asked = 0.0
        self._pack: Pack | None = None
        self._names: NameIndex | None = None
        self._waits: Path | None = None
        self._open = False
        self._source = points
        self._port = MapPort(self)
        self._files = MapFiles(
            static_files(settings.resources),
            {"/data/points.bin": points, "/data/config.json": self._config},
            None,
            self,
        )
        # The default profile is off the record; one made in code would be on it at first.
        self._profile = QQuickWebEngineProfile.defaultProfile()
        if not self._profile.isOffTheRecord():
            raise RuntimeError("the engine's profile would write to disk")
        self._profile.removeUrlScheme(SCHEME)
        self._profile.installUrlSchemeHandler(SCHEME, self._files)
        self._profile.setUrlRequestInterceptor(self.gate)
        self._profile.downloadRequested.connect(self._refuse_download)
        self._ping = QTimer(self, interval=PING_EVERY)
        self._ping.timeout.connect(self._ask)
        self._start = QTimer(self, interval=START_LIMIT, singleShot=True)
        self._start.timeout.connect(self._hung)
        self._connect_port()
        self.packs = PackWatch(settings.data, settings.pack, self)
        self.packs.arrived.connect(self.offer_pack)
        self.use_pack(self.packs.newest())

    def offer_pack(self, path: Path) -> None:
        """Use a pack now, or when the visitor who looks at the map has left."""
        if self._open and self._state == "ready":
            self._waits = path
        else:
            self.use_pack(path)

    def use_pack(self, path: Path) -> None:
        """Open a pack in place of the present one.

        A damaged one is passed over for the one that serves, else for the bundled one; without
        any there is the list twin.
        """
        self._waits = None
        try:
            pack = Pack(path)
        except PackError as error:
            if self._pack is not None:
                _log.error("a new map is not used: %s", error)
            elif path != self.packs.bundled:
                _log.error("the bundled map serves: %s", error)
                self.use_pack(self.packs.bundled)
            else:
                self._fail(str(error))
            return
        before = self._pack
        self._pack, self._names = pack, None
        self._files.use(pack)
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
        port.pong.connect(self._alive)

    def _config(self) -> bytes:
        look = Look(self._theme, self._language, self._scale, self._still)
        return config_json(self.settings, look, self._pack.manifest if self._pack else None)

    # State.

    def _set_state(self, state: str, fault: str = "") -> None:
        if (state, fault) == (self._state, self._fault):
            return
        self._state, self._fault = state, fault
        if state != "loading":
            self._tell()
        self.stateChanged.emit()

    def _tell(self) -> None:
        manifest = self._pack.manifest if self._pack else None
        write_status(
            self.settings.data,
            MapStatus(
                state=self._state, fault=self._fault, renderer=self.renderer, gpu=self.gpu,
                first_picture_ms=self.first_picture_ms, crashes=self.crashes.total,
                pack=f"{manifest.city} {manifest.date}".strip() if manifest else "",
            ),
        )  # fmt: skip

    def _fail(self, fault: str) -> None:
        _log.error("the map is off, the list serves: %s", fault)
        self._ping.stop()
        self._start.stop()
        self._set_state("failed", fault)

    def _started(self, renderer: str, gpu: str, milliseconds: int) -> None:
        self.renderer, self.gpu, self.first_picture_ms = renderer, gpu, milliseconds
        _log.info("map ready: %s on %s after %d ms", renderer, gpu or "no GPU", milliseconds)
        self._start.stop()
        self._waiting = 0
        self._ping.start()
        self._set_state("ready")

    def _faulted(self, text: str, fatal: bool) -> None:
        if fatal:
            self._fail(text)
        else:
            _log.warning("map page: %s", text)

    def _ask(self) -> None:
        now = time.monotonic()
        late, self._asked = now - self._asked > 2 * PING_EVERY / 1000, now
        # Where even we come late the whole machine is slow, and the page is not to blame.
        if not late:
            self._waiting += 1
        if self._waiting > PATIENCE:
            self._hung()
            return
        self._port.pingAsked.emit(self._waiting)

    def _refuse_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
        self.deny("a download")

    def _alive(self, _number: int) -> None:
        self._waiting = 0

    def _hung(self) -> None:
        if self._again("the renderer hangs"):
            self.renewAsked.emit()

    def _again(self, reason: str) -> bool:
        """Count a crash or hang; True when the page is to be loaded once more."""
        self._ping.stop()
        self._waiting = 0
        if not self.crashes.again(time.monotonic()):
            self._fail(f"{reason}, {self.crashes.total} times")
            return False
        _log.warning("map: %s; loading it again", reason)
        self._set_state("loading")
        self._start.start()
        return True

    # For CityMap.qml.

    @Slot()
    def opened(self) -> None:
        """The view exists and begins to load."""
        self._open = True
        if self._state != "failed":
            self._set_state("loading")
            self._start.start()

    @Slot()
    def retry(self) -> None:
        """After a failure: let a new visitor try again, if the pack can be read."""
        if self._state == "failed" and self._pack is not None:
            self._set_state("loading")

    @Slot()
    def closed(self) -> None:
        """The view is gone: nobody is there to answer."""
        self._open = False
        self._ping.stop()
        self._start.stop()
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
        if self._names is None:
            self._names = self._read_names()
        return [
            {
                "name": each.others.get(self._language, each.name), "kind": each.kind,
                "lon": each.lon, "lat": each.lat,
            }
            for each in self._names.find(text, FOUND)
        ]  # fmt: skip

    def _read_names(self) -> NameIndex:
        try:
            return read_names(self._pack.path.with_name(NAMES)) if self._pack else NameIndex(())
        except PackError as error:
            _log.error("nothing can be typed on the map: %s", error)
            return NameIndex(())

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
        self._waiting = -BUSY
        self._port.reloadAsked.emit()

    def _set_theme(self, theme: str) -> None:
        if theme != self._theme:
            self._theme = theme
            self._port.themeAsked.emit(theme)
            self.lookChanged.emit()

    def _set_language(self, language: str) -> None:
        if language != self._language:
            self._language = language
            self._port.languageAsked.emit(language)
            self.lookChanged.emit()

    def _set_scale(self, scale: float) -> None:
        if abs(scale - self._scale) > 0.01:
            self._scale = scale
            self._port.scaleAsked.emit(scale)
            self.lookChanged.emit()

    def _set_still(self, still: bool) -> None:
        if still != self._still:
            self._still = still
            self._port.stillAsked.emit(still)
            self.lookChanged.emit()

    def _get_state(self) -> str:
        return self._state

    def _get_fault(self) -> str:
        return self._fault

    def _get_theme(self) -> str:
        return self._theme

    def _get_language(self) -> str:
        return self._language

    def _get_still(self) -> bool:
        return self._still

    def _get_scale(self) -> float:
        return self._scale

    def _get_page(self) -> QUrl:
        return QUrl(PAGE)

    def _get_port(self) -> QObject:
        return self._port

    def _get_profile(self) -> QObject:
        return self._profile

    state = Property(str, _get_state, notify=stateChanged)
    fault = Property(str, _get_fault, notify=stateChanged)
    theme = Property(str, _get_theme, _set_theme, notify=lookChanged)
    language = Property(str, _get_language, _set_language, notify=lookChanged)
    still = Property(bool, _get_still, _set_still, notify=lookChanged)
    scale = Property(float, _get_scale, _set_scale, notify=lookChanged)
    page = Property(QUrl, _get_page, constant=True)
    port = Property(QObject, _get_port, constant=True)
    profile = Property(QObject, _get_profile, constant=True)
