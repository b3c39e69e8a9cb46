"""The finger of tour and tests, on a small scene that counts its touches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.ui.touch_events import Finger, NotFound, until
from kiosk.ui.tour.actions import Tap
from kiosk.ui.tour.picture import is_blank, picture_of
from kiosk.ui.tour.steps import Step
from kiosk.ui.tour.walk import walk

SCENE = b"""
import QtQuick
Window {
    id: root
    property var touched: []
    function note(what) { touched = touched.concat([what]); }
    width: 400; height: 600; visible: true; color: "white"
    component Spot: Rectangle {
        id: spot
        property string name
        signal pressed
        objectName: name; width: 120; height: 60; color: "steelblue"
        MultiPointTouchArea { anchors.fill: parent; onReleased: spot.pressed() }
    }
    Item {
        objectName: "page"; anchors.fill: parent
        Spot { name: "plain"; onPressed: root.note("plain") }
        Spot { name: "hidden"; visible: false; onPressed: root.note("hidden") }
        Spot { name: "off"; x: 130; enabled: false; onPressed: root.note("off") }
        Spot { name: "twice"; y: 70; onPressed: root.note("twice below") }
        Rectangle {
            x: 260; width: 120; height: 60; objectName: "held"
            TapHandler { longPressThreshold: 0.3; onLongPressed: root.note("held") }
        }
        Loader { y: 140; sourceComponent: Spot { name: "loaded"; onPressed: root.note("loaded") } }
        ListView {
            objectName: "rows"; y: 210; width: 400; height: 390; clip: true; model: 60
            delegate: Item {
                required property int index
                width: 400; height: 60; objectName: "row:" + index
                TapHandler { onTapped: root.note("row " + parent.index) }
            }
        }
        Flickable {
            objectName: "strip"; x: 130; y: 70; width: 270; height: 60; contentWidth: 1500
            Row { Repeater { model: 12; Item {
                required property int index
                width: 120; height: 60; objectName: "chip:" + index
                TapHandler { onTapped: root.note("chip " + parent.index) }
            } } }
        }
    }
    Item {
        objectName: "sheet"; anchors.fill: parent; visible: false
        Spot { name: "twice"; y: 300; onPressed: root.note("twice above") }
    }
}
"""


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QQuickWindow]:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(QByteArray(SCENE), QUrl())
    made = component.create()
    assert isinstance(made, QQuickWindow), component.errorString()
    qtbot.waitUntil(made.isExposed)
    yield made
    made.deleteLater()
    engine.deleteLater()


def touched(window: QQuickWindow) -> list[str]:
    value = window.property("touched")
    return list(value.toVariant() if hasattr(value, "toVariant") else value)


def test_a_touch_reaches_what_is_named(window: QQuickWindow) -> None:
    finger = Finger(window)
    finger.tap("plain")
    finger.tap("loaded")

    assert touched(window) == ["plain", "loaded"]


@pytest.mark.parametrize("name", ["hidden", "off", "nowhere"])
def test_what_a_visitor_cannot_press_is_not_found(window: QQuickWindow, name: str) -> None:
    with pytest.raises(NotFound, match=name):
        Finger(window).tap(name, seconds=0.2)

    assert touched(window) == []


def test_a_long_press_is_held(window: QQuickWindow) -> None:
    Finger(window).hold("held", 1.2)

    assert touched(window) == ["held"]


def test_a_row_below_the_fold_is_scrolled_to(window: QQuickWindow) -> None:
    finger = Finger(window)
    rows = window.findChild(QQuickItem, "rows")
    assert rows is not None

    finger.tap("row:7")
    assert until(lambda: touched(window) == ["row 7"], 2)
    assert rows.property("contentY") > 0


def test_a_chip_beside_the_edge_is_scrolled_to(window: QQuickWindow) -> None:
    Finger(window).tap("chip:9")

    assert until(lambda: touched(window) == ["chip 9"], 2)


def test_a_flick_coasts_and_a_drag_does_not(window: QQuickWindow) -> None:
    finger = Finger(window)
    rows = window.findChild(QQuickItem, "rows")
    assert rows is not None
    finger.drag(QPoint(200, 550), QPoint(200, 350))
    dragged = rows.property("contentY")
    until(lambda: False, 0.3)
    assert rows.property("contentY") == dragged

    finger.drag(QPoint(200, 550), QPoint(200, 350), flick=True)
    flicked = rows.property("contentY")
    assert until(lambda: rows.property("contentY") > flicked + 5, 1)


def test_a_name_within_a_sheet_is_not_what_the_sheet_covers(window: QQuickWindow) -> None:
    sheet = window.findChild(QQuickItem, "sheet")
    assert sheet is not None
    sheet.setVisible(True)

    Finger(window).tap("sheet/twice")

    assert touched(window) == ["twice above"]


def test_a_stop_that_fails_is_written_down_and_the_walk_goes_on(
    window: QQuickWindow, tmp_path: Path
) -> None:
    steps = (
        Step("first", "page", (Tap("plain"),), settle=0),
        Step("broken", "page", (Tap("nowhere", seconds=0.1),), settle=0),
        Step("last", "page", (Tap("loaded"),), settle=0),
    )

    stops = walk(window, tmp_path / "out", steps=steps)

    assert [(stop.screen, stop.ok) for stop in stops] == [
        ("first", True),
        ("broken", False),
        ("last", True),
    ]
    assert stops[1].error == "nowhere is not on the screen"
    assert [(tmp_path / "out" / stop.file).stat().st_size > 500 for stop in stops] == [True] * 3
    assert touched(window) == ["plain", "loaded"]


def test_a_picture_shows_what_is_drawn(window: QQuickWindow) -> None:
    until(lambda: False, 0.3)
    shot = picture_of(window)

    assert (shot.width(), shot.height()) == (400, 600)
    assert not is_blank(shot)
    assert shot.pixelColor(20, 20).name() == "#4682b4"
