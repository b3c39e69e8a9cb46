"""Plain text out of the HTML that other systems' editors leave in descriptions."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = {"script", "style", "head", "template", "noscript"}
_LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]\w*;")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_GAPS = re.compile(r"\n[^\S\n]*\n[^\S\n]*\n\s*")
_EMPTY_POINTS = re.compile(r"(?m)^(?:•[^\S\n]*)+(?:\n|\Z)")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # A line's end in HTML source is a space.
            self.parts.append(data.replace("\n", " "))


def plain_text(text: str) -> str:
    """The words of some HTML, a line for each block; a text without tags keeps its own lines."""
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    if not _LOOKS_LIKE_HTML.search(text):
        return _GAPS.sub("\n\n", _EMPTY_POINTS.sub("", text)).strip()
    reader = _Reader()
    reader.feed(text)
    reader.close()
    spaced = _SPACES.sub(" ", "".join(reader.parts).replace("\u00a0", " "))
    return _EMPTY_POINTS.sub("", _LINES.sub("\n", spaced)).strip()
