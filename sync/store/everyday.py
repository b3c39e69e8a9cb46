"""Words that say little in a query, and everyday words that addresses abbreviate."""

import re

from sync.store.text import fold

CHATTER = frozenset((
    "a", "an", "and", "at", "by", "can", "do", "for", "from", "how", "i", "in", "is", "it", "learn",
    "me", "my", "near", "of", "on", "or", "some", "something", "the", "there", "this", "to", "try",
    "want", "we", "what", "where", "with",
    "apie", "ar", "arba", "bei", "del", "gal", "galima", "iki", "ir", "kaip", "ka", "kas", "kazka",
    "kur", "man", "mokytis", "ne", "nori", "noriu", "norime", "nuo", "per", "po", "prie", "pro",
    "su", "ten", "tik", "uz", "vaikui",
    "play", "groti", "nueiti", "veikti", "rasti", "zaisti", "lankyti", "eiti",
))  # fmt: skip
"""Folded; a query with anything else in it is searched without these."""
STREET_WORDS = {
    "gatv": "g", "street": "g", "prospekt": "pr", "avenue": "pr", "alej": "al", "aikst": "a",
    "square": "a", "plent": "pl", "skersgatv": "skg", "krantin": "krant",
}  # fmt: skip
"""Beginning of a word that people type -> how Lithuanian addresses write it."""
_ENDINGS = ("inėti", "inti", "uoti", "auti", "oti", "ėti", "yti", "ti")
"""Of Lithuanian infinitives, longest first."""
_DOING = re.compile("(.{3,})avim(as|o|ui|a|u|e|ai|ams|us|uose)")
"""A folded noun of what is done: "dainavimas"."""
_SHORTEST_ROOT = 4


def telling(typed: list[str], text: str) -> list[str]:
    """The words of `text` without its chatter, unless there is nothing else.

    The last word counts while it may still be growing.
    """
    growing = typed[-1:] if text[-1:].isalnum() else []
    kept = [word for word in typed[: len(typed) - len(growing)] if fold(word) not in CHATTER]
    return [*kept, *growing] or typed


def address_form(plain: str) -> str:
    """The abbreviation that stands for this folded word in addresses, or empty."""
    return next((short for begin, short in STREET_WORDS.items() if plain.startswith(begin)), "")


def verb_root(typed: str) -> str:
    """How forms of a Lithuanian verb begin, folded: the root of an infinitive, so that "plaukti"
    meets "plaukimas", and for "dainavimas" what "dainuoti" begins with; or empty."""
    plain = fold(typed)
    if done := _DOING.fullmatch(plain):
        return f"{done[1]}uo"
    for ending in _ENDINGS:
        root = plain.removesuffix(fold(ending))
        if root != plain:
            return root if len(root) >= _SHORTEST_ROOT else ""
    return ""
