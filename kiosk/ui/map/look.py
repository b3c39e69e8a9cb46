"""How the map looks: what a visitor may change while it runs. Properties for `CityMap.qml`."""

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.ui.map.config import Look, MapSettings
from kiosk.ui.map.port import MapPort

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MapLook(QObject):
    """Theme, language, motion and size; each change goes to the page at once."""

    lookChanged = Signal()

    def __init__(self, settings: MapSettings, port: MapPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._port = port
        self._theme, self._language = settings.theme, settings.language
        self._still, self._scale = settings.still, settings.scale

    def told(self) -> Look:
        """All of it, for a page that begins."""
        return Look(self._theme, self._language, self._scale, self._still)

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

    def _get_theme(self) -> str:
        return self._theme

    def _get_language(self) -> str:
        return self._language

    def _get_scale(self) -> float:
        return self._scale

    def _get_still(self) -> bool:
        return self._still

    theme = Property(str, _get_theme, _set_theme, notify=lookChanged)
    language = Property(str, _get_language, _set_language, notify=lookChanged)
    scale = Property(float, _get_scale, _set_scale, notify=lookChanged)
    still = Property(bool, _get_still, _set_still, notify=lookChanged)
