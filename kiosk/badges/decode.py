"""From a picture to the bytes in its QR codes, by zxing-cpp.

QR model 2 and Micro QR only: fewer formats are faster, and 3.x can invent codes of the
others (zxing-cpp#1162). The fast pass and the hard pass see different codes
(zxing-cpp#1132), so the hard one runs only after the fast one, not instead of it.
zxing-cpp releases the interpreter's lock while it works.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, cast

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_SIDE: Final = 2_560
MAX_PIXELS: Final = 40_000_000
MAX_FILE: Final = 16_777_216
_KINDS: Final = ("PNG", "JPEG", "WEBP", "BMP", "PPM")
_FORMATS: Final = zxingcpp.BarcodeFormats(
    [zxingcpp.BarcodeFormat.QRCodeModel2, zxingcpp.BarcodeFormat.MicroQRCode]
)


class Effort(Enum):
    """FAST fits every camera frame; HARD also turns, shrinks and inverts; BOTH is in turn."""

    FAST = "fast"
    HARD = "hard"
    BOTH = "both"


class NotAnImage(ValueError):
    """The file is no picture we open, or too large; the message is fit for one line."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code found: its bytes (repr hides them, they may be a claim code), and its corners.

    `guess`: the text by a guessed character set, only to be shown where bytes are not UTF-8.
    """

    payload: bytes
    corners: tuple[tuple[int, int], ...] = ()
    guess: str = ""

    def __repr__(self) -> str:
        return f"Code({len(self.payload)} bytes)"


def decode_luma(
    plane: bytes | bytearray | memoryview,
    width: int,
    height: int,
    stride: int | None = None,
    effort: Effort = Effort.BOTH,
    step: int = 1,
) -> tuple[Code, ...]:
    """Codes in one luma plane, a byte a pixel, `step` bytes apart, without copying it.

    Raises ValueError if the buffer is smaller than its stated size.
    """
    used = width * step
    row = used if stride is None else stride
    view = memoryview(plane).cast("B")
    if width < 1 or height < 1 or row < used or len(view) < row * (height - 1) + used:
        raise ValueError("luma plane is smaller than its stated size")
    if width > MAX_SIDE or height > MAX_SIDE:
        return ()
    # The stub asks for a numpy array; any buffer will do, and a kiosk has no numpy.
    pixels = cast("Any", view)
    image = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.Lum, row, step)
    return _read(image, effort)


def decode_image(data: bytes, effort: Effort = Effort.BOTH) -> tuple[Code, ...]:
    """Codes in an encoded picture (PNG, JPEG, WebP, BMP). Raises NotAnImage."""
    image = _open(data)
    return decode_luma(image.tobytes(), image.width, image.height, None, effort)


def _open(data: bytes) -> Image.Image:
    if len(data) > MAX_FILE:
        raise NotAnImage("file is too large")
    try:
        with _strict_pillow(), Image.open(io.BytesIO(data), formats=_KINDS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise NotAnImage("picture has too many pixels")
            image.draft("L", (MAX_SIDE, MAX_SIDE))
            flat = _on_white(ImageOps.exif_transpose(image))
    except NotAnImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAnImage("picture has too many pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotAnImage(f"not a picture: {type(error).__name__}") from error
    flat.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.BOX)
    return flat


@contextmanager
def _strict_pillow() -> Iterator[None]:
    """Pillow warns at half its limit and goes on; for us that is already a refusal."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _on_white(image: Image.Image) -> Image.Image:
    """Codes printed on a transparent ground have no contrast until they lie on white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    layer = image.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    ground.alpha_composite(layer)
    return ground.convert("L")


def _read(image: object, effort: Effort) -> tuple[Code, ...]:
    if effort is not Effort.HARD and (codes := _pass(image, hard=False)):
        return codes
    if effort is Effort.FAST:
        return ()
    # A grey code without local contrast shows only against the histogram of the whole picture.
    return _pass(image, hard=True) or _pass(
        image, hard=True, binarizer=zxingcpp.Binarizer.GlobalHistogram
    )


def _pass(
    image: object,
    *,
    hard: bool,
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
) -> tuple[Code, ...]:
    found = zxingcpp.read_barcodes(
        image,
        formats=_FORMATS,
        try_rotate=hard,
        try_downscale=hard,
        try_invert=hard,
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
    )
    return _codes(found)


def _codes(found: Iterable[zxingcpp.Barcode]) -> tuple[Code, ...]:
    codes: dict[bytes, Code] = {}
    for barcode in found:
        if not barcode.valid or not barcode.bytes:
            continue
        place = barcode.position
        corners = tuple(
            (corner.x, corner.y)
            for corner in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        )
        codes.setdefault(bytes(barcode.bytes), Code(bytes(barcode.bytes), corners, barcode.text))
    return tuple(codes.values())
