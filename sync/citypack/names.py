"""The pack's index of names: where a district, street, stop or landmark is, for typing on the map.

One flat file that a kiosk reads whole: a city has some thousands of names.
"""

import bisect
import unicodedata
from pathlib import Path

import msgspec

from sync.citypack.errors import PackError

FILE = "map-names.json"


class PlaceName(msgspec.Struct, frozen=True, array_like=True):
    """A name with its middle (degrees); `kind` is place, poi or street, a lower `rank` first.

    `others` are the names in other languages by code.
    """

    name: str
    kind: str
    lon: float
    lat: float
    rank: int = 9
    others: dict[str, str] = {}


class NameIndex:
    """Finds names by how any of their words begin, in any of their languages."""

    def __init__(self, names: tuple[PlaceName, ...]) -> None:
        self.names = names
        words = {
            (word, number)
            for number, each in enumerate(names)
            for text in (each.name, *each.others.values())
            for word in folded(text).split()
        }
        self._words = sorted(words)

    def find(self, text: str, limit: int = 20) -> list[PlaceName]:
        """All words of `text` must begin a word of the name; important ones first."""
        found: set[int] | None = None
        for word in folded(text).split():
            first = bisect.bisect_left(self._words, (word, -1))
            last = bisect.bisect_left(self._words, (word + "\uffff", -1))
            numbers = {number for _, number in self._words[first:last]}
            found = numbers if found is None else found & numbers
        whole = folded(text)
        ordered = sorted(
            (self.names[number] for number in found or ()),
            key=lambda each: (not folded(each.name).startswith(whole), each.rank, each.name),
        )
        return ordered[:limit]


def folded(text: str) -> str:
    """Lower case without diacritics, words apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def read_names(path: Path) -> NameIndex:
    """The index of a pack, empty where it has none; raises `PackError` for a damaged one."""
    try:
        return NameIndex(msgspec.json.decode(path.read_bytes(), type=tuple[PlaceName, ...]))
    except FileNotFoundError:
        return NameIndex(())
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path.name} cannot be read: {error}") from error


def write_names(path: Path, names: tuple[PlaceName, ...]) -> None:
    """Write the index, one name a line so that a change can be read."""
    lines = b",\n".join(msgspec.json.encode(each) for each in names)
    path.write_bytes(b"[\n" + lines + b"\n]\n")
