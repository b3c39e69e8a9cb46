"""Files that a power cut leaves whole, and databases as files: set aside, removed, replaced."""

import datetime as dt
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIDECARS = ("-wal", "-shm")
"""What SQLite keeps beside a database; one that outlives it would be read into the next."""

DAMAGED_KEPT = 3
"""Damaged files that stay to be looked at, so that a dying disk is not filled with them."""


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Only one process at a time builds or replaces this database."""
    lock = path.with_name(path.name + ".lock")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def set_aside(path: Path, now: dt.datetime) -> Path:
    """Rename a damaged database with what stands beside it; returns its new name."""
    aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}")
    path.rename(aside)
    for suffix in SIDECARS:
        beside = path.with_name(path.name + suffix)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + suffix))
    for old in sorted(path.parent.glob(f"{path.name}.damaged-????????T??????"))[:-DAMAGED_KEPT]:
        remove(old)
    return aside


def remove(path: Path) -> None:
    """Remove a database and what stands beside it, if there."""
    for suffix in ("", *SIDECARS):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def put_in_place(new: Path, path: Path) -> None:
    """Let a finished, closed database take the name `path`, and make that last."""
    with new.open("rb") as file:
        os.fsync(file.fileno())
    remove(path)
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file of this user's alone: a cut leaves the old or the new. Raises OSError."""
    new = path.with_name(path.name + ".new")
    _write(new, os.O_TRUNC, content)
    new.replace(path)
    sync_folder(path.parent)


def create_once(path: Path, content: bytes) -> None:
    """Make a file of this user's alone unless it is there; whole or not at all. Raises OSError."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        _write(draft, os.O_EXCL, content)
        # A link, not a rename: when two start at once, the first one's content stays.
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def _write(path: Path, flag: int, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def make_private(folder: Path) -> None:
    """Make a folder for this user alone, and those above it that are not there. Raises OSError."""
    for each in [*reversed(folder.parents), folder]:
        each.mkdir(exist_ok=True, mode=0o700)
