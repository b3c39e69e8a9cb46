"""A display of our own where the machine has none (servers, CI)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.settings import foreign_environment


class NoDisplay(RuntimeError):
    """There is no display and Xvfb is not installed."""


def has_display() -> bool:
    """Whether this session has an X11 or Wayland display."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def own_display(width: int, height: int) -> Iterator[str]:
    """Xvfb of this size in pixels as DISPLAY, for as long as the context lasts."""
    if shutil.which("Xvfb") is None:
        raise NoDisplay("no display, and Xvfb is not installed (Debian package: xvfb)")
    read_end, write_end = os.pipe()
    command = [
        "Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
        "-nolisten", "tcp", "-dpi", "96",
    ]  # fmt: skip
    with subprocess.Popen(
        command, pass_fds=[write_end], env=foreign_environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        os.close(write_end)
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            raise NoDisplay("Xvfb did not start")
        before = os.environ.get("DISPLAY")
        os.environ["DISPLAY"] = f":{number}"
        try:
            yield os.environ["DISPLAY"]
        finally:
            if before is None:
                del os.environ["DISPLAY"]
            else:
                os.environ["DISPLAY"] = before
            server.terminate()
