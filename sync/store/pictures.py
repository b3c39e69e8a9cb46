"""The media store of a kiosk: pictures by the SHA-256 of their content, beside the catalogue."""

import contextlib
import os
import re
import time
from pathlib import Path

FOLDER = "media"
LARGEST = 1024 * 1024
"""Bytes of one picture; a card is no larger than a hand."""
NOTED_EVERY_S = 3600
_NAME = re.compile(r"[0-9a-f]{64}")


def media_of(data: Path) -> Path:
    """Where a kiosk with this data folder keeps its pictures."""
    return data / FOLDER


def file_of(data: Path, sha256: str) -> Path | None:
    """The picture of this content, if it is here; a name that is no digest is none.

    Its use is noted in the file's time, by which the sync child drops what is idle longest.
    """
    path = media_of(data) / sha256
    if not _NAME.fullmatch(sha256) or not path.is_file():
        return None
    with contextlib.suppress(OSError):
        if time.time() - path.stat().st_mtime > NOTED_EVERY_S:
            os.utime(path)
    return path
