"""How many different people came in a month is known after they are forgotten, and nothing else."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sync.model import CheckIn, EventResult, Movement, Outcome
from sync.store.ledger import Draft, Ledger

ZONE = ZoneInfo("Europe/Vilnius")
MONTH = dt.date(2026, 11, 1)
NIGHT = dt.datetime(2026, 10, 31, 23, 30, tzinfo=dt.UTC)
"""Already November in Vilnius."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(tmp_path / "ledger.db")
    yield made
    made.close()


def came(ledger: Ledger, pass_id: str, at: dt.datetime, **more: object) -> CheckIn:
    fields: dict[str, object] = {"movement": Movement.ENTRY, **more}
    draft = Draft(
        pass_id=pass_id, activity="print", session_start=at, place="centre", **fields  # type: ignore[arg-type]
    )  # fmt: skip
    return ledger.append(draft, device="k", now=at)


def forget(ledger: Ledger, days: int = 8) -> int:
    waiting = ledger.pending(1000)
    ledger.settle([EventResult(event_id=e.event_id, outcome=Outcome.ACCEPTED) for e in waiting])
    now = dt.datetime.now(dt.UTC) + dt.timedelta(days=days)
    return ledger.purge(now, zone=ZONE)


def test_the_same_person_on_three_days_is_one_visitor_before_and_after_the_purge(
    ledger: Ledger,
) -> None:
    for day in range(3):
        came(ledger, "P-1", NIGHT + dt.timedelta(days=day))
    came(ledger, "P-2", NIGHT)
    assert ledger.visitors(MONTH, ZONE) == 2
    assert forget(ledger) == 4
    assert ledger.visitors(MONTH, ZONE) == 2
    assert ledger.visitors(dt.date(2026, 10, 1), ZONE) == 0


def test_who_comes_again_after_the_purge_is_not_counted_twice(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "l.db")
    now = dt.datetime.now(dt.UTC)
    today = now.astimezone(ZONE).date()
    came(ledger, "P-1", now)
    forget(ledger, days=8)
    came(ledger, "P-1", now)
    came(ledger, "P-2", now)
    assert ledger.visitors(today, ZONE) in (2, 3), "3 only if the month ended while forgetting"
    ledger.close()


def test_guests_and_who_was_taken_back_are_no_visitors(ledger: Ledger) -> None:
    came(ledger, "W-1", NIGHT, provisional=True)
    came(ledger, "T-1", NIGHT, provisional=True, age_band="14-17")
    wrong = came(ledger, "P-1", NIGHT)
    came(ledger, "P-1", NIGHT, movement=Movement.ANNULMENT, annuls=wrong.event_id)
    came(ledger, "P-STRANGER", NIGHT, provisional=True)
    assert ledger.visitors(MONTH, ZONE) == 1, "a pass that was on no list is somebody all the same"
    forget(ledger)
    assert ledger.visitors(MONTH, ZONE) == 1


def test_of_a_month_that_is_over_only_the_number_stays(ledger: Ledger, tmp_path: Path) -> None:
    came(ledger, "P-GONE", NIGHT)
    forget(ledger, days=60)
    raw = sqlite3.connect(tmp_path / "ledger.db")
    assert raw.execute("SELECT count(*) FROM month_mark").fetchone() == (0,)
    assert raw.execute("SELECT month, key, visitors FROM month_visitors").fetchall() == [
        ("2026-11", None, 1)
    ]
    raw.close()
    assert ledger.visitors(MONTH, ZONE) == 1


def test_an_event_of_a_closed_month_that_comes_late_still_counts(ledger: Ledger) -> None:
    came(ledger, "P-1", NIGHT)
    forget(ledger, days=60)
    came(ledger, "P-2", NIGHT)
    assert ledger.visitors(MONTH, ZONE) == 2
    forget(ledger, days=60)
    assert ledger.visitors(MONTH, ZONE) == 2


def test_no_pass_can_be_read_from_what_stays(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    came(ledger, "P-SECRET77", NIGHT)
    ledger.settle(
        [EventResult(event_id=e.event_id, outcome=Outcome.ACCEPTED) for e in ledger.pending(9)]
    )
    ledger.purge(dt.datetime.now(dt.UTC) + dt.timedelta(days=8), zone=ZONE)
    ledger.close()
    raw = sqlite3.connect(tmp_path / "ledger.db")
    raw.execute("VACUUM")
    raw.close()
    assert b"P-SECRET77" not in (tmp_path / "ledger.db").read_bytes()
