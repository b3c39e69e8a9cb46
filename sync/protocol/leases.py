"""How many seats of a lease are used up: counted alike on hub and kiosk."""

from collections.abc import Iterable
from typing import NamedTuple

from sync.model import Movement


class Step(NamedTuple):
    """One event of the lease's device after it was given; `undone` is what an annulment undoes."""

    movement: Movement
    undone: Movement | None = None


def seats_taken(steps: Iterable[Step]) -> int:
    """Seats taken by these events: an entry takes one, an exit gives one back.

    What is taken back counts the other way round; less than none means seats came free.
    """
    return sum(_effect(step.movement) or -_effect(step.undone) for step in steps)


def _effect(movement: Movement | None) -> int:
    return {Movement.ENTRY: 1, Movement.EXIT: -1}.get(movement, 0) if movement else 0
