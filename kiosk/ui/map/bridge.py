"""Between the map page and the screen: state, commands, and the watch over the renderer."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtWebEngineQuick import QQuickWebEngineProfile

from kiosk.ui.map.crashes import CrashCount
from kiosk.ui.map.gate import RequestGate, may_navigate
from kiosk.ui.map.points import MapConfig, PackInfo, PointSource, pack_info
from kiosk.ui.map.port import MapPort
from kiosk.ui.map.scheme import PAGE, SCHEME, MapFiles, static_files
from sync.citypack.errors import PackError
from sync.citypack.pack import Pack

PING_EVERY = 4000
"""Milliseconds between two questions whether the page lives."""
PATIENCE = 3
"""Questions without an answer before the renderer counts as hung."""
START_LIMIT = 20_000
"""Milliseconds until a page that never became ready counts as hung."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class MapSettings:
    """What the composition root decides. Degrees WGS 84; `bearing` clockwise from north."""

    resources: Path
    pack: Path
    centre: tuple[float, float]
    here: tuple[float, float] | None = None
    bearing: float | None = None
    zoom: float = 13.0
    language: str = "lt"
    theme: str = "light"
    scale: float = 1.0
    accent: str = ""
    still: bool = False
    renderer: str = "auto"
    """auto, maplibre or canvas."""


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
    viewChanged = Signal(float, float, float, float, float, float)
    walked = Signal(str, int, int)
    renewAsked = Signal()
    """The view must be made anew: its renderer hangs."""

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
        self.denied = 0
        self._state, self._fault = "loading", ""
        self._theme, self._language = settings.theme, settings.language
        self._still, self._scale = settings.still, settings.scale
        self._waiting = 0
        self._pack: Pack | None = None
        self._port = MapPort(self)
        self._files = MapFiles(
            static_files(settings.resources),
            {"/data/points.json": points, "/data/config.json": self._config},
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
        self._ping = QTimer(self, interval=PING_EVERY)
        self._ping.timeout.connect(self._ask)
        self._start = QTimer(self, interval=START_LIMIT, singleShot=True)
        self._start.timeout.connect(self._hung)
        self._connect_port()
        self.use_pack(settings.pack)

    def use_pack(self, path: Path) -> None:
        """Open a pack in place of the present one; a damaged one leaves the list twin."""
        try:
            pack = Pack(path)
        except PackError as error:
            self._fail(str(error))
            return
        if self._pack is not None:
            self._pack.close()
        self._pack = pack
        self._files.use(pack)

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
        settings, pack = self.settings, self._pack
        bounds = pack.manifest.bounds if pack else (-180.0, -85.0, 180.0, 85.0)
        config = MapConfig(
            pack=pack_info(pack.manifest) if pack else PackInfo("none", 0, 0, bounds),
            centre=settings.centre,
            zoom=settings.zoom,
            here=settings.here,
            bearing=settings.bearing,
            limits=((bounds[0], bounds[1]), (bounds[2], bounds[3])),
            theme=self._theme,
            language=self._language,
            scale=self._scale,
            still=self._still,
            accent=settings.accent,
            renderer=settings.renderer,
            attribution=pack.manifest.attribution if pack else (),
        )
        return msgspec.json.encode(config)

    # State.

    def _set_state(self, state: str, fault: str = "") -> None:
        if (state, fault) == (self._state, self._fault):
            return
        self._state, self._fault = state, fault
        self.stateChanged.emit()

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
        self._waiting += 1
        if self._waiting > PATIENCE:
            self._hung()
            return
        self._port.pingAsked.emit(self._waiting)

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
        self._ping.stop()
        self._start.stop()

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
        self.denied += 1
        _log.warning("map page asked for %s: denied", what)

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

    @Slot()
    def fit(self) -> None:
        """Show all points at once."""
        self._port.fitAsked.emit()

    @Slot()
    def reload(self) -> None:
        """The points have changed: fetch them anew."""
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

    def _set_still(self, still: bool) -> None:
        if still != self._still:
            self._still = still
            self._port.stillAsked.emit(still)
            self.lookChanged.emit()

    state = Property(str, lambda self: self._state, notify=stateChanged)
    fault = Property(str, lambda self: self._fault, notify=stateChanged)
    theme = Property(str, lambda self: self._theme, _set_theme, notify=lookChanged)
    language = Property(str, lambda self: self._language, _set_language, notify=lookChanged)
    still = Property(bool, lambda self: self._still, _set_still, notify=lookChanged)
    page = Property(QUrl, lambda _self: QUrl(PAGE), constant=True)
    port = Property(QObject, lambda self: self._port, constant=True)
    profile = Property(QObject, lambda self: self._profile, constant=True)
