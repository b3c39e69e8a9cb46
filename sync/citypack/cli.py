"""City packs: `build` makes one, `check` says whether it is whole, `install` gives it a kiosk."""

import argparse
import sys
from pathlib import Path

from sync.citypack.box import Box
from sync.citypack.errors import PackError
from sync.citypack.progress import on_stderr, silent

CITY = Path(__file__).parents[2] / "resources" / "cities" / "vilnius"


def parser() -> argparse.ArgumentParser:
    """The words of the command line."""
    top = argparse.ArgumentParser(prog="main.py city", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="make map.pmtiles and map.json")
    source = build.add_mutually_exclusive_group(required=True)
    source.add_argument("--osm", type=Path, metavar="FILE.osm.pbf", help="OpenStreetMap extract")
    source.add_argument("--gtfs", type=Path, metavar="FILE.zip", help="timetable, where no extract")
    build.add_argument("--out", type=Path, required=True, metavar="DIR", help="the city's folder")
    build.add_argument("--bbox", type=_box, metavar="W,S,E,N", help="degrees, with --osm")
    build.add_argument("--recipe", type=Path, help="names and rivers, with --gtfs")
    build.add_argument("--elderships", type=Path, help="GeoJSON of districts, with --gtfs")
    build.add_argument("--landmarks", type=Path, help="GeoJSON of landmarks, with --gtfs")
    build.add_argument("--venues", type=Path, action="append", default=[], help="may be repeated")
    build.add_argument("--date", default="", help="ISO date of the timetable")
    build.add_argument("--quiet", action="store_true", help="no progress")
    transit = commands.add_parser("transit", help="make transit.bin from a GTFS timetable")
    transit.add_argument("--gtfs", type=Path, required=True, metavar="FILE.zip")
    transit.add_argument("--out", type=Path, required=True, metavar="DIR", help="the city's folder")
    transit.add_argument("--source", default="", help="whose timetable it is, as people are told")
    transit.add_argument("--licence", default="", help="as its publisher says")
    transit.add_argument("--date", default="", help="ISO date, where the feed's own is wrong")
    synth = commands.add_parser("synth", help="make a large plausible city, for measuring")
    synth.add_argument("--count", type=int, default=100_000, help="activities")
    synth.add_argument("--out", type=Path, required=True, metavar="DIR")
    synth.add_argument("--city", type=Path, default=CITY, metavar="DIR", help="what it goes by")
    synth.add_argument("--seed", type=int, default=1)
    check = commands.add_parser("check", help="compare a pack with its checksum")
    check.add_argument("pack", type=Path, metavar="map.pmtiles")
    install = commands.add_parser("install", help="bring a pack on a stick to this kiosk")
    install.add_argument("source", type=Path, metavar="DIR", help="the stick, or its map.pmtiles")
    install.add_argument("--data", type=Path, required=True, metavar="DIR", help="kiosk's data")
    return top


def _box(text: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError("give west,south,east,north in degrees") from error
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):
        raise argparse.ArgumentTypeError("west must be less than east, south less than north")
    return west, south, east, north


def main(argv: list[str]) -> int:
    """0 when the pack is made or whole, 1 when it cannot be, 2 for wrong use."""
    try:
        chosen = parser().parse_args(argv)
    except SystemExit as stop:
        return 0 if stop.code in (0, None) else 2
    try:
        if chosen.command == "install":
            return _install(chosen.source, chosen.data)
        if chosen.command == "transit":
            return _transit(chosen)
        if chosen.command == "synth":
            return _synth(chosen)
        return _build(chosen) if chosen.command == "build" else _check(chosen.pack)
    except (PackError, OSError) as error:
        sys.stderr.write(f"city: {error}\n")
        return 1


def _build(chosen: argparse.Namespace) -> int:
    # Imported late: a kiosk has the reader only, the builder's libraries are for the city's desk.
    progress = silent if chosen.quiet else on_stderr
    chosen.out.mkdir(parents=True, exist_ok=True)
    out = chosen.out / "map.pmtiles"
    try:
        if chosen.osm:
            from sync.citypack.osm import build_from_osm

            made = build_from_osm(chosen.osm, chosen.bbox, out, progress)
        else:
            from sync.citypack import recipe
            from sync.citypack.schematic import build_from_gtfs

            if chosen.recipe is None:
                raise PackError("--gtfs needs --recipe (see sync/citypack/recipes)")
            made = build_from_gtfs(
                chosen.gtfs, chosen.elderships, chosen.landmarks, chosen.venues, out, progress,
                recipe=recipe.load(chosen.recipe), made=chosen.date,
            )  # fmt: skip
            from sync.citypack.transit_build import build_transit

            shown = made.sources[0]
            build_transit(chosen.gtfs, chosen.out, shown.name, shown.licence, chosen.date)
    except ImportError as error:
        raise PackError(f"building packs needs the package {error.name}") from error
    print(f"{out}: {made.bytes:,} bytes, zoom {made.min_zoom} to {made.max_zoom}, {made.sha256}")
    return 0


def _transit(chosen: argparse.Namespace) -> int:
    from sync.citypack.transit_build import build_transit

    chosen.out.mkdir(parents=True, exist_ok=True)
    made = build_transit(chosen.gtfs, chosen.out, chosen.source, chosen.licence, chosen.date)
    size = f"{made.stops:,} stops, {made.departures:,} departures, {made.bytes:,} bytes"
    print(f"{chosen.out}: {size}, timetable of {made.date or 'no date'}")
    return 0


def _synth(chosen: argparse.Namespace) -> int:
    from sync.citypack.synth import synthesize

    synthesize(chosen.city, chosen.out, chosen.count, chosen.seed)
    print(f"{chosen.out}: {chosen.count:,} activities")
    return 0


def _check(path: Path) -> int:
    from sync.citypack.pack import Pack

    pack = Pack(path)
    pack.verify()
    print(f"{path}: whole, {pack.manifest.city}, {pack.manifest.date or 'no date'}")
    return 0


def _install(source: Path, data: Path) -> int:
    from sync.citypack.installed import Packs
    from sync.citypack.manifest import read_manifest

    if not data.is_dir():
        raise PackError(f"{data} is no kiosk's data folder")
    tiles = Packs(data).install(source)
    manifest = read_manifest(tiles.with_suffix(".json"))
    print(f"{manifest.city}, {manifest.date or 'no date'}: in use, the screen shows it by itself")
    return 0
