"""The manifest beside a pack: what it is, from when, whose, and how to know it is whole."""

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from sync.citypack.box import Box
from sync.citypack.errors import PackError
from sync.citypack.names import FILE as NAMES
from sync.citypack.names import write_names

if TYPE_CHECKING:
    # The builder's libraries stay out of a kiosk, which only reads.
    from sync.citypack.recipe import Recipe
    from sync.citypack.tileset import TileSet


class Source(msgspec.Struct, frozen=True):
    """One source with its date (ISO, or empty when the source names none) and licence."""

    name: str
    date: str
    licence: str


class NamesFile(msgspec.Struct, frozen=True):
    """The index of names beside the tiles; `sha256` is of its file."""

    file: str
    count: int
    sha256: str


class Around(msgspec.Struct, frozen=True):
    """How far the low zooms reach: `bounds`, and the last zoom that covers them."""

    bounds: Box
    max_zoom: int


class Manifest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Contents of map.json. `schema` is schematic or openmaptiles; `sha256` is of `file`."""

    file: str
    city: str
    schema: str
    built: str
    date: str
    language: str
    bounds: Box
    centre: tuple[float, float]
    min_zoom: int
    max_zoom: int
    bytes: int
    sha256: str
    attribution: tuple[str, ...]
    sources: tuple[Source, ...]
    names: NamesFile | None = None
    around: Around | None = None


def write_manifest(
    pack: Path, recipe: "Recipe", schema: str, tiles: "TileSet",
    sources: tuple[Source, ...], attribution: tuple[str, ...], date: str,
) -> Manifest:  # fmt: skip
    """Write map.json and the index of names beside `pack`."""
    from sync.citypack.naming import gather
    from sync.citypack.tileset import AROUND_HIGH

    index, names = pack.with_name(NAMES), gather(tiles.features)
    write_names(index, names)
    manifest = Manifest(
        file=pack.name,
        city=recipe.city,
        schema=schema,
        built=dt.datetime.now(dt.UTC).date().isoformat(),
        date=date,
        language=recipe.language,
        bounds=recipe.bounds,
        centre=recipe.centre,
        min_zoom=tiles.low,
        max_zoom=tiles.high,
        bytes=pack.stat().st_size,
        sha256=digest(pack),
        attribution=attribution,
        sources=sources,
        names=NamesFile(index.name, len(names), digest(index)),
        around=Around(tiles.around, AROUND_HIGH),
    )
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    pack.with_suffix(".json").write_bytes(data + b"\n")
    return manifest


def read_manifest(path: Path) -> Manifest:
    """Read map.json; the error names the field."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except OSError as error:
        raise PackError(f"no manifest at {path.name}: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        raise PackError(f"manifest {path.name}: {error}") from error


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
