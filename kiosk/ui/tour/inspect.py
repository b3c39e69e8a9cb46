"""What is wrong with the screen that is shown, for an eye and for assistive technology.

Checked: our own words are whole and inside their control, no line ends inside a word, words do
not lie on each other, each control has a name and is not smaller than a finger needs (EN 301 549
5.5.1 and 11.4.1.2, WCAG 2.2 criteria 1.4.4, 2.5.8 and 4.1.2). The city's own texts may be
shortened; ours may not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QFont,
    QTextLayout,
    QTextOption,
)
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.ui.touch_events import visible_items

SMALLEST_MM: Final = 9.0
_SLACK_PX: Final = 2.0
_OVERLAP: Final = 0.3
_AT_WORDS: Final = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere.value
_FRAGMENTS: Final = Path(__file__).parents[3] / "resources" / "i18n" / "fragments"
_PLACE: Final = re.compile(r"%[1-9n]|%L[1-9n]")


class OwnWords:
    """Tells our own words in one language from the city's."""

    def __init__(self, language: str, folder: Path = _FRAGMENTS) -> None:
        whole, parts = set(), []
        for text in _texts(language, folder):
            pieces = _PLACE.split(text)
            if len(pieces) == 1:
                whole.add(text)
            elif re.search(r"\w{2}", "".join(pieces)):
                parts.append("[^·]*".join(re.escape(piece) for piece in pieces))
        self._whole = whole
        self._pattern = re.compile("|".join(f"(?:{part})" for part in parts))

    def __contains__(self, text: str) -> bool:
        return text in self._whole or bool(self._pattern.fullmatch(text))


def _texts(language: str, folder: Path) -> Iterator[str]:
    """Every translation; for English, the language of the sources, every source."""
    for file in folder.glob("*_lt.json" if language == "en" else f"*_{language}.json"):
        for source, words in json.loads(file.read_text("utf-8")).items():
            if language == "en":
                yield source.rpartition("::")[2]
            else:
                yield from [words] if isinstance(words, str) else words


def faults(window: QQuickWindow, own: OwnWords, pixels_per_mm: float) -> list[str]:
    """Each fault in one line."""
    QAccessible.setActive(True)
    items = list(visible_items(window.contentItem()))
    words = [item for item in items if item.inherits("QQuickText") and item.property("text")]
    screen = QRectF(0, 0, window.width(), window.height())
    shown = [item for item in words if screen.intersects(_area(item))]
    found = [f"cut off: {_says(item)}" for item in shown if _is_cut(item, own)]
    found += [f"leaves its control: {_says(item)}" for item in shown if _leaves(item)]
    found += [f"breaks inside {word!r}: {_says(item)}" for item in shown for word in _broken(item)]
    found += [
        f"on each other: {_says(one)} and {_says(other)}"
        for one, other in combinations(shown, 2)
        if one.parentItem() is other.parentItem() and _covers(one, other)
    ]
    for item in items:
        if item.inherits("QQuickAbstractButton") and item.property("tappable") is not False:
            found += _of_control(item, pixels_per_mm)
    return sorted(set(found))


def _is_cut(item: QQuickItem, own: OwnWords) -> bool:
    wide = item.property("contentWidth") > item.width() + _SLACK_PX
    return (wide or bool(item.property("truncated"))) and item.property("text") in own


def _broken(item: QQuickItem) -> Iterator[str]:
    """The words that go on in the next line without a hyphen.

    Codes and addresses, which are no words, are the texts that wrap anywhere.
    """
    lines, text = item.property("lineCount"), item.property("text")
    if lines < 2 or _asked(item, "wrapMode") != _AT_WORDS:
        return
    font = QFont(item.property("font"))
    font.setPixelSize(_asked(item, "fontInfo.pixelSize"))
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    for _ in range(lines - 1):
        line = layout.createLine()
        line.setLineWidth(item.width())
        at = line.textStart() + line.textLength()
        if text[at - 1 : at].isalnum() and text[at : at + 1].isalnum():
            before, after = text[:at].split()[-1], text[at:].split()[0]
            yield f"{before}|{after}"
    layout.endLayout()


def _asked(item: QQuickItem, expression: str) -> int:
    """What Qt tells QML only."""
    context = qmlContext(item)
    assert context is not None, "QML made it"
    return int(QQmlExpression(context, item, expression).evaluate()[0])


def _leaves(item: QQuickItem) -> bool:
    """Whether the words pass the edge of the button they stand in."""
    parent: QQuickItem | None = item.parentItem()
    while parent is not None and not parent.inherits("QQuickAbstractButton"):
        if parent.inherits("QQuickFlickable"):
            return False
        parent = parent.parentItem()
    if parent is None:
        return False
    room = _area(parent).adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX)
    return not room.contains(_area(item))


def _covers(one: QQuickItem, other: QQuickItem) -> bool:
    first, second = _area(one), _area(other)
    both = first.intersected(second)
    smaller = min(first.width() * first.height(), second.width() * second.height())
    return smaller > 0 and both.width() * both.height() > _OVERLAP * smaller


def _of_control(item: QQuickItem, pixels_per_mm: float) -> Iterator[str]:
    interface: QAccessibleInterface | None = QAccessible.queryAccessibleInterface(item)
    name = interface.text(QAccessible.Text.Name) if interface is not None else ""
    what = item.objectName() or repr(item)
    if not name:
        yield f"has no name: {what}"
    if not item.objectName():
        yield f"cannot be found: {name or what}"
    small = min(item.width(), item.height()) / pixels_per_mm
    if small < SMALLEST_MM - 0.05:
        yield f"is {small:.1f} mm: {what}"


def _area(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _says(item: QQuickItem) -> str:
    return repr(" ".join(str(item.property("text")).split())[:60])
