"""A view model for each screen, and which of them a page of the session needs."""

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.session import Page
from kiosk.jobs import JobRunner
from kiosk.ui.activity_detail import ActivityDetailModel
from kiosk.ui.activity_list import ActivityListModel
from kiosk.ui.badges import BadgesModel
from kiosk.ui.context import Context
from kiosk.ui.health import HealthModel
from kiosk.ui.home import HomeModel
from kiosk.ui.licences_model import LicencesModel
from kiosk.ui.organizer import OrganizerModel
from kiosk.ui.place import PlaceModel
from kiosk.ui.playlists import PlaylistsModel
from kiosk.ui.recognition import RecognitionModel
from kiosk.ui.screen_model import ScreenModel
from kiosk.ui.shortlist import ShortlistModel

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class Screens(QObject):
    """Home, the data's freshness and the shortlist are always ready; the rest when opened.

    `broken` when the page that is shown could not be made; it is tried again when next opened.
    """

    brokenChanged = Signal()

    def __init__(
        self, jobs: JobRunner, context: Callable[[], Context], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.home = HomeModel(jobs, context, self)
        self.health = HealthModel(jobs, context, self)
        self.shortlist = ShortlistModel(jobs, context, self)
        self.activities = ActivityListModel(jobs, context, self)
        self.map_list = ActivityListModel(jobs, context, self, nearest=True)
        self.detail = ActivityDetailModel(jobs, context, self)
        self.place = PlaceModel(jobs, context, self)
        self.organizer = OrganizerModel(jobs, context, self)
        self.playlists = PlaylistsModel(jobs, context, self)
        self.playlist = PlaylistsModel(jobs, context, self)
        self.badges = BadgesModel(jobs, context, self)
        self.badge = BadgesModel(jobs, context, self)
        self.recognition = RecognitionModel(jobs, context, self)
        self.licences = LicencesModel(self)
        self._always: tuple[ScreenModel, ...] = (self.home, self.health, self.shortlist)
        self._by_page: dict[str, ScreenModel] = {
            "list": self.activities,
            "map": self.map_list,
            "detail": self.detail,
            "place": self.place,
            "organizer": self.organizer,
            "playlists": self.playlists,
            "playlist": self.playlist,
            "badges": self.badges,
            "badge": self.badge,
            "recognition": self.recognition,
        }
        self._shown: ScreenModel | None = None
        self._broken = False
        for each in self._by_page.values():
            each.failed = self._failed

    def show(self, page: Page) -> None:
        """Load what this page shows."""
        for each in self._always:
            each.open({})
        self._shown = model = self._by_page.get(page.name)
        self._break(False)
        if model is not None:
            model.open(dict(page.params))

    def expire(self) -> None:
        """Every screen is to be loaded again when it is next shown."""
        for each in (*self._always, *self._by_page.values()):
            each.expire()

    def renew(self, page: Page) -> None:
        """Load again what is shown now; the rest when it is next shown."""
        self.expire()
        self.show(page)

    def forget(self) -> None:
        """Drop everything of a visit; home and the data's age are nobody's secret."""
        for each in (self.shortlist, *self._by_page.values()):
            each.forget()

    def _failed(self, model: ScreenModel) -> None:
        if model is self._shown:
            self._break(True)

    def _break(self, broken: bool) -> None:
        if broken != self._broken:
            self._broken = broken
            self.brokenChanged.emit()

    def _get_broken(self) -> bool:
        return self._broken

    def _get_home(self) -> QObject:
        return self.home

    def _get_health(self) -> QObject:
        return self.health

    def _get_shortlist(self) -> QObject:
        return self.shortlist

    def _get_activities(self) -> QObject:
        return self.activities

    def _get_map_list(self) -> QObject:
        return self.map_list

    def _get_detail(self) -> QObject:
        return self.detail

    def _get_place(self) -> QObject:
        return self.place

    def _get_organizer(self) -> QObject:
        return self.organizer

    def _get_playlists(self) -> QObject:
        return self.playlists

    def _get_playlist(self) -> QObject:
        return self.playlist

    def _get_badges(self) -> QObject:
        return self.badges

    def _get_badge(self) -> QObject:
        return self.badge

    def _get_recognition(self) -> QObject:
        return self.recognition

    def _get_licences(self) -> QObject:
        return self.licences

    broken = Property(bool, _get_broken, notify=brokenChanged)
    homeModel = Property(HomeModel, _get_home, constant=True)
    healthModel = Property(HealthModel, _get_health, constant=True)
    licencesModel = Property(LicencesModel, _get_licences, constant=True)
    shortlistModel = Property(ShortlistModel, _get_shortlist, constant=True)
    listModel = Property(ActivityListModel, _get_activities, constant=True)
    mapListModel = Property(ActivityListModel, _get_map_list, constant=True)
    detailModel = Property(ActivityDetailModel, _get_detail, constant=True)
    placeModel = Property(PlaceModel, _get_place, constant=True)
    organizerModel = Property(OrganizerModel, _get_organizer, constant=True)
    playlistsModel = Property(PlaylistsModel, _get_playlists, constant=True)
    playlistModel = Property(PlaylistsModel, _get_playlist, constant=True)
    badgesModel = Property(BadgesModel, _get_badges, constant=True)
    badgeModel = Property(BadgesModel, _get_badge, constant=True)
    recognitionModel = Property(RecognitionModel, _get_recognition, constant=True)
