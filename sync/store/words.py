"""From typed words to what the search index is asked, one typing error a word forgiven."""

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from sync.store.text import fold, query_forms, split

MOST_WORDS = 8
"""Words that are looked at; nobody means more."""
SHORTEST_FORGIVEN = 4
"""Letters; in a shorter word one letter is too much of the meaning."""
ALTERNATIVES = 6
"""Similar words that are searched instead of an unknown one."""
CANDIDATES = 60
"""Similar words of which it is asked whether an activity still has them."""
LONG_ENOUGH_TO_HALVE = 7


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word: what it is searched as, and what it was taken for when it is unknown."""

    typed: str
    expression: str
    corrected: str = ""


def words_of(connection: Connection, text: str) -> tuple[Word, ...]:
    """The words of a query; one that no activity has is exchanged for those one letter away."""
    return tuple(_known(connection, word) for word in split(text)[:MOST_WORDS])


def is_short(text: str) -> bool:
    """Whether the text is the very beginning of a word, which almost everything has."""
    found = split(text)
    return len(found) == 1 and len(fold(found[0])) <= 2


def _known(connection: Connection, typed: str) -> Word:
    plain = fold(typed)
    expression = _expression(plain, query_forms(typed)[1:] if len(plain) > 2 else ())
    if len(plain) < SHORTEST_FORGIVEN or plain.isdigit() or _occurs(connection, expression):
        return Word(typed, expression)
    similar = [word for word in _similar(connection, plain) if _occurs(connection, f'"{word}"')]
    if not similar:
        return Word(typed, expression)
    alternatives = " OR ".join(f'"{word}"' for word in similar[:ALTERNATIVES])
    return Word(typed, f"({alternatives})", similar[0])


def _expression(plain: str, stems: tuple[str, ...]) -> str:
    parts = [f'"{plain}"*', *(f'"{stem}"' for stem in stems if not stem.startswith(plain))]
    return f"({' OR '.join(parts)})" if len(parts) > 1 else parts[0]


def _occurs(connection: Connection, expression: str) -> bool:
    return connection.exec_driver_sql(
        "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (expression,)
    ).scalar() is not None  # fmt: skip


def _similar(connection: Connection, plain: str) -> list[str]:
    """Indexed words one error away from the typed one or from beginning with it, best first."""
    rows = connection.exec_driver_sql(
        "SELECT word FROM similar WHERE similar MATCH ?", (_sharing(f"^{plain}"),)
    ).scalars()
    near = []
    for marked in rows:
        word = marked[1:-1]
        if abs(len(word) - len(plain)) > 1 and len(word) < len(plain):
            continue
        if one_error(plain, word):
            near.append((abs(len(word) - len(plain)), word))
    return [word for _, word in sorted(near)[:CANDIDATES]]


def _sharing(marked: str) -> str:
    """Words that share enough trigrams to be one error away: one half of the word is intact."""
    trigrams = [f'"{marked[i : i + 3]}"' for i in range(len(marked) - 2)]
    middle = len(marked) // 2
    first, last = trigrams[: middle - 2], trigrams[middle + 1 :]
    if len(marked) < LONG_ENOUGH_TO_HALVE:
        return " OR ".join(trigrams)
    return f"({' AND '.join(first)}) OR ({' AND '.join(last)})"


def one_error(typed: str, word: str) -> bool:
    """Whether one letter more, less, exchanged or swapped makes `typed` a beginning of `word`."""
    at = 0
    while at < len(typed) and at < len(word) and typed[at] == word[at]:
        at += 1
    rest, other = typed[at:], word[at:]
    return (
        other.startswith(rest[1:])
        or other[1:].startswith(rest[1:])
        or other[1:].startswith(rest)
        or (len(rest) > 1 and other.startswith(rest[1] + rest[0] + rest[2:]))
    )
