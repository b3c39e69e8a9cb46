"""The map packs of one kiosk: whole ones in folders of their own, and a pointer to the one in use.

A pack is swapped by replacing the pointer, so a cut leaves the old one or the new one, and a
screen that still reads the old files goes on: they vanish only when it lets go of them.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sync.citypack.errors import PackError
from sync.citypack.names import FILE as NAMES
from sync.citypack.pack import Pack
from sync.citypack.transit import INDEX, NOTE

TILES, MANIFEST = "map.pmtiles", "map.json"
REQUIRED = (TILES, MANIFEST)
FILES = (TILES, MANIFEST, NAMES, INDEX, NOTE)
POINTER = "current.json"


class Current(msgspec.Struct, frozen=True, kw_only=True):
    """The pack in use by its folder; `from_hub` is the last one that the hub sent.

    Where they differ somebody brought a pack by hand: it stays until the hub names another.
    """

    pack: str = ""
    from_hub: str = ""


class Packs:
    """The folder `packs` in a kiosk's data."""

    def __init__(self, data: Path) -> None:
        self.path = data / "packs"

    def pointer(self) -> Current:
        """What is installed; nothing, where the pointer is missing or cannot be read."""
        try:
            return msgspec.json.decode((self.path / POINTER).read_bytes(), type=Current)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return Current()

    def current(self) -> Path | None:
        """The tiles of the pack in use, None where there is none."""
        found = self.pointer().pack
        tiles = self.path / found / TILES
        return tiles if found.isalnum() and tiles.is_file() else None

    def part(self, pack: str) -> Path:
        """Where the files of a pack are gathered. Raises OSError."""
        folder = self.path / f"{pack}.part"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def finish(self, pack: str, *, from_hub: bool) -> Path:
        """Put the gathered files to use; the path of the tiles.

        Raises `PackError` when they are no whole pack (they are thrown away), OSError for a disk
        that does not write.
        """
        gathered, home = self.part(pack), self.path / pack
        try:
            opened = Pack(gathered / TILES)
            opened.verify()
            opened.close()
        except PackError:
            shutil.rmtree(gathered, ignore_errors=True)
            raise
        for file in gathered.iterdir():
            _sync(file)
        _sync(gathered)
        if home.exists():
            shutil.rmtree(home)
        gathered.replace(home)
        _sync(self.path)
        known = self.pointer().from_hub
        self._point(Current(pack=pack, from_hub=pack if from_hub else known))
        self._forget(pack)
        return home / TILES

    def install(self, source: Path) -> Path:
        """Copy a pack from a folder or a stick; `source` is its folder or its map.pmtiles.

        Raises `PackError` when there is no whole pack, OSError for a disk that does not write.
        """
        folder = source if source.is_dir() else source.parent
        found = {name: folder / name for name in FILES if (folder / name).is_file()}
        missing = [name for name in REQUIRED if name not in found]
        if missing:
            raise PackError(f"{folder} has no {' and no '.join(missing)}")
        room = shutil.disk_usage(self.path if self.path.exists() else self.path.parent).free
        if room < 2 * sum(path.stat().st_size for path in found.values()):
            raise PackError(f"there is no room for this map: {room // 1_000_000} MB are free")
        pack = name_of({name: _digest(path) for name, path in found.items()})
        part = self.part(pack)
        for name, path in found.items():
            shutil.copyfile(path, part / name)
        return self.finish(pack, from_hub=False)

    def _point(self, current: Current) -> None:
        new = self.path / (POINTER + ".new")
        new.write_bytes(msgspec.json.encode(current))
        _sync(new)
        new.replace(self.path / POINTER)
        _sync(self.path)

    def _forget(self, kept: str) -> None:
        for folder in self.path.iterdir():
            if folder.is_dir() and folder.name != kept:
                shutil.rmtree(folder, ignore_errors=True)


def name_of(digests: Mapping[str, str]) -> str:
    """A pack's name on disk, from the SHA-256 of each of its files."""
    lines = "".join(f"{name} {digests[name]}\n" for name in sorted(digests))
    return hashlib.sha256(lines.encode()).hexdigest()[:20]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
