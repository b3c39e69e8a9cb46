"""The plug is pulled: what was shown green is in the ledger, and every database opens."""

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.services.opening import open_catalogue
from kiosk.settings import CITIES
from sync.importers.csv_city import load_city
from sync.store.engine import check, open_engine
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger
from tests.client.test_worker import ROOT
from tests.faults import recorder
from tests.faults.counts import faults, tell
from tests.faults.power_cut import machine

pytest.importorskip("mfusepy")

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
PUBLISHER = """
import sys, datetime as dt
from pathlib import Path
from sync.store.bundled import build_bundled
from sync.store.folder import DataFolder
from kiosk.settings import CITIES
folder = DataFolder(Path(sys.argv[1])).make()
for minute in range(100_000):
    build_bundled(CITIES / "vilnius", folder.catalogue, dt.datetime(2026, 11, 25, 13, minute % 60))
    print(minute, flush=True)
"""


@pytest.mark.parametrize("cuts", faults(6, 200, 1_000))
def test_what_was_shown_green_is_in_the_ledger_after_a_power_cut(tmp_path: Path, cuts: int) -> None:
    chance, green, ever = random.Random(cuts), list[str](), list[str]()
    for cut in range(cuts):
        place = tmp_path / str(cut)
        said, after = powered(place, recorder.command, chance, first=0.0, last=0.8)
        green += recorder.green(said)
        folder = DataFolder(after)
        if not said and not folder.ledger.exists():
            continue
        check(open_engine(folder.ledger))
        ledger = Ledger.open(folder.ledger)
        ever += [each.event_id for each in ledger.pending(limit=1_000_000)]
        assert ledger.verify("k1") == []
        ledger.close()
    tell(cuts, "power cuts", green, ever)


@pytest.mark.parametrize("cuts", faults(2, 60, 1_000))
def test_a_catalogue_cut_off_is_opened_or_built_anew(tmp_path: Path, cuts: int) -> None:
    chance, there = random.Random(cuts), list[tuple[int, str]]()
    city = [each.id for each in load_city(CITIES / "vilnius").records["activity"]]
    for cut in range(cuts):
        _said, after = powered(tmp_path / str(cut), publisher, chance, first=0.0, last=4.0)
        opened = open_catalogue(after, CITIES / "vilnius")
        there += [(cut, id) for id in city if opened.catalogue.activity(id) is not None]
        opened.catalogue.close()
    tell(
        cuts,
        "power cuts in a publication",
        [(cut, id) for cut in range(cuts) for id in city],
        there,
    )


def publisher(folder: Path) -> list[str]:
    """A program that publishes the city again and again."""
    return [sys.executable, "-c", PUBLISHER, str(folder)]


def powered(
    folder: Path, command: Callable[[Path], list[str]], chance: random.Random,
    first: float, last: float,
) -> tuple[list[str], Path]:  # fmt: skip
    """Run it on a machine until its plug is pulled: the lines it said before, and its disk."""
    folder.mkdir()
    try:
        with machine(folder) as computer:
            process = subprocess.Popen(
                command(computer.path / "kiosk"), cwd=ROOT,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            assert process.stdout is not None
            begun = process.stdout.readline().strip()
            assert begun, "it says nothing at all"
            time.sleep(chance.uniform(first, last))
            # What it says after this instant may be lost; what it said before may not.
            process.send_signal(19)
            computer.pull_the_plug(chance.randrange(1 << 30), folder / "after")
            process.kill()
            said = [begun, *process.stdout.read().split("\n")]
            process.communicate()
    except OSError as error:
        pytest.skip(f"no FUSE here: {error}")
    return [line for line in said if line.strip()], folder / "after" / "kiosk"
