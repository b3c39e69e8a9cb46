"""A source's text as it can be shown: without marks that upset a line, or that no font has."""

import re
import unicodedata
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetrics

_USUAL = re.compile(r"[ -~\u00a0-\u024f\u0400-\u04ff\u2010-\u2027\u20ac\n]*")
_SPACES = re.compile(r"\s+")
_SYMBOLS = frozenset(("So", "Sk", "Co", "Cn", "Cs"))
_ZERO_WIDTH_JOINER, _NON_JOINER = "\u200d", "\u200c"


def legible(text: str, *, one_line: bool = False) -> str:
    """The text without direction overrides, without pictures that no font here can draw (they
    would be empty boxes), and on one line if asked."""
    if not _USUAL.fullmatch(text):
        kept: list[str] = []
        for mark in text:
            if _stays(mark, kept[-1] if kept else " "):
                kept.append(mark)
        text = "".join(kept)
    return _SPACES.sub(" ", text).strip() if one_line else text


def _stays(mark: str, before: str) -> bool:
    category = unicodedata.category(mark)
    if category in ("Cc", "Zl", "Zp"):
        return mark in "\n\t\r"
    if mark in (_ZERO_WIDTH_JOINER, _NON_JOINER):
        # Within a word they shape Persian and Hindi; between pictures they are glue without use.
        return before.isalpha()
    if category == "Cf":
        return False
    if category == "Mn" and not (before.isalpha() or unicodedata.category(before) == "Mn"):
        return False
    return category not in _SYMBOLS or _drawable(ord(mark))


@lru_cache(maxsize=4096)
def _drawable(code: int) -> bool:
    return QFontMetrics(QFont("Onest")).inFontUcs4(code)
