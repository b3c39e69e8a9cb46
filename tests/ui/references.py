"""Small pictures of the screens as they should look, and what counts as a difference."""

import io
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parent / "references"
SHRUNK = 6
STEP = 8
"""Colours are kept in steps of so much of 255: a third of the bytes."""
BLOCK = 4
"""Pixels of the small picture: about 4 mm of the screen."""
DIFFERENT = 10.0
"""Mean distance of a block's colours, of 255, that no edge of a letter reaches."""
ALLOWED = 4
"""Blocks that may differ."""


def small(picture: QImage) -> Image.Image:
    """The picture at a sixth of its size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    return image.resize((image.width // SHRUNK, image.height // SHRUNK), Image.Resampling.BOX)


def keep(image: Image.Image, name: str) -> None:
    """Make this the reference."""
    FOLDER.mkdir(exist_ok=True)
    image.point(lambda value: min(255, (value + STEP // 2) // STEP * STEP)).save(
        FOLDER / f"{name}.png", optimize=True
    )


def is_kept(name: str) -> bool:
    """Whether there is a reference of this name."""
    return (FOLDER / f"{name}.png").exists()


def kept(name: str) -> Image.Image:
    """The reference."""
    return Image.open(FOLDER / f"{name}.png").convert("RGB")


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
