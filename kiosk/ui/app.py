"""The one object that QML is given: the session, the city and a view model for each screen."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QCoreApplication, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QQmlEngine

from kiosk.domain.session import (
    Ended,
    Event,
    Limits,
    Opened,
    Page,
    Picked,
    Showed,
    Spoke,
    StaffEntered,
    State,
    Touched,
    WentBack,
    WentHome,
    seconds_left,
)
from kiosk.jobs import JobRunner, Ok, Result
from kiosk.services.catalogue import Catalogue
from kiosk.services.transit import Transit, open_transit
from kiosk.services.usage import Usage
from kiosk.settings import Settings
from kiosk.ui.context import Context
from kiosk.ui.language import OWN_NAMES, Language
from kiosk.ui.latest import Latest
from kiosk.ui.map.flags import has_gpu
from kiosk.ui.pictures import PROVIDER, Pictures
from kiosk.ui.screens import Screens
from kiosk.ui.session_controller import SessionController
from kiosk.ui.setup.setup_model import SetupModel
from sync.model import City

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members
QVariantList = list

translate = QCoreApplication.translate

POLL_MS = 500
TIMETABLE_AFTER_MS = 1500
"""After the first screen has been asked for; laying out a day takes half a second."""
DEFAULT_WIDTH_MM = 336
"""The short side of a 27 inch screen, where the settings do not say."""


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


@QmlElement
class AppModel(QObject):
    """The screen program as QML sees it.

    `scan`, `staff` and `cityMap` are the models of their own modules, or null. `attention` asks
    for a sound: the idle warning began.
    """

    pageChanged = Signal()
    visitChanged = Signal()
    warningChanged = Signal()
    languageChanged = Signal()
    picksChanged = Signal()
    cityChanged = Signal()
    revisionChanged = Signal()
    cityMapChanged = Signal()
    darknessChanged = Signal()
    hoursChanged = Signal()
    maintenanceChanged = Signal()
    attention = Signal()
    toast = Signal(str, str)

    def __init__(
        self,
        catalogue: Catalogue,
        jobs: JobRunner,
        settings: Settings,
        clock: Callable[[], dt.datetime] = utc_now,
        scan: QObject | None = None,
        staff: QObject | None = None,
        usage: Usage | None = None,
        hub: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self.settings = settings
        self._clock = clock
        self._models = {"scan": scan, "staff": staff, "cityMap": None, "setup": None}
        self._city = catalogue.city()
        self._place = settings.place or self._city.default_place
        default = settings.language or self._city.languages[0]
        self.language_switch = Language(default, parent=self)
        limits = Limits(idle=settings.idle_seconds, warning=settings.warning_seconds)
        self.session = SessionController(default, limits, parent=self)
        self.session.changed.connect(self._stepped)
        self.screens = Screens(jobs, self.context, self)
        self.screens.activities.wanted.connect(lambda params: self.replace("list", params))
        self.screens.map_list.wanted.connect(lambda params: self.replace("map", params))
        self._jobs, self._transit = jobs, open_transit(settings.city, settings.data)
        QTimer.singleShot(TIMETABLE_AFTER_MS, self, self._lay_out_timetable)
        self._usage, self._hub = usage, hub
        if usage is not None:
            self.screens.activities.answered.connect(usage.searched)
        self._surprise = Latest(jobs, self)
        self._seen: list[str] = []
        self._darkness = 0
        self._closed = ""
        self._maintenance = settings.maintenance
        self._offered: tuple[str, ...] = ()
        self._revision = catalogue.revision()
        self._reached: tuple[dt.datetime | None, bool] | None = None
        self._minute = self._clock().replace(second=0, microsecond=0)
        self.screens.show(self.session.state.page)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.poll)
        self._poll.start()

    def serve(self, engine: QQmlEngine) -> None:
        """Let a language switch retranslate this engine, and give it the city's pictures."""
        self.language_switch.serve(engine)
        engine.addImageProvider(PROVIDER, Pictures(self.catalogue.picture))

    def close(self) -> None:
        """Stop asking the catalogue; call before closing it."""
        self._poll.stop()
        self.session.close()
        self.language_switch.close()

    def offer_languages(self, codes: tuple[str, ...]) -> None:
        """Only these of the city's languages, in this order; none is all of them."""
        offered = tuple(code for code in codes if code in self._city.languages)
        if offered != self._offered:
            self._offered = offered
            self.cityChanged.emit()

    def darken(self, darkness: int) -> None:
        """Lay darkness over the screen, in percent."""
        if darkness != self._darkness:
            self._darkness = darkness
            self.darknessChanged.emit()

    def say_closed(self, text: str) -> None:
        """That the place is closed, and when it opens, in words; empty when it is not."""
        if text != self._closed:
            self._closed = text
            self.hoursChanged.emit()

    def maintain(self, wanted: bool) -> None:
        """Show visitors that this kiosk is being worked on; staff still come in."""
        if wanted != self._maintenance:
            self._maintenance = wanted
            self.maintenanceChanged.emit()

    def context(self) -> Context:
        """This moment of the kiosk."""
        state, city = self.session.state, self._city
        here = self.catalogue.place(self._place) if self._place else None
        near = (here.geo.longitude, here.geo.latitude) if here and here.geo else city.centre
        return Context(
            catalogue=self.catalogue,
            language=state.language,
            now=self._clock(),
            zone=ZoneInfo(city.timezone),
            here=self._place,
            near=near,
            shortlist=state.shortlist,
            transit=self._transit,
            hub=self._hub,
            earned=state.earned,
        )

    def attach_setup(self, setup: SetupModel) -> None:
        """The first start's steps; before QML is loaded."""
        self._models["setup"] = setup

    def attach_map(self, city_map: QObject) -> None:
        """The map's engine is there; until now its list twin served alone."""
        self._models["cityMap"] = city_map
        self.cityMapChanged.emit()

    @Slot(str, dict)
    @Slot(str)
    def navigate(self, name: str, params: dict[str, Any] | None = None) -> None:
        """Open a screen over this one; the shortlist takes in the `ids` that a code brought."""
        plain = _plain(params)
        if name == "shortlist":
            for activity in plain.pop("ids", "").split(","):
                if activity and activity not in self.session.state.shortlist:
                    self._send(Picked(activity))
        self._send(Opened(Page(name, plain)))

    @Slot(str, dict)
    def replace(self, name: str, params: dict[str, Any]) -> None:
        """Open a screen in place of this one, when this is the same screen."""
        same = self.session.state.page.name == name
        self._send(Opened(Page(name, _plain(params)), instead=same))

    @Slot()
    def back(self) -> None:
        """To the screen before."""
        self._send(WentBack())

    @Slot()
    def home(self) -> None:
        """To the first screen; from the attract loop too."""
        self._send(WentHome())

    @Slot(str)
    def setLanguage(self, code: str) -> None:
        """Switch the language; the place is kept."""
        if code in (self._offered or self._city.languages):
            self._send(Spoke(code))

    @Slot()
    def touched(self) -> None:
        """Somebody is there."""
        self._send(Touched())

    @Slot()
    def reset(self) -> None:
        """Forget the visitor at once; staff leave by this too."""
        self._send(Ended())

    @Slot(str)
    def pick(self, activity: str) -> None:
        """Put on the shortlist, or take off it."""
        before = self.session.state.shortlist
        self._send(Picked(activity))
        if self.session.state.shortlist == before:
            full = translate("App", "Your list is full. Take it to your phone first.")
            self.toast.emit(full, "heart")

    @Slot(str)
    def showBadge(self, badge: str) -> None:
        """A genuine badge of the city was scanned: its holder's progress is shown in this visit."""
        self._send(Showed(badge))

    @Slot(str, str)
    def rate(self, face: str, topic: str) -> None:
        """How the visit was: a face, and of what that is said or nothing; counted, no more."""
        if self._usage is not None:
            self._usage.rated(face, topic)

    @Slot()
    def enterStaff(self) -> None:
        """The hidden entry was found. Without a ledger there is no desk behind it."""
        if self._models["staff"] is None:
            message = translate("App", "The staff area needs help: the ledger cannot be opened.")
            self.toast.emit(message, "warning")
            return
        self._send(StaffEntered())

    @Slot()
    def surprise(self) -> None:
        """Open something that fits now, never the same twice in a visit."""
        now, seen = self._clock(), tuple(self._seen)

        def found(id: str) -> None:
            if id:
                self._seen.append(id)
                self.replace("detail", {"id": id, "surprise": "1"})
            else:
                self.toast.emit(translate("App", "That was everything for now."), "dice-five")

        def choose() -> str:
            activity = self.catalogue.surprise(now, seen)
            return activity.id if activity is not None else ""

        self._surprise.ask(choose, found)

    def poll(self) -> None:
        """Notice new data and new minutes; what is shown is loaded again in its place."""
        minute = self._clock().replace(second=0, microsecond=0)
        revision = self.catalogue.revision()
        if revision != self._revision:
            self._revision = revision
            city = self.catalogue.city()
            if city != self._city:
                self._city = city
                self.cityChanged.emit()
            self.revisionChanged.emit()
        elif minute == self._minute:
            self._watch_sync()
            return
        self._minute = minute
        self._lay_out_timetable()
        self.screens.renew(self.session.state.page)

    def _watch_sync(self) -> None:
        """Say at once that the hub is gone, or back; that changes no revision."""
        fresh = self.catalogue.freshness()
        reached = (fresh.failing_since, fresh.last_success is None)
        if reached != self._reached:
            self._reached = reached
            self.screens.health.refresh()

    def _count_visit(self) -> None:
        usage = self._usage
        if usage is not None and (left := usage.leave()):
            today = self.context().today
            self._jobs.run(lambda: usage.record(left, today), lambda _: None)

    def renew_timetable(self) -> None:
        """A new map has come, and its timetable with it."""
        settings = self.settings
        self._jobs.run(lambda: open_transit(settings.city, settings.data), self._use_timetable)

    def _use_timetable(self, opened: Result[Transit | None]) -> None:
        if isinstance(opened, Ok):
            self._transit = opened.value
            self._lay_out_timetable()

    def _lay_out_timetable(self) -> None:
        transit, now = self._transit, self._clock().astimezone(ZoneInfo(self._city.timezone))
        if transit is not None and not transit.ready(now):
            self._jobs.run(lambda: transit.prepare(now), lambda _: None)

    def _send(self, event: Event) -> None:
        self.session.send(event)

    def _stepped(self, before: State) -> None:
        state = self.session.state
        if state.language != before.language:
            self.language_switch.use(state.language)
            self.screens.expire()
            self.languageChanged.emit()
        if state.visit != before.visit:
            self._seen.clear()
            self._count_visit()
            self.screens.forget()
            self.screens.show(state.page)
            self.visitChanged.emit()
        if state.page != before.page or state.history != before.history:
            self.screens.show(state.page)
            if self._usage is not None and state.page.name == "detail":
                self._usage.viewed(state.page.params.get("id", ""))
            self.pageChanged.emit()
        elif state.language != before.language:
            self.screens.renew(state.page)
        if state.shortlist != before.shortlist:
            self.screens.shortlist.refresh()
            self.picksChanged.emit()
        if state.earned != before.earned:
            self.screens.expire()
        if state.warned or before.warned:
            self.warningChanged.emit()
        if state.warned and not before.warned:
            self.attention.emit()

    def _get_page(self) -> str:
        return self.session.state.page.name

    def _get_params(self) -> dict[str, str]:
        return dict(self.session.state.page.params)

    def _get_can_go_back(self) -> bool:
        return self.session.state.can_go_back

    def _get_visit(self) -> int:
        return self.session.state.visit

    def _get_warned(self) -> bool:
        return self.session.state.warned

    def _get_seconds_left(self) -> int:
        return round(seconds_left(self.session.state, self.session.limits))

    def _get_language(self) -> str:
        return self.session.state.language

    def _get_languages(self) -> list[dict[str, str]]:
        codes = self._offered or self._city.languages
        return [{"code": c, "name": OWN_NAMES.get(c, c)} for c in codes]

    def _get_darkness(self) -> int:
        return self._darkness

    def _get_closed(self) -> str:
        return self._closed

    def _get_maintenance(self) -> bool:
        return self._maintenance

    def _get_listens(self) -> bool:
        return self._usage is not None

    def _get_picks(self) -> list[str]:
        return list(self.session.state.shortlist)

    def _get_city(self) -> dict[str, Any]:
        return _city_view(self._city, self.context())

    def _get_screen(self) -> dict[str, float | bool]:
        width, height = self.settings.width, self.settings.height
        millimetres = self.settings.screen_width_mm or DEFAULT_WIDTH_MM * width / min(width, height)
        return {
            "width": width, "height": height, "pixelsPerMm": width / millimetres,
            "drawnByProcessor": not has_gpu(),
        }  # fmt: skip

    def _get_screens(self) -> QObject:
        return self.screens

    def _get_scan(self) -> QObject | None:
        return self._models["scan"]

    def _get_staff(self) -> QObject | None:
        return self._models["staff"]

    def _get_setup(self) -> QObject | None:
        return self._models["setup"]

    def _get_city_map(self) -> QObject | None:
        return self._models["cityMap"]

    page = Property(str, _get_page, notify=pageChanged)
    params = Property(QVariant, _get_params, notify=pageChanged)
    canGoBack = Property(bool, _get_can_go_back, notify=pageChanged)
    visit = Property(int, _get_visit, notify=visitChanged)
    warned = Property(bool, _get_warned, notify=warningChanged)
    secondsLeft = Property(int, _get_seconds_left, notify=warningChanged)
    language = Property(str, _get_language, notify=languageChanged)
    languages = Property(QVariantList, _get_languages, notify=cityChanged)
    darkness = Property(int, _get_darkness, notify=darknessChanged)
    closedText = Property(str, _get_closed, notify=hoursChanged)
    maintenance = Property(bool, _get_maintenance, notify=maintenanceChanged)
    listens = Property(bool, _get_listens, constant=True)
    picks = Property(QVariantList, _get_picks, notify=picksChanged)
    city = Property(QVariant, _get_city, notify=cityChanged)
    screen = Property(QVariant, _get_screen, constant=True)
    models = Property(Screens, _get_screens, constant=True)
    scan = Property(QObject, _get_scan, constant=True)
    staff = Property(QObject, _get_staff, constant=True)
    setup = Property(QObject, _get_setup, constant=True)
    cityMap = Property(QObject, _get_city_map, notify=cityMapChanged)


def _plain(params: dict[str, Any] | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in (params or {}).items() if value != ""}


def _city_view(city: City, context: Context) -> dict[str, Any]:
    return {
        "name": context.say(city),
        "primary": city.primary or "#7a1f2b",
        "accent": city.accent or "#f2b705",
        "demonstration": city.demonstration,
        "notice": context.say(city, "description"),
    }
