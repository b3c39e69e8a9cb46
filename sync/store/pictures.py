"""The media store of a kiosk: pictures by the SHA-256 of their content, beside the catalogue."""

import re
from pathlib import Path

FOLDER = "media"
LARGEST = 1024 * 1024
"""Bytes of one picture; a card is no larger than a hand."""
_NAME = re.compile(r"[0-9a-f]{64}")


def media_of(data: Path) -> Path:
    """Where a kiosk with this data folder keeps its pictures."""
    return data / FOLDER


def file_of(data: Path, sha256: str) -> Path | None:
    """The picture of this content, if it is here; a name that is no digest is none."""
    path = media_of(data) / sha256
    return path if _NAME.fullmatch(sha256) and path.is_file() else None
