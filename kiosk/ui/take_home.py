"""QR codes as pictures for QML: one pixel for a module, enlarged without smoothing."""

import base64
from dataclasses import dataclass

import zxingcpp
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `side` counts modules with the quiet zone, `source` is for an Image."""

    source: str = ""
    side: int = 0
    text: str = ""


NO_CODE = Code()


def code(text: str) -> Code:
    """The smallest QR code of this text; a better error level where it costs no larger code.

    Drawn in C++ (1 ms): in Python it took 30 ms, which a page that opens would wait for.
    """
    picture = _drawn(text, "L")
    for level in ("M", "Q", "H"):
        try:
            sturdier = _drawn(text, level)
        except ValueError:  # no code holds so much at this level
            break
        if sturdier.width() > picture.width():
            break
        picture = sturdier
    out = QBuffer()
    out.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(out, "PNG")  # type: ignore[call-overload]
    source = base64.b64encode(out.data().data()).decode()
    return Code(f"data:image/png;base64,{source}", picture.width(), text)


def _drawn(text: str, level: str) -> QImage:
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
    drawn = zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=True)
    height, width = drawn.shape
    grey = QImage.Format.Format_Grayscale8
    # The image is a buffer, which its stub does not say.
    pixels = bytes(memoryview(drawn))  # type: ignore[arg-type]
    return QImage(pixels, width, height, width, grey).copy()


def svg_source(document: str) -> str:
    """An SVG document as an Image's source; empty when there is none."""
    if not document:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(document.encode()).decode()
