"""Names that typed letters may be the beginning of: topics, places and providers."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sync.model import Record
from sync.store.text import fold, split

SHORTEST = 2
"""Letters; one letter begins too much."""


class Named(StrEnum):
    """What a name is of."""

    TOPIC = "topic"
    PLACE = "place"
    ORGANIZER = "organizer"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A record whose name, in some language, has a word that begins so."""

    named: Named
    record: Record


class Names:
    """The names of one state of the catalogue; cheap to ask, for any thread."""

    def __init__(self, records: Mapping[Named, Iterable[Record]]) -> None:
        self._all = [
            Suggestion(named, record) for named, those in records.items() for record in those
        ]
        words = {
            (fold(word), at, position)
            for at, each in enumerate(self._all)
            for name in _names(each.record)
            for position, word in enumerate(split(name))
        }
        self._words = sorted(words)
        self._keys = [word for word, _, _ in self._words]

    def begin(self, text: str, limit: int) -> list[Suggestion]:
        """At most `limit` whose words begin like the last typed one, with all words before it in
        the same name; names that begin so first, then the shorter ones."""
        typed = [fold(word) for word in split(text)]
        if not typed or len(typed[-1]) < SHORTEST:
            return []
        found = self._with(typed[-1])
        for word in typed[:-1]:
            others = self._with(word)
            found = {at: position for at, position in found.items() if at in others}
        ordered = sorted(found, key=lambda at: (found[at] > 0, len(self._all[at].record.name), at))
        return [self._all[at] for at in ordered[:limit]]

    def _with(self, beginning: str) -> dict[int, int]:
        """Where words begin so, and at which place in the name first."""
        found: dict[int, int] = {}
        at = bisect_left(self._keys, beginning)
        while at < len(self._keys) and self._keys[at].startswith(beginning):
            _, record, position = self._words[at]
            found[record] = min(position, found.get(record, position))
            at += 1
        return found


def begins(name: str, text: str) -> bool:
    """Whether a name begins with what was typed, as far as letters go."""
    typed = " ".join(fold(word) for word in split(text))
    return len(typed) >= SHORTEST and fold(name).startswith(typed)


def _names(record: Record) -> Iterable[str]:
    yield record.name
    yield from (each.name for each in record.translations.values() if each.name)


def as_written(corrected: str, names: Iterable[str]) -> str:
    """The words that were searched instead, as these names write them: the index knows but their
    folded stems."""
    written: dict[str, str] = {}
    for word in (word for name in names for word in split(name)):
        written.setdefault(fold(word), word.lower())
    found = []
    for stem in corrected.split():
        same = [word for plain, word in written.items() if plain.startswith(fold(stem))]
        found.append(min(same, key=len, default=stem))
    return " ".join(found)
