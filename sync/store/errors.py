"""Everything that can go wrong with a database on the kiosk's own disk.

StoreError                the world's fault: expected, shown kindly, logged once
├── DamagedDatabase       the file is not a database, or fails SQLite's own check
├── DiskFull              no room for the write; nothing of it was kept
├── DiskFailed            the disk did not read or write (I/O error)
├── ReadOnly              the file or its folder may not be written
├── DatabaseBusy          another process held the write lock longer than the busy timeout
├── CannotOpen            no such file, no such folder, no permission
└── FutureSchema          written by a newer version of the program
"""

import sqlite3


class StoreError(Exception):
    """The world's fault in reading or writing a database."""


class DamagedDatabase(StoreError):
    """The file cannot be trusted."""


class DiskFull(StoreError):
    """No room for the write."""


class DiskFailed(StoreError):
    """The disk did not read or write."""


class ReadOnly(StoreError):
    """The database may not be written."""


class DatabaseBusy(StoreError):
    """Another process held the lock too long."""


class CannotOpen(StoreError):
    """The file could not be opened."""


class FutureSchema(StoreError):
    """The file was written by a newer version of the program."""


_BY_CODE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_CORRUPT: DamagedDatabase,
    sqlite3.SQLITE_NOTADB: DamagedDatabase,
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_IOERR: DiskFailed,
    sqlite3.SQLITE_READONLY: ReadOnly,
    sqlite3.SQLITE_PERM: ReadOnly,
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
}


def from_sqlite(error: BaseException | None) -> StoreError | None:
    """The world's fault behind a driver error, or None when the fault is ours (wrong SQL)."""
    # Damaged text stops the driver itself, in a row or in the very message that tells of it.
    if isinstance(error, UnicodeDecodeError) or "Could not decode to UTF-8" in str(error):
        return DamagedDatabase(str(error))
    if not isinstance(error, sqlite3.Error):
        return None
    # The extended code carries the primary one in its low byte (sqlite.org/rescode.html).
    code: int | None = getattr(error, "sqlite_errorcode", None)
    found = _BY_CODE.get(code & 0xFF) if code is not None else None
    return found(str(error)) if found else None
