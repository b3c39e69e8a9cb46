"""The kiosk's clock jumps by a second or by fifty years: order is kept and nobody is blocked."""

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.model import Movement
from sync.store.folder import DataFolder
from sync.store.ledger import Draft, Ledger
from tests.faults.counts import faults, tell
from tests.hub.running import attendance, code_for, fill, hub

YEAR = 365.25 * 86_400
JUMPS = st.one_of(
    st.floats(-5, 5),
    st.sampled_from([-3600.0, 3600.0, -86_400.0, 86_400.0, -50 * YEAR, 50 * YEAR]),
    st.floats(-50 * YEAR, 50 * YEAR),
)
NOW = dt.datetime(2026, 10, 25, 3, 30, tzinfo=dt.UTC)


def draft(person: str) -> Draft:
    start = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return Draft(
        movement=Movement.ENTRY, pass_id=person, activity="act-1", session_start=start,
        place="place-a",
    )  # fmt: skip


@given(st.lists(JUMPS, min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_every_event_is_taken_in_order_whatever_the_clock_says(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[float]
) -> None:
    ledger = Ledger.open(tmp_path_factory.mktemp("clock") / "ledger.db")
    clock, made = NOW, []
    for number, jump in enumerate(jumps):
        clock = moved(clock, jump)
        made.append(ledger.append(draft(f"x{number}"), device="k1", now=clock))
    kept = ledger.pending(1_000)
    assert [each.event_id for each in kept] == [each.event_id for each in made]
    assert [each.sequence for each in kept] == list(range(1, len(jumps) + 1))
    assert len({each.event_id for each in kept}) == len(jumps)
    assert ledger.verify("k1") == []
    ledger.close()


def moved(clock: dt.datetime, seconds: float) -> dt.datetime:
    """The clock after a jump, between the first computers and a century from now."""
    first = dt.datetime(1970, 1, 2, tzinfo=dt.UTC)
    last = dt.datetime(2126, 1, 1, tzinfo=dt.UTC)
    return min(last, max(first, clock + dt.timedelta(seconds=seconds)))


@pytest.mark.parametrize("jumps", faults(12, 500, 500))
def test_the_hub_counts_each_person_once_at_about_the_right_time(
    tmp_path: Path, jumps: int
) -> None:
    chance = random.Random(jumps)
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    folder = DataFolder(tmp_path / "kiosk")
    with hub(database) as running:
        identity = enrol(running.url, code_for(running.url), folder)
        cycle, ledger = Cycle(folder, identity), Ledger.open(folder.ledger)
        begun, recorded = dt.datetime.now(dt.UTC), list[str]()
        for number in range(jumps):
            cycle.run(dt.datetime.now(dt.UTC))
            off = dt.timedelta(seconds=chance.choice([1, 3600, 86_400, 40 * YEAR]))
            clock = dt.datetime.now(dt.UTC) + off * chance.choice([-1, 1])
            made = ledger.append(draft(f"x{number}"), device=identity.device, now=clock)
            recorded.append(made.event_id)
        cycle.run(dt.datetime.now(dt.UTC))
        pending = ledger.pending_count()
        found = attendance(running.url)
        ledger.close()
        cycle.close()
    assert pending == 0, "nobody is blocked"
    tell(jumps, "jumps of the clock", recorded, [each["eventId"] for each in found])
    assert len(found) == jumps
    for each in found:
        at = dt.datetime.fromisoformat(each["at"])
        assert abs((at - begun).total_seconds()) < 600, each
