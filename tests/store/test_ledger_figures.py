"""The month's figures are the same before and after everybody was forgotten."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.model import EventResult, Movement, Outcome
from sync.store.ledger import Draft, Ledger

START = dt.datetime(2026, 11, 2, 14, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(["in", "out", "undo"])), max_size=12
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(tmp_path / "ledger.db")
    yield made
    made.close()


def write(ledger: Ledger, who: str, movement: Movement, minute: int, **more: object) -> str:
    draft = Draft(
        movement=movement, pass_id=who, activity="print", session_start=START, place="centre",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip
    return ledger.append(draft, device="k", now=START + dt.timedelta(minutes=minute)).event_id


def forget(ledger: Ledger) -> int:
    waiting = ledger.pending(1000)
    ledger.settle([EventResult(event_id=e.event_id, outcome=Outcome.ACCEPTED) for e in waiting])
    return ledger.purge(max(START, dt.datetime.now(dt.UTC)) + 8 * DAY)


def test_visits_guests_and_minutes_are_counted(ledger: Ledger) -> None:
    write(ledger, "anna", Movement.ENTRY, 0)
    write(ledger, "anna", Movement.EXIT, 30)
    write(ledger, "anna", Movement.ENTRY, 40)
    write(ledger, "anna", Movement.EXIT, 60)
    write(ledger, "jonas", Movement.ENTRY, 15)
    write(ledger, "T-1", Movement.ENTRY, 5, provisional=True, age_band="14-17")
    plain, young = ledger.figures(START, START + DAY)
    assert (plain.visits, plain.guests, plain.minutes) == (2, 0, 50)
    assert (plain.open_visits, plain.open_late_minutes) == (1, 15)
    assert (young.age_band, young.visits, young.guests) == ("14-17", 1, 1)


def test_an_entry_that_was_taken_back_is_no_visit(ledger: Ledger) -> None:
    mistake = write(ledger, "anna", Movement.ENTRY, 0)
    write(ledger, "anna", Movement.ANNULMENT, 1, annuls=mistake)
    assert ledger.figures(START, START + DAY) == []


def test_figures_of_two_purges_add_up_and_name_nobody(ledger: Ledger, tmp_path: Path) -> None:
    for who in ("anna-the-only", "jonas-the-only"):
        write(ledger, who, Movement.ENTRY, 0)
        assert forget(ledger) == 1
    (found,) = ledger.figures(START, START + DAY)
    assert (found.visits, found.open_visits) == (2, 2)
    with ledger._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM session_figure").all()
    assert "the-only" not in repr(kept)


def test_a_person_whose_exit_still_waits_is_kept_whole(ledger: Ledger) -> None:
    entry = write(ledger, "anna", Movement.ENTRY, 0)
    ledger.settle([EventResult(event_id=entry, outcome=Outcome.ACCEPTED)])
    write(ledger, "anna", Movement.EXIT, 30)
    assert ledger.purge(max(START, dt.datetime.now(dt.UTC)) + 8 * DAY) == 0
    assert forget(ledger) == 2
    (found,) = ledger.figures(START, START + DAY)
    assert (found.visits, found.minutes, found.open_visits) == (1, 30, 0)


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_forgetting_never_changes_the_figures(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    ledger = Ledger.open(tmp_path_factory.mktemp("figures") / "ledger.db")
    last: dict[str, str] = {}
    for minute, (who, act) in enumerate(steps):
        if act == "undo":
            if who in last:
                write(ledger, who, Movement.ANNULMENT, minute, annuls=last.pop(who))
        else:
            movement = Movement.ENTRY if act == "in" else Movement.EXIT
            last[who] = write(ledger, who, movement, minute)
    before = ledger.figures(START, START + DAY)
    forget(ledger)
    assert ledger.pending_count() == 0
    assert ledger.figures(START, START + DAY) == before
    ledger.close()
