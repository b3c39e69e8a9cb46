"""What the hub tells of other doors, in ledger.db: each event once, each seat counted."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.model import Movement, SeenEvent
from sync.protocol.messages import Door, Lease, LeaseHeld
from sync.store import ledger_doors, ledger_seal
from sync.store.engine import open_engine
from sync.store.errors import DatabaseBusy
from sync.store.ledger import Draft, Ledger

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
START = dt.datetime(2026, 11, 23, 14, 0, tzinfo=dt.UTC)
HERE = ("print", START)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(tmp_path / "ledger.db")
    yield made
    made.close()


def seen(
    id: str, person: str = "P-1", movement: Movement = Movement.ENTRY, annuls: str = ""
) -> SeenEvent:
    return SeenEvent(
        event_id=id, device="kiosk-2", movement=movement, pass_id=person, activity="print",
        session_start=START, at=NOW, annuls=annuls,
    )  # fmt: skip


def write(ledger: Ledger, person: str, movement: Movement, annuls: str = "", band: str = "") -> str:
    draft = Draft(
        movement=movement, pass_id=person, activity="print", session_start=START, place="centre",
        annuls=annuls, age_band=band,
    )  # fmt: skip
    return ledger.append(draft, device="kiosk-1", now=NOW).event_id


def lease(seats: int, as_of: int = 0) -> Lease:
    return Lease(
        activity="print", session_start=START, seats=seats, as_of=as_of,
        expires=NOW + dt.timedelta(hours=1),
    )  # fmt: skip


def left(ledger: Ledger) -> int | None:
    return ledger.doors.seats_left(*HERE, "kiosk-1", NOW)


def test_what_is_told_twice_counts_once(ledger: Ledger) -> None:
    many = tuple(seen(f"e-{n}", f"P-{n}") for n in range(ledger_doors._BATCH * 2 + 3))
    mark = ledger.doors.mark()
    assert ledger.doors.take(Door(until=NOW, events=many)) is True
    assert ledger.doors.mark() != mark
    assert ledger.doors.take(Door(until=NOW, events=many)) is False
    assert ledger.inside(*HERE) == len(many)
    assert ledger.pending_count() == 0, "nothing of others is ever sent"


def test_where_it_was_left_off_is_kept(ledger: Ledger) -> None:
    assert ledger.doors.since() is None
    ledger.doors.take(Door(until=NOW))
    assert ledger.doors.since() == NOW


def test_an_event_of_ones_own_that_comes_back_is_the_same_event(ledger: Ledger) -> None:
    own = write(ledger, "P-1", Movement.ENTRY)
    ledger.doors.take(Door(until=NOW, events=(seen(own),)))
    write(ledger, "P-1", Movement.EXIT)
    presence = ledger.presence(*HERE, "P-1")
    assert presence is not None
    assert not presence.inside


def test_each_entry_takes_a_seat_and_each_exit_gives_one_back(ledger: Ledger) -> None:
    assert left(ledger) is None
    ledger.doors.take(Door(until=NOW, leases=(lease(3),)))
    entry = write(ledger, "P-1", Movement.ENTRY)
    write(ledger, "P-2", Movement.ENTRY)
    assert left(ledger) == 1
    leaving = write(ledger, "P-2", Movement.EXIT)
    assert left(ledger) == 2
    write(ledger, "P-2", Movement.ANNULMENT, annuls=leaving)
    assert left(ledger) == 1
    write(ledger, "P-1", Movement.ANNULMENT, annuls=entry)
    assert left(ledger) == 2


def test_taking_back_what_the_other_door_did_frees_a_seat_here(ledger: Ledger) -> None:
    ledger.doors.take(Door(until=NOW, events=(seen("theirs"),), leases=(lease(0),)))
    assert left(ledger) == 0
    write(ledger, "P-1", Movement.ANNULMENT, annuls="theirs")
    assert left(ledger) == 1


def test_a_new_lease_counts_from_what_the_hub_has(ledger: Ledger) -> None:
    for person in ("P-1", "P-2"):
        write(ledger, person, Movement.ENTRY)
    ledger.doors.take(Door(until=NOW, leases=(lease(4, as_of=2),)))
    assert left(ledger) == 4
    write(ledger, "P-3", Movement.ENTRY)
    assert left(ledger) == 3


def test_a_kiosk_says_what_it_holds(ledger: Ledger) -> None:
    ledger.doors.take(Door(until=NOW, leases=(lease(3, as_of=1),)))
    other = ("bike", START)
    assert ledger.doors.held([HERE, other]) == (
        LeaseHeld(activity="print", session_start=START, seats=3, as_of=1,
                  expires=NOW + dt.timedelta(hours=1)),
        LeaseHeld(activity="bike", session_start=START),
    )  # fmt: skip


def test_sessions_of_two_days_ago_are_forgotten(ledger: Ledger) -> None:
    ledger.doors.take(Door(until=NOW, events=(seen("e-1"),), leases=(lease(1),)))
    ledger.purge(START + dt.timedelta(days=1))
    assert ledger.inside(*HERE) == 1
    ledger.purge(START + dt.timedelta(days=2, seconds=1))
    assert ledger.inside(*HERE) == 0
    assert left(ledger) is None
    assert ledger.doors.since() == NOW


def test_guests_are_counted_by_age_and_leave_in_the_order_they_came(ledger: Ledger) -> None:
    for person in ("T-1", "T-2"):
        write(ledger, person, Movement.ENTRY, band="14-17")
    assert ledger.bands(*HERE) == {"14-17": (2, 2)}
    assert ledger.inside_band(*HERE, "14-17") == "T-1"
    assert ledger.inside_band(*HERE, "30+") is None


def test_a_lease_ends_by_the_hubs_clock_though_the_wall_clock_jumped(ledger: Ledger) -> None:
    ledger.doors.take(Door(until=NOW, leases=(lease(3),)))
    ledger.sample_clock(0, NOW)
    year = dt.timedelta(days=365)
    assert ledger.doors.seats_left(*HERE, "kiosk-1", NOW + year) == 3
    assert ledger.doors.seats_left(*HERE, "kiosk-1", NOW - year) == 3


def test_what_cannot_be_overwritten_now_is_said(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "busy.db", busy_timeout_ms=20)
    engine.connect().close()
    holder = sqlite3.connect(tmp_path / "busy.db", isolation_level=None)
    holder.execute("CREATE TABLE held (a)")
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy):
        ledger_seal._overwrite(engine)
    holder.close()
    engine.dispose()


def test_the_month_counts_who_came_by_this_door(ledger: Ledger) -> None:
    write(ledger, "P-1", Movement.ENTRY)
    ledger.doors.take(Door(until=NOW, events=(seen("e-2", "P-2"),)))
    from sync.store.ledger import UTC

    assert ledger.visitors(START.date(), UTC) == 1, "the other kiosk counts its own"
