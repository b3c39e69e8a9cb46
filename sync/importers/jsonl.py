"""Lines of JSON (plain or gzipped) as a whole city, by a mapping; one line makes several records.

The mapping is a folder: city.json as in the CSV template, and mapping.json:

```json
{"topics": [{"id": "arts", "name_en": "Arts"}],
 "records": [
  {"kind": "organization", "id": ["org"], "id_prefix": "org-", "columns": {"name_en": "org"}},
  {"kind": "activity", "id": ["id"], "columns": {"name_en": "name"},
   "html": ["description_en"], "choices": {"price": {"field": "price", "values": {"Free": "0"}}},
   "flags": {"topics": {"is_arts": "arts"}},
   "references": {"organization_id": "organization"},
   "session": {"first": "start_date", "from": "start", "to": "end"}}]}
```

A record is made where all fields of its `id` are filled; the same id is made once. What is
missing stays unsaid: no place, no price, no dates.
"""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sync.importers import records
from sync.importers.activities import activity
from sync.importers.city_json import CityFault, read_city
from sync.importers.context import Context
from sync.importers.csv_city import Build, CityRecord, LoadedCity
from sync.importers.html_text import plain_text
from sync.importers.table import Problem, Row

_BUILDS: Mapping[str, Build] = {
    "organization": records.organization, "place": records.place, "activity": activity,
}  # fmt: skip
_NOT_FOR_IDS = re.compile(r"[^a-z0-9.:-]+")
_LONGEST_ID = 60
LONGEST_LINE = 1_000_000
"""Bytes of one line; a longer one is told and left out."""


class Choice(msgspec.Struct, frozen=True):
    """Which word of a field stands for which cell; others leave the constant, or nothing."""

    field: str
    values: dict[str, str]


class Part(msgspec.Struct, frozen=True):
    """How one record is made of a line."""

    kind: str
    id: list[str]
    columns: dict[str, str]
    id_prefix: str = ""
    constants: dict[str, str] = {}
    html: list[str] = []
    choices: dict[str, Choice] = {}
    flags: dict[str, dict[str, str]] = {}
    references: dict[str, str] = {}
    session: dict[str, str] = {}


class Lines(msgspec.Struct, frozen=True):
    """mapping.json."""

    records: list[Part]
    topics: list[dict[str, str]] = []


def load_jsonl(path: Path, folder: Path) -> LoadedCity:
    """The file's records by the mapping in `folder`; `CityFault` when either cannot be read."""
    city = read_city(folder / "city.json")
    mapping = _mapping(folder / "mapping.json")
    loaded, context = LoadedCity(city), Context(folder, city)
    made: dict[str, dict[str, CityRecord]] = {"topic": {}}
    for number, cells in enumerate(mapping.topics, 1):
        made["topic"][cells["id"]] = records.topic(Row(number, cells), context)
    parts = {part.kind: part for part in mapping.records}
    for number, line in _lines(path):
        for part in mapping.records:
            others = {column: parts[kind] for column, kind in part.references.items()}
            _make(loaded, context, part, others, (path.name, number), line,
                  made.setdefault(part.kind, {}))  # fmt: skip
    for kind, found in made.items():
        loaded.records[kind] = tuple(found.values())
        loaded.seen[kind] = frozenset(found)
    return loaded


def _make(
    loaded: LoadedCity, context: Context, part: Part, others: Mapping[str, Part],
    at: tuple[str, int], line: dict[str, Any] | None, made: dict[str, CityRecord],
) -> None:  # fmt: skip
    if line is None:
        if part.kind == "activity":
            loaded.problems.append(Problem(*at, "is not a JSON object of a bearable length"))
        return
    id = _id(part, line)
    if not id:
        return
    if id in made:
        if part.kind == "activity":
            loaded.problems.append(Problem(*at, f'id "{id}" is there twice'))
        return
    references = {column: _id(other, line) for column, other in others.items()}
    row = Row(at[1], _cells(part, line) | {"id": id} | references)
    record = _BUILDS[part.kind](row, context)
    if record is not None and not row.faults:
        made[id] = record
    loaded.problems += [
        Problem(*at, text, skipped=text in row.faults)
        for text in dict.fromkeys(row.faults + row.notes)
    ]


def _cells(part: Part, line: dict[str, Any]) -> dict[str, str]:
    cells = dict(part.constants)
    cells |= {column: _text(line.get(field)) for column, field in part.columns.items()}
    for column in part.html:
        cells[column] = plain_text(cells.get(column, ""))
    for column, choice in part.choices.items():
        cells[column] = choice.values.get(_text(line.get(choice.field)), cells.get(column, ""))
    for column, fields in part.flags.items():
        words = [word for field, word in fields.items() if _text(line.get(field)) in ("1", "yes")]
        cells[column] = ";".join(words)
    if part.session:
        when = (_text(line.get(part.session[name])) for name in ("first", "from", "to"))
        cells["schedule"] = _schedule(*when)
    return cells


def _schedule(first: str, begin: str, end: str) -> str:
    """A single day with its hours. Of longer ones the weekdays are not said, so only the first
    day is known to happen."""
    if not (first and begin and end):
        return ""
    return f"{first} {_clock(begin)}-{_clock(end)}"


def _clock(seconds: str) -> str:
    minutes = int(float(seconds)) // 60 % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _id(part: Part, line: dict[str, Any]) -> str:
    values = [_text(line.get(field)) for field in part.id]
    if not all(values):
        return ""
    joined = _NOT_FOR_IDS.sub("-", " ".join(values).lower()).strip("-")
    if len(joined) > _LONGEST_ID or not joined:
        digest = hashlib.sha256(" ".join(values).encode()).hexdigest()[:8]
        joined = f"{joined[:_LONGEST_ID]}-{digest}"
    return part.id_prefix + joined


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case str() | int() | float():
            return str(value).strip()
    return ""


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE), b""), 1):
                if raw.strip():
                    yield number, _object(raw)
    except (OSError, EOFError) as error:
        raise CityFault(f"{path.name} cannot be read ({error})") from error


def _object(raw: bytes) -> dict[str, Any] | None:
    try:
        return msgspec.json.decode(raw, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _mapping(path: Path) -> Lines:
    try:
        mapping = msgspec.json.decode(path.read_bytes(), type=Lines)
    except OSError as error:
        raise CityFault(f"{path.name} cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CityFault(f"{path.name}: {error}") from error
    kinds = [part.kind for part in mapping.records]
    if not set(kinds) <= set(_BUILDS):
        raise CityFault(f"{path.name}: kind is one of {', '.join(_BUILDS)}")
    for part in mapping.records:
        if not set(part.references.values()) <= set(kinds):
            raise CityFault(f"{path.name}: a reference is to a kind that is not made")
    return mapping
