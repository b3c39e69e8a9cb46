"""The points of the map: what the visitor's filters leave, ready-made for the page to fetch."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.jobs import JobRunner
from kiosk.ui.context import Context
from kiosk.ui.filters import from_params, query
from kiosk.ui.map.points import MapPoint, encode_points
from kiosk.ui.screen_model import Params, ScreenModel

if TYPE_CHECKING:
    from kiosk.ui.app import AppModel

NO_POINTS = b"[]"


class MapPointsModel(QObject, ScreenModel):
    """Follows the session while the map is open; `changed` asks the page to fetch again."""

    changed = Signal()

    def __init__(self, jobs: JobRunner, app: "AppModel", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begin(jobs, app.context)
        self._app = app
        self._points = NO_POINTS
        app.pageChanged.connect(self._follow)
        app.visitChanged.connect(self.forget)
        for renewed in (app.revisionChanged, app.languageChanged):
            renewed.connect(self.expire)
            renewed.connect(self._follow)

    def points(self) -> bytes:
        """The JSON that the page gets; made beforehand, since it is asked for on the GUI thread."""
        return self._points

    def _follow(self) -> None:
        page = self._app.session.state.page
        if page.name == "map":
            self.open(dict(page.params))

    def _build(self, params: Params, context: Context) -> bytes:
        wanted = query(from_params(params), context.today, context.near, limit=1)
        found = []
        for point in context.catalogue.map_places(wanted, context.now):
            topic = context.topic(point.topic)
            place = context.place(point.place)
            name = context.say(place) if place else point.name
            found.append(
                MapPoint(
                    point.place, point.longitude, point.latitude, topic.colour, topic.shape,
                    point.count, name,
                )
            )  # fmt: skip
        return encode_points(found)

    def _show(self, built: bytes) -> None:
        if built != self._points:
            self._points = built
            self.changed.emit()

    def _clear(self) -> None:
        self._show(NO_POINTS)
