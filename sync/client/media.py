"""The city's map from the hub: fetched in pieces, resumed, verified, then swapped whole."""

import errno
import hashlib
import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from sync.citypack.errors import PackError
from sync.citypack.installed import FILES, REQUIRED, Packs, name_of
from sync.client.remote import Remote
from sync.protocol.errors import BadPage
from sync.protocol.messages import MapPack, MediaFile
from sync.store.errors import DiskFailed, DiskFull, ReadOnly
from sync.store.folder import DataFolder

SECONDS = 20.0
"""For media in one cycle: check-ins shall not wait for a map."""
ROOM_LEFT = 500_000_000
"""Bytes that a map never takes from the ledger."""
LARGEST = 4_000_000_000
WANTED = "wanted.json"
_HEX = re.compile(r"[0-9a-f]{64}")
log = logging.getLogger(__name__)


class MapFetch:
    """Brings the pack that the hub names; what it has survives a cut."""

    def __init__(self, folder: DataFolder, remote: Remote, room_left: int = ROOM_LEFT) -> None:
        self._packs = Packs(folder.path)
        self._remote = remote
        self._room_left = room_left

    def want(self, pack: MapPack | None) -> None:
        """Remember what the hub named, so that a cut does not forget it.

        Raises `BadPage` for a pack that cannot be one, a StoreError for the disk.
        """
        if pack is None:
            return
        _check(pack)
        with disk_faults():
            self._packs.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = self._packs.path / WANTED
            new = path.with_suffix(".new")
            new.write_bytes(msgspec.json.encode(pack))
            new.replace(path)

    def fetch(self, seconds: float = SECONDS) -> bool:
        """Go on for so long; False when there is more to come.

        Raises SyncError for the network and a hub that sends something else than it named,
        StoreError for the disk.
        """
        pack = self._wanted()
        if pack is None:
            return True
        name = _name(pack)
        if self._packs.pointer().from_hub == name:
            return True
        until = time.monotonic() + seconds
        with disk_faults():
            part = self._packs.part(name)
            self._look_for_room(pack, part)
            for file in pack.files:
                if not self._bring(file, part / file.name, until):
                    return False
            try:
                tiles = self._packs.finish(name, from_hub=True)
            except PackError as error:
                raise BadPage(f"the hub's map is no map: {error}") from error
        log.info("a new map of the city is here: %s", tiles.parent.name)
        return True

    def _wanted(self) -> MapPack | None:
        try:
            pack = msgspec.json.decode((self._packs.path / WANTED).read_bytes(), type=MapPack)
            _check(pack)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, BadPage):
            return None
        return pack

    def _look_for_room(self, pack: MapPack, part: Path) -> None:
        have = sum(file.stat().st_size for file in part.iterdir())
        needed = sum(file.bytes for file in pack.files) - have + self._room_left
        if shutil.disk_usage(part).free < needed:
            raise DiskFull("there is no room for the city's new map; the old one stays")

    def _bring(self, file: MediaFile, path: Path, until: float) -> bool:
        if not (path.exists() and path.stat().st_size == file.bytes):
            with path.open("ab") as out:
                whole = self._remote.media(file.sha256, file.bytes, out, until)
                out.flush()
                os.fsync(out.fileno())
            if not whole:
                return False
        with path.open("rb") as held:
            if hashlib.file_digest(held, "sha256").hexdigest() == file.sha256:
                return True
        path.unlink()
        raise BadPage(f"{file.name} is not what its name says; it is fetched anew")


def _name(pack: MapPack) -> str:
    return name_of({file.name: file.sha256 for file in pack.files})


def _check(pack: MapPack) -> None:
    """A hub that was taken over must not choose where we write, or how much."""
    names = [file.name for file in pack.files]
    whole = set(REQUIRED) <= set(names) <= set(FILES) and len(set(names)) == len(names)
    sane = all(_HEX.fullmatch(file.sha256) and file.bytes > 0 for file in pack.files)
    if not whole or not sane or sum(file.bytes for file in pack.files) > LARGEST:
        raise BadPage("the hub names a map that cannot be one")


@contextmanager
def disk_faults() -> Iterator[None]:
    """The disk's errors as those of the store."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"no room for media: {error}") from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise ReadOnly(f"media cannot be written: {error}") from error
        raise DiskFailed(f"media cannot be written: {error}") from error
