"""The gallery shows every control in every state and scheme, without a word from Qt."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.gallery import PAGES, QML, SCHEMES, save
from kiosk.ui.fonts import load_fonts
from kiosk.ui.touch_events import children_of, spin, until, visible_items
from kiosk.ui.tour.picture import is_blank

CONTROLS = QML / "Kiosk" / "Controls"
SOURCES = {file.stem: file.read_text("utf-8") for file in CONTROLS.glob("*.qml")}
SHOWN = "".join(
    file.read_text("utf-8")
    for file in [*sorted((QML / "Kiosk" / "Gallery").glob("*.qml")), QML / "Gallery.qml"]
)
CHOSEN = ("selected", "picked", "lit")
UNSEEN = ("moved",)
"""What a control keeps for itself and nobody sees."""


def named_in(text: str) -> set[str]:
    """The controls that a QML text makes."""
    return set(re.findall(r"\b([A-Z]\w+) \{", text)) & SOURCES.keys()


def whole(more: set[str]) -> set[str]:
    """These controls and those that they are made of."""
    found = set[str]()
    while more - found:
        found |= more
        more = named_in("".join(SOURCES[each] for each in found))
    return found


def root_of(control: str) -> str:
    """What a control is at its bottom: a type of Qt."""
    found = re.search(r"^([A-Z][\w.]*) \{", SOURCES[control], re.MULTILINE)
    assert found is not None
    return root_of(found[1]) if found[1] in SOURCES else found[1]


def states_of(control: str) -> set[str]:
    """The states that something pressed can be seen in, as its own file has them."""
    chain = SOURCES[control]
    while (base := re.search(r"^([A-Z]\w*) \{", chain, re.MULTILINE)) and base[1] in SOURCES:
        chain = SOURCES[base[1]] + re.sub(r"^[A-Z]\w* \{", "", chain, flags=re.MULTILINE)
    states = {"rest", "pressed"}
    if "shown: root.visualFocus" in chain:
        states.add("focused")
    if re.search(r"opacity: enabled \?", chain):
        states.add("disabled")
    if any(f"property bool {each}:" in SOURCES[control] for each in CHOSEN):
        states.add("chosen")
    return states


def test_every_control_has_its_place_in_the_gallery() -> None:
    listed = re.findall(r"^(\w+) 1\.0 ", (CONTROLS / "qmldir").read_text("utf-8"), re.MULTILINE)
    assert whole(named_in(SHOWN)) == set(listed)


def uses(control: str, text: str) -> Iterator[str]:
    """What a QML text sets of each such control that it makes."""
    names = "|".join([control, *re.findall(rf"component (\w+): {control} \{{", text)])
    for found in re.finditer(rf"\b(?:{names}) \{{", text):
        depth, end = 1, found.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        yield text[found.end() : end]


def test_every_choice_of_a_control_is_shown_both_ways() -> None:
    """What is false unless said is shown true somewhere, and the other way round."""
    everything = SHOWN + "".join(SOURCES.values())
    missing = [
        f"{control}.{name}"
        for control, text in SOURCES.items()
        for name, usual in re.findall(r"^    property bool (\w+): (true|false)", text, re.MULTILINE)
        if name not in UNSEEN
        and not any(re.search(rf"\b{name}: (?!{usual})", use) for use in uses(control, everything))
    ]
    assert missing == []


def test_every_word_that_a_control_looks_different_for_is_shown() -> None:
    asked = {
        (control, word)
        for control, text in SOURCES.items()
        for word in re.findall(
            r"(?:root\.)?(?:variant|tone|freshness|role|shape) === \"(\w+)\"", text
        )
    }
    assert asked
    missing = {(control, word) for control, word in asked if f'"{word}"' not in SHOWN}
    assert missing == set()


@pytest.fixture(scope="module")
def engine(qapp: QCoreApplication) -> Iterator[QQmlApplicationEngine]:
    load_fonts()
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    engine.load(QUrl.fromLocalFile(str(QML / "Gallery.qml")))
    yield engine
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.close()
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def window(engine: QQmlApplicationEngine, qtbot: QtBot) -> QQuickWindow:
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    window.resize(1080, 1920)
    window.setProperty("screenHeight", 1920)
    qtbot.waitExposed(window)
    return window


def test_each_page_is_drawn_in_each_scheme(
    engine: QQmlApplicationEngine, window: QQuickWindow, tmp_path: Path
) -> None:
    pictures = [QImage(str(file)) for file in save(engine, window, tmp_path)]
    assert len(pictures) == len(PAGES) * len(SCHEMES)
    assert not any(is_blank(each) for each in pictures)
    assert len({bytes(each.constBits()) for each in pictures}) == len(pictures)


def specimens(window: QQuickWindow) -> dict[str, dict[str, QQuickItem]]:
    """The controls of the page of states, by control and state."""
    found: dict[str, dict[str, QQuickItem]] = {}
    for item in visible_items(window.contentItem()):
        kind, _, rest = item.objectName().partition(":")
        if kind == "specimen":
            control, _, state = rest.partition(":")
            # Below its name.
            found.setdefault(control, {})[state] = children_of(item)[-1]
    return found


def test_no_two_states_of_what_is_pressed_look_alike(
    engine: QQmlApplicationEngine, window: QQuickWindow
) -> None:
    pressable = {each for each in SOURCES if root_of(each) in ("T.Button", "T.AbstractButton")}
    theme = engine.singletonInstance("Kiosk.Theme", "Theme")
    assert isinstance(theme, QObject)
    window.setProperty("page", "States")
    assert until(lambda: bool(specimens(window)))
    spin(0.3)
    window.setHeight(int(window.property("whole")) + 1)
    shown = specimens(window)
    assert {control: set(states) for control, states in shown.items()} == {
        control: states_of(control) for control in pressable
    }
    for scheme in SCHEMES:
        theme.setProperty("scheme", scheme)
        spin(0.3)
        whole_page = window.grabWindow()
        for control, states in shown.items():
            looks = {state: cut(whole_page, item) for state, item in states.items()}
            assert len({bytes(each.constBits()) for each in looks.values()}) == len(looks), (
                f"{control} in {scheme}"
            )
    theme.setProperty("scheme", "light")


def cut(page: QImage, item: QQuickItem) -> QImage:
    """The item as it was painted, with the room of a ring around it."""
    at = item.mapRectToScene(item.boundingRect()).toAlignedRect()
    around = QRect(at.x() - 8, at.y() - 8, at.width() + 16, at.height() + 16)
    return page.copy(around).convertToFormat(QImage.Format.Format_RGB32)


def test_the_ring_is_drawn_when_a_key_brings_the_focus(window: QQuickWindow) -> None:
    window.setProperty("page", "States")
    assert until(lambda: bool(specimens(window)))
    window.requestActivate()
    assert until(window.isActive)
    for control, states in specimens(window).items():
        if "focused" not in states:
            continue
        button = children_of(states["rest"])[0].property("item")
        button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        ring = [each for each in visible_items(button) if each.objectName() == "focusRing"]
        assert ring, control
