"""A kiosk that was alone for a month: everything arrives, once, within a minute of the network."""

from pathlib import Path

import pytest

from tests.bench.bench_drain import BUDGET_S, EVENTS, drain
from tests.faults.counts import tell


@pytest.mark.slow
def test_twenty_thousand_events_of_thirty_days_are_at_the_hub_within_a_minute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = drain(tmp_path, EVENTS, outage_s=10.0)
    with capsys.disabled():
        tell(1, "month alone, events", range(EVENTS), range(int(found["at_the_hub"])))
        print(f"drained in {found['drained_s']:.1f} s")
    assert (found["at_the_hub"], found["announcements_at_the_hub"]) == (EVENTS, 1)
    assert found["drained_s"] <= BUDGET_S
