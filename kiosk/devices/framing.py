"""What scanners put before a code when they are set to: never part of the code.

STX, and the AIM identifier of a QR code (ISO/IEC 15424: ]Q0 to ]Q6). No code of ours begins so.
Where a code ends (Enter, Tab, ETX or silence) is the business of whoever reads it.
"""

from __future__ import annotations

import re
from typing import Final

_PREFIX: Final = re.compile(r"\A\x02?(?:\]Q[0-6])?")


def bare(text: str) -> str:
    """The code without what the scanner added."""
    return _PREFIX.sub("", text)
