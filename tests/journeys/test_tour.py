"""The tour as a person runs it: every screen by touch, a picture of each, exit code 0."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.webengine
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("size", "language"),
    [
        ("1080x1920", "lt"),
        pytest.param("1920x1080", "en", marks=pytest.mark.slow),
        pytest.param("1920x1080", "lt", marks=pytest.mark.slow),
        pytest.param("1080x1920", "en", marks=pytest.mark.slow),
    ],
)
def test_every_screen_is_reached_by_touch(
    project: Path, tmp_path: Path, size: str, language: str
) -> None:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    done = subprocess.run(
        [
            sys.executable, "main.py", "tour", "--out", str(tmp_path), "--size", size,
            "--lang", language,
        ],
        cwd=project, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    stops = json.loads(done.stdout)
    assert [stop for stop in stops if not stop["ok"]] == []
    assert done.returncode == 0
    assert len(stops) >= 30
    for stop in stops:
        assert (tmp_path / Path(stop["file"]).name).stat().st_size > 10_000
