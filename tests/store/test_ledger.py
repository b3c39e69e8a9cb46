"""ledger.db on real files: nothing is lost, doubled or changed."""

import datetime as dt
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from sync.model import CheckIn, EventResult, Movement, Outcome
from sync.protocol.chain import digest
from sync.store import ledger as ledger_module
from sync.store import ledger_append, ledger_clock, ledger_samples
from sync.store.engine import BUSY_TIMEOUT_MS, writing
from sync.store.errors import DatabaseBusy
from sync.store.ledger import Draft, Ledger
from sync.store.ledger_attendance import Tally, replay
from sync.store.ledger_schema import event, presence
from sync.store.ledger_write import appending

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
START = dt.datetime(2026, 11, 23, 14, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(tmp_path / "ledger.db")
    yield made
    made.close()


def enter(
    ledger: Ledger,
    person: str = "P-1",
    movement: Movement = Movement.ENTRY,
    now: dt.datetime = NOW,
    device: str = "kiosk-1",
    annuls: str = "",
    start: dt.datetime = START,
) -> CheckIn:
    draft = Draft(
        movement=movement, pass_id=person, activity="print", session_start=start, place="centre",
        annuls=annuls,
    )  # fmt: skip
    return ledger.append(draft, device=device, now=now)


def answer(event: CheckIn, outcome: Outcome, code: str = "") -> EventResult:
    return EventResult(event_id=event.event_id, outcome=outcome, code=code)


def test_an_appended_event_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Ledger.open(tmp_path / "ledger.db")
    made = enter(first)
    first.close()
    again = Ledger.open(tmp_path / "ledger.db")
    assert again.pending(10) == [made]
    assert again.find(made.event_id) == made
    assert again.find("nothing") is None
    again.close()


def test_every_commit_is_on_the_disk(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"


def test_events_of_a_device_are_counted_without_gaps_and_chained(ledger: Ledger) -> None:
    made = [enter(ledger, f"P-{n}") for n in range(5)]
    other = enter(ledger, device="kiosk-2")
    assert [each.sequence for each in made] == [1, 2, 3, 4, 5]
    assert [each.previous for each in made[1:]] == [digest(each) for each in made[:-1]]
    assert (made[0].previous, other.previous, other.sequence) == ("", "", 1)
    assert ledger.verify("kiosk-1") == []


def test_a_changed_event_breaks_the_chain(tmp_path: Path, ledger: Ledger) -> None:
    for n in range(3):
        enter(ledger, f"P-{n}")
    raw = sqlite3.connect(tmp_path / "ledger.db")
    raw.execute("DROP TRIGGER event_append_only")
    raw.execute("UPDATE event SET body = replace(body, 'P-1', 'P-9') WHERE sequence = 2")
    raw.commit()
    raw.close()
    assert ledger.verify("kiosk-1") == [3]


def test_an_event_can_never_be_changed(ledger: Ledger) -> None:
    enter(ledger)
    with pytest.raises(DatabaseError, match="never changes"), writing(ledger._engine) as c:
        c.execute(update(event).values(pass_id="P-2"))


@pytest.mark.parametrize("outcome", [None, Outcome.REJECTED])
def test_an_event_that_the_hub_has_not_taken_in_can_never_leave(
    ledger: Ledger, outcome: Outcome | None
) -> None:
    made = enter(ledger)
    if outcome is not None:
        ledger.settle([answer(made, outcome)])
    with pytest.raises(DatabaseError, match="only acknowledged"), writing(ledger._engine) as c:
        c.execute(delete(event))
    assert ledger.purge(NOW + 1000 * DAY) == 0


def test_the_audit_can_never_be_changed(ledger: Ledger) -> None:
    ledger.staff.record("staff-1", "unlock", "", NOW)
    with pytest.raises(DatabaseError, match="never changes"), writing(ledger._engine) as c:
        c.exec_driver_sql("UPDATE audit SET act = 'nothing'")
    act = ledger.staff.acts()[0]
    assert (act.at, act.staff, act.act, act.detail) == (NOW, "staff-1", "unlock", "")


def test_event_ids_are_uuid7_and_never_the_same(ledger: Ledger) -> None:
    made = [enter(ledger, f"P-{n}") for n in range(50)]
    assert len({each.event_id for each in made}) == 50
    for each in made:
        assert each.event_id[14] == "7"
        assert each.event_id[19] in "89ab"
        assert int(each.event_id.replace("-", "")[:12], 16) == int(NOW.timestamp() * 1000)


def test_a_clock_before_1970_still_gives_an_id() -> None:
    assert ledger_clock.uuid7(-5).startswith("00000000-0000-7")


def test_pending_is_oldest_first_and_limited(ledger: Ledger) -> None:
    made = [enter(ledger, f"P-{n}") for n in range(4)]
    assert ledger.pending(3) == made[:3]
    assert ledger.pending_count() == 4


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.DUPLICATE, Outcome.CONFLICT])
def test_what_the_hub_took_in_waits_no_more(ledger: Ledger, outcome: Outcome) -> None:
    made = enter(ledger)
    ledger.settle([answer(made, outcome)])
    assert ledger.pending(10) == []
    assert ledger.find(made.event_id) == made


def test_what_the_hub_refused_stays_to_review_with_its_reason(ledger: Ledger) -> None:
    made = [enter(ledger, f"P-{n}") for n in range(3)]
    ledger.settle([
        answer(made[0], Outcome.REJECTED, "unknown_activity"),
        answer(made[1], Outcome.ACCEPTED),
        answer(made[2], Outcome.CONFLICT, "counted_elsewhere"),
    ])  # fmt: skip
    assert ledger.pending(10) == []
    assert ledger.rejected_count() == 1
    review = [(each.event, each.outcome, each.code) for each in ledger.to_review()]
    assert review == [
        (made[2], Outcome.CONFLICT, "counted_elsewhere"),
        (made[0], Outcome.REJECTED, "unknown_activity"),
    ]


def test_a_late_answer_never_undoes_an_acknowledgement(ledger: Ledger) -> None:
    made = enter(ledger)
    ledger.settle([answer(made, Outcome.ACCEPTED)])
    ledger.settle([answer(made, Outcome.REJECTED, "late")])
    assert ledger.rejected_count() == 0


def test_the_hub_may_change_its_mind_about_a_refusal(ledger: Ledger) -> None:
    made = enter(ledger)
    ledger.settle([answer(made, Outcome.REJECTED, "unknown_activity")])
    ledger.settle([answer(made, Outcome.ACCEPTED)])
    assert ledger.rejected_count() == 0


def test_an_answer_to_somebody_elses_event_changes_nothing(ledger: Ledger) -> None:
    enter(ledger)
    ledger.settle([EventResult(event_id="not-ours", outcome=Outcome.ACCEPTED)])
    ledger.settle([])
    assert ledger.pending_count() == 1


def test_many_answers_are_noted_in_short_batches(ledger: Ledger) -> None:
    made = [enter(ledger, f"P-{n}") for n in range(ledger_module._BATCH + 5)]
    ledger.settle([answer(each, Outcome.ACCEPTED) for each in made])
    assert ledger.pending_count() == 0


def test_purge_takes_only_what_is_acknowledged_and_old(ledger: Ledger) -> None:
    old = [enter(ledger, f"P-{n}", now=NOW - 30 * DAY) for n in range(3)]
    new = enter(ledger, "P-9")
    ledger.settle([
        answer(old[0], Outcome.ACCEPTED),
        answer(old[1], Outcome.REJECTED, "x"),
        answer(new, Outcome.ACCEPTED),
    ])  # fmt: skip
    today = dt.datetime.now(dt.UTC)
    assert ledger.purge(today) == 0, "acknowledged only now"
    assert ledger.purge(max(today, NOW) + 8 * DAY) == 2
    assert ledger.find(old[0].event_id) is None
    assert ledger.find(old[1].event_id) == old[1]
    assert ledger.find(old[2].event_id) == old[2]


def test_the_chain_goes_on_over_a_purge(ledger: Ledger) -> None:
    first = enter(ledger)
    ledger.settle([answer(first, Outcome.ACCEPTED)])
    ledger.purge(max(dt.datetime.now(dt.UTC), NOW) + 30 * DAY)
    assert ledger.presence("print", START, "P-1") is None
    second = enter(ledger)
    assert (second.sequence, second.previous) == (2, digest(first))
    assert ledger.verify("kiosk-1") == []


def test_attendance_follows_entry_exit_and_annulment(ledger: Ledger) -> None:
    entry = enter(ledger)
    assert ledger.inside("print", START) == 1
    seen = ledger.presence("print", START, "P-1")
    assert seen is not None
    assert (seen.inside, seen.since, seen.event_id) == (True, NOW, entry.event_id)

    out = enter(ledger, movement=Movement.EXIT, now=NOW + dt.timedelta(hours=1))
    assert ledger.attendance("print", START)["P-1"].inside is False
    assert ledger.tallies(START, START + DAY) == {("print", START): Tally(0, 1)}

    assert not ledger.is_annulled(out)
    enter(ledger, movement=Movement.ANNULMENT, annuls=out.event_id)
    assert ledger.is_annulled(out)
    assert ledger.inside("print", START) == 1
    enter(ledger, movement=Movement.ANNULMENT, annuls=entry.event_id)
    assert ledger.attendance("print", START) == {}


def test_sessions_of_one_activity_are_counted_apart(ledger: Ledger) -> None:
    enter(ledger)
    enter(ledger, start=START + DAY)
    assert set(ledger.tallies(START, START + DAY)) == {("print", START)}


def test_events_carry_the_clocks_offset_and_its_age(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert enter(ledger).clock_offset_ms is None
    ledger.sample_clock(1_500, NOW)
    ledger.sample_clock(-250, NOW)
    fresh = enter(ledger)
    assert fresh.clock_offset_ms == -250
    assert fresh.clock_offset_age_s in (0, 1)
    assert (fresh.boot_id, fresh.monotonic_ms > 0) == (ledger_clock.boot_id(), True)

    for module in (ledger_append, ledger_samples):
        monkeypatch.setattr(module, "boot_id", lambda: "after-restart")
    later = enter(ledger, now=NOW + dt.timedelta(minutes=2))
    assert (later.boot_id, later.clock_offset_age_s) == ("after-restart", 120)
    jumped = enter(ledger, now=NOW - 365 * DAY)
    assert jumped.clock_offset_age_s == 0


def test_times_of_any_zone_are_kept_as_utc(ledger: Ledger) -> None:
    vilnius = dt.timezone(dt.timedelta(hours=2))
    made = enter(ledger, now=NOW.astimezone(vilnius), start=START.astimezone(vilnius))
    assert made.at.tzinfo is dt.UTC
    assert ledger.presence("print", START, "P-1") is not None


def test_a_machine_without_a_boot_id_makes_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_clock, "_BOOT_ID", tmp_path / "none")
    ledger_clock.boot_id.cache_clear()
    try:
        assert ledger_clock.boot_id() == ledger_clock.boot_id() != ""
    finally:
        ledger_clock.boot_id.cache_clear()


steps = st.lists(
    st.tuples(st.sampled_from(["P-1", "P-2"]), st.sampled_from(list(Movement)), st.integers(0, 8)),
    max_size=12,
)


@given(steps=steps)
@settings(max_examples=40, deadline=None)
def test_attendance_is_always_what_the_events_say(
    steps: list[tuple[str, Movement, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = Ledger.open(tmp_path_factory.mktemp("ledger") / "ledger.db")
    made: list[CheckIn] = []
    for person, movement, which in steps:
        annuls = ""
        if movement is Movement.ANNULMENT:
            targets = [each for each in made if each.pass_id == person]
            if not targets:
                continue
            annuls = targets[which % len(targets)].event_id
        made.append(enter(ledger, person, movement, annuls=annuls))
    said = {
        person: found
        for person in ("P-1", "P-2")
        if (found := replay(each for each in made if each.pass_id == person))
    }
    assert ledger.attendance("print", START) == said
    assert ledger.inside("print", START) == sum(each.inside for each in said.values())
    assert ledger.verify("kiosk-1") == []
    with ledger._engine.connect() as connection:
        assert len(connection.execute(select(presence)).all()) == len(said)
    ledger.close()


def test_an_append_waits_only_as_long_as_the_other_writer(ledger: Ledger, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.05, lambda: other.execute("COMMIT"))
    release.start()
    made = enter(ledger)
    release.join()
    other.close()
    assert ledger.pending(1) == [made]


def test_a_ledger_held_for_too_long_is_said_so_and_nothing_is_recorded(
    ledger: Ledger, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(DatabaseBusy),
        appending(ledger._engine, patience_s=0.02) as connection,
    ):
        connection.execute(delete(event))
    other.execute("ROLLBACK")
    other.close()
    assert enter(ledger).sequence == 1


def test_after_settling_an_append_is_again_forced_to_the_disk(ledger: Ledger) -> None:
    ledger.settle([answer(enter(ledger), Outcome.ACCEPTED)])
    with ledger._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_TIMEOUT_MS
