"""The files whose every branch is tested: `promised.py` runs their tests and prints the figure.

Who may enter and what is kept of it must hold in every case, so a branch that no test takes is a
case that nobody has thought about. Exit code 1 when one is missed.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROMISED = (
    "kiosk/domain/*",
    "sync/store/ledger*",
    "sync/protocol/attendance.py",
    "sync/protocol/chain.py",
    "sync/protocol/leases.py",
    "sync/protocol/pins.py",
)
TESTS = (
    "tests/domain", "tests/badges/test_classify.py", "tests/badges/test_hostile.py",
    "tests/transit/test_journey_time.py", "tests/quality/test_next.py",
    "tests/devices/test_layouts.py", "tests/devices/test_sighting.py",
    "tests/store/test_ledger.py", "tests/store/test_ledger_doors.py",
    "tests/store/test_ledger_figures.py", "tests/store/test_ledger_migrations.py",
    "tests/store/test_ledger_staff.py", "tests/store/test_pins.py", "tests/store/test_visitors.py",
    "tests/store/test_people.py", "tests/desk/test_admission.py", "tests/desk/test_desk.py",
    "tests/desk/test_two_doors.py", "tests/hub/test_attendance.py",
    "tests/hub/test_converges.py", "tests/hub/test_fleet.py",
)  # fmt: skip


def main() -> int:
    """Run, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "COVERAGE_FILE": str(Path(folder) / "coverage")}
        coverage = [sys.executable, "-m", "coverage"]
        run = [*coverage, "run", "--branch", "--source=kiosk.domain,sync.store,sync.protocol",
               "-m", "pytest", "-q", "-m", "not slow", *TESTS]  # fmt: skip
        if subprocess.run(run, cwd=ROOT, env=environment, check=False).returncode:
            return 1
        report = [*coverage, "report", "--show-missing", "--skip-covered", "--fail-under=100",
                  f"--include={','.join(PROMISED)}"]  # fmt: skip
        return subprocess.run(report, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
