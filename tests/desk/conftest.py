"""The staff area of the centre in a real window, driven by a finger."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import kiosk.ui.scan.scan_model  # noqa: F401  the staff area's benches are made of its type
from kiosk.jobs import JobRunner
from kiosk.services.staff import StaffDoor
from kiosk.ui.fonts import load_fonts
from kiosk.ui.staff.staff_model import StaffModel
from kiosk.ui.touch_events import children_of
from sync.model import StaffAccount
from sync.model.query import Freshness
from sync.store.errors import StoreError
from tests.desk.centre import (
    HELPER_PIN_HASH,
    PEPPER,
    PIN,
    PIN_HASH,
    Centre,
    open_centre,
    registrations,
)

QML = Path(__file__).parents[2] / "kiosk" / "qml"


@pytest.fixture
def reopen() -> Callable[[Path], Centre]:
    """Opens a centre's files once more, as after a restart."""
    return open_centre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    """A centre with rosters and one staff account."""
    made = open_centre(tmp_path)
    made.people.replace("registration", registrations())
    account = StaffAccount(
        id="staff-1", label="Jaunimo darbuotojas", role="manager", place="centre",
        pin_hash=PIN_HASH, badge="S-STAFF00001",
    )  # fmt: skip
    helper = StaffAccount(
        id="staff-2", label="Savanorė", role="desk", place="centre", pin_hash=HELPER_PIN_HASH,
    )  # fmt: skip
    made.people.replace("staff", [account, helper])
    yield made
    made.close()


@dataclass
class Reading:
    """A pass as the badge reader gives it."""

    outcome: str = "malformed"
    pass_id: str = ""


def read_pass(text: str, _now: dt.datetime) -> Reading:
    """Reads "outcome:id" as a pass; the real reader has its own tests."""
    outcome, _, pass_id = text.partition(":")
    return Reading(outcome, pass_id) if pass_id else Reading()


def read_staff_badge(text: str, _now: dt.datetime) -> Reading:
    """Reads "COLS1:outcome:id" as a staff badge; the real reader has its own tests."""
    return read_pass(text.removeprefix("COLS1:"), _now)


class Screen:
    """The staff area in a window, driven by a finger."""

    def __init__(self, qtbot: QtBot, centre: Centre, size: tuple[int, int], language: str) -> None:
        self.qtbot = qtbot
        self.centre = centre
        load_fonts()
        self.freshness = Freshness(last_success=centre.clock() - dt.timedelta(minutes=3))
        self.jobs = JobRunner("desk", expected=(StoreError,))
        self.synced: list[bool] = []
        self.model = StaffModel(
            centre.desk,
            StaffDoor(
                centre.people,
                centre.ledger.staff,
                "centre",
                pepper=PEPPER,
                read_badge=read_staff_badge,
            ),
            self.jobs,
            read_pass=read_pass,
            status=lambda: self.freshness,
            sync_now=lambda: self.synced.append(True),
            language=language,
            now=centre.clock,
        )
        self.view = QQuickView()
        self.view.engine().addImportPath(str(QML))
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.setInitialProperties({"model": self.model})
        self.view.setFlag(Qt.WindowType.FramelessWindowHint)
        self.view.resize(*size)
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Kiosk" / "Staff" / "StaffArea.qml")))
        if self.view.status() != QQuickView.Status.Ready:
            errors = [each.toString() for each in self.view.errors()]
            self.close()
            raise AssertionError(errors)
        self._theme(size)
        self.view.show()
        self.view.requestActivate()
        qtbot.waitUntil(self.view.isExposed)
        self.finger = QTest.createTouchDevice()

    def close(self) -> None:
        self.view.close()
        self.jobs.close()
        # At once and here: left to the collector they could go in a worker thread.
        for each in (self.view, self.model, self.jobs):
            shiboken6.delete(each)

    def find(self, name: str) -> QQuickItem:
        """The visible item of this object name; waits until there is one."""
        found: list[QQuickItem] = []

        def seen() -> bool:
            found[:] = [i for i in _items(self.view.rootObject()) if i.objectName() == name]
            found[:] = [i for i in found if i.isVisible() and i.width() > 0]
            return bool(found)

        self.qtbot.waitUntil(seen, timeout=5_000)
        return found[0]

    def has(self, name: str) -> bool:
        return any(i.objectName() == name and i.isVisible() for i in _items(self.view.rootObject()))

    def items(self) -> list[QQuickItem]:
        """Every item there is."""
        return list(_items(self.view.rootObject()))

    def tap(self, name: str) -> None:
        """One tap of a finger on the middle of an item, once it rests."""
        before, middle = None, self._middle(name)
        while before != middle:
            self.qtbot.wait(40)
            before, middle = middle, self._middle(name)
        self.tap_at(middle)

    def _middle(self, name: str) -> QPoint:
        item = self.find(name)
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()

    def tap_at(self, point: QPoint) -> None:
        QTest.touchEvent(self.view, self.finger, False).press(0, point, self.view).commit()
        QTest.touchEvent(self.view, self.finger, False).release(0, point, self.view).commit()

    def type_pin(self, pin: str) -> None:
        """Every digit of a PIN and the tick."""
        for digit in pin:
            self.tap(f"pin-{digit}")
        self.tap("pin-go")

    def unlock(self, pin: str = PIN) -> None:
        self.type_pin(pin)
        self.qtbot.waitUntil(lambda: self.model.desk.sessions.rowCount() > 0, timeout=5_000)

    def open(self, activity: str, pin: str = PIN) -> None:
        """Unlock and open the roster of one of today's sessions."""
        self.unlock(pin)
        rows = self.model.desk.sessions.rows
        wanted = next(row.id for row in rows if row.id.endswith(activity))
        self.tap(f"session-{wanted}")
        self.qtbot.waitUntil(lambda: not self.model.desk._loading, timeout=5_000)

    def scan(self, text: str) -> SimpleNamespace:
        """A code from the scanner, and the verdict that the screen then shows."""
        with self.qtbot.waitSignal(self.model.desk.given, timeout=5_000):
            self.model.scanned(text.encode())
        return self.verdict

    @property
    def verdict(self) -> SimpleNamespace:
        props = self.model.desk._props
        return SimpleNamespace(level=props.level, reason=props.reason, props=props)

    def _theme(self, size: tuple[int, int]) -> None:
        engine: QQmlEngine = self.view.engine()
        theme = engine.singletonInstance("Kiosk.Theme", "Theme")
        theme.setProperty("windowWidth", size[0])
        theme.setProperty("windowHeight", size[1])


def _items(root: QQuickItem) -> Iterator[QQuickItem]:
    yield root
    for child in children_of(root):
        yield from _items(child)


@pytest.fixture
def screen(qtbot: QtBot, centre: Centre) -> Iterator[Screen]:
    """The staff area in portrait and English, locked."""
    made = Screen(qtbot, centre, (1080, 1920), "en")
    yield made
    made.close()


@pytest.fixture
def make_screen(qtbot: QtBot) -> Iterator[Callable[[Centre], Screen]]:
    """Makes further screens, as after a restart."""
    made: list[Screen] = []

    def make(centre: Centre, size: tuple[int, int] = (1080, 1920), lang: str = "en") -> Screen:
        made.append(Screen(qtbot, centre, size, lang))
        return made[-1]

    yield make
    for each in made:
        each.close()
