"""The one object the page can see: small, typed, and it decides nothing."""

from PySide6.QtCore import QObject, Signal, Slot

MAX_TEXT = 200
MAX_IDS = 500


class MapPort(QObject):
    """Signals named `...Asked` go to the page; its slots are what the page reports."""

    selectAsked = Signal(str)
    cameraAsked = Signal(float, float, float)
    homeAsked = Signal()
    zoomAsked = Signal(float)
    padAsked = Signal(float, float, float, float)
    themeAsked = Signal(str)
    languageAsked = Signal(str)
    stillAsked = Signal(bool)
    scaleAsked = Signal(float)
    fitAsked = Signal()
    reloadAsked = Signal()
    pingAsked = Signal(int)

    place = Signal(str)
    places = Signal(list)
    cluster = Signal(int)
    empty = Signal()
    view = Signal(float, float, float, float, float, float, bool)
    distance = Signal(str, int, int)
    ready = Signal(str, str, int)
    fault = Signal(str, bool)
    pong = Signal(int)

    @Slot(str)
    def placeTapped(self, place: str) -> None:
        """A marker was tapped."""
        self.place.emit(place[:MAX_TEXT])

    @Slot("QVariantList")
    def placesTapped(self, places: list[object]) -> None:
        """A spot with several places was tapped."""
        self.places.emit([str(each)[:MAX_TEXT] for each in places[:MAX_IDS]])

    @Slot(int)
    def clusterTapped(self, count: int) -> None:
        """A cluster of `count` activities was tapped; the page zooms by itself."""
        self.cluster.emit(count)

    @Slot()
    def emptyTapped(self) -> None:
        """Bare ground was tapped."""
        self.empty.emit()

    @Slot(float, float, float, float, float, float, bool)
    def viewChanged(
        self,
        west: float,
        south: float,
        east: float,
        north: float,
        zoom: float,
        bearing: float,
        by_hand: bool,
    ) -> None:
        """The picture came to rest; degrees, and the bearing clockwise from north.

        `by_hand` tells a visitor's movement from one that the program asked for.
        """
        self.view.emit(west, south, east, north, zoom, bearing, by_hand)

    @Slot(str, int, int)
    def walked(self, place: str, metres: int, minutes: int) -> None:
        """How far the selected place is from here, in a straight line, and on foot."""
        self.distance.emit(place[:MAX_TEXT], metres, minutes)

    @Slot(str, str, int)
    def started(self, renderer: str, gpu: str, milliseconds: int) -> None:
        """The first picture is complete, so long after the page began to load."""
        self.ready.emit(renderer[:MAX_TEXT], gpu[:MAX_TEXT], milliseconds)

    @Slot(str)
    def faulted(self, text: str) -> None:
        """Something small went wrong; the map goes on."""
        self.fault.emit(text[:MAX_TEXT], False)

    @Slot(str)
    def broken(self, text: str) -> None:
        """The map cannot start."""
        self.fault.emit(text[:MAX_TEXT], True)

    @Slot(int)
    def ponged(self, number: int) -> None:
        """The page is alive."""
        self.pong.emit(number)
