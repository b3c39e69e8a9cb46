"""From raw bytes to text that is safe to match: strict UTF-8, length, characters.

A scanner is an input device that a stranger holds. Whatever does not pass here is never
parsed, shown or stored (BadBarcode, Unicode TR36 bidi and zero-width spoofing).
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_LINK: Final = 2_048
MAX_DOCUMENT: Final = 262_144
MAX_IMAGE: Final = 2_097_152

_INVISIBLE: Final = re.compile(
    "[\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LAYOUT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_FORBIDDEN_IN_A_LINE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class UnsafeText(ValueError):
    """The payload breaks a character rule. `reason` is a code, never the text itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Secret:
    """Text that must not reach a log, a database or a traceback: claim codes, passes.

    Only `reveal()` gives it back, so every use can be found by searching for that word.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash((Secret, self._text))

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        """Pickling is allowed for one purpose: the pipe to the checking child process."""
        return (Secret, (self._text,))


def to_text(payload: bytes) -> str:
    """Decode strictly and drop the line ending that scanners append.

    Raises UnsafeText with reason empty, too_long, not_utf8, control_character or
    invisible_character.
    """
    if len(payload) > MAX_DOCUMENT:
        raise UnsafeText("too_long")
    try:
        text = payload.decode("utf-8", errors="strict")
    except UnicodeDecodeError as error:
        raise UnsafeText("not_utf8") from error
    text = text.strip(" \t\r\n")
    if not text:
        raise UnsafeText("empty")
    if _CONTROL_BUT_LAYOUT.search(text):
        raise UnsafeText("control_character")
    if not text.isascii() and _INVISIBLE.search(text):
        raise UnsafeText("invisible_character")
    return text


def require_line(text: str) -> None:
    """Links, codes and tickets are one line: no layout, no format or private characters."""
    if len(text) > MAX_LINK:
        raise UnsafeText("too_long")
    if _CONTROL.search(text):
        raise UnsafeText("control_character")
    if text.isascii():
        return
    if any(unicodedata.category(char) in _FORBIDDEN_IN_A_LINE for char in text):
        raise UnsafeText("invisible_character")
