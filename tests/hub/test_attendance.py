"""Attendance never depends on the order in which events arrive, nor on how often."""

import datetime as dt
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.hub.checkins import attendance_between, take_in
from sync.hub.database import open_database
from sync.hub.devices import Device
from sync.hub.schema import event as event_table
from sync.model import CheckIn, Movement
from sync.protocol.attendance import Fact, Key, attendance
from sync.protocol.feeds import encode

START = dt.datetime(2026, 11, 23, 14, tzinfo=dt.UTC)
BASE = int(START.timestamp() * 1000)
IDS = [f"00000000-0000-7000-8000-{n:012d}" for n in range(12)]


@st.composite
def facts(draw: st.DrawFn) -> list[Fact]:
    ids = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=8, unique=True))
    return [
        Fact(
            key=Key(START, "act-1", draw(st.sampled_from(["anna", "jonas"]))),
            event_id=id,
            movement=(movement := draw(st.sampled_from(Movement))),
            annuls=draw(st.sampled_from(IDS)) if movement is Movement.ANNULMENT else "",
            at_ms=draw(st.integers(BASE, BASE + 3)),
            device=draw(st.sampled_from(["kiosk-1", "kiosk-2"])),
        )
        for id in ids
    ]


@given(facts(), st.data())
@settings(max_examples=300)
def test_any_order_and_any_repetition_gives_the_same(
    items: list[Fact], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(items))
    repeated = data.draw(st.lists(st.sampled_from(items), max_size=6))
    assert attendance([*shuffled, *repeated]) == attendance(items)


@given(facts())
@settings(max_examples=200)
def test_stays_follow_one_another_and_every_standing_entry_is_in_one_place(
    items: list[Fact],
) -> None:
    gone = {(i.key, i.annuls) for i in items if i.movement is Movement.ANNULMENT}
    entries = {
        i.event_id
        for i in items
        if i.movement is Movement.ENTRY and (i.key, i.event_id) not in gone
    }
    found = attendance(items)
    told = [id for each in found for id in (*each.others, *(s.event_id for s in each.stays))]
    assert sorted(told) == sorted(entries)
    for each in found:
        assert (each.counted, each.at_ms) == each.stays[0][:2]
        assert each.left_ms == each.stays[-1].left_ms
        for before, after in zip(each.stays, each.stays[1:], strict=False):
            assert before.left_ms is not None
            assert before.at_ms <= before.left_ms <= after.at_ms


def test_the_earliest_counts_and_ties_go_by_id() -> None:
    key = Key(START, "act-1", "anna")
    late = Fact(key, IDS[0], Movement.ENTRY, "", 20, "a")
    tied = Fact(key, IDS[2], Movement.ENTRY, "", 10, "a")
    wins = Fact(key, IDS[1], Movement.ENTRY, "", 10, "b")
    found = attendance([late, tied, wins])
    assert [entry.counted for entry in found] == [IDS[1]]
    assert found[0].others == (IDS[2], IDS[0])


def test_nobody_annuls_somebody_elses_entry() -> None:
    entry = Fact(Key(START, "act-1", "anna"), IDS[0], Movement.ENTRY, "", 1, "a")
    wrong = Fact(Key(START, "act-1", "jonas"), IDS[1], Movement.ANNULMENT, IDS[0], 2, "a")
    assert [found.counted for found in attendance([entry, wrong])] == [IDS[0]]


@given(facts(), st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_hub_ends_the_same_however_the_batches_come(
    tmp_path: Path, items: list[Fact], data: st.DataObject
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'order.db'}")
    pushed = data.draw(st.permutations(items)) + data.draw(st.lists(st.sampled_from(items)))
    size = data.draw(st.integers(1, 4))
    with database.write() as connection:
        connection.execute(event_table.delete())
    for first in range(0, len(pushed), size):
        batch = pushed[first : first + size]
        for device in ("kiosk-1", "kiosk-2"):
            own = [_raw(item) for item in batch if item.device == device]
            with database.write() as connection:
                take_in(connection, Device(device, "", "place-a"), own, START)
    with database.read() as connection:
        found = attendance_between(connection, START, START + dt.timedelta(hours=1))
    database.close()
    assert found == attendance(items)


def _raw(item: Fact) -> msgspec.Raw:
    at = START + dt.timedelta(milliseconds=item.at_ms - BASE)
    sent = CheckIn(
        event_id=item.event_id, device=item.device, sequence=1, movement=item.movement,
        pass_id=item.key.pass_id, activity=item.key.activity, session_start=item.key.session_start,
        place="place-a", at=at, annuls=item.annuls,
    )  # fmt: skip
    return msgspec.Raw(encode(sent))
