"""Crash reports to the hub, where the city asked for them."""

from pathlib import Path

from sync.client.remote import Remote
from sync.crashes import CrashFolder
from sync.store.errors import DiskFailed

AT_ONCE = 10


def push_crashes(remote: Remote, data: Path) -> int:
    """Send what the hub has not; how many. Raises SyncError and StoreError."""
    folder = CrashFolder(data)
    waiting = folder.unsent()[:AT_ONCE]
    if not waiting:
        return 0
    remote.push_crashes(waiting)
    try:
        folder.mark_sent([crash.id for crash in waiting])
    except OSError as error:
        raise DiskFailed(f"crash reports cannot be marked as sent: {error}") from error
    return len(waiting)
