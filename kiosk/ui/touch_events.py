"""A finger for the tour and for tests: real touch events, sent to what is found by name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

PATIENCE_S: Final = 5.0
_STEP_PX: Final = 14
_DRAGS: Final = 25
_SEEN: Final = 0.05
_KEY_MS: Final = 4
_RESTS_S: Final = 3.0
_FRAME_S: Final = 0.5


class NotFound(LookupError):
    """Nothing of this name is visible and enabled; the message is fit for one line."""


def spin(seconds: float) -> None:
    """Let the event loop run for this long."""
    until(lambda: False, seconds)


def until(predicate: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    """Run the event loop until the predicate holds; whether it did before the deadline."""
    deadline = time.monotonic() + seconds
    while not predicate():
        if time.monotonic() >= deadline:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 15)
        time.sleep(0.002)
    return True


def visible_items(root: QQuickItem) -> Iterator[QQuickItem]:
    """All items a visitor can see and press, parents first; delegates and loaded ones too."""
    if not root.isVisible() or not root.isEnabled() or root.opacity() < _SEEN:
        return
    yield root
    # Chromium replaces the items inside a web view behind Python's back; touching them crashes.
    if root.inherits("QQuickWebEngineView"):
        return
    for child in children_of(root):
        yield from visible_items(child)


def children_of(item: QQuickItem) -> list[QQuickItem]:
    """Its child items, never under the name of what stood at their address before.

    Shiboken keeps a wrapper by address, also of what Qt has freed without telling Python (a
    QMetaObject of a QML type); the item that is built there next would come as that type.
    """
    children: list[QQuickItem] = item.childItems()
    stale = [each for each in children if not isinstance(each, QQuickItem)]
    if not stale:
        return children
    for each in stale:
        Shiboken.invalidate(each)
    return list(item.childItems())


class Finger:
    """Touches one window.

    Names are objectNames or shell patterns ("activity:*"), within another by a stroke
    ("filterSheet/filter:free*"), which tells a sheet's controls from those that it covers.
    """

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self._device: QPointingDevice = QTest.createTouchDevice()

    def find(self, name: str) -> QQuickItem | None:
        """The first visible item of this name; those inside the window are preferred."""
        found = [self._window.contentItem()]
        for part in name.split("/"):
            found = [
                item
                for scope in found
                for item in visible_items(scope)
                if item.objectName() and fnmatchcase(item.objectName(), part)
            ]
        return next((item for item in found if self._on_screen(item)), found[0] if found else None)

    def wait_for(self, name: str, seconds: float = PATIENCE_S) -> QQuickItem:
        """The item, as soon as it is there. Raises NotFound after `seconds`."""
        found: list[QQuickItem] = []

        def look() -> bool:
            item = self.find(name)
            found[:] = [item] if item is not None else []
            return bool(found)

        if not until(look, seconds):
            raise NotFound(f"{name} is not on the screen")
        return found[0]

    def tap(self, name: str, seconds: float = PATIENCE_S) -> None:
        """Bring the item into view and touch its middle once it rests. Raises NotFound."""
        self.tap_at(self.bring(name, seconds))

    def hold(self, name: str, hold_s: float, seconds: float = PATIENCE_S) -> None:
        """Touch the item and stay on it for `hold_s`. Raises NotFound."""
        self.tap_at(self.bring(name, seconds), hold_s)

    def tap_at(self, point: QPoint, hold_s: float = 0.04) -> None:
        """Touch a point of the window, in its own pixels."""
        self._send("press", point)
        spin(hold_s)
        self._send("release", point)
        spin(0.02)

    def drag(self, start: QPoint, end: QPoint, *, flick: bool = False) -> None:
        """Draw a line; without `flick` the finger rests before it lifts, so nothing coasts."""
        self._send("press", start)
        way = end - start
        steps = max(3, int(max(abs(way.x()), abs(way.y())) / _STEP_PX))
        for step in range(1, steps + 1):
            self._send("move", start + QPoint(way.x() * step // steps, way.y() * step // steps))
            spin(0.004)
        if not flick:
            # A resting finger trembles; its slow moves are what tells Flickable not to coast.
            for tremble in (1, 0) * 5:
                spin(0.025)
                self._send("move", end + QPoint(tremble, tremble))
        self._send("release", end)
        spin(0.03)

    def bring(self, name: str, seconds: float = PATIENCE_S) -> QPoint:
        """Drag the Flickables around the item until its middle can be touched; that point.

        The item is looked up anew after every drag: while the event loop runs, QML may delete
        it, and a Python reference to a deleted item crashes. Raises NotFound.
        """
        for _ in range(_DRAGS):
            middle = self._still(name, seconds)
            item = self.wait_for(name, seconds)
            plan = self._missing(item)
            if plan is None:
                if not self._on_screen(item):
                    raise NotFound(f"{name} is outside the window")
                return middle
            self.drag(*plan)
            if self._rest(name) == middle:
                break
        raise NotFound(f"{name} cannot be scrolled into view")

    def scroll_into_view(self, item: QQuickItem) -> bool:
        """Whether the item, found again by its name, could be brought into view."""
        try:
            self.bring(item.objectName())
        except NotFound:
            return False
        return True

    def _still(self, name: str, seconds: float) -> QPoint:
        """Where the item is once two painted frames show it at the same place, and no list around
        it glides, which would take a touch for a stop."""
        places: list[QPoint] = []
        deadline = time.monotonic() + _RESTS_S
        while True:
            item = self.wait_for(name, seconds)
            place = self._middle(item)
            rests = places[-2:].count(place) == 2 and not _glides(item)
            if rests or time.monotonic() >= deadline:
                return place
            places.append(place)
            self._paint()

    def _paint(self) -> None:
        """Let the window paint one frame."""
        painted: list[None] = []
        swapped = self._window.frameSwapped.connect(lambda: painted.append(None))
        self._window.update()
        until(lambda: bool(painted), _FRAME_S)
        self._window.frameSwapped.disconnect(swapped)

    def _rest(self, name: str) -> QPoint | None:
        """Where the item is when it has come to rest."""
        places: list[QPoint | None] = []

        def still() -> bool:
            spin(0.06)
            item = self.find(name)
            places.append(None if item is None else self._middle(item))
            return len(places) > 1 and places[-1] == places[-2]

        until(still, 3.0)
        return places[-1]

    def _missing(self, item: QQuickItem) -> tuple[QPoint, QPoint] | None:
        """The drag on the innermost Flickable that hides the item's middle; None if none does."""
        middle = QPointF(self._middle(item))
        parent: QQuickItem | None = item.parentItem()
        while parent is not None:
            if parent.inherits("QQuickFlickable"):
                seen = self._seen_part(parent)
                if not seen.contains(middle):
                    way = seen.center() - middle
                    across = seen.left() <= middle.x() <= seen.right()
                    down = seen.top() <= middle.y() <= seen.bottom()
                    x, y = (0 if across else way.x()), (0 if down else way.y())
                    return _line(seen, QPointF(x, y))
            parent = parent.parentItem()
        return None

    def _seen_part(self, item: QQuickItem) -> QRectF:
        whole = QRectF(0, 0, self._window.width(), self._window.height())
        return item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).intersected(whole)

    def _middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def _on_screen(self, item: QQuickItem) -> bool:
        middle = self._middle(item)
        inside = 0 <= middle.x() < self._window.width() and 0 <= middle.y() < self._window.height()
        return inside and item.width() > 0 and item.height() > 0

    def _send(self, what: str, point: QPoint) -> None:
        sequence = QTest.touchEvent(self._window, self._device, False)
        getattr(sequence, what)(0, point, self._window)
        sequence.commit()


def _glides(item: QQuickItem) -> bool:
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        if parent.inherits("QQuickFlickable") and parent.property("moving"):
            return True
        parent = parent.parentItem()
    return False


def _line(area: QRectF, way: QPointF) -> tuple[QPoint, QPoint]:
    """A drag along `way` around the middle of the area, and not longer than fits into it."""
    limit_x, limit_y = area.width() * 0.4, area.height() * 0.4
    half = QPointF(
        max(-limit_x, min(limit_x, way.x())) / 2, max(-limit_y, min(limit_y, way.y())) / 2
    )
    return (area.center() - half).toPoint(), (area.center() + half).toPoint()


def keys(window: QQuickWindow, text: str) -> None:
    """Type as a hand-held scanner does: fast, and with Enter at the end."""
    start = time.monotonic_ns() // 1_000_000
    typed = [(ord(char.upper()), char) for char in text] + [(Qt.Key.Key_Return.value, "\r")]
    for number, (key, char) in enumerate(typed):
        shift = char.isupper()
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, char)
            event.setTimestamp(start + number * _KEY_MS)
            QCoreApplication.sendEvent(window, event)
