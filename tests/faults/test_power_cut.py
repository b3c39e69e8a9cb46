"""The plug is pulled: what was shown green is in the ledger, and every database opens."""

import datetime as dt
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.services.opening import open_catalogue
from kiosk.settings import CITIES
from sync.store.engine import check, open_engine
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger
from tests.client.test_worker import ROOT
from tests.faults.power_cut import machine

pytest.importorskip("mfusepy")

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
RECORDER = """
import sys, datetime as dt
from pathlib import Path
from sync.model import Movement
from sync.store.folder import DataFolder
from sync.store.ledger import Draft, Ledger
now = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
ledger = Ledger.open(DataFolder(Path(sys.argv[1])).make().ledger)
for number in range(100_000):
    draft = Draft(movement=Movement.ENTRY, pass_id=f"x{number}", activity="a1",
                  session_start=now, place="p1")
    print(ledger.append(draft, device="k1", now=now).event_id, flush=True)
"""
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


@pytest.mark.parametrize(
    "cuts", [6, pytest.param(1_000, marks=[pytest.mark.slow, pytest.mark.timeout(7200)])]
)
def test_what_was_shown_green_is_in_the_ledger_after_a_power_cut(tmp_path: Path, cuts: int) -> None:
    chance, green = random.Random(cuts), 0
    for cut in range(cuts):
        said, after = powered(tmp_path / str(cut), RECORDER, chance, first=0.0, last=0.8)
        green += len(said)
        folder = DataFolder(after)
        if not said and not folder.ledger.exists():
            continue
        check(open_engine(folder.ledger))
        ledger = Ledger.open(folder.ledger)
        kept = {each.event_id for each in ledger.pending(limit=100_000)}
        assert ledger.verify("k1") == []
        ledger.close()
        assert set(said) <= kept, f"cut {cut}: {len(set(said) - kept)} lost"
    print(f"{cuts} power cuts, {green} check-ins shown green, 0 lost")


@pytest.mark.parametrize(
    "cuts", [2, pytest.param(60, marks=[pytest.mark.slow, pytest.mark.timeout(7200)])]
)
def test_a_catalogue_cut_off_is_opened_or_built_anew(tmp_path: Path, cuts: int) -> None:
    chance = random.Random(cuts)
    for cut in range(cuts):
        _said, after = powered(tmp_path / str(cut), PUBLISHER, chance, first=0.0, last=4.0)
        opened = open_catalogue(after, CITIES / "vilnius")
        assert opened.catalogue.city().id == "vilnius"
        opened.catalogue.close()


def powered(
    folder: Path, code: str, chance: random.Random, first: float, last: float
) -> tuple[list[str], Path]:
    """Run `code` on a machine until its plug is pulled: the lines it said before, and its disk."""
    folder.mkdir()
    try:
        with machine(folder) as computer:
            process = subprocess.Popen(
                [sys.executable, "-c", code, str(computer.path / "kiosk")], cwd=ROOT,
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
