"""Pictures of the visitor's screens, for those who design them.

    python -m kiosk.ui.preview OUT [--size 1080x1920] [--lang lt] [--scheme light] [PAGE ...]

A PAGE is a name with params, such as `list?free=1&day=week`.
"""

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl

from PySide6.QtCore import QEvent, QObject, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from kiosk.jobs import JobRunner
from kiosk.services.opening import open_catalogue
from kiosk.settings import CITIES, Settings
from kiosk.ui.app import AppModel
from kiosk.ui.fonts import load_fonts

QML = Path(__file__).parents[1] / "qml"
SETTLE_MS = 900


def main(arguments: list[str]) -> int:
    """Save one PNG for each page; 1 when the screen did not open."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("pages", nargs="*", default=["attract", "home"])
    parser.add_argument("--size", default="1080x1920")
    parser.add_argument("--lang", default="lt")
    parser.add_argument("--scheme", default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--reach", action="store_true")
    parser.add_argument("--at", type=dt.datetime.fromisoformat)
    given = parser.parse_intermixed_args(arguments)
    width, height = (int(side) for side in given.size.split("x"))
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    load_fonts()
    settings = Settings(language=given.lang, width=width, height=height, idle_seconds=600)
    with tempfile.TemporaryDirectory() as folder:
        catalogue = open_catalogue(Path(folder), CITIES / "vilnius").catalogue
        jobs = JobRunner("preview")
        moment = given.at.astimezone() if given.at else None
        clock = (lambda: moment) if moment else (lambda: dt.datetime.now(dt.UTC))
        app = AppModel(catalogue, jobs, settings, clock)
        engine = QQmlApplicationEngine()
        engine.addImportPath(str(QML))
        app.serve(engine)
        engine.setInitialProperties({"app": app})
        engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if not engine.rootObjects():
            return 1
        window = engine.rootObjects()[0]
        if not isinstance(window, QQuickWindow):
            return 1
        theme = engine.singletonInstance("Kiosk.Theme", "Theme")
        given.out.mkdir(parents=True, exist_ok=True)
        for page in given.pages:
            name, _, params = page.partition("?")
            app.reset() if name == "attract" else app.navigate(name, dict(parse_qsl(params)))
            if isinstance(theme, QObject):
                theme.setProperty("scheme", given.scheme)
                theme.setProperty("textScale", given.scale)
                theme.setProperty("reach", given.reach)
            _settle(jobs)
            QTest.qWait(SETTLE_MS)
            window.grabWindow().save(str(given.out / f"{name}-{given.size}-{given.lang}.png"))
        window.close()
        app.close()
        engine.deleteLater()
        application.sendPostedEvents(engine, QEvent.Type.DeferredDelete)
        jobs.close()
        catalogue.close()
    return 0


def _settle(jobs: JobRunner) -> None:
    """Wait until everything that was asked has been answered."""
    answered: list[object] = []
    jobs.run(lambda: None, answered.append)
    while not answered:
        QTest.qWait(20)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
