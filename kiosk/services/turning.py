"""Turn the picture on the screen: asks the compositor (wlr-randr) or X (xrandr), and remembers.

The choice is kept in the kiosk's data as one number; the session reads it at its next start
(packaging/debian/root/usr/lib/learningkiosk/inside), where it turns the touch panel as well.
"""

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.settings import foreign_environment

log = logging.getLogger(__name__)

FILE = "turned"
ANGLES = (0, 90, 180, 270)
SECONDS = 5.0
_SIDES = {0: "normal", 90: "right", 180: "inverted", 270: "left"}
_MATRIX = {
    0: "1 0 0 0 1 0 0 0 1", 90: "0 1 0 -1 0 1 0 0 1", 180: "-1 0 1 0 -1 1 0 0 1",
    270: "0 -1 1 1 0 0 0 0 1",
}  # fmt: skip
"""How xinput turns a touch panel (X input's Coordinate Transformation Matrix)."""


@dataclass(frozen=True, slots=True)
class Output:
    """A connected display, and how it is turned now, in degrees clockwise."""

    name: str
    degrees: int = 0


class Turner:
    """One machine's display. All of it may take some seconds: call off the GUI thread."""

    def __init__(self, data: Path, environment: Mapping[str, str] = os.environ) -> None:
        self._file = data / FILE
        self._wayland = bool(environment.get("WAYLAND_DISPLAY"))
        self._touch = environment.get("TOUCH", "")

    def output(self) -> Output | None:
        """The display that can be turned; None where nothing here can turn one."""
        tool = "wlr-randr" if self._wayland else "xrandr"
        if shutil.which(tool) is None:
            return None
        listing = self._run([tool])
        if listing is None:
            return None
        return _of_wayland(listing) if self._wayland else _of_x(listing)

    def turn(self, output: Output, degrees: int) -> bool:
        """Turn the picture, and the touch panel with it; whether it was done."""
        if degrees not in ANGLES:
            raise ValueError(f"{degrees} is not {ANGLES}")
        if self._wayland:
            to = "normal" if degrees == 0 else str(degrees)
            return self._run(["wlr-randr", "--output", output.name, "--transform", to]) is not None
        done = self._run(["xrandr", "--output", output.name, "--rotate", _SIDES[degrees]])
        if done is not None and self._touch and shutil.which("xinput"):
            matrix = _MATRIX[degrees].split()
            self._run(
                ["xinput", "set-prop", self._touch, "Coordinate Transformation Matrix", *matrix]
            )
        return done is not None

    def keep(self, output: Output, degrees: int) -> None:
        """Remember for the next start. Raises OSError."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{output.name} {degrees}\n", "utf-8")
        new.replace(self._file)

    def _run(self, command: Sequence[str]) -> str | None:
        try:
            done = subprocess.run(
                command, check=False, capture_output=True, text=True, timeout=SECONDS,
                env=foreign_environment(),
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as error:
            log.warning("%s does not answer: %s", command[0], type(error).__name__)
            return None
        if done.returncode:
            log.warning("%s: %s", command[0], done.stderr.strip()[:200])
            return None
        return done.stdout


def _of_wayland(listing: str) -> Output | None:
    """wlr-randr: a line for each output, indented lines of what it is below."""
    found = re.search(r"^(\S+) .*\n(?:\s+.*\n)*?\s+Transform: (\S+)", listing, re.M)
    if found is None:
        return None
    return Output(found[1], int(found[2]) if found[2] in ("90", "180", "270") else 0)


def _of_x(listing: str) -> Output | None:
    """xrandr: NAME connected [primary] 1920x1080+0+0 [left] (normal left inverted right ...)."""
    found = re.search(
        r"^(\S+) connected (?:primary )?[\dx+-]+ (?:(left|right|inverted) )?\((.*?)\)",
        listing, re.M,
    )  # fmt: skip
    if found is None or "left" not in found[3]:
        return None
    side = found[2] or "normal"
    return Output(found[1], next(angle for angle, name in _SIDES.items() if name == side))
