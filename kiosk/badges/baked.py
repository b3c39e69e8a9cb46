"""Taking the badge out of a baked PNG or SVG, within a budget (OB 3.0, 5; OB 2.0 Baking)."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from kiosk.badges.status import BadList, inflate

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_KEYWORDS: Final = (b"openbadgecredential", b"openbadges")
_ELEMENTS: Final = frozenset(
    {"https://purl.imsglobal.org/ob/v3p0 credential", "http://openbadges.org assertion"}
)
_MAX_CHUNKS: Final = 10_000
_MAX_TEXT: Final = 262_144


class BrokenImage(ValueError):
    """Not a picture we can take apart safely."""


def extract(image: bytes) -> bytes | None:
    """The baked text, or None if the picture carries none. Raises BrokenImage."""
    return _png(image) if image.startswith(_SIGNATURE) else _svg(image)


def _png(image: bytes) -> bytes | None:
    """Walks the chunks by their stated lengths; pixels are never unpacked."""
    place = len(_SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        if place + 12 > len(image):
            raise BrokenImage("cut short")
        size = int.from_bytes(image[place : place + 4], "big")
        kind, body = image[place + 4 : place + 8], image[place + 8 : place + 8 + size]
        if len(body) != size:
            raise BrokenImage("cut short")
        if kind == b"IEND":
            return None
        if kind in {b"iTXt", b"tEXt"} and (found := _text(kind, body)) is not None:
            return found
        place += 12 + size
    raise BrokenImage("too many parts")


def _text(kind: bytes, body: bytes) -> bytes | None:
    """PNG 1.2, 4.2.3: keyword, then for iTXt compression, language, translation, text."""
    keyword, zero, rest = body.partition(b"\0")
    if keyword not in _KEYWORDS or not zero:
        return None
    if kind == b"tEXt":
        return _bounded(rest)
    if len(rest) < 2 or rest.count(b"\0", 2) < 2:
        raise BrokenImage("malformed text")
    packed, text = rest[0], rest[2:].split(b"\0", 2)[2]
    if not packed:
        return _bounded(text)
    try:
        return inflate(text, _MAX_TEXT)
    except BadList as error:
        raise BrokenImage("unpacks to too much, or not at all") from error


class _Finder:
    """Listens to expat for the first badge element; nothing is built in memory."""

    def __init__(self) -> None:
        self.text: str | None = None
        self._inside = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self.text is None and name in _ELEMENTS:
            self.text = attributes.get("verify", "")
            self._inside = not self.text

    def data(self, text: str) -> None:
        if self._inside:
            self.text = (self.text or "") + text

    def end(self, name: str) -> None:
        if name in _ELEMENTS:
            self._inside = False

    def doctype(self, _n: str, _system: str | None, _public: str | None, inside: bool) -> None:
        """Naming SVG's own type is usual and harmless; declaring entities is neither."""
        if inside:
            raise BrokenImage("declarations inside the picture are not read")


def _svg(image: bytes) -> bytes | None:
    """Without declarations there are no entities, so text cannot grow."""
    finder = _Finder()
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = finder.doctype
    parser.StartElementHandler = finder.start
    parser.CharacterDataHandler = finder.data
    parser.EndElementHandler = finder.end
    try:
        parser.Parse(image, True)
    except expat.ExpatError as error:
        raise BrokenImage("not well-formed") from error
    text = (finder.text or "").strip()
    return _bounded(text.encode("utf-8")) if text else None


def _bounded(text: bytes) -> bytes:
    if len(text) > _MAX_TEXT:
        raise BrokenImage("too large")
    return text
