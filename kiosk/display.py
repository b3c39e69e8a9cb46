"""A display of our own where the machine has none (servers, CI)."""

import os
import shutil
import subprocess

from kiosk.children import ends_with_us
from kiosk.settings import foreign_environment


class NoDisplay(RuntimeError):
    """There is no display and Xvfb is not installed."""


def has_display() -> bool:
    """Whether this session has an X11 or Wayland display."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def own_display(width: int, height: int) -> str:
    """Start Xvfb of this size in pixels and make it this process's DISPLAY.

    It lives exactly as long as the process: taken away any earlier, it would take the process
    with it, since Xlib ends a program that loses its server.
    """
    if shutil.which("Xvfb") is None:
        raise NoDisplay("no display, and Xvfb is not installed (Debian package: xvfb)")
    read_end, write_end = os.pipe()
    command = [
        "Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
        "-nolisten", "tcp", "-dpi", "96",
    ]  # fmt: skip
    subprocess.Popen(
        command, pass_fds=[write_end], env=foreign_environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        preexec_fn=ends_with_us(),
    )  # fmt: skip
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        number = answer.readline().strip()
    if not number:
        raise NoDisplay("Xvfb did not start")
    os.environ["DISPLAY"] = f":{number}"
    return os.environ["DISPLAY"]
