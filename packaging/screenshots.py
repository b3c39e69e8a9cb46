"""`screenshots.py`: the pictures in the documents, from a tour of the demonstration by touch.

Walks every screen in portrait, in the language of each document, and writes those that a document
shows to docs/images, at half their size. Needs no display of its own.
"""

import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "images"
TOUR = ROOT / "build" / "screenshots"
SHOWN = {
    "home": "home",
    "map-card": "map",
    "detail": "activity",
    "result": "scan",
    "staff-roster": "check-in",
    "staff-health": "health",
}
"""A stop of the tour, and the picture's name in docs/images."""
WIDTH = 540


def main() -> int:
    """0 when every picture was made."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "tour", "--out", str(TOUR), "--lang", "en"],
        check=False, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    missing = []
    for stop, name in SHOWN.items():
        found = sorted(TOUR.glob(f"[0-9][0-9]-{stop}.png"))
        if not found:
            missing.append(stop)
            continue
        with Image.open(found[-1]) as picture:
            small = picture.convert("RGB").resize(
                (WIDTH, picture.height * WIDTH // picture.width), Image.Resampling.LANCZOS
            )
            small.quantize(128).save(OUT / f"{name}.png", optimize=True)
    if missing:
        print(f"the tour made no picture of {', '.join(missing)}", file=sys.stderr)
    print(f"{len(SHOWN) - len(missing)} pictures in {OUT.relative_to(ROOT)}")
    return 1 if missing or done.returncode not in (0, 1) else 0


if __name__ == "__main__":
    sys.exit(main())
