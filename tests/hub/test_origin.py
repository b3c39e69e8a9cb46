"""Who brought a record may delete it by leaving it out; and moving rosters costs little."""

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.hub.database import (
    Database,
    apply_records,
    claim_records,
    delete_missing,
    move_rosters,
    open_database,
)
from sync.hub.schema import record
from sync.model import Activity, Kind, Notice, Registration, Schedule, Weekday

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    yield made
    made.close()


def live(database: Database) -> set[str]:
    with database.read() as connection:
        here = record.c
        found = connection.execute(sa.select(here.id).where(here.data.is_not(None))).scalars()
        return set(found)


def put(database: Database, origin: str, *ids: str) -> None:
    with database.write() as connection:
        notices = [Notice(id=id, name=id) for id in ids]
        apply_records(connection, "notice", notices, NOW, origin)


def left_out(database: Database, origin: str, *kept: str) -> int:
    with database.write() as connection:
        return delete_missing(connection, "notice", set(kept), NOW, origin)


def test_a_source_deletes_only_what_it_brought(database: Database) -> None:
    put(database, "city:vilnius", "a", "b")
    put(database, "kiosk", "kiosk-1")
    put(database, "layer:pools.geojson", "pool")
    assert left_out(database, "city:vilnius", "a") == 1
    assert live(database) == {"a", "kiosk-1", "pool"}


def test_records_of_before_belong_to_the_source_that_has_them(database: Database) -> None:
    put(database, "", "a", "b")
    with database.write() as connection:
        claim_records(connection, "notice", {"a"}, "layer:x")
    assert left_out(database, "city:vilnius", "c") == 1, "b was nobody's, a is the layer's"
    assert live(database) == {"a"}


def test_a_change_by_another_does_not_change_whose_it_is(database: Database) -> None:
    put(database, "city:vilnius", "a")
    with database.write() as connection:
        apply_records(connection, "notice", [Notice(id="a", name="edited")], NOW)
    assert left_out(database, "city:vilnius") == 1


def test_what_comes_back_belongs_to_who_brings_it(database: Database) -> None:
    put(database, "city:vilnius", "a")
    left_out(database, "city:vilnius")
    put(database, "kiosk", "a")
    assert left_out(database, "city:vilnius") == 0
    assert live(database) == {"a"}


def rosters(database: Database, people: int, activities: int) -> None:
    weekly = Schedule(
        start_time=dt.time(10), end_time=dt.time(11), by_day=(Weekday.MONDAY,)
    )  # fmt: skip
    with database.write() as connection:
        given = [
            Activity(id=f"a{n}", name="x", kind=Kind.CLUB, organizer="o", event_schedule=(weekly,))
            for n in range(activities)
        ]
        apply_records(connection, "activity", given, NOW)
        entries = [
            Registration(id=f"r{n}", activity=f"a{n % activities}", pass_id=f"P-{n}", place="p")
            for n in range(people)
        ]
        apply_records(connection, "registration", entries, NOW)


def test_looking_for_rosters_to_move_writes_nothing_and_asks_little(database: Database) -> None:
    rosters(database, 3_000, 50)
    said: list[str] = []
    with database.write() as connection:
        sa.event.listen(connection, "before_cursor_execute", lambda *all: said.append(str(all[2])))
        assert move_rosters(connection, NOW) == 0
    assert len(said) <= 4, said
    assert not any(each.startswith(("INSERT", "UPDATE")) for each in said)


@pytest.mark.slow
def test_fifty_thousand_entries_are_looked_through_in_a_second(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    rosters(database, 50_000, 1_000)
    with database.write() as connection:
        begun = time.perf_counter()
        move_rosters(connection, NOW)
        took = time.perf_counter() - begun
    with capsys.disabled():
        print(f"\n50,000 entries of rosters looked through in {took:.2f} s")
    assert took < 1.0
