"""How much memory a process holds, and whether it grows."""

import resource
from collections.abc import Sequence
from pathlib import Path


def kilobytes(process: int | str = "self") -> float:
    """What it holds now, which is not the most that it ever held."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1024


def slope(points: Sequence[tuple[int, float]]) -> float:
    """Kilobytes a step, by least squares."""
    count = len(points)
    x_mean = sum(x for x, _ in points) / count
    y_mean = sum(y for _, y in points) / count
    over = sum((x - x_mean) * (y - y_mean) for x, y in points)
    return over / sum((x - x_mean) ** 2 for x, _ in points)
