"""Places that several kiosks may give while they do not hear of each other: each given once."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.hub.database import Database, apply_records, open_database, put_city
from sync.hub.devices import Device
from sync.hub.leases import grant, lease_all
from sync.hub.schema import device, event, seat_lease
from sync.model import Activity, City, Kind, Movement, Schedule, Weekday
from sync.protocol.leases import Step, seats_taken
from sync.protocol.messages import Lease, LeaseHeld

ZERO = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
CAPACITY = 7
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("inside", "others", "sharers", "seats"),
    [
        (0, 0, 1, 7), (0, 0, 2, 4), (0, 4, 2, 3), (3, 2, 2, 2), (6, 0, 2, 1), (6, 1, 2, 0),
        (7, 0, 1, 0), (9, 0, 1, 0), (0, 99, 2, 0),
    ],
)  # fmt: skip
def test_a_kiosk_gets_its_fair_share_and_never_what_others_hold(
    inside: int, others: int, sharers: int, seats: int
) -> None:
    assert grant(CAPACITY, inside, others, sharers) == seats


class Kiosks:
    """Kiosks at one place with a hub's real database between them, and answers that get lost."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.now = ZERO
        self.lease: dict[str, Lease | None] = {}
        self.waiting: dict[str, list[dict[str, Any]]] = {}
        self.sequence: dict[str, int] = {}
        self.steps: dict[str, list[tuple[int, Step]]] = {}
        self.inside: dict[str, str] = {}
        self.people = 0

    def join(self, id: str) -> None:
        with self.database.write() as connection:
            connection.execute(
                device.insert().values(
                    id=id,
                    name=id,
                    place="place",
                    public_key=id,
                    token_hash=id,
                    created=self.now,
                    last_contact=self.now,
                )
            )
        self.lease[id], self.waiting[id], self.sequence[id], self.steps[id] = None, [], 0, []

    def left(self, id: str) -> int:
        """As the kiosk itself reckons."""
        lease = self.lease[id]
        if lease is None or self.now > lease.expires:
            return 0
        after = [step for number, step in self.steps[id] if number > lease.as_of]
        return lease.seats - seats_taken(after)

    def enter(self, id: str) -> None:
        if self.left(id) > 0:
            self.people += 1
            person = f"P-{self.people}"
            self.inside[person] = id
            self._record(id, Movement.ENTRY, person)

    def leave(self, id: str) -> None:
        """Somebody whom this kiosk let in goes out by it."""
        mine = sorted(person for person, door in self.inside.items() if door == id)
        if mine:
            del self.inside[mine[0]]
            self._record(id, Movement.EXIT, mine[0])

    def meet(self, id: str, *, lost: bool) -> None:
        """Push what waits, then ask for a lease; the answer may not arrive."""
        lease = self.lease[id]
        held = LeaseHeld(
            activity="act", session_start=ZERO, seats=lease.seats if lease else 0,
            as_of=lease.as_of if lease else 0, expires=lease.expires if lease else None,
        )  # fmt: skip
        with self.database.write() as connection:
            for each in self.waiting[id]:
                connection.execute(event.insert().values(**each, received=self.now))
            connection.execute(
                device.update().where(device.c.id == id).values(last_contact=self.now)
            )
            told = lease_all(connection, Device(id, id, "place"), [held], self.now)
        self.waiting[id] = []
        if not lost:
            self.lease[id] = told[0]

    def _record(self, id: str, movement: Movement, person: str) -> None:
        self.sequence[id] += 1
        number = self.sequence[id]
        self.steps[id].append((number, Step(movement)))
        self.waiting[id].append(
            {
                "event_id": f"{id}-{number}", "device": id, "sequence": number,
                "movement": movement.value, "pass_id": person, "activity": "act",
                "session_start": ZERO, "annuls": "", "digest": "", "data": b"",
                "corrected_ms": int(self.now.timestamp() * 1000) + number,
                "outcome": "accepted", "code": "",
            }
        )  # fmt: skip


@pytest.fixture(scope="module")
def lease_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('leases') / 'hub.db'}")
    rule = Schedule(start_time=dt.time(14), end_time=dt.time(18), by_day=tuple(Weekday))
    session = Activity(
        id="act", name="Dirbtuvės", kind=Kind.WORKSHOP, organizer="o", location="place",
        event_schedule=(rule,), capacity=CAPACITY,
    )  # fmt: skip
    city = City(
        id="t", name="T", languages=("lt",), timezone="Europe/Vilnius", centre=(25.0, 54.0),
        bounds=(24.0, 53.0, 26.0, 55.0),
    )  # fmt: skip
    with database.write() as connection:
        put_city(connection, city)
        apply_records(connection, "activity", [session], ZERO)
    yield database
    database.close()


@pytest.fixture
def kiosks(lease_database: Database) -> Kiosks:
    return fresh(lease_database)


def fresh(database: Database) -> Kiosks:
    with database.write() as connection:
        for table in (seat_lease, event, device):
            connection.execute(table.delete())
    made = Kiosks(database)
    for id in ("a", "b", "c"):
        made.join(id)
    return made


def test_two_kiosks_offline_never_let_in_more_than_there_are_places(kiosks: Kiosks) -> None:
    for id in ("a", "b", "c", "a", "b"):
        kiosks.meet(id, lost=False)
    for _ in range(20):
        kiosks.enter("a")
        kiosks.enter("b")
    assert kiosks.left("a") == kiosks.left("b") == 0
    by_door = [list(kiosks.inside.values()).count(id) for id in ("a", "b")]
    assert sum(by_door) <= CAPACITY
    assert min(by_door) >= 2, "each had a share of the seven"


def test_the_places_of_a_kiosk_that_fell_silent_come_back(kiosks: Kiosks) -> None:
    kiosks.meet("a", lost=False)
    kiosks.meet("b", lost=False)
    kiosks.now += 2 * HOUR + dt.timedelta(minutes=1)
    kiosks.meet("b", lost=False)
    assert kiosks.left("b") == CAPACITY
    assert kiosks.left("a") == 0, "its own lease is over too"


def test_a_lease_that_ran_out_overbooks_by_the_check_ins_that_wait_and_by_no_more(
    kiosks: Kiosks,
) -> None:
    kiosks.meet("a", lost=False)
    kiosks.meet("b", lost=False)
    for _ in range(3):
        kiosks.enter("a")
    kiosks.now += 2 * HOUR + dt.timedelta(minutes=1)
    for _ in range(9):
        kiosks.enter("a")
    kiosks.meet("b", lost=False)
    for _ in range(CAPACITY + 9):
        kiosks.enter("b")
    doors = list(kiosks.inside.values())
    assert (doors.count("a"), doors.count("b")) == (3, CAPACITY), "past its lease it asks staff"
    for left in (0, 0, 0, 1):
        kiosks.meet("a", lost=False)
        kiosks.meet("b", lost=False)
        assert kiosks.left("a") + kiosks.left("b") == 0, "nobody comes in before as many have left"
        kiosks.leave("b")
        kiosks.meet("b", lost=False)
        kiosks.meet("a", lost=False)
        assert kiosks.left("a") + kiosks.left("b") == left


def test_a_kiosk_alone_at_its_place_holds_all_until_the_session_is_over(kiosks: Kiosks) -> None:
    kiosks.now += 2 * HOUR
    kiosks.meet("a", lost=False)
    lease = kiosks.lease["a"]
    assert lease is not None
    assert (lease.seats, lease.expires) == (CAPACITY, ZERO + 5 * HOUR)


def test_places_are_not_given_again_while_a_kiosk_may_not_know_that_it_has_fewer(
    kiosks: Kiosks,
) -> None:
    kiosks.meet("a", lost=False)
    kiosks.meet("b", lost=False)
    for _ in range(3):
        kiosks.enter("b")
    kiosks.meet("b", lost=False)
    kiosks.meet("a", lost=True)
    kiosks.meet("c", lost=False)
    assert [kiosks.left(id) for id in "abc"] == [3, 1, 0]
    kiosks.meet("a", lost=False)
    kiosks.meet("a", lost=False)
    kiosks.meet("c", lost=False)
    assert [kiosks.left(id) for id in "abc"] == [2, 1, 1], "it has said that it knows"


acts = st.lists(
    st.one_of(
        st.tuples(st.just("meet"), st.sampled_from("abc"), st.booleans()),
        st.tuples(st.just("enter"), st.sampled_from("abc"), st.integers(1, 5)),
        st.tuples(st.just("leave"), st.sampled_from("abc"), st.integers(1, 3)),
        st.tuples(st.just("time"), st.just(""), st.sampled_from([1, 2])),
    ),
    max_size=40,
)


@given(acts)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_who_is_in_and_all_leases_never_exceed_the_places_whatever_answer_is_lost(
    lease_database: Database, steps: list[tuple[str, str, Any]]
) -> None:
    kiosks = fresh(lease_database)
    for what, id, value in steps:
        if what == "meet":
            kiosks.meet(id, lost=value)
        elif what == "time":
            kiosks.now += dt.timedelta(minutes=value)
        else:
            for _ in range(value):
                kiosks.enter(id) if what == "enter" else kiosks.leave(id)
        promised = sum(max(0, kiosks.left(each)) for each in "abc")
        assert len(kiosks.inside) + promised <= CAPACITY, (what, id, value)
