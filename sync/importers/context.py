"""What a row needs to know of its city: languages, provenance, and which ids there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

from sync.importers.table import Row
from sync.model import City, Provenance, Translation


class RecordFields(TypedDict):
    """The fields that every record has, ready to be passed to its constructor."""

    id: str
    name: str
    description: str
    content_language: str
    translations: Mapping[str, Translation]
    provenance: Provenance


@dataclass(slots=True)
class Context:
    """The city being read; `known` holds the ids of the files read so far, by kind.

    `pictures` are the files that records refer to, by the SHA-256 of their content.
    """

    folder: Path
    city: City
    known: dict[str, frozenset[str]] = field(default_factory=dict)
    pictures: dict[str, Path] = field(default_factory=dict)

    def common(self, row: Row, description: str = "description", **further: str) -> RecordFields:
        """Id, words in all languages and provenance of a row.

        `description` and `further` (field of the record = column) name columns that stand in the
        table once for each language, as `name_lt` and `name_en` do.
        """
        own = self.language(row)
        columns = {"name": "name", "description": description, "source": "source", **further}
        translations = {
            language: words
            for language in self.city.languages
            if language != own and (words := _translation(row, columns, language)) != Translation()
        }
        return RecordFields(
            id=row.identifier("id"),
            name=row.text(f"name_{own}"),
            description=row.text(f"{description}_{own}"),
            content_language=own,
            translations=translations,
            provenance=self.provenance(row),
        )

    def language(self, row: Row) -> str:
        """The city's first language in which the row has a name."""
        for language in self.city.languages:
            if row.text(f"name_{language}"):
                return language
        row.faults.append(f"name_{self.city.languages[0]} is empty")
        return self.city.languages[0]

    def words(self, row: Row, column: str) -> str:
        """A text column in the row's own language."""
        return row.text(f"{column}_{self.language(row)}")

    def provenance(self, row: Row) -> Provenance:
        """The row's source, or the city's own word for it."""
        source = row.text("source") or row.text(f"source_{self.language(row)}")
        return Provenance(
            source=source or self.city.name,
            url=row.web("source_url"),
            licence=row.text("licence"),
            updated=row.date("updated"),
            demonstration=row.flag("demonstration")
            if row.text("demonstration")
            else (self.city.demonstration and not source),
        )

    def reference(self, row: Row, column: str, kind: str) -> str:
        """An id of another file; a fault when that file was read and does not have it."""
        value = row.text(column)
        if value and not self.has(kind, value):
            row.faults.append(f'{column} "{value}" is not in {kind}s')
        return value

    def has(self, kind: str, id: str) -> bool:
        """Whether this id may be referred to; a kind that was not read is not checked."""
        return kind not in self.known or id in self.known[kind]


def _translation(row: Row, columns: Mapping[str, str], language: str) -> Translation:
    return Translation(**{
        name: row.text(f"{column}_{language}") for name, column in columns.items()
    })  # fmt: skip
