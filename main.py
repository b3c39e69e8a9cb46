"""Entry of every command: `python main.py --help`."""

import multiprocessing
import sys

from kiosk.cli import main

if __name__ == "__main__":
    # In the bundle, the process that checks badges starts as this same program.
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
