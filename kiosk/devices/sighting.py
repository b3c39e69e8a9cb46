"""Which code in a picture is meant."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.badges.decode import Code


def most_central(codes: Sequence[Code], width: int, height: int) -> Code | None:
    """The code a visitor means when several are in the picture: the one nearest its middle."""
    return min(codes, key=lambda code: _distance(code, width, height), default=None)


def _distance(code: Code, width: int, height: int) -> float:
    if not code.corners:
        return float("inf")
    x = sum(corner[0] for corner in code.corners) / len(code.corners)
    y = sum(corner[1] for corner in code.corners) / len(code.corners)
    return (x - width / 2) ** 2 + (y - height / 2) ** 2
