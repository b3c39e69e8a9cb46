"""kill -9 of the sync child at any instant: it goes on where it was and loses nothing."""

import datetime as dt
import random
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model import Movement
from sync.model.query import ActivityQuery
from sync.store.engine import check, open_engine
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity
from sync.store.ledger import Draft, Ledger
from tests.client.made import activities, activity
from tests.client.test_worker import ROOT, command
from tests.client.toy_hub import serving
from tests.faults.counts import faults, tell

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
EVENTS = 60


@pytest.mark.parametrize("kills", faults(8, 400, 10_000))
def test_a_killed_sync_loses_nothing_and_doubles_nothing(tmp_path: Path, kills: int) -> None:
    chance = random.Random(kills)
    folder = DataFolder(tmp_path / "kiosk").make()
    with serving() as toy:
        toy.page_size = 20
        toy.put("activity", *activities(1200))
        identity = Identity(hub=toy.url, device="k1", token="t", place="p1", private_key="x")
        save_identity(folder.identity, identity)
        events, shown = record(folder, EVENTS), set[str]()
        for kill in range(kills):
            process = subprocess.Popen(
                command(folder, "--once"), cwd=ROOT, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            # About 0.6 s to start, then push, then some 60 pages and one publication.
            time.sleep(chance.uniform(0.3, 1.8))
            process.kill()
            process.wait()
            if folder.catalogue.exists():
                # Nothing yet, or all that the hub had at some moment, and never less than before:
                # on a busy machine several kills come before a child has read anything.
                shown, before = seen(folder), shown
                assert before <= shown
                assert not shown or len(shown) >= 1200
                assert shown == set(list(toy.changes["activity"])[: len(shown)])
            toy.put("activity", activity(2000 + kill))
        done = subprocess.run(command(folder, "--once"), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert seen(folder) == set(toy.changes["activity"])
        pushed = [event["eventId"] for event in toy.pushed]
        tell(kills, "kills of the sync child", events, pushed)
        assert pushed == events
    assert Ledger.open(folder.ledger).pending_count() == 0
    for path in (folder.catalogue, folder.ledger):
        check(open_engine(path))


def record(folder: DataFolder, count: int) -> list[str]:
    """Check-ins that the screen recorded."""
    ledger = Ledger.open(folder.ledger)
    ids = []
    for number in range(count):
        draft = Draft(
            movement=Movement.ENTRY, pass_id=f"x{number}", activity="a1", session_start=NOW,
            place="p1",
        )  # fmt: skip
        ids.append(ledger.append(draft, device="k1", now=NOW).event_id)
    ledger.close()
    return ids


def seen(folder: DataFolder) -> set[str]:
    """The activities that the screen sees; none before the first publication."""
    catalogue = Catalogue(folder.catalogue)
    try:
        page = catalogue.search(ActivityQuery(limit=10_000), NOW)
        assert page.total == len(page.hits)
        return {hit.activity for hit in page.hits}
    finally:
        catalogue.close()
