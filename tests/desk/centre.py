"""A youth centre on a Monday: real ledger, real people.db, its people and its sessions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.services.desk import Desk
from kiosk.services.desk_values import SessionToday, Station
from sync.model import (
    Activity,
    Kind,
    Notice,
    Place,
    Provenance,
    Registration,
    Schedule,
    Translation,
    Weekday,
)
from sync.protocol.pins import hash_pin
from sync.store.ledger import Ledger
from sync.store.people import People

ZONE = ZoneInfo("Europe/Vilnius")
NOON = dt.datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
PIN = "471902"
PEPPER = b"only the identity file holds me."
PIN_HASH = hash_pin(PIN, PEPPER)
HELPER_PIN = "805316"
HELPER_PIN_HASH = hash_pin(HELPER_PIN, PEPPER)

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
