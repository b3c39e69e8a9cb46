"""The key that PINs of staff are hashed with: a file beside the database, never in it.

Kiosks get it once, when they are enrolled. Whoever restores a hub without it sets every PIN anew
and enrols every kiosk again, so it is backed up, apart from the database.
"""

import os
import secrets
from pathlib import Path

from sync.hub.engine import Database
from sync.protocol.pins import PEPPER_BYTES
from sync.store.files import create_once

FILE = "COL_HUB_PEPPER_FILE"
"""Names the file; else it is beside an SQLite database, or in the working folder."""


def pepper_of(database: Database) -> bytes:
    """The hub's pepper, made at its first use. `OSError` when the file cannot be read or made."""
    path = _path(database)
    if not path.exists():
        create_once(path, secrets.token_bytes(PEPPER_BYTES).hex().encode("ascii"))
    found = bytes.fromhex(path.read_text(encoding="ascii"))
    if len(found) != PEPPER_BYTES:
        raise OSError(f"{path} is not {PEPPER_BYTES} bytes in hexadecimal")
    return found


def _path(database: Database) -> Path:
    if told := os.environ.get(FILE):
        return Path(told)
    if database.is_sqlite and database.engine.url.database:
        return Path(database.engine.url.database).with_suffix(".pepper")
    return Path("hub.pepper")
