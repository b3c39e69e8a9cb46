"""The gallery shows every control, in every scheme, without a word from Qt."""

import re
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QImage
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.gallery import PAGES, QML, SCHEMES, save
from kiosk.ui.fonts import load_fonts
from kiosk.ui.tour.picture import is_blank

CONTROLS = QML / "Kiosk" / "Controls"


def named_in(text: str) -> set[str]:
    """The controls that a QML text makes."""
    return set(re.findall(r"\b([A-Z]\w+) \{", text)) & {
        file.stem for file in CONTROLS.glob("*.qml")
    }


def test_every_control_has_its_place_in_the_gallery() -> None:
    listed = re.findall(r"^(\w+) 1\.0 ", (CONTROLS / "qmldir").read_text("utf-8"), re.MULTILINE)
    pages = [*(QML / "Kiosk" / "Gallery").glob("*.qml"), QML / "Gallery.qml"]
    found = set[str]()
    more = named_in("".join(file.read_text("utf-8") for file in pages))
    while more - found:  # what is shown is shown with its parts
        found |= more
        more = named_in("".join((CONTROLS / f"{each}.qml").read_text("utf-8") for each in found))
    assert found == set(listed)


def test_each_page_is_drawn_in_each_scheme(qtbot: QtBot, tmp_path: Path) -> None:
    load_fonts()
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    engine.load(QUrl.fromLocalFile(str(QML / "Gallery.qml")))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    qtbot.waitExposed(window)
    files = save(engine, window, tmp_path)
    window.close()
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.DeferredDelete.value)
    pictures = [QImage(str(file)) for file in files]
    assert len(pictures) == len(PAGES) * len(SCHEMES)
    assert not any(is_blank(each) for each in pictures)
    assert len({bytes(each.constBits()) for each in pictures}) == len(pictures)
