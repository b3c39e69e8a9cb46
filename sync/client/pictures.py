"""The pictures of the activities: fetched after the map, verified, kept within a quota."""

import hashlib
import logging
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from sync.client.media import ROOM_LEFT, disk_faults
from sync.client.remote import Remote
from sync.protocol.errors import Refused
from sync.store.errors import DiskFull
from sync.store.files import sync_folder
from sync.store.folder import DataFolder
from sync.store.pictures import LARGEST, media_of

QUOTA = 400 * 1024 * 1024
"""Bytes of all pictures of a kiosk."""
SECONDS = 10.0
"""For pictures in one cycle."""
_PART = ".part"
log = logging.getLogger(__name__)


class PictureFetch:
    """Brings what is shown and not here; what nobody shows any more goes first, oldest use first.

    A picture that an activity shows is never dropped: where the quota is too small for all, the
    rest is not fetched, and cards show their topic instead.
    """

    def __init__(
        self, folder: DataFolder, remote: Remote, quota: int = QUOTA, room_left: int = ROOM_LEFT
    ) -> None:
        self._folder = media_of(folder.path)
        self._remote = remote
        self._quota = quota
        self._room_left = room_left
        self._refused: set[str] = set()
        self._said_full = False

    def fetch(self, shown: Mapping[str, int], seconds: float = SECONDS) -> bool:
        """Go on for so long; False when there is more to come.

        Raises SyncError for the network, StoreError for the disk.
        """
        until = time.monotonic() + seconds
        with disk_faults():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            store = _Store(self._folder, self._quota, shown)
            for sha256, size in shown.items():
                if sha256 in store.held or sha256 in self._refused or not 0 < size <= LARGEST:
                    continue
                if shutil.disk_usage(self._folder).free < size + self._room_left:
                    raise DiskFull("there is no room for more pictures")
                if not store.make_room(size):
                    self._tell_full(len(store.held))
                    return True
                if not self._bring(sha256, size, until):
                    return False
                if sha256 not in self._refused:
                    store.held[sha256] = size
                if time.monotonic() > until:
                    return False
        return True

    def _tell_full(self, held: int) -> None:
        if not self._said_full:
            self._said_full = True
            log.warning("%d pictures fill their room; cards without one show their topic", held)

    def _bring(self, sha256: str, size: int, until: float) -> bool:
        part = self._folder / (sha256 + _PART)
        try:
            with part.open("ab") as out:
                whole = self._remote.media(sha256, size, out, until)
                out.flush()
                os.fsync(out.fileno())
        except Refused as error:
            # A picture that the hub does not have must not keep the others away.
            log.warning("the hub has no picture %s: %s", sha256[:12], error)
            part.unlink(missing_ok=True)
            self._refused.add(sha256)
            return True
        if not whole:
            return False
        if hashlib.sha256(part.read_bytes()).hexdigest() != sha256:
            log.warning("the picture %s is not what its name says", sha256[:12])
            part.unlink()
            self._refused.add(sha256)
            return True
        part.replace(self._folder / sha256)
        sync_folder(self._folder)
        return True


class _Store:
    """What is held, and what may go for something new."""

    def __init__(self, folder: Path, quota: int, shown: Mapping[str, int]) -> None:
        self._quota = quota
        files = [path for path in folder.iterdir() if path.suffix != _PART]
        self.held = {path.name: path.stat().st_size for path in files}
        idle = [path for path in files if path.name not in shown]
        self._idle = sorted(idle, key=lambda path: path.stat().st_mtime, reverse=True)

    def make_room(self, size: int) -> bool:
        """Whether so many bytes fit in the end; what is idle longest goes first."""
        while sum(self.held.values()) + size > self._quota and self._idle:
            path = self._idle.pop()
            path.unlink(missing_ok=True)
            del self.held[path.name]
        return sum(self.held.values()) + size <= self._quota
