"""How many faults a test makes, and the line that says what they did.

Few with every run, more in `make test-slow`; `COL_FAULTS=design make test-slow` makes as many as
the project promised itself, and `COL_FAULTS=50` just so many.
"""

import os
from collections.abc import Collection, Sequence
from typing import Any

import pytest

EACH_S = 10.0
"""Longest that one fault may take on a slow machine, with all that the test does around it."""


def faults(few: int, many: int, promised: int) -> list[Any]:
    """Parameters: few for every run, and the slow ones."""
    count = _slow(many, promised)
    marks = [pytest.mark.slow, pytest.mark.timeout(600 + EACH_S * count)]
    return [few, pytest.param(count, marks=marks)]


def runs(few: int, many: int, promised: int) -> list[Any]:
    """As `faults`, for a test that makes one fault: the number of each run."""
    slow = range(few, max(few, _slow(many, promised)))
    return [*range(few), *(pytest.param(number, marks=pytest.mark.slow) for number in slow)]


def _slow(many: int, promised: int) -> int:
    wanted = os.environ.get("COL_FAULTS", "")
    return int(wanted) if wanted.isdecimal() else promised if wanted == "design" else many


def tell(count: int, what: str, shown: Collection[object], kept: Sequence[object]) -> None:
    """Print what so many faults did to those that were acknowledged; fails when any is lost, or
    kept twice."""
    lost, doubled = len(set(shown) - set(kept)), len(kept) - len(set(kept))
    print(f"{count} {what}: {len(set(shown))} acknowledged, {lost} lost, {doubled} doubled")
    assert (lost, doubled) == (0, 0)
