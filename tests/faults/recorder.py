"""A program that checks people in for as long as it lives: `python -m tests.faults.recorder DIR`.

Says "green" and the event's id at the moment a screen would turn green, "refused" and the error
when the disk did not take it.
"""

import datetime as dt
import sys
import time
from pathlib import Path

from sync.model import Movement
from sync.store.errors import StoreError
from sync.store.folder import DataFolder
from sync.store.ledger import Draft, Ledger

GREEN, REFUSED = "green ", "refused "
NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def command(folder: Path) -> list[str]:
    """How to start it, from the project's folder."""
    return [sys.executable, "-m", "tests.faults.recorder", str(folder)]


def green(said: list[str]) -> list[str]:
    """The ids of the lines that are green and whole."""
    return [line.removeprefix(GREEN) for line in said if line.startswith(GREEN) and line[6:]]


def main() -> None:
    """Until it is killed."""
    ledger = Ledger.open(DataFolder(Path(sys.argv[1])).make().ledger)
    for number in range(1_000_000):
        draft = Draft(
            movement=Movement.ENTRY, pass_id=f"x{number}", activity="a1", session_start=NOW,
            place="p1",
        )  # fmt: skip
        try:
            print(GREEN + ledger.append(draft, device="k1", now=NOW).event_id, flush=True)
        except StoreError as error:
            print(REFUSED + type(error).__name__, flush=True)
            time.sleep(0.01)


if __name__ == "__main__":
    main()
