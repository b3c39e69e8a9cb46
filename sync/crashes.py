"""Crash reports of one kiosk: one small file each, the newest few, on its own disk.

A report holds kinds of errors and lines of programs. The words of an error are left out: they may
quote what somebody typed or scanned.
"""

import datetime as dt
import uuid
from pathlib import Path
from typing import Literal

import msgspec

from sync.store.files import make_private

KEPT = 20
LARGEST = 64 * 1024

Kind = Literal["python", "thread", "native", "qt", "qml"]


class Frame(msgspec.Struct, frozen=True):
    """A line of a program: file below the program's folder, line, function."""

    file: str
    line: int
    function: str = ""


class Crash(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What broke. `error` is the kind of error, `program` screen, sync or hub; innermost first."""

    id: str
    at: dt.datetime
    kind: Kind
    version: str
    program: str
    error: str
    frames: tuple[Frame, ...] = ()
    platform: str = ""


class CrashFolder:
    """The folder `crashes` in a kiosk's data."""

    def __init__(self, data: Path) -> None:
        self.path = data / "crashes"

    def keep(self, crash: Crash) -> Path:
        """Write it, and forget the oldest. Raises OSError."""
        make_private(self.path)
        path = self.path / f"{crash.at:%Y%m%dT%H%M%S}-{crash.id}.json"
        new = path.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(crash))
        new.replace(path)
        for old in self._files()[:-KEPT]:
            old.unlink(missing_ok=True)
        return path

    def all(self) -> list[Crash]:
        """Oldest first; what cannot be read is left out."""
        found = []
        for path in self._files():
            try:
                found.append(msgspec.json.decode(path.read_bytes(), type=Crash))
            except (OSError, msgspec.DecodeError, UnicodeDecodeError):
                continue
        return found

    def unsent(self) -> list[Crash]:
        """Those that the hub has not."""
        sent = self._sent()
        return [crash for crash in self.all() if crash.id not in sent]

    def mark_sent(self, ids: list[str]) -> None:
        """The hub has these. Raises OSError."""
        there = {crash.id for crash in self.all()}
        kept = sorted((self._sent() | set(ids)) & there)
        new = self.path / "sent.new"
        new.write_text("\n".join(kept), "utf-8")
        new.replace(self.path / "sent")

    def _sent(self) -> set[str]:
        try:
            return set((self.path / "sent").read_text("utf-8").split())
        except OSError:
            return set()

    def _files(self) -> list[Path]:
        return sorted(self.path.glob("*T*-*.json")) if self.path.is_dir() else []


def new_id() -> str:
    """For a report; says nothing of the kiosk."""
    return uuid.uuid4().hex
