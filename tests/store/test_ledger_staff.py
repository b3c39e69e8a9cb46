"""The PIN pad's lock-out: it grows, and neither a restart nor a wrong date shortens it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.store import ledger_staff
from sync.store.ledger import Ledger
from sync.store.ledger_staff import FREE_TRIES, wait_ms

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger.open(tmp_path / "ledger.db")
    yield made
    made.close()


def fail(ledger: Ledger, times: int) -> None:
    for _ in range(times):
        ledger.staff.count_try("pin")


def test_two_slips_cost_nothing(ledger: Ledger) -> None:
    assert ledger.staff.remaining_ms("pin") == 0
    fail(ledger, FREE_TRIES - 1)
    assert ledger.staff.remaining_ms("pin") == 0


def test_the_wait_grows_up_to_an_hour() -> None:
    waits = [wait_ms(tries) for tries in range(FREE_TRIES - 1, FREE_TRIES + 8)]
    assert waits == sorted(waits)
    assert waits[0] == 0
    assert waits[1] == 30_000
    assert waits[-1] == waits[-2] == 3_600_000


def test_the_lock_runs_out_on_the_clock_that_only_runs_forward(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(ledger, FREE_TRIES)
    assert 29_000 < ledger.staff.remaining_ms("pin") <= 30_000
    later = ledger_staff.monotonic_ms() + 20_000
    monkeypatch.setattr(ledger_staff, "monotonic_ms", lambda: later)
    assert ledger.staff.remaining_ms("pin") <= 10_000
    monkeypatch.setattr(ledger_staff, "monotonic_ms", lambda: later + 10_001)
    assert ledger.staff.remaining_ms("pin") == 0


def test_the_lock_survives_opening_again(tmp_path: Path, ledger: Ledger) -> None:
    fail(ledger, FREE_TRIES)
    again = Ledger.open(tmp_path / "ledger.db")
    assert again.staff.remaining_ms("pin") > 29_000
    again.close()


def test_switching_the_kiosk_off_and_on_begins_the_wait_anew(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail(ledger, FREE_TRIES + 1)
    monkeypatch.setattr(ledger_staff, "boot_id", lambda: "after-restart")
    monkeypatch.setattr(ledger_staff, "monotonic_ms", lambda: 5_000)
    assert ledger.staff.remaining_ms("pin") == 60_000
    monkeypatch.setattr(ledger_staff, "monotonic_ms", lambda: 45_000)
    assert ledger.staff.remaining_ms("pin") == 20_000


def test_the_right_pin_forgives(ledger: Ledger) -> None:
    fail(ledger, FREE_TRIES + 3)
    ledger.staff.forgive("pin")
    assert ledger.staff.remaining_ms("pin") == 0
    assert ledger.staff.count_try("pin") == 1
