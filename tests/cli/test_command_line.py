"""The command line's promises: exit codes and one line on standard error."""

import subprocess
import sys
from pathlib import Path

import pytest


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "main.py", *arguments], cwd=project, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["--size", "huge"],
        ["tour"],
        ["dance"],
        ["run", "--size", "1x1"],
        ["search"],
    ],
)
def test_wrong_use_ends_with_2(project: Path, arguments: list[str]) -> None:
    done = run(project, *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_help_lists_the_commands(project: Path) -> None:
    done = run(project, "--help")
    assert done.returncode == 0
    for command in ("run", "demo", "tour", "search", "doctor", "hub", "import", "sync", "enrol"):
        assert command in done.stdout
