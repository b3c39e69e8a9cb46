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
NAMES_READ = 300
"""Up to so many names are compared with what was typed, which takes 0.5 ms."""


def ranked(search: Search, words: Sequence[Word], found: int, named: int) -> list[int]:
    """By score; but first those so named, then those with all the words in their name (`named`),
    then as typed in their provider, place or street: a rarer ending in a description must not
    outweigh it."""
    members = bitmaps.Members(found)
    addressed = [
        reduce(and_, (_literally(search, word, column) for word in words), found)
        for column in ADDRESSING
    ]
    sets = (_so_named(search, words, named), named, *addressed)
    tiers = [bitmaps.Members(bits) for bits in dict.fromkeys(sets) if bits]
    by_score = engine.numbers(
        search.connection,
        f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, {WEIGHTS}), rowid",
        (" AND ".join(word.expression for word in words),),
    )
    ordered = [n for n in by_score if n in members]
    # A stable sort by the last tier first leaves the first tier on top.
    for tier in reversed(tiers):
        ordered.sort(key=lambda n: n not in tier)
    return ordered


def _literally(search: Search, word: Word, column: str) -> int:
    return reduce(or_, (search.matches(f"{{{column}}} : {atom}") for atom in word.literal))


def _so_named(search: Search, words: Sequence[Word], named: int) -> int:
    """Those whose whole name was typed; asked of few only, each name has to be read."""
    if not 1 < named.bit_count() <= NAMES_READ:
        return named
    typed = [fold(word.typed) for word in words]
    numbers = ",".join(map(str, bitmaps.numbers(named)))
    rows = search.connection.exec_driver_sql(f"SELECT n, name FROM activity WHERE n IN ({numbers})")
    same = (row.n for row in rows if [fold(word) for word in split(row.name)] == typed)
    return bitmaps.of(same, search.index.size)
