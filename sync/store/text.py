"""From what people write to what the search index holds.

Case and accents are folded away, and each word is kept beside its stem, so that "dirbtuvės",
"dirbtuvese" and "dirbtuvių" meet. Stems: Snowball (snowballstem.org), for the languages it knows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from Stemmer import Stemmer

_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_STEMMERS = {
    "lt": "lithuanian", "en": "english", "fi": "finnish", "fr": "french", "nl": "dutch",
    "pl": "polish", "ru": "russian", "de": "german", "et": "estonian",
}  # fmt: skip
QUERY_LANGUAGES = ("lt", "en")
"""Which stems are tried for a typed word, whose language nobody knows."""
SHORTEST_STEM = 3
"""Letters; what is left of a shorter word says nothing."""
LONGEST_WORD = 40
"""Letters of a word that are looked at; nobody types more."""


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Lower case without accents: "Žvėrynas" and "zverynas" are one."""
    apart = unicodedata.normalize("NFKD", word.casefold()[:LONGEST_WORD])
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_PLAIN)


def split(text: str) -> list[str]:
    """The words of a text as written."""
    return _WORD.findall(text)


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _STEMMERS.get(language)
    if name is None:
        return None
    stem: Callable[[str], str] = Stemmer(name).stemWord
    return stem


@lru_cache(maxsize=20_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The folded stems of a word, with and without its accents; empty if they are the word."""
    stem = _stemmer(language)
    if stem is None or word.isdigit():
        return ()
    plain = fold(word)
    written = word.casefold()[:LONGEST_WORD]
    found = {fold(stem(written))}
    if written != plain:
        found.add(stem(plain))
    return tuple(sorted(found - {plain} - _too_short(found)))


def _too_short(found: set[str]) -> set[str]:
    return {form for form in found if len(form) < SHORTEST_STEM}


@lru_cache(maxsize=100_000)
def _indexed(word: str, language: str) -> str:
    return " ".join((fold(word), *stems(word, language)))


def indexed(texts: Iterable[tuple[str, str]]) -> str:
    """(text, language) pairs as the index holds them: each word and its stems."""
    return " ".join(
        _indexed(word, language) for text, language in texts for word in _WORD.findall(text)
    )


@lru_cache(maxsize=4096)
def query_forms(word: str) -> tuple[str, ...]:
    """The folded word, then its stems in each language that visitors type."""
    found = {form for language in QUERY_LANGUAGES for form in stems(word, language)}
    # Typed without accents a Lithuanian ending can hide a second one: "dirbtuvese", "dirbtuves".
    found |= {form for first in tuple(found) for form in stems(first, "lt")}
    return (fold(word), *sorted(found - {fold(word)}))
