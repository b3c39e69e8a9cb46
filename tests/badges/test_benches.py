"""The benchmarks of this folder still run, and say whether they kept their budgets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.bench
@pytest.mark.parametrize("name", ["bench_badges", "bench_decoding"])
def test_benchmark_runs_small(name: str, project: Path) -> None:
    ended = subprocess.run(
        [sys.executable, str(project / "tests/bench" / f"{name}.py"), "--small"],
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, "PYTHONPATH": str(project)},
    )
    assert ended.returncode == 0, ended.stderr
    assert "budget" in ended.stdout.splitlines()[-1]
