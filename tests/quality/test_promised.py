"""Who may enter, and what is kept of it: no branch of that without a test."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_every_branch_of_the_rules_and_of_the_ledger_is_tested(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "packaging/promised.py"], cwd=project, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout[-3_000:]
