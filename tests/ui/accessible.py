"""What assistive technology and a keyboard find in a window: role, name, order, size and ring."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest
from shiboken6 import isValid

from kiosk.ui.language import OWN_NAMES
from kiosk.ui.touch_events import children_of, until
from kiosk.ui.tour.inspect import OwnWords, faults

OWN = {language: OwnWords(language) for language in OWN_NAMES}
LONG = ("lt", "fi", "uk")
"""Languages of long words, for pages that few open."""
ROLE = QAccessible.Role
PRESSED = {
    ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.EditableText, ROLE.Link, ROLE.PageTab,
    ROLE.ListItem, ROLE.ButtonMenu,
}  # fmt: skip
SAID = PRESSED | {
    ROLE.StaticText, ROLE.Heading, ROLE.Graphic, ROLE.List, ROLE.Pane, ROLE.Dialog, ROLE.Grouping,
    ROLE.Client, ROLE.Window, ROLE.Application, ROLE.AlertMessage, ROLE.ProgressBar, ROLE.Paragraph,
    ROLE.WebDocument, ROLE.LayeredPane, ROLE.Section, ROLE.Chart, ROLE.Notification,
}  # fmt: skip
SMALLEST_MM = 9.0
SLACK = 12.0
"""Pixels by which two controls of one row may differ in height."""


MOST_TABS = 60


def of_bar(item: QQuickItem) -> bool:
    """Whether it is of the bar that stands beside or beneath every page."""
    return item.objectName().startswith("nav")


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The tree as assistive technology walks it, parents first."""
    yield node
    for number in range(node.childCount()):
        child = node.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from nodes(child)


def area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def seen(item: QQuickItem) -> bool:
    """Whether it and all it stands in is shown, and opaque enough to be seen."""
    opacity, each = 1.0, item
    while each is not None:
        opacity *= each.opacity()
        each = each.parentItem()
    return bool(item.isVisible() and item.isEnabled() and opacity > 0.05)


def way_of_the_focus(window: QQuickWindow) -> Iterator[tuple[QQuickItem | None, QQuickItem]]:
    """What Tab leads from and to, until it is back where it began or has led far enough."""
    first, before = "", None
    for _ in range(MOST_TABS):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        item = window.activeFocusItem()
        if not isinstance(item, QQuickItem) or item.objectName() == first:
            return
        first = first or item.objectName()
        yield before, item
        before = item


def jumps_back(one: QQuickItem, other: QQuickItem) -> bool:
    """Whether the eye has to go back: up, and not into the next column."""
    first, second = area(one), area(other)
    upwards = (
        second.center().y() < first.center().y() - SLACK and second.top() < first.top() - SLACK
    )
    beside = abs(second.center().y() - first.center().y()) <= SLACK
    leftwards = second.left() < first.left() - SLACK
    next_column = second.left() >= first.right() - SLACK
    return (upwards and not next_column) or (beside and leftwards)


def ringed(item: QQuickItem) -> bool:
    """Whether the ring of the focus is drawn around it, or a field's caret stands in it."""
    if item.inherits("QQuickTextInput"):
        return bool(item.property("cursorVisible"))
    near = [item, *children_of(item)]
    near += [each for one in list(near) for each in children_of(one)]
    return any(each.objectName() == "focusRing" and each.isVisible() for each in near)


def tree_faults(window: QQuickWindow, millimetre: float) -> tuple[list[str], int]:
    """What is wrong in the tree, and how many controls it has. A keypad's filter is in place."""
    QAccessible.setActive(True)
    root = QAccessible.queryAccessibleInterface(window)
    assert root is not None
    wrong: list[str] = []
    pressed = 0
    for node in nodes(root):
        name, item = node.text(QAccessible.Text.Name), node.object()
        # Shiboken may still know what stood at this address before.
        item = item if isinstance(item, QObject) else None
        what = repr(item)
        if node.role() not in SAID:
            wrong.append(f"role {node.role().name}: {what} {name!r}")
        if node.role() in PRESSED and isinstance(item, QQuickItem) and seen(item):
            pressed += 1
            if not name:
                wrong.append(f"no name: {what}")
            small = min(item.width(), item.height()) / millimetre
            if small < SMALLEST_MM - 0.05:
                wrong.append(f"{small:.1f} mm: {what} {name!r}")
    return wrong, pressed


def focus_faults(window: QQuickWindow) -> tuple[list[str], list[str]]:
    """What is wrong on the way of the focus, and the names of what it comes to."""
    wrong: list[str] = []
    reached: list[str] = []
    for one, other in way_of_the_focus(window):
        name = other.objectName()
        reached.append(name)
        told = QAccessible.queryAccessibleInterface(other)
        if told is None or told.role() not in PRESSED or not told.text(QAccessible.Text.Name):
            wrong.append(f"takes focus and cannot be told: {name}, {told and told.role().name}")
        if not ringed(other):
            wrong.append(f"takes focus without a ring: {name}")
        if not seen(other):
            wrong.append(f"takes focus unseen: {name or repr(other)}")
        elif (
            one is not None
            and isValid(one)
            and of_bar(one) == of_bar(other)
            and jumps_back(one, other)
        ):
            wrong.append(f"from {one.objectName()} back to {name}")
    return wrong, reached


def standing_faults(window: QQuickWindow, language: str, millimetre: float) -> list[str]:
    """The faults for an eye that are still there when the window has come to rest."""
    found: list[str] = []

    def clean() -> bool:
        found[:] = faults(window, OWN[language], millimetre)
        return not found

    until(clean, 2)
    return found
