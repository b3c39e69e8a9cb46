"""What is what in somebody else's table: mapping.json, and how a line becomes a row of ours.

```json
{"topics": [{"id": "arts", "name_en": "Arts"}], "complete": true,
 "records": [
  {"kind": "organization", "id": ["org"], "id_prefix": "org-", "columns": {"name_en": "org"}},
  {"kind": "activity", "id": ["id"], "columns": {"name_en": "name"},
   "joined": {"name_lt": ["school", "group"]}, "whole": ["age_min"],
   "html": ["description_en"], "choices": {"price": {"field": "price", "values": {"Free": "0"}}},
   "flags": {"topics": {"is_arts": "arts"}},
   "point": {"crs": "EPSG:3346", "north": "GIS_X", "east": "GIS_Y"},
   "references": {"organization_id": "organization"},
   "session": {"first": "start_date", "from": "start", "to": "end"}}]}
```

`complete` says that the source is all there is: what it had and has no more is deleted. `whole`
cuts a number to a whole one. `point` turns coordinates of another system into longitude and
latitude.
"""

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from sync.importers import records
from sync.importers.activities import activity
from sync.importers.city_json import CityFault
from sync.importers.csv_city import Build
from sync.importers.html_text import plain_text

if TYPE_CHECKING:
    from pyproj import Transformer

BUILDS: Mapping[str, Build] = {
    "organization": records.organization, "place": records.place, "activity": activity,
}  # fmt: skip
_NOT_FOR_IDS = re.compile(r"[^a-z0-9.:-]+")
_LONGEST_ID = 60


class Choice(msgspec.Struct, frozen=True):
    """Which word of a field stands for which cell; others leave the constant, or nothing."""

    field: str
    values: dict[str, str]


class Point(msgspec.Struct, frozen=True):
    """The fields of a point, and their coordinate reference system as `EPSG:3346`."""

    crs: str
    north: str
    east: str


class Part(msgspec.Struct, frozen=True):
    """How one record is made of a line."""

    kind: str
    id: list[str]
    columns: dict[str, str]
    id_prefix: str = ""
    constants: dict[str, str] = {}
    joined: dict[str, list[str]] = {}
    whole: list[str] = []
    point: Point | None = None
    html: list[str] = []
    choices: dict[str, Choice] = {}
    flags: dict[str, dict[str, str]] = {}
    references: dict[str, str] = {}
    session: dict[str, str] = {}


class Lines(msgspec.Struct, frozen=True):
    """mapping.json."""

    records: list[Part]
    topics: list[dict[str, str]] = []
    complete: bool = False


def read_mapping(path: Path) -> Lines:
    """The mapping; `CityFault` says what is wrong with it."""
    try:
        mapping = msgspec.json.decode(path.read_bytes(), type=Lines)
    except OSError as error:
        raise CityFault(f"{path.name} cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CityFault(f"{path.name}: {error}") from error
    kinds = [part.kind for part in mapping.records]
    if not set(kinds) <= set(BUILDS):
        raise CityFault(f"{path.name}: kind is one of {', '.join(BUILDS)}")
    for part in mapping.records:
        if not set(part.references.values()) <= set(kinds):
            raise CityFault(f"{path.name}: a reference is to a kind that is not made")
    return mapping


def cells_of(part: Part, line: dict[str, Any]) -> dict[str, str]:
    """A line's cells under the names of the CSV template's columns."""
    cells = dict(part.constants)
    cells |= {column: _text(line.get(field)) for column, field in part.columns.items()}
    for column, several in part.joined.items():
        words = [text for field in several if (text := _text(line.get(field)))]
        cells[column] = ", ".join(dict.fromkeys(words))
    for column in part.whole:
        cells[column] = cells.get(column, "").partition(".")[0]
    if part.point is not None:
        cells |= _degrees(part.point, line)
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


def _degrees(point: Point, line: dict[str, Any]) -> dict[str, str]:
    """`lon` and `lat`; none where the line has no point, or one outside of the system's area."""
    try:
        north, east = float(_text(line.get(point.north))), float(_text(line.get(point.east)))
    except ValueError:
        return {}
    transformer, area = _transformer(point.crs)
    lon, lat = transformer.transform(east, north)
    if not (area[0] <= lon <= area[2] and area[1] <= lat <= area[3]):
        return {}
    return {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}


@lru_cache(maxsize=4)
def _transformer(crs: str) -> "tuple[Transformer, tuple[float, float, float, float]]":
    """To longitude and latitude, and the system's area as west, south, east, north."""
    # A kiosk's bundle has no pyproj, and never imports.
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(crs)
        area = system.area_of_use.bounds if system.area_of_use else (-180.0, -90.0, 180.0, 90.0)
        return Transformer.from_crs(system, "EPSG:4326", always_xy=True), area
    except CRSError as error:
        raise CityFault(f"mapping.json: {crs} is no coordinate reference system") from error


def _schedule(first: str, begin: str, end: str) -> str:
    """A single day with its hours. Of longer ones the weekdays are not said, so only the first
    day is known to happen."""
    if not (first and begin and end):
        return ""
    return f"{first} {_clock(begin)}-{_clock(end)}"


def _clock(seconds: str) -> str:
    minutes = int(float(seconds)) // 60 % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def id_of(part: Part, line: dict[str, Any]) -> str:
    """The record's id, fit for an address; empty where a field of it is."""
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
