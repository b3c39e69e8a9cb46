"""What the city pack's manual tells a city's own person to type."""

import re
import shlex
from pathlib import Path

import pytest

from kiosk.ui.map import preview
from sync.citypack.cli import parser

README = Path(__file__).parents[2] / "sync" / "citypack" / "README.md"
TEXT = README.read_text("utf-8")
TYPED = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", TEXT, re.M | re.S)
    for line in block.replace("\\\n", " ").splitlines()
]
INLINE = re.findall(r"`(main\.py city [^`]+)`", TEXT)


def test_the_manual_shows_each_step() -> None:
    steps = {shlex.split(line)[3] for line in TYPED if "main.py city" in line}
    assert steps == {"build", "transit", "check"}
    assert len(INLINE) == 2


@pytest.mark.parametrize("line", [*(each for each in TYPED if "main.py" in each), *INLINE])
def test_each_command_is_understood_and_names_files_that_are_there(line: str) -> None:
    words = shlex.split(line)
    given = words[words.index("city") + 1 :]
    assert parser().parse_args(given).command == given[0]
    ours = [word for word in given if word.startswith(("resources/", "sync/"))]
    assert [word for word in ours if not (README.parents[2] / word).exists()] == []


def test_the_preview_of_the_manual_is_a_program() -> None:
    assert any(f"-m {preview.__name__} " in line for line in TYPED)
