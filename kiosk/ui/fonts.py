"""The bundled type: text in Onest, icons in Phosphor."""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

FAMILY = "Onest"
RESOURCES = Path(__file__).parents[2] / "resources"


def load_fonts(resources: Path = RESOURCES) -> None:
    """Register every bundled font and make Onest the default; `OSError` names one that fails."""
    for file in sorted([*resources.glob("fonts/*.ttf"), *resources.glob("icons/*.ttf")]):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise OSError(f"not a font that can be read: {file.name}")
    QGuiApplication.setFont(QFont(FAMILY))
