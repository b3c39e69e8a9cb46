"""What this product is made of, for the screen that says so. Made by packaging/sbom.py."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgspec

from kiosk.settings import PROJECT

FILE = PROJECT / "resources" / "licences.json"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing with a licence of its own; `kind` is library, font, data or application."""

    name: str
    version: str
    licence: str
    kind: str
    about: str
    source: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Licences:
    """All parts; the words of their licences by the keys in `Part.texts`."""

    parts: tuple[Part, ...]
    texts: dict[str, str] = field(default_factory=dict)

    def words(self, part: Part) -> str:
        """The whole text of a part's licences, empty when it came without one."""
        return "\n\n".join(self.texts[key] for key in part.texts)


@cache
def licences(file: Path = FILE) -> Licences:
    """Read them once. Raises OSError or msgspec.DecodeError for a bundle that is not whole."""
    return msgspec.json.decode(file.read_bytes(), type=Licences)
