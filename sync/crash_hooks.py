"""Notice when this program breaks, whichever way, and keep a report of it.

Python's own hooks for errors that nobody caught, in any thread; `faulthandler` for faults of
native code, whose notes are made a report at the next start, because a dying process cannot.
"""

import datetime as dt
import faulthandler
import logging
import os
import platform
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from sync import __version__
from sync.crashes import Crash, CrashFolder, Frame, Kind, new_id
from sync.store.files import make_private

log = logging.getLogger(__name__)

MOST_FRAMES = 40
_ROOT = Path(__file__).resolve().parent.parent
_NATIVE = re.compile(r'^  File "([^"]+)", line (\d+)(?: in (\S+))?', re.M)
_FAULT = re.compile(r"^(?:Fatal Python error|Windows fatal exception): ([^\n]+)", re.M)


class CrashHooks:
    """Reports of one process. The same line breaks many times: it is reported once."""

    def __init__(self, data: Path, program: str) -> None:
        self._folder = CrashFolder(data)
        self._program = program
        self._seen: set[tuple[str, str, int]] = set()
        self._notes: TextIO | None = None

    def install(self) -> None:
        """From here on; what an earlier process noted becomes a report now."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        try:
            self.harvest()
            path = self._folder.path / f"native-{self._program}-{os.getpid()}.txt"
            make_private(self._folder.path)
            self._notes = path.open("w", encoding="utf-8")
            faulthandler.enable(self._notes)
        except OSError as error:
            log.warning("faults of native code are not noted: %s", error.strerror)

    def close(self) -> None:
        """The process ends in good order: nothing native happened."""
        if self._notes is not None:
            faulthandler.disable()
            self._notes.close()
            Path(self._notes.name).unlink(missing_ok=True)
            self._notes = None

    def harvest(self) -> None:
        """Make reports of what processes noted that are gone. Raises OSError."""
        for path in self._folder.path.glob("native-*-*.txt"):
            program, _, number = path.stem.removeprefix("native-").rpartition("-")
            if number.isdecimal() and Path(f"/proc/{number}").exists():
                continue
            text = path.read_text("utf-8", "replace")
            if text.strip():
                fault = _FAULT.search(text)
                frames = [
                    Frame(_inside(file), int(line), function)
                    for file, line, function in _NATIVE.findall(text)
                ]
                at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
                self._keep("native", fault[1] if fault else "unknown", frames, at, program)
            path.unlink()

    def note(self, kind: Kind, error: str, frames: Iterable[Frame]) -> None:
        """Keep a report of something else that broke; a disk that does not take it is logged."""
        whole = list(frames)[:MOST_FRAMES]
        first = whole[0] if whole else Frame("", 0)
        mark = (error, first.file, first.line)
        if mark in self._seen:
            return
        self._seen.add(mark)
        try:
            self._keep(kind, error, whole, dt.datetime.now(dt.UTC), self._program)
        except OSError as fault:
            log.warning("a crash report cannot be kept: %s", fault.strerror)

    def _keep(
        self, kind: Kind, error: str, frames: list[Frame], at: dt.datetime, program: str
    ) -> None:
        self._folder.keep(
            Crash(
                id=new_id(), at=at, kind=kind, version=__version__, program=program,
                error=error[:100], frames=tuple(frames[:MOST_FRAMES]),
                platform=f"{platform.system()} {platform.machine()}",
            )
        )  # fmt: skip

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt | SystemExit):
            log.critical("uncaught", exc_info=(kind, error, trace))
            self.note("python", kind.__name__, frames_of(trace))

    def _in_thread(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
            log.critical(
                "uncaught in a thread",
                exc_info=(given.exc_type, given.exc_value, given.exc_traceback),
            )
            self.note("thread", given.exc_type.__name__, frames_of(given.exc_traceback))


def frames_of(trace: TracebackType | None) -> list[Frame]:
    """Lines only, the innermost first."""
    return [
        Frame(_inside(each.filename), each.lineno or 0, each.name)
        for each in reversed(traceback.extract_tb(trace))
    ]


def _inside(file: str) -> str:
    """A path as everybody has it: below the program or its packages, never with a home in it."""
    path = Path(file)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return path.relative_to(_ROOT).as_posix()
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return path.name
