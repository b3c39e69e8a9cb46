"""What a phone's camera makes of a code on a kiosk: seen askew, blurred, with noise and a lamp."""

import random
from io import BytesIO
from statistics import NormalDist

from PIL import Image, ImageChops, ImageDraw, ImageFilter

MARGIN = 60
"""Pixels of dark screen around the code."""


def photograph(code: Image.Image, seed: int, strength: float = 1.0) -> Image.Image:
    """A grey photo of the picture of a code; at `strength` 1 as a hurried hand takes it."""
    dice = random.Random(seed)
    side = code.width + 2 * MARGIN
    seen = Image.new("L", (side, side), 40)
    seen.paste(code.convert("L"), (MARGIN, MARGIN))
    seen = seen.rotate(dice.uniform(-12, 12) * strength, Image.Resampling.BICUBIC, fillcolor=40)
    seen = _askew(seen, dice, strength)
    seen = _lamp(seen, dice, strength)
    seen = seen.filter(ImageFilter.GaussianBlur(1.1 * strength))
    seen = ImageChops.add(seen, _noise(seen.size, 24 * strength, dice), 1, -128)
    packed = BytesIO()
    seen.save(packed, "jpeg", quality=round(70 - 20 * strength))
    return Image.open(BytesIO(packed.getvalue()))


def _askew(seen: Image.Image, dice: random.Random, strength: float) -> Image.Image:
    """Each corner moves inwards by up to a tenth of the side."""
    side = seen.width
    corners = [(0, 0), (side, 0), (side, side), (0, side)]
    reach = 0.1 * side * strength
    moved = [(x + dice.uniform(0, reach) * (1 if x else -1),
              y + dice.uniform(0, reach) * (1 if y else -1)) for x, y in corners]  # fmt: skip
    return seen.transform(
        seen.size, Image.Transform.PERSPECTIVE, _coefficients(corners, moved),
        Image.Resampling.BICUBIC, fillcolor=40,
    )  # fmt: skip


def _lamp(seen: Image.Image, dice: random.Random, strength: float) -> Image.Image:
    """A soft bright spot, a third of the code wide, and half the light of the rest."""
    side = seen.width
    dim = seen.point(lambda grey: grey * (1 - 0.35 * strength))
    glare = Image.new("L", seen.size, 0)
    x, y = (dice.uniform(0.25, 0.75) * side for _ in range(2))
    wide = side * 0.16
    ImageDraw.Draw(glare).ellipse(
        (x - wide, y - wide, x + wide, y + wide), fill=round(90 * strength)
    )
    return ImageChops.add(dim, glare.filter(ImageFilter.GaussianBlur(wide / 2)))


def _noise(size: tuple[int, int], spread: float, dice: random.Random) -> Image.Image:
    """Grains of a normal spread around middle grey, the same for the same dice."""
    normal = NormalDist(128, spread)
    levels = [min(255, max(0, round(normal.inv_cdf((at + 0.5) / 256)))) for at in range(256)]
    return Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).point(levels)


def _coefficients(
    target: list[tuple[float, float]], source: list[tuple[float, float]]
) -> list[float]:
    """The eight numbers of the perspective that maps each target corner to its source."""
    rows = []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    for at in range(8):
        pivot = max(range(at, 8), key=lambda row: abs(rows[row][at]))
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][at] for value in rows[at]]
        for other in range(8):
            if other != at:
                factor = rows[other][at]
                rows[other] = [
                    a - factor * b for a, b in zip(rows[other], rows[at], strict=True)
                ]  # fmt: skip
    return [row[8] for row in rows]
