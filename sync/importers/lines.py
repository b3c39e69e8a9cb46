"""Lines of JSON (plain or gzipped) or a CSV table of somebody else, by a mapping.

The mapping is a folder with mapping.json (sync.importers.mapping) and, for a source that is a
whole city, city.json; without it the records go to the city that the hub has. A record is made
where all fields of its `id` are filled; the same id is made once. What is missing stays unsaid:
no place, no price, no dates.
"""

import gzip
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from sync.importers import records
from sync.importers.city_json import CityFault, read_city
from sync.importers.context import Context
from sync.importers.csv_city import CityRecord, LoadedCity
from sync.importers.mapping import BUILDS, Lines, Part, cells_of, id_of, read_mapping
from sync.importers.progress import OnRows, silent
from sync.importers.table import Problem, Row, read_table
from sync.model import City

LONGEST_LINE = 1_000_000
"""Bytes of one line; a longer one is told and left out."""

Line = dict[str, Any]


def load_lines(
    path: Path,
    folder: Path,
    city: City | None = None,
    on_rows: OnRows = silent,
) -> LoadedCity:
    """The file's records by the mapping in `folder`; `CityFault` when either cannot be read.

    `city` is used where the folder has no city.json; a table's columns are named in lower case.
    """
    if (folder / "city.json").exists() or city is None:
        loaded = LoadedCity(read_city(folder / "city.json"))
    else:
        loaded = LoadedCity(city, origin=f"file:{path.name}"[:100])
    making = _Making(loaded, Context(folder, loaded.city), read_mapping(folder / "mapping.json"))
    making.topics()
    for number, share, line in _table(path, loaded) if path.suffix == ".csv" else _json(path):
        making.line((path.name, number), line)
        on_rows(path.name, number, share)
    making.end()
    return loaded


@dataclass(slots=True)
class _Making:
    """The records that a source's lines become."""

    loaded: LoadedCity
    context: Context
    mapping: Lines
    made: dict[str, dict[str, CityRecord]] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)
    readable: bool = True

    def topics(self) -> None:
        """The topics that the mapping brings itself."""
        for number, cells in enumerate(self.mapping.topics, 1):
            topic = records.topic(Row(number, cells), self.context)
            self.made.setdefault("topic", {})[topic.id] = topic
            self.seen.setdefault("topic", set()).add(topic.id)

    def line(self, at: tuple[str, int], line: Line | None) -> None:
        """All records of a line; None is one that cannot be read."""
        if line is None:
            self.readable = False
            text = "is not a JSON object of a bearable length"
            self.loaded.problems.append(Problem(*at, text))
            return
        parts = {part.kind: part for part in self.mapping.records}
        ids = {kind: id_of(part, line) for kind, part in parts.items()}
        for kind, part in parts.items():
            if ids[kind]:
                self._record(part, ids, at, line)

    def _record(self, part: Part, ids: dict[str, str], at: tuple[str, int], line: Line) -> None:
        id, seen = ids[part.kind], self.seen.setdefault(part.kind, set())
        if id in seen:
            if part.kind == "activity":
                self.loaded.problems.append(Problem(*at, f'id "{id}" is there twice'))
            return
        seen.add(id)
        references = {
            column: ids[kind] if ids[kind] in self.made.get(kind, {}) else ""
            for column, kind in part.references.items()
        }
        row = Row(at[1], cells_of(part, line) | {"id": id} | references)
        record = BUILDS[part.kind](row, self.context)
        if record is not None and not row.faults:
            self.made.setdefault(part.kind, {})[id] = record
        self.loaded.problems += [
            Problem(*at, text, skipped=text in row.faults)
            for text in dict.fromkeys(row.faults + row.notes)
        ]

    def end(self) -> None:
        """Hand over what was made, and say whether absence in it means deletion."""
        for kind in {"topic", *(part.kind for part in self.mapping.records)}:
            self.loaded.records[kind] = tuple(self.made.get(kind, {}).values())
            self.loaded.seen[kind] = frozenset(self.seen.get(kind, ()))
            if self.mapping.complete and self.readable:
                self.loaded.whole.add(kind)


def _table(path: Path, loaded: LoadedCity) -> Iterator[tuple[int, float, Line | None]]:
    table = read_table(path, {}, needed=())
    loaded.problems += table.problems
    for number, row in enumerate(table.rows, 1):
        loaded.problems += [Problem(path.name, row.line, text) for text in row.faults]
        yield row.line, number / len(table.rows), dict(row.cells)
    if not table.whole:
        yield 0, 1.0, None


def _json(path: Path) -> Iterator[tuple[int, float, Line | None]]:
    try:
        with path.open("rb") as packed:
            size = os.fstat(packed.fileno()).st_size or 1
            file = gzip.GzipFile(fileobj=packed) if path.suffix == ".gz" else packed
            for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                if raw.strip():
                    yield number, packed.tell() / size, _object(raw)
    except (OSError, EOFError) as error:
        raise CityFault(f"{path.name} cannot be read ({error})") from error


def _object(raw: bytes) -> Line | None:
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
