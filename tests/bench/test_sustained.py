"""Ten minutes of check-ins without a pause: as quick at the end, and no fatter."""

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(1_500)
def test_ten_minutes_of_check_ins_stay_quick_and_lean(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_checkin", "--minutes", "10"],
        cwd=project, capture_output=True, text=True, check=True,
    )  # fmt: skip
    print(done.stdout)
    found = json.loads(done.stdout)["sustained"]
    assert found["minutes"] >= 10
    assert found["p50_ms"] <= 15
    assert found["events_per_min"] > 1_572, "what the peer takes"
    assert found["memory_mb_after"] - found["memory_mb_before"] < 60
