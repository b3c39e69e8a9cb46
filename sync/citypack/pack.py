"""Read tiles from a pack, straight from the mapped file. A damaged pack gives a clear error."""

import functools
import gzip
import mmap
import zlib
from pathlib import Path
from typing import Any

from pmtiles.tile import (
    Compression,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from sync.citypack import transit
from sync.citypack.errors import PackError
from sync.citypack.manifest import Manifest, digest, read_manifest

MAX_DIRECTORIES = 64
"""Leaf directories kept decoded: enough for a country on one screen."""
_DAMAGE = (ValueError, KeyError, IndexError, EOFError, OSError, zlib.error, OverflowError)


class Pack:
    """One open PMTiles file with its manifest."""

    def __init__(self, path: Path) -> None:
        """Open `path`; the manifest is the .json of the same name."""
        self.manifest: Manifest = read_manifest(path.with_suffix(".json"))
        self.path = path
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise PackError(f"{path.name} cannot be opened: {error}") from error
        if len(self._map) != self.manifest.bytes:
            raise PackError(
                f"{path.name} has {len(self._map)} bytes, its manifest says {self.manifest.bytes}"
            )
        try:
            self._header = dict[str, Any](deserialize_header(self._map[0:127]))
        except Exception as error:
            raise PackError(f"{path.name} is no PMTiles file") from error
        if self._header["tile_type"] != TileType.MVT:
            raise PackError(f"{path.name} holds no vector tiles")
        self._directory = functools.lru_cache(MAX_DIRECTORIES)(self._read_directory)
        self._directory(self._header["root_offset"], self._header["root_length"])

    def tile(self, zoom: int, x: int, y: int) -> bytes:
        """The tile as plain MVT; empty where the pack has none."""
        if not (0 <= zoom <= 24 and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
            return b""
        try:
            return self._find(zxy_to_tileid(zoom, x, y))
        except _DAMAGE as error:
            raise PackError(f"{self.path.name} is damaged at {zoom}/{x}/{y}: {error}") from error

    def verify(self) -> None:
        """Compare the whole file, and those that lie beside it, with their checksums."""
        found = digest(self.path)
        if found != self.manifest.sha256:
            raise PackError(f"{self.path.name} does not match the checksum of its manifest")
        if (names := self.manifest.names) is not None:
            index = self.path.with_name(Path(names.file).name)
            if not index.is_file() or digest(index) != names.sha256:
                raise PackError(f"{index.name} does not match the checksum of the manifest")
        transit.read(self.path.parent)

    def close(self) -> None:
        """Release the file."""
        self._directory.cache_clear()
        self._map.close()

    def _find(self, tile_id: int) -> bytes:
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(4):
            entry = find_tile(self._directory(offset, length), tile_id)
            if entry is None:
                return b""
            if entry.run_length > 0:
                data = self._slice(self._header["tile_data_offset"] + entry.offset, entry.length)
                gzipped = self._header["tile_compression"] == Compression.GZIP
                return gzip.decompress(data) if gzipped else data
            offset = self._header["leaf_directory_offset"] + entry.offset
            length = entry.length
        raise ValueError("directories nest too deep")

    def _read_directory(self, offset: int, length: int) -> list[Any]:
        try:
            return list(deserialize_directory(self._slice(offset, length)))
        except _DAMAGE as error:
            raise PackError(f"{self.path.name} has a damaged directory: {error}") from error

    def _slice(self, offset: int, length: int) -> bytes:
        if offset < 0 or length < 0 or offset + length > len(self._map):
            raise ValueError("an entry points past the end of the file")
        return self._map[offset : offset + length]
