"""The sync child's part: look, fetch in slices at night, verify, and lay ready. Never switch.

What is laid ready is verified again by whoever owns the images (`sync.updates.install`).
"""

import datetime as dt
import errno
import logging
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from tuf.api.metadata import TargetFile

from sync.citypack.errors import PackError
from sync.citypack.installed import REQUIRED, Packs, name_of
from sync.store.errors import DiskFailed, DiskFull, ReadOnly
from sync.store.files import sync_folder
from sync.updates.names import image_name, is_newer, pack_targets, program_target
from sync.updates.slots import SUFFIX, Slots
from sync.updates.status import UpdateFolder, UpdateStatus
from sync.updates.trust import (
    Source,
    Trust,
    UpdateRefused,
    remote_path,
    sha256_of,
    verify,
    version_of,
)
from sync.updates.window import USUAL, may_fetch

log = logging.getLogger(__name__)

LOOK_EVERY = dt.timedelta(hours=1)
SECONDS = 20.0
"""For fetching in one cycle: check-ins shall not wait for a program."""
ROOM_LEFT = 500_000_000
"""Bytes that an update never takes from the ledger; the image is held twice for a moment."""


class Server(Source, Protocol):
    """A repository on the network."""

    def target(self, path: str, size: int, out: BinaryIO, until: float) -> bool:
        """Append what `out` lacks; False when the time was up. Raises SyncError."""
        ...


class Updates:
    """Updates of one kiosk. `running` is the program's version, `images` where its images are."""

    def __init__(
        self,
        data: Path,
        server: Server,
        *,
        root: Path,
        images: Path,
        running: str,
        room_left: int = ROOM_LEFT,
    ) -> None:
        self.folder = UpdateFolder(data)
        self._packs = Packs(data)
        self._server = server
        self._root = root
        self._slots = Slots(images)
        self._running = running
        self._room_left = room_left
        self._trust: Trust | None = None
        self._looked: dt.datetime | None = None
        self.brings_map = False

    @property
    def on(self) -> bool:
        """Whether this machine was told whom to trust."""
        return self._root.is_file()

    def run(
        self, now: dt.datetime, *, local: dt.datetime, city: str, window: str = USUAL,
        seconds: float = SECONDS,
    ) -> bool:  # fmt: skip
        """Look once an hour and fetch what may be fetched; False when there is more to come.

        `local` is the city's clock, `city` its id. Raises `UpdateRefused` and other SyncErrors
        of the network, StoreErrors of the disk; the next cycle goes on where this one ended.
        """
        if not self.on:
            return True
        until = time.monotonic() + seconds
        with _disk():
            try:
                trust = self._look(now)
                program = self._wanted_program(trust)
                pack = self._wanted_pack(trust, city)
                self._note(now, program)
                since = self.folder.status().since or now
                if not may_fetch(local, window, since):
                    return True
                return self._fetch_pack(pack, until) and self._fetch_program(program, until, now)
            except UpdateRefused as refused:
                self._trust = None
                self._refused(now, refused)
                raise

    def _look(self, now: dt.datetime) -> Trust:
        # abs: a clock that was set back is no reason to stop looking.
        recent = self._looked is not None and abs(now - self._looked) < LOOK_EVERY
        if self._trust is not None and recent:
            return self._trust
        trust = Trust(self.folder.metadata, self._root.read_bytes(), self._server)
        trust.refresh()
        self._trust, self._looked = trust, now
        return trust

    def _wanted_program(self, trust: Trust) -> TargetFile | None:
        target = trust.target(program_target())
        if target is None or not self._slots.folder.is_dir() or self._slots.on_trial:
            return None
        name = image_name(version_of(target), sha256_of(target))
        news = is_newer(version_of(target), self._running) and name not in self._slots.bad()
        return target if news else None

    def _wanted_pack(self, trust: Trust, city: str) -> dict[str, TargetFile]:
        found = {name: trust.target(path) for name, path in pack_targets(city).items()}
        files = {name: target for name, target in found.items() if target is not None}
        self.brings_map = set(REQUIRED) <= set(files)
        if not self.brings_map or self._packs.pointer().from_hub == _pack_name(files):
            return {}
        return files

    def _note(self, now: dt.datetime, program: TargetFile | None) -> None:
        old = self.folder.status()
        if program is None:
            since = old.since if old.state == "current" else now
            self.folder.say(
                UpdateStatus(state="current", version=self._running, checked=now, since=since)
            )
            return
        name = image_name(version_of(program), sha256_of(program))
        same = old.name == name
        self.folder.say(
            UpdateStatus(
                state="staged" if self._is_staged(name) else "known",
                version=version_of(program), name=name, checked=now,
                since=old.since if same else now,
            )
        )  # fmt: skip

    def _refused(self, now: dt.datetime, refused: UpdateRefused) -> None:
        old = self.folder.status()
        since = old.since if old.state == "refused" else now
        self.folder.say(
            UpdateStatus(
                state="refused", since=since, checked=now, refusal=refused.kind, detail=str(refused)
            )
        )

    def _is_staged(self, name: str) -> bool:
        return (self.folder.staged / f"{name}{SUFFIX}").is_file()

    def _fetch_program(self, target: TargetFile | None, until: float, now: dt.datetime) -> bool:
        if target is None:
            shutil.rmtree(self.folder.staged, ignore_errors=True)
            return True
        name = image_name(version_of(target), sha256_of(target))
        if self._is_staged(name):
            return True
        self._look_for_room(self.folder.path, 2 * target.length)
        self.folder.part.mkdir(parents=True, exist_ok=True)
        for old in self.folder.part.iterdir():
            if old.name != name:
                old.unlink()
        part = self.folder.part / name
        if not self._bring(target, part, until):
            return False
        shutil.rmtree(self.folder.staged, ignore_errors=True)
        self.folder.staged.mkdir()
        part.replace(self.folder.staged / f"{name}{SUFFIX}")
        sync_folder(self.folder.staged)
        self._note(now, target)
        log.info("version %s is here and starts with the next nightly start", version_of(target))
        return True

    def _fetch_pack(self, files: dict[str, TargetFile], until: float) -> bool:
        if not files:
            return True
        name = _pack_name(files)
        part = self._packs.part(name)
        self._look_for_room(part, sum(target.length for target in files.values()))
        for file, target in files.items():
            if not self._bring(target, part / file, until):
                return False
        try:
            self._packs.finish(name, from_hub=True)
        except PackError as error:
            raise UpdateRefused("content", f"the signed map is no map: {error}") from error
        log.info("a new signed map of the city is here")
        return True

    def _bring(self, target: TargetFile, path: Path, until: float) -> bool:
        """Whether the file is whole; what is whole is what was signed."""
        if not (path.exists() and path.stat().st_size == target.length):
            with path.open("ab") as out:
                whole = self._server.target(remote_path(target), target.length, out, until)
                out.flush()
                os.fsync(out.fileno())
            if not whole:
                return False
        try:
            verify(target, path)
        except UpdateRefused:
            path.unlink()
            raise
        return True

    def _look_for_room(self, folder: Path, needed: int) -> None:
        if shutil.disk_usage(folder).free < needed + self._room_left:
            raise DiskFull("there is no room for an update; the version of now stays")


def _pack_name(files: dict[str, TargetFile]) -> str:
    return name_of({name: sha256_of(target) for name, target in files.items()})


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"no room for an update: {error}") from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise ReadOnly(f"updates cannot be written: {error}") from error
        raise DiskFailed(f"updates cannot be written: {error}") from error
