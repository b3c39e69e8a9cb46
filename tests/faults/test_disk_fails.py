"""The disk is full, read-only or broken while people come in: no green light that is not kept."""

import errno
import random
import subprocess
import time
from pathlib import Path

import pytest

from sync.store.engine import check, open_engine
from sync.store.folder import DataFolder
from sync.store.ledger import Ledger
from tests.client.test_worker import ROOT
from tests.faults import recorder
from tests.faults.counts import faults, tell
from tests.faults.power_cut import machine

pytest.importorskip("mfusepy")


@pytest.mark.parametrize(
    ("number", "share"),
    [(errno.ENOSPC, 1.0), (errno.EROFS, 1.0), (errno.EIO, 0.2), (errno.ENOSPC, 0.3)],
    ids=["full", "read-only", "broken now and then", "full now and then"],
)
@pytest.mark.parametrize("rounds", faults(2, 50, 200))
def test_no_green_light_is_shown_for_what_the_disk_did_not_take(
    tmp_path: Path, number: int, share: float, rounds: int
) -> None:
    chance = random.Random(rounds)
    try:
        with machine(tmp_path) as computer:
            place = computer.path / "kiosk"
            process = subprocess.Popen(
                recorder.command(place), cwd=ROOT,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert process.stdout is not None
            assert process.stdout.readline().startswith("green")
            for _ in range(rounds):
                computer.fail(number, share)
                time.sleep(chance.uniform(0.1, 0.3))
                computer.fail(0, 0.0)
                time.sleep(chance.uniform(0.2, 0.4))
            process.kill()
            said = process.stdout.read().splitlines()
            crashed = process.stderr.read() if process.stderr else ""
            process.wait()
            green = recorder.green(said)
            refused = [line for line in said if line.startswith("refused")]
            folder = DataFolder(place)
            check(open_engine(folder.ledger))
            ledger = Ledger.open(folder.ledger)
            kept = [each.event_id for each in ledger.pending(limit=1_000_000)]
            broken = ledger.verify("k1")
            ledger.close()
    except OSError as error:
        pytest.skip(f"no FUSE here: {error}")
    assert "Traceback" not in crashed
    assert refused, "the fault was felt"
    assert said[-1].startswith("green"), "it works again when the disk does"
    tell(rounds, f"faults of the disk, {len(refused)} refused", green, kept)
    assert broken == []
