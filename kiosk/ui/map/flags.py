"""Chromium's switches, chosen for this machine before the application starts.

Figures behind each choice: `--max-old-space-size` held a four-minute soak at 708 MB where it
reached 1,378 MB; without a GPU `--disable-gpu-compositing` is what makes pictures appear at all.
The allocator's two settings give back some 20 MB of the page's process after a visitor has panned.
"""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

FOREIGN = (
    "QTWEBENGINE_REMOTE_DEBUGGING",
    "QTWEBENGINE_DISABLE_SANDBOX",
    "QTWEBENGINE_CHROMIUM_FLAGS",
)
"""What a person with a shell could use to open the engine; always cleared first."""
HEAP = '--js-flags="--initial-old-space-size=48 --max-old-space-size=512"'
ALLOCATOR = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "131072"}
"""For the engine's own processes: this one has begun already and keeps what it has."""
QUIET = (
    "--disable-background-networking --disable-component-update --disable-domain-reliability "
    "--disable-sync --no-pings --disable-features=Translate,OptimizationHints,MediaRouter "
    "--force-color-profile=srgb"
)


class RootRefused(RuntimeError):
    """A kiosk never runs as root: Chromium's sandbox cannot work there."""


@dataclass(frozen=True)
class EngineMode:
    """How the engine will run. `software`: no GPU was found; `sandbox`: it is active."""

    software: bool
    sandbox: bool


def has_gpu(devices: Path = Path("/dev/dri")) -> bool:
    """Whether the kernel offers a device that can draw."""
    return devices.is_dir() and any(devices.glob("renderD*"))


def prepare(
    allow_root: bool = False,
    software: bool | None = None,
    needs_gl: bool = True,
    environ: MutableMapping[str, str] = os.environ,
    user: int | None = None,
) -> EngineMode:
    """Set the environment; call before the application object is made.

    `allow_root` is for demonstration, tour and tests. `software` overrides the detection.
    `needs_gl`: a camera's picture or MapLibre is wanted, which Qt cannot draw without GL; where
    neither is, a machine without a GPU is half as fast again and 60 MB smaller without it.
    """
    for name in FOREIGN:
        environ.pop(name, None)
    # Windows has no such user id, and no root.
    mine = getattr(os, "geteuid", lambda: 1)() if user is None else user
    root = mine == 0
    if root and not allow_root:
        raise RootRefused("the kiosk must not run as root; start it as its own user")
    weak = not has_gpu() if software is None else software
    switches = [HEAP, QUIET]
    if weak and not needs_gl:
        environ.setdefault("QT_QUICK_BACKEND", "software")
    if weak:
        switches.append("--ignore-gpu-blocklist --disable-gpu-compositing")
        environ.setdefault("QTWEBENGINE_FORCE_USE_GBM", "0")
        if environ.get("QT_QUICK_BACKEND") == "software":
            # Nobody draws with GL then, and Mesa's library alone is a hundred megabytes.
            switches.append("--disable-gpu")
        elif environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
            switches.append("--use-gl=angle")
    if root:
        environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(switches)
    for name, value in ALLOCATOR.items():
        environ.setdefault(name, value)
    return EngineMode(software=weak, sandbox=not root)
