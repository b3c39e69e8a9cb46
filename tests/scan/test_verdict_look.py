"""Eleven verdicts that nobody takes for each other, and one of them green."""

import itertools
import math
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine
from pytestqt.qtbot import QtBot

from kiosk.badges.verdict import Verdict
from kiosk.services.meaning import BADGE
from kiosk.ui.scan.result_props import NOTHING

MEANINGS = "kiosk/qml/Kiosk/Scan/Meanings.qml"


def test_each_verdict_has_words_an_icon_and_a_colour_of_its_own_and_one_is_green(
    project: Path, qtbot: QtBot
) -> None:
    engine = QQmlEngine()
    engine.addImportPath(str(project / "kiosk/qml"))
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(project / MEANINGS)))
    seen: dict[Verdict, tuple[str, str, QColor]] = {}
    for verdict, (code, severity) in BADGE.items():
        result = {**asdict(NOTHING), "code": code.value, "severity": severity.value}
        made = component.createWithInitialProperties({"result": result})
        assert made is not None, component.errorString()
        name, title, tone = (made.property(each) for each in ("iconName", "title", "tone"))
        seen[verdict] = (str(name), str(title), QColor(tone))
        made.deleteLater()
    assert len({icon for icon, _, _ in seen.values()}) == len(Verdict)
    assert len({title for _, title, _ in seen.values()}) == len(Verdict)
    for one, other in itertools.combinations(seen, 2):
        assert apart(seen[one][2], seen[other][2]) > 20, (one, other)
    green = [verdict for verdict, (_, _, tone) in seen.items() if 90 <= tone.hslHue() <= 165]
    assert green == [Verdict.GENUINE]
    engine.deleteLater()


def apart(one: QColor, other: QColor) -> float:
    """How different two colours look: the distance in CIE L*a*b* of 1976; 2 is just seen."""
    return math.dist(_lab(one), _lab(other))


def _lab(colour: QColor) -> tuple[float, float, float]:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (colour.redF(), colour.greenF(), colour.blueF())
    )
    x, y, z = (
        math.cbrt(each) if each > 0.008856 else 7.787 * each + 16 / 116
        for each in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
