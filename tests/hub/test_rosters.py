"""A kiosk holds the roster of the next days: it comes in time, and goes again by itself."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from sync.hub.database import (
    Database,
    apply_records,
    delete_records,
    move_rosters,
    open_database,
    put_city,
)
from sync.hub.feeds import FeedIndex, page_items
from sync.hub.rosters import ROSTER_DAYS
from sync.importers.csv_city import load_city
from sync.model import Activity, Kind, Registration, Schedule

from .running import SMALL_CITY

VILNIUS = ZoneInfo("Europe/Vilnius")
SESSION = dt.date(2026, 12, 20)
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)


def camp(*days: dt.date) -> Activity:
    rule = Schedule(start_time=dt.time(10), end_time=dt.time(12), dates=days)
    return Activity(
        id="camp", name="Stovykla", kind=Kind.CAMP, organizer="o", location="place-a",
        event_schedule=(rule,),
    )  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    with opened.write() as tx:
        put_city(tx, load_city(SMALL_CITY).city)
        apply_records(tx, "activity", [camp(SESSION)], NOW)
        person = Registration(id="r", activity="camp", pass_id="P-1", place="place-a")
        apply_records(tx, "registration", [person], NOW)
    yield opened
    opened.close()


def seen(database: Database, after: int = 0) -> list[tuple[str, str]]:
    """Id and state of what a kiosk of the place gets after this change."""
    with database.read() as tx:
        items = page_items(tx, "registration", "place-a", after, 10)
    return [(item.id, item.state) for item in items]


def on(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0, 5), VILNIUS)


def test_a_roster_comes_fourteen_days_before_and_goes_the_day_after_next(
    database: Database,
) -> None:
    told = []
    for ahead in range(ROSTER_DAYS + 1, -4, -1):
        with database.write() as tx:
            move_rosters(tx, on(SESSION - dt.timedelta(days=ahead)))
        told.append((ahead, seen(database)))
    here = [ahead for ahead, items in told if items == [("r", "updated")]]
    assert here == list(range(ROSTER_DAYS - 1, -2, -1))
    assert told[-1][1] == [("r", "deleted")]


def test_it_returns_for_the_next_session_as_a_change_of_its_own(database: Database) -> None:
    for days in (1, -3):
        with database.write() as tx:
            move_rosters(tx, on(SESSION - dt.timedelta(days=days)))
    with database.write() as tx:
        later = SESSION + dt.timedelta(days=9)
        apply_records(tx, "activity", [camp(SESSION, later)], on(SESSION + dt.timedelta(days=4)))
    assert seen(database) == [("r", "updated")]


def test_nothing_to_move_makes_no_change(database: Database) -> None:
    kept = FeedIndex()
    with database.write() as tx:
        assert move_rosters(tx, on(SESSION)) == 1
    with database.read() as tx:
        before = kept.state(tx, "registration", "place-a")
    with database.write() as tx:
        assert move_rosters(tx, on(SESSION)) == 0
    with database.read() as tx:
        assert kept.state(tx, "registration", "place-a") == before
        assert FeedIndex().state(tx, "registration", "place-a") == before


def test_when_the_activity_goes_its_roster_goes_with_it(database: Database) -> None:
    with database.write() as tx:
        move_rosters(tx, on(SESSION))
        delete_records(tx, "activity", ["camp"], on(SESSION))
    assert seen(database) == [("r", "deleted")]


def test_a_session_that_is_moved_nearer_brings_its_roster_at_once(database: Database) -> None:
    assert seen(database) == []
    with database.write() as tx:
        apply_records(tx, "activity", [camp(NOW.date())], NOW)
    assert seen(database) == [("r", "updated")]


def test_other_changes_of_an_entry_that_waits_stay_unseen(database: Database) -> None:
    with database.write() as tx:
        old = Registration(id="r", activity="camp", pass_id="P-1", place="place-a")
        apply_records(tx, "registration", [msgspec.structs.replace(old, label="Ąžuolas")], NOW)
    assert seen(database) == []
