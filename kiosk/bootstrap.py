"""The one composition root of the screen program: everything is made and joined here."""

import datetime as dt
import gc
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, Qt, QTimer, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.application import make_application
from kiosk.badges.city_pass import PassReading
from kiosk.care import Care, again, begin_again, chosen, watch_qml
from kiosk.devices.camera import CameraScanner
from kiosk.devices.handheld import HandheldScanner
from kiosk.devices.sound import Loudness, Tones
from kiosk.devices.sources import CameraSource
from kiosk.devices.speech import Speech
from kiosk.devices.wedge import WedgeScanner
from kiosk.domain.scan import Hosts
from kiosk.jobs import JobRunner
from kiosk.remote import PICTURE_HEIGHT, RemoteControl, overlay
from kiosk.services.badge import meaning_of
from kiosk.services.catalogue import Catalogue
from kiosk.services.centre_life import CentreLife
from kiosk.services.desk import Desk
from kiosk.services.desk_values import Station
from kiosk.services.meaning import ScanMeaning
from kiosk.services.opening import Opened, open_catalogue
from kiosk.services.pass_keys import PassKeys
from kiosk.services.staff import StaffDoor
from kiosk.services.trust import Trust
from kiosk.services.usage import Usage, open_usage
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
from kiosk.ui.staff.centre_model import CentreModel
from kiosk.ui.staff.hand_over_model import HandOverModel
from kiosk.ui.staff.staff_model import StaffModel
from kiosk.ui.staff.usage_model import UsageModel
from kiosk.watchdog import Watchdog
from sync.crash_hooks import CrashHooks
from sync.model import words
from sync.protocol.pins import pepper_of
from sync.store import remote_settings
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.identity import BadIdentity, Identity, load_identity
from sync.store.ledger import Ledger
from sync.store.people import People

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
        self._desk_jobs = JobRunner("desk", expected=(StoreError,))
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
        self.ledger, self.people = _open_ledger(folder), People(folder.people)
        self.usage = open_usage(folder.usage)
        self.desk = self._make_desk(self.ledger) if self.ledger else None
        self.staff = self._make_staff(self.desk, self.ledger) if self.desk and self.ledger else None
        if self.staff is not None and self.desk is not None and self.ledger is not None:
            self._join_centre(self.staff, self.desk, self.ledger)
        if self.staff is not None and self.usage is not None:
            self.staff.attach_usage(self._make_usage(self.usage))
        self.map: MapBridge | None = None
        self.app = AppModel(
            self.catalogue, self._searches, settings, clock,
            scan=self.scan, staff=self.staff, usage=self.usage,
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
        for jobs in (self._searches, self._scans, self._desk_jobs, self._warming):
            jobs.close()
        self.trust.close()
        self.app.deleteLater()
        self.catalogue.close()
        self.people.close()
        if self.usage is not None:
            self.usage.close()
        if self.ledger is not None:
            self.ledger.close()

    def _make_desk(self, ledger: Ledger) -> Desk:
        device = self.identity.device if self.identity else "not-enrolled"
        station = Station(device, self._place(), ZoneInfo(self.catalogue.city().timezone))
        return Desk(ledger, self.people, self.catalogue, station, wake=self.sync.wake)

    def _make_staff(self, desk: Desk, ledger: Ledger) -> StaffModel:
        return StaffModel(
            desk,
            StaffDoor(
                self.people,
                ledger.staff,
                self._place(),
                pepper=pepper_of(self.identity.pin_pepper if self.identity else ""),
                read_badge=self.trust.read_staff_badge,
            ),
            self._desk_jobs,
            read_pass=self._read_pass,
            status=self.catalogue.freshness,
            sync_now=self.sync.wake,
            now=self._clock,
        )

    def _make_usage(self, usage: Usage) -> UsageModel:
        city = self.catalogue.city()

        def name(id: str) -> str:
            activity = self.catalogue.activity(id)
            return words(activity, "name", city.languages[0]).text if activity else ""

        return UsageModel(
            usage, self._desk_jobs, name=name,
            today=lambda: self._clock().astimezone(ZoneInfo(city.timezone)).date(),
        )  # fmt: skip

    def _join_centre(self, staff: StaffModel, desk: Desk, ledger: Ledger) -> None:
        """What staff announce is seen by visitors here before the hub has heard of it."""
        life = CentreLife(ledger.centre, desk.station, wake=self.sync.wake)
        self.catalogue.overlay = life
        centre = CentreModel(
            desk,
            life,
            self._desk_jobs,
            actor=lambda: staff.desk.actor,
            context=lambda: self.app.context(),
            parent=staff,
        )
        badges = HandOverModel(
            life,
            self._desk_jobs,
            actor=lambda: staff.desk.actor,
            context=lambda: self.app.context(),
            parent=staff,
        )
        staff.attach_centre(centre, badges)

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
        place = self.catalogue.place(self._place())
        here = (place.geo.longitude, place.geo.latitude) if place and place.geo else None
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
        self.wedge.scanned.connect(scan.scanned)
        self.wedge.garbled.connect(scan.garbledBy)
        self.wedge.rejected.connect(scan.rejectedFor)
        self.handheld.scanned.connect(scan.scanned)
        self.handheld.rejected.connect(scan.rejectedFor)
        app.revisionChanged.connect(self._refresh_trust)
        scan.openActivity.connect(lambda id: app.navigate("detail", {"id": id}))
        scan.badgeShown.connect(app.showBadge)
        scan.openBadge.connect(lambda id: app.navigate("badge", {"id": id}))
        scan.openPlaylist.connect(lambda id: app.navigate("playlist", {"id": id}))
        scan.openShortlist.connect(lambda ids: app.navigate("shortlist", {"ids": ",".join(ids)}))
        scan.resultReady.connect(self._show_result)
        scan.backAsked.connect(app.back)
        scan.homeAsked.connect(app.home)
        scan.scanAsked.connect(lambda: app.navigate("scan"))
        app.attention.connect(lambda: self.tones.play("attention"))
        app.visitChanged.connect(scan.reset)
        app.languageChanged.connect(self._speak)
        app.pageChanged.connect(self._follow_page)
        app.revisionChanged.connect(self._warm)
        if staff is not None:
            scan.staffPayload.connect(staff.scanned)
            scan.benchChanged.connect(staff.touch)
            staff.scan = scan
            staff.pin.scrambled = self._settings.scramble_pin
            staff.sounded.connect(lambda level: self.tones.play(_TONE_OF_LIGHT[level]))
            staff.left.connect(app.reset)
            staff.asked.connect(app.enterStaff)
            staff.awake.connect(app.touched)
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

    def _show_result(self, tone: str) -> None:
        self.tones.play(tone)
        self.app.navigate("result", {})

    def _hosts(self) -> Hosts:
        hub = urlsplit(self.identity.hub).hostname if self.identity else None
        return Hosts(own=frozenset({hub} if hub else ()))

    def _judge(self, payload: bytes) -> ScanMeaning:
        return meaning_of(payload, self.catalogue, self.trust, self._clock(), self._here())

    def _refresh_trust(self) -> None:
        """On the scans' own thread, so that a scan after a sync is judged by its news."""
        self._scans.run(lambda: self.trust.refresh(self._clock()), lambda _: None)

    def _here(self) -> tuple[float, float] | None:
        place = self.catalogue.place(
            (self.identity.place if self.identity else "")
            or self._settings.place
            or self.catalogue.city().default_place
        )
        return (place.geo.longitude, place.geo.latitude) if place and place.geo else None

    def _read_pass(self, text: str, now: dt.datetime) -> PassReading:
        return self.trust.read_pass(text, now)

    def _load_screen(self) -> QQmlApplicationEngine:
        engine = QQmlApplicationEngine()
        engine.addImportPath(str(QML))
        engine.setInitialProperties({"app": self.app})
        self.app.serve(engine)
        engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if not engine.rootObjects():
            raise RuntimeError("Main.qml does not load")
        return engine


_TONE_OF_LIGHT = {"green": "success", "amber": "attention", "red": "error"}


def _identity(folder: DataFolder) -> Identity | None:
    try:
        return load_identity(folder.identity)
    except BadIdentity as error:
        log.error("this kiosk no longer knows its hub: %s", error)
        return None


def _open_ledger(folder: DataFolder) -> Ledger | None:
    """The ledger; None when it cannot be trusted: visitors are served, staff are told why."""
    try:
        return Ledger.open(folder.ledger)
    except StoreError as error:
        log.error("the ledger cannot be opened, no check-in is possible: %s", error)
        return None
