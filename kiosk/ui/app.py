"""The one object that QML is given: the session, the city and a view model for each screen."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QQmlEngine

from kiosk.domain.session import (
    Ended,
    Event,
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
)
from kiosk.jobs import JobRunner
from kiosk.services.catalogue import Catalogue
from kiosk.services.usage import Usage
from kiosk.settings import Settings
from kiosk.ui.context import Context
from kiosk.ui.news import News
from kiosk.ui.pictures import PROVIDER, Pictures
from kiosk.ui.screens import Screens
from kiosk.ui.setup.setup_model import SetupModel
from kiosk.ui.surprise import Surprise
from kiosk.ui.timetable import Timetable
from kiosk.ui.visit_view import VisitView

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


def utc_now() -> dt.datetime:
    """The wall clock."""
    return dt.datetime.now(dt.UTC)


@QmlElement
class AppModel(VisitView):
    """The screen program as QML sees it.

    `scan`, `staff` and `cityMap` are the models of their own modules, or null. `attention` asks
    for a sound: the idle warning began.
    """

    revisionChanged = Signal()
    cityMapChanged = Signal()
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
        super().__init__(catalogue, settings, parent)
        self._clock = clock
        self._models = {"scan": scan, "staff": staff, "cityMap": None, "setup": None}
        self._place = settings.place or self._city.default_place
        self.session.changed.connect(self._stepped)
        self.screens = Screens(jobs, self.context, self)
        self.screens.activities.wanted.connect(lambda params: self.replace("list", params))
        self.screens.map_list.wanted.connect(lambda params: self.replace("map", params))
        self._jobs = jobs
        self._timetable = Timetable(
            jobs, settings, lambda: clock().astimezone(ZoneInfo(self._city.timezone)), self
        )
        self._usage, self._hub = usage, hub
        if usage is not None:
            self.screens.activities.answered.connect(usage.searched)
        self._surprise = Surprise(catalogue, jobs, clock, self)
        self._surprise.found.connect(self._surprised)
        self.screens.show(self.session.state.page)
        self.news = News(catalogue, clock, self)
        self.news.revised.connect(self._use_revision)
        self.news.minutePassed.connect(self._renew)
        self.news.reached.connect(self.screens.health.refresh)

    def serve(self, engine: QQmlEngine) -> None:
        """Let a language switch retranslate this engine, and give it the city's pictures."""
        self.language_switch.serve(engine)
        engine.addImageProvider(PROVIDER, Pictures(self.catalogue.picture))

    def close(self) -> None:
        """Stop asking the catalogue; call before closing it."""
        self.news.close()
        self.session.close()
        self.language_switch.close()

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
            transit=self._timetable.transit,
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
        if code in self.spoken:
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
        self._surprise.ask()

    def renew_timetable(self) -> None:
        """A new map has come, and its timetable with it."""
        self._timetable.renew()

    def _use_revision(self) -> None:
        self.use_city(self.catalogue.city())
        self.revisionChanged.emit()

    def _renew(self) -> None:
        self._timetable.lay_out()
        self.screens.renew(self.session.state.page)

    def _surprised(self, id: str) -> None:
        if id:
            self.replace("detail", {"id": id, "surprise": "1"})
        else:
            self.toast.emit(translate("App", "That was everything for now."), "dice-five")

    def _count_visit(self) -> None:
        usage = self._usage
        if usage is not None and (left := usage.leave()):
            today = self.context().today
            self._jobs.run(lambda: usage.record(left, today), lambda _: None)

    def _send(self, event: Event) -> None:
        self.session.send(event)

    def _stepped(self, before: State) -> None:
        state = self.session.state
        if state.language != before.language:
            self.language_switch.use(state.language)
            self.screens.expire()
            self.languageChanged.emit()
        if state.visit != before.visit:
            self._surprise.forget()
            self._count_visit()
            # First the pages are put away, so that none is laid out anew without its rows.
            self.visitChanged.emit()
            self.screens.forget()
            self.screens.show(state.page)
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

    def _get_listens(self) -> bool:
        return self._usage is not None

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

    listens = Property(bool, _get_listens, constant=True)
    models = Property(Screens, _get_screens, constant=True)
    scan = Property(QObject, _get_scan, constant=True)
    staff = Property(QObject, _get_staff, constant=True)
    setup = Property(QObject, _get_setup, constant=True)
    cityMap = Property(QObject, _get_city_map, notify=cityMapChanged)


def _plain(params: dict[str, Any] | None) -> dict[str, str]:
    return {str(name): str(value) for name, value in (params or {}).items() if value != ""}
