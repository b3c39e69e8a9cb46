"""Take the pictures of every screen of the fixed kiosk, and compare them with those kept.

    python -m tests.ui.take_references SIZE [--renew] [--only SCREEN ...]

Prints what differs, one a line; with --renew the sheets that differ are made anew instead.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from kiosk.application import make_application
from kiosk.display import own_display
from kiosk.ui.touch_events import NotFound, spin
from tests.ui.references import (
    SIZES,
    Look,
    Size,
    different_blocks,
    file_of,
    keep,
    kept,
    looks,
    sheet_of,
    small,
)

if TYPE_CHECKING:
    from tests.ui.fixed_kiosk import FixedKiosk
    from tests.ui.reference_screens import Screen

STILL_S = 0.15
LATE_S = 6.0
"""What comes late has come by then, on a slow machine too."""


def main(arguments: list[str]) -> int:
    """1 when a screen differs and is not renewed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args(arguments)
    size = SIZES[given.size]
    os.environ.pop("WAYLAND_DISPLAY", None)
    own_display(size.width, size.height)
    os.environ["QT_QPA_PLATFORM"] = "xcb"
    application = make_application(allow_root=True)
    from tests.ui.fixed_kiosk import FixedKiosk
    from tests.ui.reference_screens import SCREENS

    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        kiosk = FixedKiosk(Path(folder), (size.width, size.height), size.width_mm)
        for number, screen in enumerate(SCREENS, 1):
            if given.only and screen.name not in given.only:
                continue
            began = time.monotonic()
            try:
                wrong = _looked_at(kiosk, screen, given.size, given.renew)
            except (NotFound, AssertionError) as error:
                wrong = [f"{screen.name} {given.size}: cannot be reached: {error}"]
            if wrong and not given.renew:
                print(*wrong, sep="\n", flush=True)
            differing += bool(wrong)
            seconds = time.monotonic() - began
            told = f"{given.size} {number}/{len(SCREENS)} {screen.name}"
            sys.stderr.write(f"{told}: {wrong or 'as before'} in {seconds:.1f} s\n")
        kiosk.close()
    application.quit()
    return 1 if differing else 0


def _looked_at(kiosk: FixedKiosk, screen: Screen, name: str, renew: bool) -> list[str]:
    """What differs, each look of this screen in turn. Raises NotFound."""
    size = SIZES[name]
    try:
        before = kept(screen.name, name)
    except (OSError, ValueError):
        before = {}
    tiles: dict[Look, Image.Image] = {}
    wrong: list[str] = []
    kiosk.begin()
    screen.do(kiosk)
    for theme, language in looks(size):
        kiosk.speak(language)
        kiosk.dress(theme)
        screen.again(kiosk)
        look = theme, language
        tiles[look], blocks = _taken(
            kiosk, size, before.get(look), screen.allowed, 0.0 if renew else LATE_S
        )
        if blocks > screen.allowed:
            wrong.append(f"{screen.name} {name} {theme} {language}: {blocks} blocks differ")
    if not (wrong and renew):
        return wrong
    keep(sheet_of(tiles, size), file_of(screen.name, name))
    return []


def _taken(
    kiosk: FixedKiosk, size: Size, before: Image.Image | None, allowed: int, patience_s: float
) -> tuple[Image.Image, int]:
    """The picture once it is like the one before, or stands still; and how many blocks differ."""
    kiosk.settle()
    until = time.monotonic() + patience_s
    last: Image.Image | None = None
    while True:
        now = small(kiosk.picture(), size)
        blocks = allowed + 1 if before is None else different_blocks(before, now)
        still = last is not None and different_blocks(last, now) == 0
        if blocks <= allowed or (still and time.monotonic() >= until):
            return now, blocks
        last = now
        spin(STILL_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
