"""Kiosks that check in, out and back without each other agree once they have all been heard."""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.hub.checkins import attendance_between, take_in
from sync.hub.database import Database, open_database
from sync.hub.devices import Device
from sync.hub.doors import tell
from sync.hub.schema import enrolment_code
from sync.model import CheckIn, Movement
from sync.protocol.feeds import encode
from sync.protocol.messages import DoorRequest
from sync.store.ledger import Draft, Ledger

START = dt.datetime.now(dt.UTC).replace(minute=0, second=0, microsecond=0)
IDS = ("a", "b", "c")
PEOPLE = ("P-1", "P-2")
_activities = itertools.count(1)


@dataclass
class Door:
    """One kiosk: its ledger, and what it would show."""

    id: str
    ledger: Ledger

    def act(self, what: str, person: str, activity: str, at: dt.datetime) -> None:
        """What staff would do by what this kiosk shows; else nothing."""
        seen = self.ledger.presence(activity, START, person)
        inside = seen is not None and seen.inside
        if what == "undo" and seen is not None:
            found = self.ledger.find(seen.event_id)
            assert found is not None
            if not self.ledger.is_annulled(found):
                self._write(Movement.ANNULMENT, person, activity, at, seen.event_id)
        elif what == "entry" and not inside:
            self._write(Movement.ENTRY, person, activity, at)
        elif what == "exit" and inside:
            self._write(Movement.EXIT, person, activity, at)

    def shows(self, activity: str) -> dict[str, bool]:
        found = self.ledger.attendance(activity, START)
        return {person: each.inside for person, each in found.items()}

    def _write(
        self, movement: Movement, person: str, activity: str, at: dt.datetime, annuls: str = ""
    ) -> None:
        draft = Draft(
            movement=movement, pass_id=person, activity=activity, session_start=START,
            place="place", annuls=annuls,
        )  # fmt: skip
        self.ledger.append(draft, device=self.id, now=at)


@dataclass
class Place:
    """A hub and its kiosks."""

    database: Database
    doors: dict[str, Door]

    def meet(self, door: Door, now: dt.datetime) -> None:
        """Push what waits, hear what the others did."""
        with self.database.write() as connection:
            waiting = door.ledger.pending(500)
            results = take_in(connection, Device(door.id, "", "place"), _raw(waiting), now)
            told = tell(
                connection, Device(door.id, "", "place"),
                DoorRequest(since=door.ledger.doors.since()), now,
            )  # fmt: skip
        assert all(each.outcome != "rejected" for each in results), results
        door.ledger.settle(results)
        door.ledger.doors.take(told)

    def hub_says(self, activity: str) -> dict[str, bool]:
        with self.database.read() as connection:
            day = dt.timedelta(days=1)
            found = attendance_between(connection, START - day, START + day)
        return {
            each.key.pass_id: each.left_ms is None
            for each in found
            if each.key.activity == activity
        }


def _raw(events: list[CheckIn]) -> list[msgspec.Raw]:
    return [msgspec.Raw(encode(each)) for each in events]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("place")
    database = open_database(f"sqlite:///{folder / 'hub.db'}")
    with database.write() as connection:
        for id in IDS:
            connection.execute(
                enrolment_code.insert().values(
                    code_hash=id, place="place", expires=START, used=START, device=id
                )
            )
    doors = {id: Door(id, Ledger.open(folder / f"{id}.db")) for id in IDS}
    yield Place(database, doors)
    for each in doors.values():
        each.ledger.close()
    database.close()


step = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(("entry", "exit", "undo", "meet")),
    st.sampled_from(PEOPLE),
)


@given(st.lists(step, min_size=4, max_size=16), st.permutations(IDS))
@settings(max_examples=30, deadline=None)
def test_all_kiosks_and_the_hub_come_to_the_same(
    place: Place, steps: list[tuple[str, str, str]], order: list[str]
) -> None:
    activity = f"act-{next(_activities)}"
    now = START + dt.timedelta(minutes=1)
    for id, what, person in steps:
        now += dt.timedelta(seconds=1)
        if what == "meet":
            place.meet(place.doors[id], now)
        else:
            place.doors[id].act(what, person, activity, now)
    for id in (*order, *order):
        now += dt.timedelta(seconds=1)
        place.meet(place.doors[id], now)
    said = place.hub_says(activity)
    assert [place.doors[id].shows(activity) for id in IDS] == [said] * 3


def test_an_entry_made_at_one_kiosk_is_taken_back_at_another_and_gone_at_both(place: Place) -> None:
    activity, now = f"act-{next(_activities)}", START + dt.timedelta(hours=1)
    a, b = place.doors["a"], place.doors["b"]
    a.act("entry", "P-1", activity, now)
    place.meet(a, now)
    place.meet(b, now)
    assert b.shows(activity) == {"P-1": True}, "the other door shows who is in"
    b.act("undo", "P-1", activity, now + dt.timedelta(seconds=9))
    place.meet(b, now)
    place.meet(a, now)
    assert a.shows(activity) == b.shows(activity) == place.hub_says(activity) == {}


def test_who_left_by_the_other_door_is_gone(place: Place) -> None:
    activity, now = f"act-{next(_activities)}", START + dt.timedelta(hours=2)
    a, b = place.doors["a"], place.doors["b"]
    a.act("entry", "P-1", activity, now)
    place.meet(a, now)
    place.meet(b, now)
    b.act("exit", "P-1", activity, now + dt.timedelta(minutes=5))
    place.meet(b, now)
    place.meet(a, now)
    assert a.shows(activity) == {"P-1": False}
    assert a.ledger.inside(activity, START) == 0


def test_a_kiosk_that_is_shut_out_forgets_what_others_recorded(place: Place) -> None:
    activity, now = f"act-{next(_activities)}", START + dt.timedelta(hours=3)
    a, b = place.doors["a"], place.doors["b"]
    a.act("entry", "P-1", activity, now)
    b.act("entry", "P-2", activity, now)
    place.meet(a, now)
    place.meet(b, now)
    assert set(b.shows(activity)) == {"P-1", "P-2"}
    b.ledger.doors.forget()
    assert b.shows(activity) == {"P-2": True}, "its own check-ins wait for the hub as before"
    assert b.ledger.doors.since() is None
    place.meet(b, now)
    assert set(b.shows(activity)) == {"P-1", "P-2"}, "and all is told again to one that is let in"
