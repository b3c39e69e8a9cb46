"""What every record of the city shares: text in languages, and where it came from.

The records are frozen `msgspec.Struct`s rather than dataclasses, so that one declaration is
both the value the program holds and its validated form on the wire (docs/adr/0002).
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import msgspec


class Translation(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A record's words in one further language; an empty string means "not translated"."""

    name: str = ""
    description: str = ""
    criteria: str = ""
    counts_for: str = ""
    note: str = ""
    people: str = ""
    rules: str = ""
    source: str = ""


class Provenance(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """Where a record came from and how fresh it is; shown on every card."""

    source: str
    url: str = ""
    licence: str = ""
    updated: dt.date | None = None
    demonstration: bool = False


class Record(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A thing of the city with an id that is unique within its kind.

    `name` and `description` are in `content_language`; other languages stand in `translations`.
    """

    id: str = msgspec.field(name="identifier")
    name: str
    description: str = ""
    content_language: str = "lt"
    translations: Mapping[str, Translation] = {}
    provenance: Provenance = Provenance(source="")


class Words(NamedTuple):
    """One text and the language it is really in (for speech, hyphenation and the "in LT" mark)."""

    text: str
    language: str


def words(record: Record, field: str, language: str) -> Words:
    """The record's `field` in `language` where the city has it, else in the record's own."""
    translation = record.translations.get(language)
    translated: str = getattr(translation, field, "") if translation else ""
    if translated:
        return Words(translated, language)
    return Words(str(getattr(record, field)), record.content_language)
