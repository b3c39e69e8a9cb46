"""The gallery: every control in every state, to look at or as pictures."""

import math
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.application import make_application
from kiosk.settings import Settings
from kiosk.ui.touch_events import spin

QML: Final = Path(__file__).parent / "qml"
PAGES: Final = ("Buttons", "States", "Words", "Cards", "Panels", "Layers")
SCHEMES: Final = ("light", "dark", "contrast")
_SETTLE_S: Final = 0.4


def gallery(settings: Settings, out: Path | None) -> int:
    """Show it until its window is closed; with `out`, save each page in each scheme and end.

    Raises OSError when `out` cannot be written.
    """
    application = make_application(allow_root=True)
    engine = QQmlApplicationEngine()
    engine.addImportPath(str(QML))
    engine.load(QUrl.fromLocalFile(str(QML / "Gallery.qml")))
    window = engine.rootObjects()[0]
    if not isinstance(window, QQuickWindow):
        raise TypeError("the gallery is no window")
    window.resize(settings.width, settings.height)
    window.setProperty("screenHeight", settings.height)
    if out is None:
        return application.exec()
    save(engine, window, out)
    window.close()
    return 0


def save(engine: QQmlApplicationEngine, window: QQuickWindow, out: Path) -> list[Path]:
    """A picture of each page, whole, in each scheme; their paths."""
    out.mkdir(parents=True, exist_ok=True)
    theme = engine.singletonInstance("Kiosk.Theme", "Theme")
    if not isinstance(theme, QObject):
        raise TypeError("the theme is no object")
    files = []
    for scheme in SCHEMES:
        theme.setProperty("scheme", scheme)
        for page in PAGES:
            window.setProperty("page", page)
            spin(_SETTLE_S)
            window.setHeight(math.ceil(window.property("whole")))
            spin(_SETTLE_S)
            file = out / f"gallery-{page.lower()}-{scheme}.png"
            if not window.grabWindow().save(str(file)):
                raise OSError(f"cannot write {file.name}")
            files.append(file)
    theme.setProperty("scheme", "light")
    return files
