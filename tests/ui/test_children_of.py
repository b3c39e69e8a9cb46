"""What is found in a window is an item, whatever stood at its address before."""

import gc

from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from kiosk.ui.touch_events import children_of


def test_a_child_comes_as_an_item_also_where_its_address_is_known_as_something_else(
    qtbot: QtBot,
) -> None:
    engine = QQmlEngine()
    component = QQmlComponent(engine)
    component.setData(b"import QtQuick\nItem { Text {} }", "")
    parent = component.create()
    assert isinstance(parent, QQuickItem)
    address = Shiboken.getCppPointer(parent.childItems()[0])[0]
    gc.collect()
    stale = Shiboken.wrapInstance(address, QMetaObject)
    before: list[QObject] = list(parent.childItems())
    assert [type(each).__name__ for each in before] == ["QMetaObject"]

    assert [type(each) for each in children_of(parent)] == [QQuickItem]
    assert not Shiboken.isValid(stale)
