"""Colours that can be read, icons that exist, controls that have a name and a size."""

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickItem

from kiosk.ui.touch_events import spin, visible_items
from tests.ui.visit import Visit

Open = Callable[..., Visit]

QML = Path(__file__).parents[2] / "kiosk" / "qml"
PAGES = (
    ("home", {}),
    ("list", {"free": "1"}),
    ("detail", {"id": "act-arduino-03"}),
    ("place", {"id": "place-kablys"}),
    ("topics", {}),
    ("playlists", {}),
    ("badges", {}),
    ("shortlist", {}),
    ("about", {}),
    ("map", {}),
)
REST = (
    ("playlist", {"id": "playlist-robotas"}),
    ("badge", {"id": "badge-komandos-zaidejas"}),
    ("organizer", {"id": "org-adomo-mickeviciaus-memorialinis-muziejus"}),
    ("recognition", {}),
    ("feedback", {}),
    ("licences", {}),
)
OF_THEIR_OWN = {"attract", "scan", "result", "staff"}
"""Pages that are no visitor's choice; tests/scan and tests/desk look at theirs."""


def luminance(colour: QColor) -> float:
    """WCAG 2.2 relative luminance, written apart from the one in QML."""
    parts = []
    for value in (colour.redF(), colour.greenF(), colour.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """From 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_every_text_colour_can_be_read_on_its_ground(kiosk: Visit, scheme: str) -> None:
    theme = kiosk.theme()
    theme.setProperty("scheme", scheme)
    for city in ("#7A1F2B", "#f2b705", "#0057b8", "#ffffff", "#101010", "#58a618"):
        theme.setProperty("cityPrimary", QColor(city))
        theme.setProperty("cityAccent", QColor(city))
        pairs = [
            *product(
                ("ink", "inkSoft", "primaryInk", "positive", "warning", "danger"), ("surface",)
            ),
            *product(("ink", "inkSoft"), ("background", "sunken")),
            ("primaryText", "primary"),
            ("accentText", "accent"),
        ]
        for text, ground in pairs:
            found = contrast(QColor(theme.property(text)), QColor(theme.property(ground)))
            assert found >= (7 if scheme == "contrast" else 4.5), (
                f"{text} on {ground} for {city}, {scheme}: {found:.2f}"
            )
    theme.setProperty("scheme", "light")


def test_every_topic_of_the_city_carries_its_words(kiosk: Visit) -> None:
    white, ink = QColor("#ffffff"), QColor("#13101e")
    for topic in kiosk.catalogue.topics():
        ground = QColor(topic.colour)
        assert max(contrast(white, ground), contrast(ink, ground)) >= 4.5, topic.id


def test_every_icon_that_a_screen_names_is_in_the_font() -> None:
    table = (QML / "Kiosk" / "Theme" / "Icons.js").read_text("utf-8")
    known = set(re.findall(r'"([a-z0-9-]+)": 0x', table))
    for file in QML.rglob("*.qml"):
        for line in file.read_text("utf-8").splitlines():
            if re.match(r'\s*(iconName|"icon"): ', line):
                shown = re.sub(r'[!=]== "[^"]*"', "", line.split(": ", 1)[1])
                for name in re.findall(r'"([a-z][a-z0-9-]*)"', shown):
                    assert name in known, f"{file.name}: {name}"


def test_every_page_that_there_is_is_looked_at(kiosk: Visit) -> None:
    pages = kiosk.window.findChild(QQuickItem, "pages")
    assert pages is not None
    registered = {each["name"] for each in pages.property("registered").toVariant()}
    assert {page for page, _ in (*PAGES, *REST)} == registered - OF_THEIR_OWN


@pytest.mark.parametrize(
    ("size", "language"), [((1080, 1920), "lt"), ((1920, 1080), "en"), ((1280, 800), "lt")]
)
def test_no_line_of_text_leaves_the_window(
    open_kiosk: Open, size: tuple[int, int], language: str
) -> None:
    kiosk = open_kiosk(width=size[0], height=size[1], language=language)
    for page, params in (*PAGES, *REST):
        kiosk.app.navigate(page, params)
        kiosk.see(page)
        kiosk.settle()
        spin(0.3)
        for item in visible_items(kiosk.window.contentItem()):
            if not item.inherits("QQuickText") or not item.property("text"):
                continue
            if scrolls_sideways(item):
                continue
            area = item.mapRectToScene(QRectF(0, 0, item.width(), 1))
            words = item.property("text")
            assert area.left() >= -1, f"{page}: {words!r}"
            assert area.right() <= size[0] + 1, f"{page}: {words!r}"


def scrolls_sideways(item: QQuickItem) -> bool:
    """Whether it stands in a strip, whose end is cut by nature."""
    parent = item.parentItem()
    while parent is not None:
        wide = parent.property("contentWidth")
        if parent.inherits("QQuickFlickable") and wide > parent.width() + 1:
            return True
        parent = parent.parentItem()
    return False


def test_nothing_flashes_more_than_three_times_a_second() -> None:
    looped = []
    for file in QML.rglob("*.qml"):
        text = file.read_text("utf-8")
        for found in re.finditer(r"Animation on (\w+) \{\n((?:.*\n)*?)( *)\}\n(?=\n|\3?\})", text):
            if "loops:" in found[2]:
                period = sum(int(each) for each in re.findall(r"duration: (\d+)", found[2]))
                looped.append((file.name, found[1]))
                assert period >= 1000 / 3, f"{file.name}: {found[1]} in {period} ms"
        for clock in re.finditer(r"Timer \{\n(?:.*\n)*?\s*\}", text):
            interval = re.search(r"interval: (\d+)\n", clock[0])
            if interval is not None and "repeat: true" in clock[0]:
                assert int(interval[1]) >= 1000 / 3, f"{file.name}: a clock of {interval[1]} ms"
    assert ("Skeleton.qml", "opacity") in looped
