"""In what order the matches of typed words come."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING

from sync.store import bitmaps, engine
from sync.store.text import fold, split
from sync.store.words import Word

if TYPE_CHECKING:
    from sync.store.search import Search

WEIGHTS = "10, 6, 4, 3, 2, 4, 1"
"""Of a word in name, topic, organizer, place, street, keywords, description."""
ADDRESSING = ("organizer", "place", "street")
SHORTEST_TELLING = 3
"""Letters; shorter ones begin half of all addresses, which takes long to find out."""
NAMES_READ = 600
"""Up to so many names are compared with what was typed."""
PUNCTUATION = 6
"""Characters that a name may have beside its words."""


def tiers(search: Search, words: Sequence[Word], found: int) -> list[int]:
    """Sets of `found` from what people mean most to least, the last is all: so named; with all the
    words in the name; as typed in provider, place or street."""
    named = reduce(and_, (search.finds(word, "{name} : ") for word in words), found)
    tells = all(len(word.typed) >= SHORTEST_TELLING for word in words)
    addressed = (
        reduce(and_, (_literally(search, word, column) for word in words), found)
        for column in (ADDRESSING if tells else ())
    )
    sets = (_so_named(search, words, named), named, *addressed)
    return [*(bits for bits in dict.fromkeys(sets) if bits and bits != found), found]


def by_score(search: Search, words: Sequence[Word], sets: Sequence[int]) -> list[int]:
    """The members of the `tiers`, each tier by score: a rarer ending in a description must not
    outweigh a name."""
    *first, found = (bitmaps.Members(bits) for bits in sets)
    scored = engine.column(
        search.connection,
        f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {WEIGHTS}), rowid",
        (" AND ".join(word.expression for word in words),),
    )
    ordered = [n for n in scored if n in found]
    # A stable sort by the last tier first leaves the first tier on top.
    for tier in reversed(first):
        ordered.sort(key=lambda n: n not in tier)
    return ordered


def _literally(search: Search, word: Word, column: str) -> int:
    return reduce(or_, (search.matches(f"{{{column}}} : {atom}") for atom in word.literal))


def _so_named(search: Search, words: Sequence[Word], named: int) -> int:
    """Those whose whole name was typed; asked of few only, each name has to be read."""
    if not 1 < named.bit_count() <= NAMES_READ:
        return named
    typed = [fold(word.typed) for word in words]
    letters = len(" ".join(typed))
    numbers = ",".join(map(str, bitmaps.numbers(named)))
    rows = search.connection.exec_driver_sql(
        f"SELECT n, name FROM activity WHERE n IN ({numbers})"
        f" AND length(name) BETWEEN {letters} AND {letters + PUNCTUATION}"
    )
    same = (row.n for row in rows if [fold(word) for word in split(row.name)] == typed)
    return bitmaps.of(same, search.index.size)
