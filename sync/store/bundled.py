"""The catalogue a kiosk starts with: kept if it is sound, else built from the bundled city."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sync.importers.csv_city import LoadedCity, load_city
from sync.model import City
from sync.protocol.feeds import CITY_FEEDS, encode
from sync.protocol.messages import FeedState
from sync.store import catalogue_schema as schema
from sync.store import files
from sync.store.catalogue_write import CatalogueWriter, StagedItem, get_state
from sync.store.engine import check, open_engine, reading, scalar, writing
from sync.store.errors import DamagedDatabase

CHECKED_AT_START = 64 * 1024 * 1024
"""Bytes; a larger file takes more than 0.2 s to read through and is left to the sync child."""
_NOT_DATA = {"source", "patterns", "__pycache__"}
_SUFFIXES = {".csv", ".json", ".svg", ".png", ".jpg"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was found: `kept` as it was, `built` for want of one, `renewed` with a newer bundle,
    or `rebuilt` because the old file was damaged (and now has the name `damaged`)."""

    outcome: Literal["kept", "built", "renewed", "rebuilt"]
    damaged: Path | None = None
    problems: tuple[str, ...] = ()


def prepare_catalogue(
    path: Path, city_folder: Path, now: dt.datetime, thorough: bool = False
) -> Prepared:
    """See to it that `path` is a sound catalogue; `thorough` also reads a large file through."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.alone(path):
        if not path.exists():
            return Prepared("built", problems=build_bundled(city_folder, path, now))
        try:
            sound = _is_current(path, city_folder, thorough)
        except DamagedDatabase:
            aside = files.set_aside(path, now)
            return Prepared("rebuilt", aside, build_bundled(city_folder, path, now))
        if sound:
            return Prepared("kept")
        return Prepared("renewed", problems=build_bundled(city_folder, path, now))


def build_bundled(city_folder: Path, path: Path, now: dt.datetime) -> tuple[str, ...]:
    """Build the catalogue of a bundled city in place of `path`; returns what was wrong in it.

    A cut at any moment leaves the old file, none, or the whole new one.
    """
    loaded = load_city(city_folder)
    build_catalogue(
        path, loaded.city, _records(loaded), now=now, bundled_digest=folder_digest(city_folder)
    )
    return tuple(str(problem) for problem in loaded.problems)


def build_catalogue(
    path: Path,
    city: City,
    records: Iterable[tuple[str, Iterable[tuple[str, bytes]]]],
    now: dt.datetime,
    bundled_digest: str = "",
) -> None:
    """A catalogue of these records, (kind, [(id, JSON)]), in place of `path`."""
    new = path.with_name(path.name + ".new")
    files.remove(new)
    create_empty(new)
    writer = CatalogueWriter(new)
    for kind, items in records:
        numbered = (StagedItem(id, number, data) for number, (id, data) in enumerate(items, 1))
        writer.stage(kind, numbered, 0)
    nothing = FeedState(count=0, last_change=0, digest="")
    writer.publish(
        dict.fromkeys(CITY_FEEDS, nothing), city,
        source="bundled", made=now, bundled_digest=bundled_digest,
    )  # fmt: skip
    with writing(writer.engine) as connection:
        # The hub knows nothing of these numbers: its feeds begin at zero beside these records.
        connection.exec_driver_sql("DELETE FROM feed")
    writer.close()
    files.put_in_place(new, path)


def create_empty(path: Path) -> None:
    """All tables in a new file."""
    engine = open_engine(path)
    with writing(engine) as connection:
        schema.create(connection)
    engine.dispose()


def folder_digest(folder: Path) -> str:
    """Changes when anything changes that the catalogue is built from, its layout included."""
    digest = hashlib.sha256(f"layout {schema.LAYOUT}".encode())
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if file.suffix in _SUFFIXES and not _NOT_DATA.intersection(inside.parts):
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{inside.as_posix()}\n{content}\n".encode())
    return digest.hexdigest()


def _is_current(path: Path, city_folder: Path, thorough: bool) -> bool:
    """Whether a sound file may stay; raises `DamagedDatabase` when it is not sound."""
    engine = open_engine(path)
    try:
        with reading(engine) as connection:
            if scalar(connection, "PRAGMA user_version") != schema.LAYOUT:
                return False
            state = get_state(connection)
        if thorough or path.stat().st_size <= CHECKED_AT_START:
            check(engine)
    finally:
        engine.dispose()
    if "city" not in state:
        return False
    return state.get("source") == "hub" or state.get("bundled_digest") == folder_digest(city_folder)


def _records(loaded: LoadedCity) -> Iterable[tuple[str, list[tuple[str, bytes]]]]:
    for kind in CITY_FEEDS:
        yield kind, [(record.id, encode(record)) for record in loaded.records.get(kind, ())]
