"""How a name is typed at a desk: any case, without marks, from any of its words."""

import unicodedata
from collections.abc import Iterator

PREFIX = 2
"""Letters that are enough to search by."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and without marks: "Žaneta Š." is zaneta, s."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(
        " " if unicodedata.category(each)[0] in "PZC" else each
        for each in parts
        if not unicodedata.combining(each)
    )
    return tuple(plain.split())


def prefixes(label: str) -> Iterator[str]:
    """The two letters that each word of a label begins with, once each."""
    yield from dict.fromkeys(word[:PREFIX] for word in words_of(label))


def query_prefix(asked: str) -> str:
    """The prefix to look up for what was typed; empty when no word has two letters yet."""
    return next((word[:PREFIX] for word in words_of(asked) if len(word) >= PREFIX), "")


def matches(label: str, asked: tuple[str, ...]) -> bool:
    """Whether every asked word begins some word of the label."""
    words = words_of(label)
    return all(any(word.startswith(each) for word in words) for each in asked)
