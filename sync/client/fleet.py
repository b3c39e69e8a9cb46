"""The heartbeat: this kiosk says how it is, and hears its settings and its next token."""

import base64
import datetime as dt
import logging
import shutil
import time

import msgspec

from sync import __version__
from sync.client.remote import Remote
from sync.crashes import Crash, CrashFolder
from sync.protocol.errors import Refused, SyncError
from sync.protocol.fleet import LARGEST_PICTURE, MAX_FAULTS, Fault, Heartbeat, HeartbeatAnswer
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity
from sync.store.remote_settings import load, save, sort_out

log = logging.getLogger(__name__)

SHORTEST_S, LONGEST_S = 10.0, 3600.0
"""Whatever a hub wishes."""
NOT_FOUND = 404
PICTURE = "screen.jpg"
"""Made by the screen program, of its attract loop only."""
_STARTED = time.monotonic()


class Fleet:
    """One kiosk's part in the fleet."""

    def __init__(self, folder: DataFolder, remote: Remote, identity: Identity) -> None:
        self._folder, self._remote, self._identity = folder, remote, identity
        self._due = 0.0
        self._sent_picture = 0.0

    def run(self, queue: int, rejected: int, revision: int, failure: str) -> HeartbeatAnswer | None:
        """Say how it is if it is time to; the hub's answer, None when it was not asked. Raises
        `SyncError`."""
        if time.monotonic() < self._due:
            return None
        kept = load(self._folder.path)
        picture, taken = self._picture() if kept.settings.pictures else ("", 0.0)
        disk = shutil.disk_usage(self._folder.path)
        said = Heartbeat(
            version=__version__, uptime_seconds=int(time.monotonic() - _STARTED), queue=queue,
            rejected=rejected, disk_free_mb=disk.free // 1_000_000,
            disk_total_mb=disk.total // 1_000_000, revision=revision, failure=failure,
            settings=kept.digest, refused=kept.refused, faults=self._faults(), picture=picture,
            picture_taken=dt.datetime.fromtimestamp(taken, dt.UTC) if picture else None,
        )  # fmt: skip
        try:
            answer = self._remote.heartbeat(said)
        except Refused as refused:
            if refused.status != NOT_FOUND:
                raise
            # A hub of before the fleet.
            self._due = time.monotonic() + LONGEST_S
            return None
        self._sent_picture = taken or self._sent_picture
        self._due = time.monotonic() + min(max(SHORTEST_S, answer.next_seconds), LONGEST_S)
        try:
            self._take(answer, kept.digest)
        except OSError as error:
            raise SyncError(f"the hub's settings cannot be kept: {error.strerror}") from error
        return answer

    def _take(self, answer: HeartbeatAnswer, known: str) -> None:
        if answer.digest != known:
            before, now = load(self._folder.path), dt.datetime.now(dt.UTC)
            kept = sort_out(answer.settings, answer.digest, before, now)
            save(self._folder.path, kept)
            if kept.refused:
                log.warning("settings of the hub that make no sense: %s", ", ".join(kept.refused))
        changed = msgspec.structs.replace(
            self._identity,
            token=answer.token or self._identity.token,
            # The first key is pinned: a hub that was taken over cannot have events sealed to it.
            seal_key=self._identity.seal_key or answer.seal_key,
        )
        if changed != self._identity:
            save_identity(self._folder.identity, changed)
            self._identity = changed

    def _faults(self) -> tuple[Fault, ...]:
        crashes = CrashFolder(self._folder.path).all()[-MAX_FAULTS:]
        return tuple(found for found in map(_fault, crashes) if found is not None)

    def _picture(self) -> tuple[str, float]:
        path = self._folder.path / PICTURE
        try:
            taken = path.stat().st_mtime
            if taken <= self._sent_picture:
                return "", 0.0
            text = base64.b64encode(path.read_bytes()).decode()
        except OSError:
            return "", 0.0
        return (text, taken) if len(text) <= LARGEST_PICTURE else ("", 0.0)


def _fault(crash: Crash) -> Fault | None:
    """A report in short; None for one whose words do not look like code."""
    first = crash.frames[0] if crash.frames else None
    where = f"{first.file}:{first.line}" if first else ""
    given = {"at": crash.at, "what": crash.error, "where": where.replace("/", ".")}
    try:
        return msgspec.convert(given, type=Fault)
    except msgspec.ValidationError:
        return None
