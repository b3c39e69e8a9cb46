"""QR codes as pictures for QML: one pixel for a module, enlarged without smoothing."""

import base64
import io
from dataclasses import dataclass

import segno

QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code; `side` counts modules with the quiet zone, `source` is for an Image."""

    source: str = ""
    side: int = 0
    text: str = ""


NO_CODE = Code()


def code(text: str) -> Code:
    """The smallest QR code of this text; a better error level where it costs no larger code."""
    made = segno.make(text, error="l", micro=False, boost_error=True)
    out = io.BytesIO()
    made.save(out, kind="png", scale=1, border=QUIET_ZONE)
    picture = base64.b64encode(out.getvalue()).decode()
    side = made.symbol_size(border=QUIET_ZONE)[0]
    return Code(f"data:image/png;base64,{picture}", int(side), text)


def svg_source(document: str) -> str:
    """An SVG document as an Image's source; empty when there is none."""
    if not document:
        return ""
    return "data:image/svg+xml;base64," + base64.b64encode(document.encode()).decode()
