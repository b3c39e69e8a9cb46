"""One kiosk in a real window on the bundled city, under a real finger."""

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.jobs import JobRunner
from kiosk.services.catalogue import Catalogue
from kiosk.services.usage import Usage
from kiosk.settings import Settings
from kiosk.ui.app import AppModel
from kiosk.ui.touch_events import Finger, until

QML = Path(__file__).parents[2] / "kiosk" / "qml"
WEDNESDAY = dt.datetime(2026, 11, 25, 13, 30, tzinfo=dt.UTC)


class Visit:
    """One kiosk that a test may touch; `now` is what its clock says."""

    def __init__(self, path: Path, settings: Settings, usage: Usage | None = None) -> None:
        self.now = WEDNESDAY
        self.path = path
        self.taps = 0
        self.catalogue = Catalogue(path)
        self.jobs = JobRunner("test")
        self.app = AppModel(self.catalogue, self.jobs, settings, lambda: self.now, usage=usage)
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.setInitialProperties({"app": self.app})
        self.app.serve(self.engine)
        self.engine.load(QUrl.fromLocalFile(str(QML / "Main.qml")))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.finger = Finger(window)

    def tap(self, name: str) -> QQuickItem:
        """Touch what has this name, and count."""
        self.taps += 1
        return self.finger.tap(name)

    def see(self, name: str) -> QQuickItem:
        """Wait until it is on the screen."""
        return self.finger.wait_for(name)

    def gone(self, name: str) -> bool:
        """Whether it leaves the screen soon."""
        return until(lambda: self.finger.find(name) is None)

    @property
    def page(self) -> str:
        """The screen that is shown."""
        return self.app.session.state.page.name

    def theme(self) -> QObject:
        """The Theme singleton."""
        theme = self.engine.singletonInstance("Kiosk.Theme", "Theme")
        assert isinstance(theme, QObject)
        return theme

    def settle(self) -> None:
        """Wait until everything that was asked has been answered."""
        answered: list[object] = []
        self.jobs.run(lambda: None, answered.append)
        assert until(lambda: bool(answered))

    def close(self) -> None:
        """Take it down in the order in which the parts look at each other."""
        self.window.close()
        self.app.close()
        self._delete(self.engine)
        self.jobs.close()
        self.catalogue.close()
        # Else its own connections keep it, and with it 8 MB for every kiosk that a test opened.
        self._delete(self.app)

    def _delete(self, what: QObject) -> None:
        what.deleteLater()
        QCoreApplication.sendPostedEvents(what, QEvent.Type.DeferredDelete.value)
