"""Entry of the bundle: main.py, and what only a frozen program needs."""

import multiprocessing
import sys

from kiosk.cli import main

if __name__ == "__main__":
    # The badge checker is a child that runs this same program; this is where it turns off.
    multiprocessing.freeze_support()
    if sys.argv[1:2] == ["city"]:
        sys.stderr.write("city: map packs are made from a source checkout, not from the bundle\n")
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
