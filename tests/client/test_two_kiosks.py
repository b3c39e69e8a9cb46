"""Two kiosks of one place and their hub, all real, over loopback: offline and together again."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.admission import Reason
from kiosk.domain.rights import Actor, rights_of
from kiosk.services.catalogue import Catalogue
from kiosk.services.desk import Desk
from kiosk.services.desk_values import How, SessionToday, Station
from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.hub.database import apply_records, open_database
from sync.model import Activity, Kind, Movement, Registration, Schedule, Weekday
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger
from sync.store.people import People
from tests.hub.running import Running, attendance, code_for, fill, hub

WORKER = Actor("staff-1", rights_of("youth_worker"))
SEATS = 5
SESSIONS = ("act-undo", "act-both", "act-full")


class Kiosk:
    """A whole kiosk without its screen."""

    def __init__(self, folder: DataFolder, hub: Running) -> None:
        identity = enrol(hub.url, code_for(hub.url), folder)
        self.pepper = identity.pin_pepper
        self.cycle = Cycle(folder, identity)
        self.ledger = self.people = None
        assert self.cycle.run(now()).failures == []
        self.catalogue = Catalogue(folder.catalogue)
        self.ledger, self.people = Ledger.open(folder.ledger), People(folder.people)
        station = Station(identity.device, identity.place, ZoneInfo("Europe/Vilnius"))
        self.desk = Desk(self.ledger, self.people, self.catalogue, station)

    def session(self, activity: str) -> SessionToday:
        return next(each for each in self.desk.today(now()) if each.activity.id == activity)

    def enter(self, person: str, activity: str) -> tuple[str, Reason]:
        by = How(by=WORKER)
        verdict = self.desk.tap(person, self.session(activity).occasion, now(), by).verdict
        return verdict.event_id, verdict.reason

    def meet(self) -> None:
        assert self.cycle.run(now()).failures == []

    def close(self) -> None:
        self.cycle.close()
        self.catalogue.close()
        self.ledger.close()
        self.people.close()


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("two")


@pytest.fixture(scope="module")
def running(folder: Path) -> Iterator[Running]:
    database = f"sqlite:///{folder / 'hub.db'}"
    fill(database)
    opened = open_database(database)
    rule = Schedule(start_time=dt.time(0), end_time=dt.time(23, 59), by_day=tuple(Weekday))
    sessions = [
        Activity(
            id=id, name="Dirbtuvės", kind=Kind.WORKSHOP, organizer="org-1",
            location="place-a", event_schedule=(rule,), capacity=SEATS,
        )
        for id in SESSIONS
    ]  # fmt: skip
    people = [
        Registration(id=f"{id}-{n}", activity=id, pass_id=f"P-{n}", place="place-a")
        for n in range(9)
        for id in SESSIONS
    ]
    with opened.write() as connection:
        apply_records(connection, "activity", sessions, now())
        apply_records(connection, "registration", people, now())
    opened.close()
    with hub(database) as listening:
        yield listening


@pytest.fixture(scope="module")
def kiosks(folder: Path, running: Running) -> Iterator[tuple[Kiosk, Kiosk]]:
    made = tuple(Kiosk(DataFolder(folder / name), running) for name in ("a", "b"))
    yield made[0], made[1]
    for each in made:
        each.close()


def test_what_one_door_did_the_other_shows_and_takes_back(
    running: Running, kiosks: tuple[Kiosk, Kiosk]
) -> None:
    a, b = kiosks
    made, _ = a.enter("P-1", "act-undo")
    a.meet()
    b.meet()
    assert b.session("act-undo").inside == 1
    assert b.enter("P-1", "act-undo")[1] is Reason.ALREADY_IN
    assert b.desk.undo(made, now(), WORKER).verdict.reason is Reason.ANNULLED
    b.meet()
    a.meet()
    assert a.session("act-undo").inside == b.session("act-undo").inside == 0
    assert [each for each in attendance(running.url) if each["activity"] == "act-undo"] == []


def test_the_same_person_at_both_doors_offline_is_one_attendance(
    running: Running, kiosks: tuple[Kiosk, Kiosk]
) -> None:
    a, b = kiosks
    for each in (a, b, a, b):
        each.meet()
    first, _ = a.enter("P-2", "act-both")
    second, _ = b.enter("P-2", "act-both")
    assert first
    assert second, "neither could know"
    for each in (b, a, b):
        each.meet()
    found = [each for each in attendance(running.url) if each["activity"] == "act-both"]
    assert [(each["eventId"], each["others"]) for each in found] == [(first, [second])]
    assert a.session("act-both").inside == b.session("act-both").inside == 1
    told = [each.code for each in (*a.desk.queue().to_review, *b.desk.queue().to_review)]
    assert told == ["already_checked_in"], "one of them tells staff, kindly"


def test_two_kiosks_offline_give_no_place_twice_and_more_when_back(
    kiosks: tuple[Kiosk, Kiosk],
) -> None:
    a, b = kiosks
    for each in (a, b, a, b):
        each.meet()
    said = [a.enter(f"P-{n}", "act-full") for n in range(4)] + [
        b.enter(f"P-{n}", "act-full") for n in range(4, 8)
    ]
    inside = [reason for event, reason in said if event]
    assert len(inside) == SEATS, said
    assert {reason for event, reason in said if not event} == {Reason.SEATS_HELD}
    for each in (a, b, a, b):
        each.meet()
    assert a.session("act-full").inside == b.session("act-full").inside == SEATS
    assert a.enter("P-8", "act-full")[1] is Reason.FULL, "now it is known"
    leave = How(wanted=Movement.EXIT, by=WORKER)
    assert (
        b.desk.tap("P-0", b.session("act-full").occasion, now(), leave).verdict.reason
        is Reason.EXIT
    )
    for each in (b, a):
        each.meet()
    assert a.enter("P-8", "act-full")[1] is Reason.SEATS_HELD, (
        "the one place is the other door's to give"
    )
    assert b.enter("P-8", "act-full")[1] is Reason.ENTRY


def test_the_pepper_comes_once_with_enrolment_and_is_in_no_database(
    folder: Path, kiosks: tuple[Kiosk, Kiosk]
) -> None:
    a, b = kiosks
    assert a.pepper == b.pepper
    assert len(bytes.fromhex(a.pepper)) == 32
    for each in folder.rglob("*.db*"):
        assert a.pepper.encode() not in each.read_bytes(), each.name
