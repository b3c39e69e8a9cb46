"""The images of the program on one machine: the one in use, the one before, and a trial between.

A folder holds whole images and two links, `current` and `previous`. While `trying` exists, the
current image has still to prove itself; it counts the starts of that trial. The shell script
packaging/debian/root/usr/lib/learningkiosk/slots reads and writes the same files: a version that
cannot even start is taken back without a line of its own.

Each step is one rename, so that a cut leaves the old state or the new one.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sync.store.files import sync_folder, write_whole
from sync.updates.names import IMAGE

SUFFIX = ".squashfs"
STARTS = 2
"""How often a new version may be started again without proving itself; systemd gives up at six."""


class Slots:
    """The folder of images; only its owner can change what runs next."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trying = folder / "trying"
        self._bad = folder / "bad"

    def current(self) -> str:
        """The name of the image in use, "" where there is none; a packaged one is "kiosk"."""
        return self._named("current")

    def previous(self) -> str:
        """The name of the image to go back to."""
        return self._named("previous")

    @property
    def on_trial(self) -> bool:
        """Whether the image in use has still to prove itself."""
        return self._trying.exists() and self.current() != self.previous()

    def bad(self) -> set[str]:
        """Images that failed here and are not tried again."""
        try:
            return set(self._bad.read_text("utf-8").split())
        except FileNotFoundError:
            return set()

    def install(self, name: str, image: Path, check: Callable[[Path], None]) -> None:
        """Let a copy of this image, which `check` looks at, be what starts next, on trial.

        What is checked is the copy: another user's file could change under our hands. Raises
        what `check` raises, and OSError.
        """
        if not IMAGE.fullmatch(name):
            raise ValueError(f"{name!r} is no name of an image")
        target = self.folder / f"{name}{SUFFIX}"
        part = self.folder / "incoming.part"
        with image.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1024 * 1024)
            copy.flush()
            os.fsync(copy.fileno())
        try:
            check(part)
        except Exception:
            part.unlink()
            raise
        part.chmod(0o644)
        part.replace(target)
        self._point("previous", (self.folder / f"current{SUFFIX}").readlink())
        write_whole(self._trying, b"0\n")
        self._point("current", Path(target.name))
        self.tidy()

    def confirm(self, name: str) -> bool:
        """The image in use has proved itself, if it is this one; whether it was on trial."""
        if name != self.current() or not self._trying.exists():
            return False
        self._trying.unlink()
        sync_folder(self.folder)
        return True

    def tidy(self) -> None:
        """Delete images that nothing points to."""
        kept = {self.current(), self.previous()}
        for path in self.folder.glob(f"*{SUFFIX}"):
            if not path.is_symlink() and path.stem not in kept:
                path.unlink()

    def _named(self, link: str) -> str:
        try:
            return (self.folder / f"{link}{SUFFIX}").readlink().name.removesuffix(SUFFIX)
        except OSError:
            return ""

    def _point(self, link: str, target: Path) -> None:
        new = self.folder / f"{link}.new"
        new.unlink(missing_ok=True)
        new.symlink_to(target)
        new.replace(self.folder / f"{link}{SUFFIX}")
        sync_folder(self.folder)
