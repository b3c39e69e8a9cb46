"""Each benchmark runs once, small, so that it works on the day somebody needs its figure."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = sorted(Path(__file__).parent.glob("bench_*.py"))


@pytest.mark.bench
@pytest.mark.webengine
@pytest.mark.timeout(240)
@pytest.mark.parametrize("benchmark_file", BENCHMARKS, ids=lambda file: file.stem)
def test_the_benchmark_works(project: Path, benchmark_file: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{benchmark_file.stem}", "--small"],
        cwd=project, env=os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    # 1 says that a budget was missed: a noisy machine's matter, never a test's.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert any(character.isdigit() for character in done.stdout), "it prints figures"
