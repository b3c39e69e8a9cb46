"""The points of the map: what the visitor's filters leave, ready-made for the page to fetch."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kiosk.jobs import JobRunner
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters, from_params, query, understood
from kiosk.ui.map.points import MapPoint, encode_points
from kiosk.ui.screen_model import Params, ScreenModel

if TYPE_CHECKING:
    from kiosk.ui.app import AppModel

NO_POINTS = encode_points([])


@dataclass(frozen=True, slots=True)
class Points:
    """The page's document, and the filters that it is for."""

    data: bytes
    filters: Filters
    found: bool


class MapPointsModel(QObject, ScreenModel):
    """Follows the session while the map is open.

    `changed` asks the page to fetch again; `narrowed` follows it when a visitor's filters were
    the reason, so that the map can show all that is left.
    """

    changed = Signal()
    narrowed = Signal()

    def __init__(self, jobs: JobRunner, app: "AppModel", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._begin(jobs, app.context)
        self._app = app
        self._points = NO_POINTS
        self._shown: Filters | None = None
        app.pageChanged.connect(self._follow)
        app.visitChanged.connect(self.forget)
        for renewed in (app.revisionChanged, app.languageChanged):
            renewed.connect(self.expire)
            renewed.connect(self._follow)

    def points(self) -> bytes:
        """What the page gets; made beforehand, since it is asked for on the GUI thread."""
        return self._points

    def _follow(self) -> None:
        page = self._app.session.state.page
        if page.name == "map":
            # What is selected changes the list beside the map and never the points on it.
            self.open({name: value for name, value in page.params.items() if name != "focus"})

    def _build(self, params: Params, context: Context) -> Points:
        filters = understood(from_params(params))
        wanted = query(filters, context, limit=1)
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
        return Points(encode_points(found), filters, bool(found))

    def _show(self, built: Points) -> None:
        before, self._shown = self._shown, built.filters
        if built.data != self._points:
            self._points = built.data
            self.changed.emit()
        if built.found and _fits(before, built.filters):
            self.narrowed.emit()

    def _clear(self) -> None:
        self._shown = None
        if self._points != NO_POINTS:
            self._points = NO_POINTS
            self.changed.emit()


def _fits(before: Filters | None, now: Filters) -> bool:
    """Whether the view should go to what is left: not for an area, which is the view itself."""
    if now.area or before == now or not now.any:
        return False
    return before is None or replace(before, area="") != now
