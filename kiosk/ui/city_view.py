"""What the screen is told from outside a visit: the city, its languages, hours, and this screen."""

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.services.catalogue import Catalogue
from kiosk.settings import Settings
from kiosk.ui.language import OWN_NAMES, Language, greeting, hello
from kiosk.ui.legible import legible
from kiosk.ui.map.flags import has_gpu
from sync.model import City, words

QML_IMPORT_NAME = "Kiosk.Backend"
QML_IMPORT_MAJOR_VERSION = 1

QVariant = dict  # what the QML tools take for a value with any members
QVariantList = list

DEFAULT_WIDTH_MM = 336
"""The short side of a 27 inch screen, where the settings do not say."""


@QmlElement
class CityView(QObject):
    """The part of `AppModel` that no visitor changes."""

    cityChanged = Signal()
    darknessChanged = Signal()
    hoursChanged = Signal()
    maintenanceChanged = Signal()

    def __init__(
        self, catalogue: Catalogue, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.catalogue = catalogue
        self.settings = settings
        self._city = catalogue.city()
        default = settings.language or self._city.languages[0]
        self.language_switch = Language(default, parent=self)
        self._offered: tuple[str, ...] = ()
        self._darkness = 0
        self._closed = ""
        self._maintenance = settings.maintenance

    def use_city(self, city: City) -> None:
        """What the catalogue says of the city now."""
        if city != self._city:
            self._city = city
            self.cityChanged.emit()

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

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages that a visitor may choose."""
        return self._offered or self._city.languages

    def _get_languages(self) -> list[dict[str, str]]:
        return [
            {
                "code": c, "name": OWN_NAMES.get(c, c),
                "greeting": greeting(c), "hello": hello(c),
            }
            for c in self.spoken
        ]  # fmt: skip

    def _get_city(self) -> dict[str, Any]:
        city, language = self._city, self.language_switch.code
        return {
            "name": legible(words(city, "name", language).text, one_line=True),
            "primary": city.primary or "#7a1f2b",
            "accent": city.accent or "#f2b705",
            "demonstration": city.demonstration,
            "notice": legible(words(city, "description", language).text),
        }

    def _get_screen(self) -> dict[str, float | bool]:
        width, height = self.settings.width, self.settings.height
        millimetres = self.settings.screen_width_mm or DEFAULT_WIDTH_MM * width / min(width, height)
        return {
            "width": width, "height": height, "pixelsPerMm": width / millimetres,
            "drawnByProcessor": not has_gpu(),
        }  # fmt: skip

    def _get_darkness(self) -> int:
        return self._darkness

    def _get_closed(self) -> str:
        return self._closed

    def _get_maintenance(self) -> bool:
        return self._maintenance

    city = Property(QVariant, _get_city, notify=cityChanged)
    languages = Property(QVariantList, _get_languages, notify=cityChanged)
    screen = Property(QVariant, _get_screen, constant=True)
    darkness = Property(int, _get_darkness, notify=darknessChanged)
    closedText = Property(str, _get_closed, notify=hoursChanged)
    maintenance = Property(bool, _get_maintenance, notify=maintenanceChanged)
