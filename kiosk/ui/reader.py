"""Reading aloud: what has the focus, what a finger explores, and the page that has opened.

A finger hears before it acts (EN 301 549, 5.1.3.1): the first touch on a control says its name,
the second, on the same one, works as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.touch_events import visible_items

translate = QCoreApplication.translate


class Voice(Protocol):
    """What says it: kiosk.devices.speech.Speech."""

    def say(self, text: str, language: str, *, softly: bool = False) -> None: ...
    def stop(self) -> None: ...


class Reader(QObject):
    """Reads one window to a visitor who asked for it; install it as its event filter."""

    def __init__(
        self,
        window: QQuickWindow,
        voice: Voice,
        language: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or window)
        self._window = window
        self._voice = voice
        self._language = language
        self._explored: QQuickItem | None = None
        self._exploring = False
        self.on = False
        self.private = False
        """Nobody but who listens hears it: headphones are plugged in."""
        self.names = False
        """Staff wished to hear people's names."""
        QGuiApplication.instance().focusObjectChanged.connect(self._focused)  # type: ignore[union-attr]

    def use(self, on: bool) -> None:
        """Start or stop reading."""
        if on == self.on:
            return
        self.on = on
        self._explored = None
        QAccessible.setActive(True)
        if not on:
            self._voice.stop()

    def say(self, text: str) -> None:
        """Say something that is not a control: a page's title, a message."""
        if self.on:
            self._voice.say(text, self._language())

    def tell(self, item: QQuickItem) -> None:
        """Say what this is, without what others must not hear."""
        self.say(self._discreet(item, spoken(item)))

    def _discreet(self, item: QQuickItem, words: str) -> str:
        if self.private:
            return words
        if item.property("secret"):
            return translate("Reader", "key, told in headphones only")
        each: QQuickItem | None = item
        while each is not None and not self.names:
            # Who stands around must not hear who is on the roster.
            name, instead = each.property("personal"), each.property("discreet")
            if name and instead is not None:
                words = words.replace(name, instead)
            each = each.parentItem()
        return words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook; True keeps an exploring finger from the controls."""
        if not self.on or not isinstance(event, QTouchEvent) or event.pointCount() != 1:
            return False
        point = event.point(0).position()
        if event.type() == QEvent.Type.TouchBegin:
            item = control_at(self._window, point)
            self._exploring = item is not None and item is not self._explored
            if self._exploring:
                self._explore(item)
            return self._exploring
        if event.type() == QEvent.Type.TouchUpdate and self._exploring:
            self._explore(control_at(self._window, point))
            return True
        if event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel) and self._exploring:
            self._exploring = False
            return True
        return False

    def _explore(self, item: QQuickItem | None) -> None:
        if item is None or item is self._explored:
            return
        self._explored = item
        if not item.hasActiveFocus():
            item.forceActiveFocus(Qt.FocusReason.OtherFocusReason)
        self.tell(item)

    def _focused(self, item: QObject | None) -> None:
        # Never item.window(): PySide then ends the window's Python side with the item's.
        if self.on and isinstance(item, QQuickItem):
            self.tell(item)


def control_at(window: QQuickWindow, point: QPointF) -> QQuickItem | None:
    """The topmost thing with a name under a point of the window."""
    found = None
    for item in visible_items(window.contentItem()):
        area = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        if area.contains(point) and is_spoken(item):
            found = item
    return found


def is_spoken(item: QQuickItem) -> bool:
    """Whether it is a control, and not the ground that a page stands on."""
    if item.property("tappable") is False:
        return False
    return item.inherits("QQuickAbstractButton") or item.inherits("QQuickTextField")


def spoken(item: QQuickItem) -> str:
    """A control in words: its name, what it is, and its state."""
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
    if interface is None:
        return ""
    name = interface.text(QAccessible.Text.Name)
    state, role = interface.state(), interface.role()
    parts = [name, interface.text(QAccessible.Text.Description)]
    if role == QAccessible.Role.Button:
        parts.append(translate("Reader", "button"))
    elif role == QAccessible.Role.EditableText:
        parts.append(translate("Reader", "text field"))
    if state.checkable and state.checked:
        parts.append(translate("Reader", "selected"))
    if state.disabled:
        parts.append(translate("Reader", "not available"))
    return ", ".join(part for part in parts if part)
