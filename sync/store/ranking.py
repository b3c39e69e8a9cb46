"""In what order the matches of typed words come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from sync.model.query import ActivityQuery, week
from sync.store import bitmaps, engine
from sync.store.agenda import DAY_MINUTES
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
SOON, NEAR, OPEN = (0.1, 0.25), {1000: 0.05, 2000: 0.1, 5000: 0.05}, 0.05
"""How much better a match is that happens today and this week, within so many metres, and with
places left; all of it together weighs less than the word in the name."""
NEAR_BY = 2000
"""Metres; of more matches than are scored, those of this week within them come first."""


def tiers(search: Search, words: Sequence[Word], found: int) -> Iterator[int]:
    """Sets of `found` from what people mean most to least, the last is all: so named; with all the
    words in the name; as typed in provider, place or street. Each is found out when it is asked."""
    for bits in _telling(search, words, found):
        if bits and bits != found:
            yield bits
    yield found


def _telling(search: Search, words: Sequence[Word], found: int) -> Iterator[int]:
    # The rarest word first: often nothing is left to look the others up for.
    rarest = sorted(words, key=lambda word: search.finds(word).bit_count())
    named = _all(rarest, lambda word: search.finds(word, "{name} : "), found)
    yield _so_named(search, words, named)
    yield named
    if all(len(word.typed) >= SHORTEST_TELLING for word in words):
        for column in ADDRESSING:
            yield _all(rarest, partial(_literally, search, column), found)


def _all(words: Iterable[Word], find: Callable[[Word], int], found: int) -> int:
    for word in words:
        if found:
            found &= find(word)
    return found


def nearby_first(search: Search, query: ActivityQuery, sets: Iterable[int]) -> Iterator[int]:
    """The `sets`, before each its part that is this week and near."""
    soon = _this_week(search) & search.within(query.near, NEAR_BY) if query.near else 0
    for bits in sets:
        yield bits & soon
        yield bits


def by_score(
    search: Search, query: ActivityQuery, words: Sequence[Word], sets: Iterable[int]
) -> list[int]:
    """The members of the `tiers`, each tier by score and by how soon and near it is: a rarer ending
    in a description must not outweigh a name."""
    *first, found = (set(bitmaps.numbers(bits)) for bits in sets)
    scored = engine.rows(
        search.connection,
        f"SELECT bm25(search, {WEIGHTS}), rowid FROM search WHERE search MATCH ?",
        (" AND ".join(word.expression for word in words),),
    )
    ids, better = search.index.ids, _better(search, query)
    # bm25 is the lower the better, and under zero.
    fitting = ((score * better(n), ids[n], n) for score, n in scored if n in found)
    ordered = [n for _, _, n in sorted(fitting)]
    # A stable sort by the last tier first leaves the first tier on top.
    for tier in reversed(first):
        ordered.sort(key=lambda n: n not in tier)
    return ordered


def _better(search: Search, query: ActivityQuery) -> Callable[[int], float]:
    today, this_week = SOON
    ways = [(search.happening_on(search.today, 0, DAY_MINUTES), today),
            (_this_week(search), this_week), (search.index.has("places_left"), OPEN)]  # fmt: skip
    if query.near:
        ways += [(search.within(query.near, reach), by) for reach, by in NEAR.items()]
    size = search.index.size
    sets = [(bitmaps.octets(bits, size), by) for bits, by in ways]
    return lambda n: 1 + sum(by for members, by in sets if members[n >> 3] >> (n & 7) & 1)


def _this_week(search: Search) -> int:
    return reduce(or_, (search.happening_on(day, 0, DAY_MINUTES) for day in week(search.today)))


def _literally(search: Search, column: str, word: Word) -> int:
    return reduce(or_, (search.matches(f"{{{column}}} : {atom}") for atom in word.literal))


def _so_named(search: Search, words: Sequence[Word], named: int) -> int:
    """Those whose whole name was typed; asked of few only, each name has to be read."""
    if not 1 < named.bit_count() <= NAMES_READ:
        return named
    typed = [fold(word.typed) for word in words]
    letters = len(" ".join(typed))
    numbers = ",".join(map(str, bitmaps.numbers(named)))
    rows = engine.rows(
        search.connection,
        f"SELECT n, name FROM activity WHERE n IN ({numbers})"
        f" AND length(name) BETWEEN {letters} AND {letters + PUNCTUATION}",
    )
    same = (n for n, name in rows if [fold(word) for word in split(name)] == typed)
    return bitmaps.of(same, search.index.size)
