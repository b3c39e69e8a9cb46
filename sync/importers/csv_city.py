"""A city's folder in the CSV template to records of the model, without any database.

A bad row is left out and told by file, line and column; the rest goes on.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from sync.importers import records
from sync.importers.activities import ALIASES, activity
from sync.importers.city_json import CityFault, read_city
from sync.importers.context import Context
from sync.importers.progress import OnRows, silent
from sync.importers.table import Problem, Row, Table, read_table
from sync.model import Activity, City, Record, Registration, Step

CityRecord: TypeAlias = Record | Registration
Part = TypeVar("Part")
Build: TypeAlias = Callable[[Row, Context], CityRecord | None]


@dataclass(slots=True)
class LoadedCity:
    """What a folder holds.

    `seen` has the ids of each kind, those of rows that were left out too: a row that cannot be
    read is no reason to delete what is already there. `whole` are the kinds whose file was read
    to its end with an id in every row: only there does absence mean deletion, and only of what
    the same `origin` brought. `pictures` are files by the SHA-256 of their content.
    """

    city: City
    origin: str = ""
    records: dict[str, tuple[CityRecord, ...]] = field(default_factory=dict)
    seen: dict[str, frozenset[str]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    pictures: Mapping[str, Path] = field(default_factory=dict)

    @property
    def skipped(self) -> int:
        """How many rows were left out."""
        return len({(p.file, p.line) for p in self.problems if p.skipped and p.line})


# In this order, because a file may refer only to the files before it.
_FILES: tuple[tuple[str, str, Build], ...] = (
    ("topic", "topics.csv", records.topic),
    ("organization", "organizations.csv", records.organization),
    ("place", "places.csv", records.place),
    ("badge", "badges.csv", records.badge),
    ("subsidy", "subsidies.csv", records.subsidy),
    ("notice", "notices.csv", records.notice),
    ("activity", "activities.csv", activity),
)


def load_city(folder: Path, on_file: OnRows = silent) -> LoadedCity:
    """Everything in the folder; `CityFault` when there is no city.json to go by.

    `on_file` hears the name of each file and its number of rows, for showing progress.
    """
    city = read_city(folder / "city.json")
    loaded = LoadedCity(city)
    context = Context(folder, city)
    loaded.pictures = context.pictures
    for kind, name, build in _FILES:
        _load(loaded, context, kind, name, build, on_file)
    said = {
        name: _grouped(loaded, context, f"badge_{name}.csv", ("badge_id",), build, on_file)
        for name, build in (("recognized", records.recognition), ("endorsed", records.endorsement))
    }
    loaded.records["badge"] = tuple(
        msgspec.structs.replace(
            badge, **{name: found.get(badge.id, ()) for name, found in said.items()}
        )
        for badge in loaded.records["badge"]
    )
    steps = _steps(loaded, context, on_file)
    _load(
        loaded, context, "playlist", "playlists.csv",
        lambda row, context: records.playlist(row, context, steps.get(row.text("id"), ())), on_file,
    )  # fmt: skip
    places = {a.id: a.location for a in loaded.records["activity"] if isinstance(a, Activity)}
    _load(
        loaded, context, "registration", "registrations.csv",
        lambda row, context: records.registration(row, context, places), on_file,
    )  # fmt: skip
    return loaded


def _load(
    loaded: LoadedCity, context: Context, kind: str, name: str, build: Build, on_file: OnRows
) -> None:
    path = context.folder / name
    loaded.records[kind] = ()
    if not path.is_file():
        if kind == "activity":
            loaded.problems.append(Problem(name, 0, "is not there"))
        return
    table = read_table(path, ALIASES if kind == "activity" else {}, needed=("id",))
    on_file(name, len(table.rows), 1.0)
    loaded.problems += table.problems
    found: dict[str, CityRecord] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        id = row.text("id")
        if id in lines:
            row.faults.append(f'id "{id}" is already on line {lines[id]}')
        record = _built(row, context, build)
        if id:
            lines.setdefault(id, row.line)
        if record is not None:
            found[id] = record
        _tell(loaded, table, row)
    loaded.records[kind] = tuple(found.values())
    loaded.seen[kind] = frozenset(lines)
    if table.whole and all(row.text("id") for row in table.rows):
        loaded.whole.add(kind)
    if table.whole:
        context.known[kind] = loaded.seen[kind]


def _built(row: Row, context: Context, build: Build) -> CityRecord | None:
    faulty = bool(row.faults)
    record = build(row, context)
    return None if faulty or row.faults else record


def _steps(loaded: LoadedCity, context: Context, on_file: OnRows) -> Mapping[str, Iterable[Step]]:
    def build(row: Row, context: Context) -> tuple[int, Step]:
        step = records.step(row, context, context.city.languages[0])
        position = row.whole("position")
        if position is None and not row.faults:
            row.faults.append("position is empty")
        return position or 0, step

    needed = ("playlist_id", "position")
    found = _grouped(loaded, context, "playlist_steps.csv", needed, build, on_file)
    return {
        playlist: [step for _, step in sorted(steps, key=lambda numbered: numbered[0])]
        for playlist, steps in found.items()
    }


def _grouped(
    loaded: LoadedCity, context: Context, name: str, needed: tuple[str, ...],
    build: Callable[[Row, Context], Part], on_file: OnRows,
) -> dict[str, tuple[Part, ...]]:  # fmt: skip
    """The rows of a table whose first needed column names the record that they are parts of."""
    path = context.folder / name
    if not path.is_file():
        return {}
    table = read_table(path, {}, needed=needed)
    on_file(name, len(table.rows), 1.0)
    loaded.problems += table.problems
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for row in table.rows:
        owner = row.required(needed[0])
        part = build(row, context)
        if not row.faults:
            found[owner].append(part)
        _tell(loaded, table, row)
    return {owner: tuple(parts) for owner, parts in found.items()}


def _tell(loaded: LoadedCity, table: Table, row: Row) -> None:
    loaded.problems += [Problem(table.name, row.line, text) for text in dict.fromkeys(row.faults)]
    loaded.problems += [
        Problem(table.name, row.line, text, skipped=False) for text in dict.fromkeys(row.notes)
    ]


__all__ = ["CityFault", "CityRecord", "LoadedCity", "Problem", "load_city"]
