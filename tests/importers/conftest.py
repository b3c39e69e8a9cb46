"""A small, whole city in a folder of its own, for a test to spoil."""

import shutil
from pathlib import Path

import pytest

SMALL_CITY = Path(__file__).parent / "city"


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A copy of a small city's folder without a fault."""
    return Path(shutil.copytree(SMALL_CITY, tmp_path / "city"))


def change(path: Path, old: str, new: str) -> None:
    """Replace a text that must be in the file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
