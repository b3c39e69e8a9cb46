"""What the screen sees of the visit that goes on: page, language, picks, the idle warning."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.session import Limits, State, seconds_left
from kiosk.services.catalogue import Catalogue
from kiosk.settings import Settings
from kiosk.ui.city_view import CityView
from kiosk.ui.session_controller import SessionController

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members
QVariantList = list


@QmlElement
class VisitView(CityView):
    """The part of `AppModel` that reads the session; who steps it tells what has changed."""

    pageChanged = Signal()
    visitChanged = Signal()
    warningChanged = Signal()
    languageChanged = Signal()
    picksChanged = Signal()

    def __init__(
        self, catalogue: Catalogue, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(catalogue, settings, parent)
        limits = Limits(idle=settings.idle_seconds, warning=settings.warning_seconds)
        self.session = SessionController(self.language_switch.code, limits, parent=self)

    @property
    def _state(self) -> State:
        return self.session.state

    def _get_page(self) -> str:
        return self._state.page.name

    def _get_params(self) -> dict[str, str]:
        return dict(self._state.page.params)

    def _get_can_go_back(self) -> bool:
        return self._state.can_go_back

    def _get_visit(self) -> int:
        return self._state.visit

    def _get_warned(self) -> bool:
        return self._state.warned

    def _get_seconds_left(self) -> int:
        return round(seconds_left(self._state, self.session.limits))

    def _get_language(self) -> str:
        return self._state.language

    def _get_picks(self) -> list[str]:
        return list(self._state.shortlist)

    page = Property(str, _get_page, notify=pageChanged)
    params = Property(QVariant, _get_params, notify=pageChanged)
    canGoBack = Property(bool, _get_can_go_back, notify=pageChanged)
    visit = Property(int, _get_visit, notify=visitChanged)
    warned = Property(bool, _get_warned, notify=warningChanged)
    secondsLeft = Property(int, _get_seconds_left, notify=warningChanged)
    language = Property(str, _get_language, notify=languageChanged)
    picks = Property(QVariantList, _get_picks, notify=picksChanged)
