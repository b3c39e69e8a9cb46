"""A youth centre on a Monday: real ledger, real people.db, and the staff area in a real window."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import kiosk.ui.scan.scan_model  # noqa: F401  the staff area's benches are made of its type
from kiosk.jobs import JobRunner
from kiosk.services.desk import Desk
from kiosk.services.desk_values import SessionToday, Station
from kiosk.services.staff import StaffDoor
from kiosk.ui.fonts import load_fonts
from kiosk.ui.staff.staff_model import StaffModel
from sync.model import (
    Activity,
    Kind,
    Notice,
    Place,
    Provenance,
    Registration,
    Schedule,
    StaffAccount,
    Translation,
    Weekday,
)
from sync.model.query import Freshness
from sync.protocol.pins import hash_pin
from sync.store.errors import StoreError
from sync.store.ledger import Ledger
from sync.store.people import People

ZONE = ZoneInfo("Europe/Vilnius")
NOON = dt.datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
PIN = "471902"
PEPPER = b"only the identity file holds me."
PIN_HASH = hash_pin(PIN, PEPPER)
HELPER_PIN = "805316"
HELPER_PIN_HASH = hash_pin(HELPER_PIN, PEPPER)
QML = Path(__file__).parents[2] / "kiosk" / "qml"

_TREES = ("Ąžuolas", "Beržė", "Drebulė", "Eglė", "Gluosnis", "Ieva", "Jovaras", "Klevas", "Liepa",
          "Pušis", "Šermukšnis", "Uosis", "Vinkšna", "Žilvitis", "Alksnis", "Bukas", "Skroblas",
          "Kadagys", "Maumedis", "Putinas")  # fmt: skip


def activity(
    id: str, lt: str, en: str, start: str, end: str, *, capacity: int | None = 12,
    drop_in: bool = False,
) -> Activity:  # fmt: skip
    """One weekly activity of the centre, every Monday."""
    rule = Schedule(
        start_time=dt.time.fromisoformat(start),
        end_time=dt.time.fromisoformat(end),
        by_day=(Weekday.MONDAY,),
    )
    return Activity(
        id=id,
        name=lt,
        translations={"en": Translation(name=en)},
        provenance=Provenance(source="demonstration", demonstration=True),
        kind=Kind.WORKSHOP,
        organizer="centre",
        location="centre",
        event_schedule=(rule,),
        capacity=capacity,
        drop_in=drop_in,
    )


ACTIVITIES = (
    activity(
        "open", "Atvira erdvė: stalo žaidimai ir arbata", "Open space: board games and tea",
        "12:00", "20:00", capacity=None, drop_in=True,
    ),
    activity("print", "3D spausdinimo dirbtuvės", "3D printing workshop", "14:00", "15:30"),
    activity(
        "song", "Dainų kūrimo laboratorija", "Songwriting lab", "14:30", "16:00", capacity=3
    ),
    activity("bike", "Dviračių remonto būrelis", "Bike repair club", "16:00", "18:00"),
    activity(
        "radio", "Jaunimo radijas: pirmasis eteris", "Youth radio: first broadcast", "17:00",
        "19:00", capacity=24,
    ),
    activity("film", "Trumpo filmo dirbtuvės", "Short film workshop", "10:00", "11:30"),
)  # fmt: skip


class CentreActivities:
    """The catalogue of one centre, in memory."""

    def __init__(self, activities: Sequence[Activity] = ACTIVITIES) -> None:
        self.all = {each.id: each for each in activities}
        self.told: list[Notice] = []

    def activity(self, id: str) -> Activity | None:
        return self.all.get(id)

    def notices(self, place: str, on: dt.date) -> list[Notice]:
        return self.told

    def place(self, id: str) -> Place | None:
        return Place(id=id, name="Jaunimo erdvė") if id == "centre" else None

    def activities_of_place(self, id: str) -> list[Activity]:
        return [each for each in self.all.values() if each.location == id]


def registrations() -> list[Registration]:
    """Rosters under nicknames; ids count up so that tests can name people."""
    rosters = {"print": 9, "song": 4, "bike": 10, "radio": 18, "film": 8}
    return [
        Registration(
            id=f"{each}-{n}",
            activity=each,
            pass_id=f"P-{each.upper()}{n:02}",
            label=f"{_TREES[n % len(_TREES)]} {n + 1}",
            place="centre",
        )
        for each, count in rosters.items()
        for n in range(count)
    ]


@dataclass
class Clock:
    """A wall clock that moves only when told."""

    now: dt.datetime = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


@dataclass
class Centre:
    """Everything behind the desk of one kiosk, on real files in `folder`."""

    folder: Path
    ledger: Ledger
    people: People
    desk: Desk
    clock: Clock = field(default_factory=Clock)
    woken: list[bool] = field(default_factory=list)

    def session(self, activity: str) -> SessionToday:
        found = [s for s in self.desk.today(self.clock()) if s.activity.id == activity]
        assert found, f"no session of {activity} today"
        return found[0]

    def close(self) -> None:
        self.ledger.close()
        self.people.close()


def open_centre(folder: Path) -> Centre:
    """Open (or open again) the centre's files."""
    ledger, people = Ledger.open(folder / "ledger.db"), People(folder / "people.db")
    woken: list[bool] = []
    desk = Desk(
        ledger,
        people,
        CentreActivities(),
        Station("kiosk-1", "centre", ZONE),
        wake=lambda: woken.append(True),
    )
    return Centre(folder, ledger, people, desk, woken=woken)


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
    for child in root.childItems():
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
