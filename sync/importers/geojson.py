"""A GeoJSON layer as a source of places, organizations or activities, by a mapping.

The mapping is a JSON file that says which property fills which column of the CSV template:

```json
{"kind": "place", "id_prefix": "gis-",
 "columns": {"id": "OBJECTID", "name_lt": "pavadinimas", "street_address": "adresas"},
 "constants": {"source": "Vilniaus miesto savivaldybė", "licence": "CC BY 4.0"}}
```

A point becomes latitude and longitude. A layer only adds and changes: it is one source among
others, so that what is missing in it is not gone.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sync.importers import records
from sync.importers.activities import activity
from sync.importers.city_json import CityFault
from sync.importers.context import Context
from sync.importers.csv_city import Build, CityRecord, LoadedCity
from sync.importers.table import Problem, Row
from sync.model import City

T = TypeVar("T")

_BUILDS: Mapping[str, Build] = {
    "place": records.place,
    "organization": records.organization,
    "activity": activity,
}
_NOT_FOR_IDS = re.compile(r"[^\w.:-]+")


class Columns(msgspec.Struct, frozen=True):
    """The mapping file."""

    kind: str
    columns: dict[str, str]
    constants: dict[str, str] = {}
    id_prefix: str = ""


class Feature(msgspec.Struct):
    """What is read of a feature (RFC 7946)."""

    properties: dict[str, Any] | None = None
    geometry: dict[str, Any] | None = None


class Layer(msgspec.Struct):
    """A feature collection whose features are looked at one by one."""

    features: list[msgspec.Raw]


def load_geojson(path: Path, mapping_path: Path, city: City) -> LoadedCity:
    """The layer's records for this city; `CityFault` when layer or mapping cannot be read."""
    mapping = _read(mapping_path, Columns)
    build = _BUILDS.get(mapping.kind)
    if build is None:
        raise CityFault(f"{mapping_path.name}: kind is one of {', '.join(_BUILDS)}")
    layer = _read(path, Layer)
    loaded = LoadedCity(city, origin=f"layer:{path.name}"[:100])
    context = Context(path.parent, city)
    found: dict[str, CityRecord] = {}
    for number, raw in enumerate(layer.features, 1):
        row = Row(number, _cells(raw, mapping))
        if row.text("id") in found:
            row.faults.append(f'id "{row.text("id")}" is there twice')
        record = build(row, context)
        if record is not None and not row.faults:
            found[row.text("id")] = record
        loaded.problems += [
            Problem(path.name, number, text, skipped=text in row.faults, unit="feature")
            for text in dict.fromkeys(row.faults + row.notes)
        ]
    loaded.records[mapping.kind] = tuple(found.values())
    loaded.seen[mapping.kind] = frozenset(found)
    return loaded


def _cells(raw: msgspec.Raw, mapping: Columns) -> dict[str, str]:
    try:
        feature = msgspec.json.decode(raw, type=Feature)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    properties = feature.properties or {}
    cells = dict(mapping.constants)
    cells |= {
        column: _text(properties.get(property)) for column, property in mapping.columns.items()
    }
    id = _NOT_FOR_IDS.sub("-", cells.get("id", "")).strip("-")
    cells["id"] = mapping.id_prefix + id if id else ""
    return cells | _point(feature.geometry or {})


def _point(geometry: Mapping[str, Any]) -> dict[str, str]:
    match geometry:
        case {"type": "Point", "coordinates": [float() | int() as lon, float() | int() as lat, *_]}:
            return {"lon": str(lon), "lat": str(lat)}
    return {}


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case list():
            return ";".join(_text(item) for item in value)
    return str(value)


def _read(path: Path, type: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=type)
    except OSError as error:
        raise CityFault(f"{path.name} cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CityFault(f"{path.name}: {error}") from error
