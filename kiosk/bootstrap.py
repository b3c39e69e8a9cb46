"""The one composition root of the screen program: everything is made and joined here."""

import datetime as dt
import gc
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.application import make_application
from kiosk.care import Care, again, begin_again, chosen, watch_qml
from kiosk.desk_side import DeskSide
from kiosk.devices.camera import CameraScanner
from kiosk.devices.handheld import HandheldScanner
from kiosk.devices.sound import Loudness, Tones
from kiosk.devices.sources import CameraSource
from kiosk.devices.speech import Speech
from kiosk.devices.wedge import WedgeScanner
from kiosk.domain.scan import Hosts
from kiosk.jobs import JobRunner
from kiosk.joints import join_scan, join_scanners, join_staff
from kiosk.remote import PICTURE_HEIGHT, RemoteControl, overlay
from kiosk.services.badge import meaning_of
from kiosk.services.catalogue import Catalogue
from kiosk.services.meaning import ScanMeaning
from kiosk.services.opening import Opened, open_catalogue
from kiosk.services.pass_keys import PassKeys
from kiosk.services.trust import Trust
from kiosk.settings import PROJECT, Settings
from kiosk.succession import Succession
from kiosk.sync_process import SyncProcess
from kiosk.ui.app import AppModel
from kiosk.ui.comfort import Hearing
from kiosk.ui.keypad import Keypad
from kiosk.ui.lockdown import Lockdown
from kiosk.ui.map.bridge import MapBridge, MapSettings
from kiosk.ui.map.packs import PackWatch
from kiosk.ui.map_points import MapPointsModel
from kiosk.ui.outputs import open_on
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.staff_key import StaffKey
from kiosk.watchdog import Watchdog
from sync.crash_hooks import CrashHooks
from sync.store import remote_settings
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, Identity, load_identity

log = logging.getLogger(__name__)

QML = PROJECT / "kiosk" / "qml"
CANNOT_OPEN = 1
MAP_AFTER_MS = 1_500
"""The map's engine takes 0.3 s to make, which the first picture should not wait for."""


def run(settings: Settings, *, full_screen: bool, hooks: CrashHooks | None = None) -> int:
    """Open the kiosk and stay until its window closes; the process's exit code."""
    application = make_application(
        allow_root=not full_screen,
        needs_gl=settings.camera or settings.map_engine == "maplibre",
        on_fatal=(lambda: hooks.note("qt", "fatal", ())) if hooks
        else lambda: None,
    )  # fmt: skip
    try:
        kiosk = Kiosk(settings)
    except (StoreError, OSError) as error:
        sys.stderr.write(f"the kiosk cannot open {settings.data}: {error}\n")
        return CANNOT_OPEN
    if hooks is not None:
        watch_qml(kiosk.engine, hooks)
    kiosk.care.again.connect(begin_again)
    kiosk.show(full_screen=full_screen)
    try:
        code = application.exec()
    finally:
        kiosk.close()
    return again(code)


class Kiosk:
    """The screen program in one piece. Needs the application object."""

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        camera: CameraScanner | None = None,
    ) -> None:
        """Raises StoreError or OSError when the disk does not give us our data."""
        folder = DataFolder(settings.data).make()
        own = settings
        settings = chosen(overlay(settings, remote_settings.load(folder.path).settings), folder)
        self.identity = _identity(folder)
        self.opened: Opened = open_catalogue(settings.data, settings.city)
        self.catalogue: Catalogue = self.opened.catalogue
        self._clock = clock
        if self.identity is not None:
            settings = replace(settings, place=self.identity.place)
        self._settings = settings
        self._keys = PassKeys(self.identity.pass_root if self.identity else "")
        self.trust = Trust(self.catalogue, self._keys, self._hosts().own)
        self._searches = JobRunner("searches", expected=(StoreError,))
        self._scans = JobRunner("scans", expected=(StoreError, OSError))
        self._warming = JobRunner("warming", expected=(StoreError,))
        self.sync = SyncProcess(PROJECT / "main.py", folder.path)
        self.camera = camera or CameraScanner(CameraSource())
        self.wedge = WedgeScanner(self._hosts())
        self.handheld = HandheldScanner(settings.scanner)
        self.tones = Tones(PROJECT / "resources" / "sounds")
        self.speech = Speech()
        self.loudness = Loudness(self.tones, self.speech, settings.volume)
        self.scan = ScanModel(
            self._judge, self._scans, self.camera, lists=lambda: self.trust.ages(self._clock())
        )
        self.desk_side = DeskSide(
            folder, self.identity, self._place(), self.catalogue, self.trust, self.sync, clock,
            context=lambda: self.app.context(),
        )  # fmt: skip
        self.ledger, self.people = self.desk_side.ledger, self.desk_side.people
        self.desk, self.staff = self.desk_side.desk, self.desk_side.staff
        self.map: MapBridge | None = None
        self.app = AppModel(
            self.catalogue, self._searches, settings, clock,
            scan=self.scan, staff=self.staff, usage=self.desk_side.usage,
            hub=self.identity.hub if self.identity else "",
        )  # fmt: skip
        self.succession = Succession(self.catalogue, self._warming, self._moment, self.app)
        self.points = MapPointsModel(self._searches, self.app)
        self.packs = PackWatch(settings.data, settings.city / "map.pmtiles", self.app)
        self._join()
        self.care = Care(settings, folder, self.catalogue, self.sync)
        self.care.join(self.app, self.scan, self.staff)
        self.remote = RemoteControl(
            own, self.app, self.loudness, self.catalogue, self._place(), self._grab, clock
        )
        self.engine = self._load_screen()
        self.window.installEventFilter(Keypad(self.window))
        self.window.installEventFilter(self.wedge)
        self.hearing = Hearing(
            self.engine, self.window, self.speech, self.tones, self.loudness,
            lambda: self.app.session.state.language, available=self.speech.available,
            hint=lambda: self.remote.speech_hint,
        )  # fmt: skip
        self.hearing.join(self.app)
        if self.staff is not None:
            self.hearing.join_staff(self.staff)
        self.hearing.join_setup(self.care.setup)

    @property
    def window(self) -> QQuickWindow:
        """The one window."""
        window = self.engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            raise TypeError("Main.qml is not a window")
        return window

    def show(self, *, full_screen: bool) -> None:
        """Open the window, and let the sync child run beside it if there is a hub."""
        self.watchdog = Watchdog(self.window)
        if self._settings.screen:
            open_on(self.window, self._settings.screen)
        self.window.resize(self._settings.width, self._settings.height)
        if full_screen:
            self._lockdown = Lockdown(self.window)
            self.window.installEventFilter(self._lockdown)
            self.window.setCursor(Qt.CursorShape.BlankCursor)
            self.window.showFullScreen()
        else:
            self.window.show()
        self._door = StaffKey(self.window)
        self._door.wanted.connect(self._open_door)
        self.window.installEventFilter(self._door)
        self.window.requestActivate()
        self.care.shown(self.window, first=full_screen and self.identity is None)
        # What stands by now stays for good, so that no collection stops a finger to look at it
        # (50 ms each, with Qt's modules loaded).
        gc.freeze()
        self._warm()
        if self.identity is not None:
            self.sync.start()
        self.handheld.start()
        QTimer.singleShot(MAP_AFTER_MS, self.window, self.open_map)
        self._refresh_trust()
        self._warming.run(self.trust.warm_up, lambda _: None)

    def close(self) -> None:
        """Stop what runs beside the window, in the order in which it depends on each other."""
        self.app.close()
        self.succession.close()
        # QML first: its bindings look at the models to the last.
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(self.engine, QEvent.Type.DeferredDelete.value)
        self.speech.close()
        self.care.close()
        self.camera.shut_down()
        self.handheld.stop()
        self.sync.close()
        for jobs in (self._searches, self._scans, self._warming):
            jobs.close()
        self.desk_side.stop()
        self.trust.close()
        self.app.deleteLater()
        self.catalogue.close()
        self.desk_side.close()

    def _grab(self) -> bytes:
        picture = self.window.grabWindow().scaledToHeight(PICTURE_HEIGHT)
        content = QBuffer()
        content.open(QBuffer.OpenModeFlag.WriteOnly)
        picture.save(content, "JPEG", 70)  # type: ignore[call-overload]
        return bytes(content.data().data())

    def _place(self) -> str:
        return self._settings.place or self.catalogue.city().default_place

    def open_map(self) -> None:
        """Start the engine of the map: after the first picture, or when somebody asks for it."""
        if self.map is not None or not self._settings.map:
            return
        self.map = self._make_map()
        self.points.changed.connect(self.map.reload)
        self.points.narrowed.connect(self.map.fit)
        self._speak()
        self.app.attach_map(self.map)

    def _make_map(self) -> MapBridge:
        city = self.catalogue.city()
        here = self._here()
        return MapBridge(
            MapSettings(
                resources=PROJECT / "resources",
                pack=self._settings.city / "map.pmtiles",
                centre=here or city.centre,
                here=here,
                bearing=self._settings.facing if self._settings.facing >= 0 else None,
                scale=min(self._settings.width, self._settings.height) / 1080,
                accent=city.primary,
                renderer=self._settings.map_engine,
                data=self._settings.data,
            ),
            lambda: self.points.points(),
        )

    def _join(self) -> None:
        app, scan, staff = self.app, self.scan, self.staff
        self.packs.arrived.connect(lambda _: app.renew_timetable())
        join_scanners(scan, self.wedge, self.handheld)
        app.revisionChanged.connect(self._refresh_trust)
        join_scan(app, scan, self.tones)
        app.languageChanged.connect(self._speak)
        app.pageChanged.connect(self._follow_page)
        app.revisionChanged.connect(self._warm)
        if staff is not None:
            join_staff(app, scan, staff, self.tones)
            staff.pin.scrambled = self._settings.scramble_pin
        self._speak()

    def _speak(self) -> None:
        language = self.app.session.state.language
        self.scan.set_language(language)
        if self.staff is not None:
            self.staff.setLanguage(language)
        if self.map is not None:
            self.map.looks.setProperty("language", language)

    def _warm(self) -> None:
        """Work out what is asked first, so that the first letter is as quick as the next."""
        now, near = self._moment()
        self._warming.run(lambda: self.catalogue.warm(now, near), lambda _: None)

    def _moment(self) -> tuple[dt.datetime, tuple[float, float] | None]:
        return self._clock(), self.app.context().near

    def _follow_page(self) -> None:
        if self.app.session.state.page.name == "map":
            self.open_map()
        self.scan.staff_mode = self.app.session.state.page.name == "staff"
        if not self.scan.staff_mode:
            self.scan.setProperty("bench", "")

    def _open_door(self) -> None:
        if not self.care.setup.is_open:
            self.app.enterStaff()

    def _hosts(self) -> Hosts:
        hub = urlsplit(self.identity.hub).hostname if self.identity else None
        return Hosts(own=frozenset({hub} if hub else ()))

    def _judge(self, payload: bytes) -> ScanMeaning:
        return meaning_of(payload, self.catalogue, self.trust, self._clock(), self._here())

    def _refresh_trust(self) -> None:
        """On the scans' own thread, so that a scan after a sync is judged by its news."""
        self._scans.run(lambda: self.trust.refresh(self._clock()), lambda _: None)

    def _here(self) -> tuple[float, float] | None:
        place = self.catalogue.place(self._place())
        return (place.geo.longitude, place.geo.latitude) if place and place.geo else None

    def _load_screen(self) -> QQmlApplicationEngine:
        engine = QQmlApplicationEngine()
        engine.addImportPath(str(QML))
        engine.setInitialProperties({"app": self.app})
        self.app.serve(engine)
        engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if not engine.rootObjects():
            raise RuntimeError("Main.qml does not load")
        return engine


def _identity(folder: DataFolder) -> Identity | None:
    try:
        return load_identity(folder.identity)
    except BadIdentity as error:
        log.error("this kiosk no longer knows its hub: %s", error)
        return None
