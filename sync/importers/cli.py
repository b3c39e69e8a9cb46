"""`main.py import SOURCE --database URL [--dry-run]`: a city's source into a hub's database."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from sync.hub.audit import note_import
from sync.hub.database import (
    Changes,
    DatabaseFault,
    apply_records,
    claim_records,
    delete_missing,
    get_city,
    open_database,
    put_city,
)
from sync.hub.engine import Database
from sync.hub.media import MediaFault, publish_pack, publish_pictures
from sync.importers.city_json import CityFault
from sync.importers.csv_city import CityRecord, LoadedCity, load_city
from sync.importers.geojson import load_geojson
from sync.importers.lines import load_lines
from sync.importers.linked_events import load_linked_events
from sync.importers.openactive import load_openactive
from sync.importers.progress import OnRows, Progress, silent
from sync.importers.rpde import load_hub
from sync.model import City

LINES = (".jsonl", ".jsonl.gz", ".csv")
SUSPICIOUS = 20
"""So many deletions of one kind are never taken for an accident."""
AT_A_TIME = 1_000
"""Records written between two words of how far it is."""


class _DryRun(Exception):
    """Ends a transaction without keeping it."""


def main(argv: list[str]) -> int:
    """0 when every row went in, 1 when something was left out or refused, 2 for wrong use."""
    options = _options(argv)
    try:
        database = open_database(options.database)
    except DatabaseFault as error:
        return _say(f"import: {error}", 1)
    progress = Progress()
    try:
        loaded = _load(options, database, progress)
        if not options.dry_run:
            # Before the records, so that no kiosk hears of a picture that is not there yet.
            publish_pictures(database, loaded.pictures)
        report = import_city(database, loaded, options.dry_run, options.allow_deletions, progress)
        progress.end()
        if not options.dry_run and publish_pack(database, Path(options.source[0])):
            sys.stdout.write("map: a new pack for the kiosks\n")
    except (CityFault, MediaFault) as error:
        return _say(f"import: {error}", 1)
    finally:
        progress.end()
        database.close()
    for problem in loaded.problems:
        _say(str(problem))
    for kind, changes in report.items():
        _print(kind, changes)
    _print_total(loaded, options.dry_run)
    return 1 if any(problem.skipped for problem in loaded.problems) else 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="main.py import", description=__doc__)
    parser.add_argument(
        "source",
        metavar="SOURCE",
        nargs="+",
        help="a folder with city.json, an address, a .geojson, .jsonl or .csv",
    )
    parser.add_argument(
        "--from",
        dest="system",
        choices=("hub", "openactive", "linked-events"),
        default="hub",
        help="what answers at an address; openactive may have several feeds (default: a hub)",
    )
    parser.add_argument("--database", required=True, metavar="URL", help="sqlite:/// or postgresql")
    parser.add_argument("--mapping", type=Path, metavar="FILE|DIR", help="what is what in it")
    parser.add_argument("--dry-run", action="store_true", help="tell what would change, keep it")
    parser.add_argument(
        "--allow-deletions", action="store_true", help="even if most of a kind would go"
    )
    options = parser.parse_args(argv)
    if len(options.source) > 1 and options.system != "openactive":
        parser.error("one SOURCE at a time, except the feeds of an OpenActive publisher")
    if options.source[0].endswith((".geojson", *LINES)) and options.mapping is None:
        parser.error("a .geojson, .jsonl or .csv needs --mapping")
    return options


def _load(options: argparse.Namespace, database: Database, progress: OnRows) -> LoadedCity:
    source = str(options.source[0])
    online = source.startswith(("http://", "https://"))
    if online and options.system == "hub":
        return load_hub(source, progress)
    if not online and not source.endswith((".geojson", *LINES)):
        return load_city(Path(source), progress)
    with database.read() as connection:
        city = get_city(connection)
    if source.endswith(LINES) and not online:
        return load_lines(Path(source), options.mapping, city, progress)
    if city is None:
        raise CityFault("this source needs a city: import the city's folder first")
    if options.system == "openactive":
        return load_openactive(options.source, city, progress)
    if options.system == "linked-events":
        return load_linked_events(source, city, progress)
    return load_geojson(Path(source), options.mapping, city)


def import_city(
    database: Database,
    loaded: LoadedCity,
    dry_run: bool = False,
    allow_deletions: bool = False,
    on_rows: OnRows = silent,
) -> dict[str, Changes]:
    """Bring the hub to what the folder holds, all in one transaction with a line in the audit for
    each kind that changed; what changed, by kind.

    Records of its own that are gone from a file that was read to its end are deleted; those of
    rows that were left out, and those that kiosks or other sources brought, stay as they were.
    `CityFault`, and nothing written, when more than half of a kind would go: a table that was cut
    short looks like that.
    """
    now = dt.datetime.now(dt.UTC)
    origin = loaded.origin or f"city:{loaded.city.id}"
    report: dict[str, Changes] = {}
    try:
        with database.write() as connection:
            put_city(connection, _with_keys(loaded.city, get_city(connection)))
            for kind, items in loaded.records.items():
                done = Changes()
                for part in _batches(kind, items, on_rows):
                    done = done.plus(apply_records(connection, kind, part, now, origin))
                claim_records(connection, kind, {item.id for item in items}, origin)
                deleted = 0
                if kind in loaded.whole:
                    deleted = delete_missing(connection, kind, loaded.seen[kind], now, origin)
                kept = done.added + done.changed + done.unchanged
                if deleted > max(kept, SUSPICIOUS) and not allow_deletions:
                    raise CityFault(_suspicion(kind, deleted, deleted + kept - done.added))
                report[kind] = replace(done, deleted=deleted)
                note_import(connection, kind, origin, now, report[kind])
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _batches(
    kind: str, items: Sequence[CityRecord], on_rows: OnRows
) -> Iterator[Sequence[CityRecord]]:
    for at in range(0, len(items), AT_A_TIME):
        yield items[at : at + AT_A_TIME]
        written = min(at + AT_A_TIME, len(items))
        on_rows(f"{kind} into the hub", written, written / len(items))


def _suspicion(kind: str, deleted: int, before: int) -> str:
    return (
        f"{deleted} of {before} records of {kind} would be deleted; nothing was written. "
        "If that is right, say --allow-deletions"
    )


def _with_keys(city: City, stored: City | None) -> City:
    """The pass keys are made in the hub, so a source without them leaves them be."""
    if stored is None or stored.id != city.id or city.pass_root:
        return city
    return msgspec.structs.replace(city, pass_root=stored.pass_root, key_set=stored.key_set)


def _print(kind: str, changes: Changes) -> None:
    sys.stdout.write(
        f"{kind}: {changes.added} added, {changes.changed} changed, "
        f"{changes.unchanged} unchanged, {changes.deleted} deleted\n"
    )


def _print_total(loaded: LoadedCity, dry_run: bool) -> None:
    notes = sum(not problem.skipped for problem in loaded.problems)
    end = "; nothing was written (dry run)" if dry_run else ""
    sys.stdout.write(f"{loaded.city.name}: {loaded.skipped} rows skipped, {notes} notes{end}\n")


def _say(text: str, code: int = 0) -> int:
    sys.stderr.write(text + "\n")
    return code
