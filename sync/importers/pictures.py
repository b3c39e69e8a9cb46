"""The pictures of activities: files of the city's folder, named by a column."""

import hashlib

from sync.importers.context import Context
from sync.importers.table import Row
from sync.model.activity import Picture
from sync.store.pictures import LARGEST

BEGINNINGS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF")


def picture(row: Row, context: Context) -> Picture | None:
    """The row's picture; None with a note when it is none that a kiosk could show."""
    name = row.text("picture")
    if not name:
        return None
    path = (context.folder / name).resolve()
    reason = ""
    if not path.is_relative_to(context.folder.resolve()) or not path.is_file():
        reason = "is not a file of this folder"
    elif path.stat().st_size > LARGEST:
        reason = f"is larger than {LARGEST // 1024} KB"
    elif not path.read_bytes().startswith(BEGINNINGS):
        reason = "is neither PNG, JPEG nor WebP"
    if reason:
        row.notes.append(f'picture "{name}" {reason}; left out')
        return None
    content = path.read_bytes()
    found = Picture(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    context.pictures[found.sha256] = path
    return found
