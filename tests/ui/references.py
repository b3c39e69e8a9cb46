"""Small pictures of the screens as they should look, and what counts as a difference.

One sheet for each screen and size, at about a sixth: Lithuanian and English in the three themes,
then the other languages. `take_references` makes and compares them.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parent / "references"
SHORT = 180
"""Pixels of a small picture's short side."""
QUALITY = 60
BLOCK = 4
"""Pixels of the small picture: about 4 mm of a screen of 27 inches."""
DIFFERENT = 12.0
"""Mean distance of a block's colours, of 255, that neither an edge of a letter nor AVIF reaches."""
ALLOWED = 3
"""Blocks that may differ."""


@dataclass(frozen=True, slots=True)
class Size:
    """A screen: pixels, its own width in mm, and whether all languages are looked at on it."""

    width: int
    height: int
    width_mm: float = 0.0
    tongues: bool = False


SIZES = {
    "portrait": Size(1080, 1920, tongues=True),
    "landscape": Size(1920, 1080, tongues=True),
    "1280x800": Size(1280, 800, 217.0),
    "4k": Size(3840, 2160, 1210.0),
}
"""1280x800 as on a panel of 10 inches, 4K as on one of 55."""
THEMES = ("light", "dark", "contrast")
IN_FULL = ("lt", "en")
TONGUES = ("fi", "fr", "nl", "pl", "ru", "uk")

Look = tuple[str, str]
"""Theme and language."""


def looks(size: Size) -> list[Look]:
    """What a sheet of this size shows, row by row."""
    full = [(theme, language) for language in IN_FULL for theme in THEMES]
    return full + [("light", each) for each in TONGUES if size.tongues]


def tile_of(size: Size) -> tuple[int, int]:
    """Width and height of one picture on the sheet."""
    short = min(size.width, size.height)
    return round(size.width * SHORT / short), round(size.height * SHORT / short)


def small(picture: QImage, size: Size) -> Image.Image:
    """The picture as it stands on a sheet."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    shape = (plain.width(), plain.height())
    image = Image.frombuffer(
        "RGB", shape, bytes(plain.constBits()), "raw", "RGB", plain.bytesPerLine(), 1
    )
    return image.resize(tile_of(size), Image.Resampling.BOX)


def sheet_of(tiles: dict[Look, Image.Image], size: Size) -> Image.Image:
    """All looks of one screen, three in a row upright and lying alike."""
    wide, high = tile_of(size)
    everything = looks(size)
    sheet = Image.new("RGB", (wide * len(THEMES), high * -(-len(everything) // len(THEMES))))
    for number, look in enumerate(everything):
        sheet.paste(tiles[look], (number % len(THEMES) * wide, number // len(THEMES) * high))
    return sheet


def tiles_of(sheet: Image.Image, size: Size) -> dict[Look, Image.Image]:
    """The looks of a sheet. Raises ValueError when it is not a sheet of this size."""
    wide, high = tile_of(size)
    everything = looks(size)
    if sheet.size != (wide * len(THEMES), high * -(-len(everything) // len(THEMES))):
        raise ValueError(f"a sheet of {sheet.size}")
    found = {}
    for number, look in enumerate(everything):
        x, y = number % len(THEMES) * wide, number // len(THEMES) * high
        found[look] = sheet.crop((x, y, x + wide, y + high))
    return found


def file_of(screen: str, size: str) -> Path:
    """Where the sheet is kept."""
    return FOLDER / f"{screen}-{size}.avif"


def keep(sheet: Image.Image, file: Path) -> None:
    """Make this the reference."""
    FOLDER.mkdir(exist_ok=True)
    sheet.save(file, quality=QUALITY, subsampling="4:4:4", speed=6)


def kept(screen: str, size: str) -> dict[Look, Image.Image]:
    """The references of a screen. Raises OSError or ValueError where they are none."""
    with Image.open(file_of(screen, size)) as sheet:
        return tiles_of(sheet.convert("RGB"), SIZES[size])


def different_blocks(one: Image.Image, other: Image.Image) -> int:
    """How many blocks of the picture look different."""
    assert one.size == other.size
    width, height = one.width // BLOCK * BLOCK, one.height // BLOCK * BLOCK
    first, second = (
        np.asarray(each.crop((0, 0, width, height)), dtype=float)
        .reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3)
        .mean(axis=(1, 3))
        for each in (one, other)
    )
    return int((np.abs(first - second).max(axis=2) > DIFFERENT).sum())
