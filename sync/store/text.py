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
_OTHERS = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
_STEMMERS = {
    "lt": "lithuanian", "en": "english", "fi": "finnish", "fr": "french", "nl": "dutch",
    "pl": "polish", "ru": "russian", "de": "german", "et": "estonian",
}  # fmt: skip
QUERY_LANGUAGES = ("lt", "en")
"""Which stems are tried for a typed word, whose language nobody knows."""
SHORTEST_STEM = 3
"""Letters; what is left of a shorter word says nothing."""
WORDS_KEPT = 100_000
"""Of each language, with their stems, while texts are indexed."""
LONGEST_WORD = 40
"""Letters of a word that are looked at; nobody types more."""


class _Plain(dict[int, str]):
    """A letter's code -> the letter without its accents; an accent by itself becomes nothing."""

    def __missing__(self, code: int) -> str:
        apart = unicodedata.normalize("NFKD", chr(code))
        plain = "".join(_OTHERS.get(c, c) for c in apart if not unicodedata.combining(c))
        self[code] = plain
        return plain


_plain = _Plain()


def fold(word: str) -> str:
    """Lower case without accents: "Žvėrynas" and "zverynas" are one."""
    return word.casefold()[:LONGEST_WORD].translate(_plain)


def split(text: str) -> list[str]:
    """The words of a text as written."""
    return _WORD.findall(text)


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str] | None:
    name = _STEMMERS.get(language)
    if name is None:
        return None
    # Its own cache is cleaned so often that 196,000 words take twice the time with it.
    stem: Callable[[str], str] = Stemmer(name, 0).stemWord
    return stem


@lru_cache(maxsize=20_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The folded stems of a word, with and without its accents; empty if they are the word."""
    stem = _stemmer(language)
    if stem is None or word.isdigit():
        return ()
    plain = fold(word)
    written = word.casefold()[:LONGEST_WORD]
    found = {fold(stem(written)), stem(plain)} if written != plain else {fold(stem(written))}
    found.discard(plain)
    return tuple(sorted(form for form in found if len(form) >= SHORTEST_STEM))


class _Forms(dict[str, str]):
    """A word of one language -> the word and its stems as they stand in the index."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= WORDS_KEPT:
            self.clear()
        made = self[word] = " ".join((fold(word), *stems(word, self._language)))
        return made


_forms = lru_cache(maxsize=16)(_Forms)


def indexed(texts: Iterable[tuple[str, str]]) -> str:
    """(text, language) pairs as the index holds them: each word and its stems."""
    return " ".join(
        " ".join(map(_forms(language).__getitem__, _WORD.findall(text))) for text, language in texts
    )


@lru_cache(maxsize=4096)
def query_forms(word: str) -> tuple[str, ...]:
    """The folded word, then its stems in each language that visitors type."""
    found = {form for language in QUERY_LANGUAGES for form in stems(word, language)}
    # Typed without accents a Lithuanian ending can hide a second one: "dirbtuvese", "dirbtuves".
    found |= {form for first in tuple(found) for form in stems(first, "lt")}
    return (fold(word), *sorted(found - {fold(word)}))
