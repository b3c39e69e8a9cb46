"""Badges that somebody brings on a USB stick, for the staff to look at. Read only, never run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kiosk.domain.scan_text import MAX_IMAGE

REMOVABLE: Final = (Path("/run/media"), Path("/media"), Path("/mnt/usb"))
_ENDINGS: Final = frozenset({".png", ".svg", ".json", ".jsonld", ".jwt", ".jws", ".txt"})
_MOST: Final = 60
_MOST_SEEN: Final = 5_000
_DEPTH: Final = 4


@dataclass(frozen=True, slots=True)
class BadgeFile:
    """A file that may hold a badge. Its name may name a person: for staff, and for no log."""

    path: Path
    modified: float

    @property
    def name(self) -> str:
        return self.path.name


def badge_files(roots: Sequence[Path] = REMOVABLE) -> list[BadgeFile]:
    """The newest files on removable media that have the form and size of a badge."""
    found = []
    for number, entry in enumerate(_walk(roots)):
        if number >= _MOST_SEEN:
            break
        try:
            if entry.is_file(follow_symlinks=False):
                kept = entry.stat(follow_symlinks=False)
                if 0 < kept.st_size <= MAX_IMAGE:
                    found.append(BadgeFile(Path(entry.path), kept.st_mtime))
        except OSError:
            continue
    return sorted(found, key=lambda file: (-file.modified, file.name))[:_MOST]


def read_badge_file(file: BadgeFile) -> bytes:
    """Its bytes, at most one more than a badge may have. Raises OSError."""
    with file.path.open("rb") as opened:
        return opened.read(MAX_IMAGE + 1)


def _walk(roots: Sequence[Path]) -> Iterator[os.DirEntry[str]]:
    waiting = [(str(root), 0) for root in roots]
    while waiting:
        folder, depth = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:  # nothing is plugged in, or it was pulled while we looked
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < _DEPTH:
                    waiting.append((entry.path, depth + 1))
            elif Path(entry.name).suffix.lower() in _ENDINGS:
                yield entry
