"""From typed words to what the search index is asked, one typing error a word forgiven."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import TypeAlias

from sync.store.everyday import address_form, telling, verb_root
from sync.store.text import fold, query_forms, split

MOST_WORDS = 8
"""Words that are looked at; nobody means more."""
SHORTEST_FORGIVEN = 4
"""Letters; in a shorter word one letter is too much of the meaning."""
LONGEST_ENDING = 3
"""Letters that a word may have beyond a stem that is one error away."""
ALTERNATIVES = 6
"""Similar words that are searched instead of an unknown one."""

Matches: TypeAlias = Callable[[str], int]
"""The activities that an atom of the search index finds, as a bitmap."""

Similar: TypeAlias = Callable[[str], list[str]]
"""Indexed words one error away from a folded one."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: the atoms of which any finds it, and what it was taken for when unknown."""

    typed: str
    atoms: tuple[str, ...]
    corrected: str = ""

    @property
    def literal(self) -> tuple[str, ...]:
        """The atoms for what was typed itself, without its stems."""
        return (*self.atoms[:1], *(atom for atom in self.atoms[1:] if atom.startswith("(")))

    def found(self, matches: Matches, columns: str = "") -> int:
        """The activities with this word, in these columns ("{name} : ") or anywhere."""
        return reduce(or_, (matches(columns + atom) for atom in self.atoms))

    @property
    def expression(self) -> str:
        """The word in the query language of FTS5."""
        return f"({' OR '.join(self.atoms)})"


def words_of(text: str, matches: Matches, similar: Similar) -> tuple[Word, ...]:
    """The words of a query that tell something; one that no activity has is exchanged for those
    one letter away, and left out beside others when there are none. So are words that no activity
    has together with those that tell more: what stands in names, the rarest first."""
    typed = telling(split(text), text)[:MOST_WORDS]
    words = [_known(word, matches, similar) for word in typed]
    found = [word for word in words if word.found(matches)]
    if len(found) > 1 and not reduce(and_, (word.found(matches) for word in found)):
        found = _together(found, matches)
    if not found or len(found) == len(words):
        return tuple(words)
    # Said aloud as a correction: the screen shows what was searched instead.
    return tuple(replace(word, corrected=word.corrected or word.typed) for word in found)


def _together(words: list[Word], matches: Matches) -> list[Word]:
    kept, left = [], -1
    for word in sorted(words, key=lambda word: (not word.found(matches, "{name} : "),
                                                word.found(matches).bit_count())):  # fmt: skip
        if left & word.found(matches):
            left &= word.found(matches)
            kept.append(word)
    return [word for word in words if word in kept]


def beginning(plain: str) -> str:
    """The atom for words that begin so."""
    return f'"{plain}"*'


def in_street(word: str) -> str:
    """The atom for addresses with exactly this word."""
    return f'({{street}} : "{word}")'


def _known(typed: str, matches: Matches, similar: Similar) -> Word:
    plain = fold(typed)
    stems = query_forms(typed)[1:] if len(plain) > 2 else ()
    short, root = address_form(plain), verb_root(typed)
    atoms = (
        beginning(plain),
        *(f'"{stem}"' for stem in stems if not stem.startswith(plain)),
        *((in_street(short),) if short else ()),
        *((beginning(root),) if root else ()),
    )
    known = any(matches(atom) for atom in atoms)
    if known or len(plain) < SHORTEST_FORGIVEN or plain.isdigit():
        return Word(typed, atoms)
    # "keramyka" is two letters away from every "keramikos", but its stem is one from theirs.
    for form in (plain, *sorted(stems, key=len, reverse=True)):
        if len(form) < SHORTEST_FORGIVEN:
            continue
        alike = similar(form)
        if form != plain:
            # Else "karate" is taken for what begins like "kart" or "karal".
            alike = [w for w in alike if 0 <= len(w) - len(form) <= LONGEST_ENDING]
        near = list(islice((w for w in alike if matches(f'"{w}"')), ALTERNATIVES))
        if near:
            break
    else:
        return Word(typed, atoms)
    forms = dict.fromkeys(form for word in near for form in query_forms(word))
    return Word(typed, tuple(f'"{form}"' for form in forms), near[0])
