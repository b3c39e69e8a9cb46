"""What a city's own person says about its map: names, box, and where borders run in a river."""

from pathlib import Path

import msgspec

from sync.citypack.box import Box
from sync.citypack.errors import PackError


class Along(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """The part of a district's outer border that runs in the river, between two points."""

    of: str
    start: tuple[float, float]
    end: tuple[float, float]


class River(msgspec.Struct, frozen=True):
    """A river in which district borders run: pairs of districts on opposite banks.

    `width` is in metres and schematic: borders give the course, not the banks.
    """

    name: dict[str, str]
    width: float
    between: tuple[tuple[str, str], ...]
    along: tuple[Along, ...] = ()


class Landmark(msgspec.Struct, frozen=True):
    """The names of a landmark in the city's languages; a lower `rank` shows earlier."""

    names: dict[str, str]
    rank: int = 3


class Recipe(msgspec.Struct, frozen=True):
    """One city's settings for the pack builder."""

    city: str
    bounds: Box
    centre: tuple[float, float]
    language: str
    rivers: tuple[River, ...] = ()
    landmarks: dict[str, Landmark] = {}
    """By the name the landmark has in the source."""


BUILT_IN = Path(__file__).parent / "recipes"


def load(path: Path) -> Recipe:
    """Read a recipe; the error names the field."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Recipe)
    except FileNotFoundError as error:
        raise PackError(f"no recipe at {path.name}") from error
    except msgspec.MsgspecError as error:
        raise PackError(f"recipe {path.name}: {error}") from error
