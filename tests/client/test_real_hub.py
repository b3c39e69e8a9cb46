"""The kiosk's end and the hub's end of the protocol, both real, over loopback."""

import csv
import datetime as dt
import gc
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.services.catalogue import Catalogue
from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.model import Movement
from sync.store.folder import DataFolder
from sync.store.identity import load_identity
from sync.store.ledger import Draft, Ledger
from tests.hub.running import SMALL_CITY, Running, attendance, code_for, fill, hub
from tests.memory import kilobytes, slope

KB_A_CYCLE = {"the kiosk's end": 1.5, "the hub": 5.0}
"""The hub's database grows by these very rows, and SQLite keeps its pages up to 16 MB."""


class Both(NamedTuple):
    """A hub, its city's files, and an enrolled kiosk."""

    running: Running
    city: Path
    folder: DataFolder
    cycle: Cycle

    def rewrite(self, id: str, **changes: str) -> None:
        """Change or, with nothing to change, drop a row of the activities and import again."""
        path = self.city / "activities.csv"
        with path.open(newline="") as file:
            rows = list(csv.DictReader(file))
        kept = [{**row, **changes} if row["id"] == id else row for row in rows]
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row for row in kept if changes or row["id"] != id)
        fill(self.running.database, self.city)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    city = tmp_path / "city"
    shutil.copytree(SMALL_CITY, city)
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database, city)
    with hub(database) as running:
        folder = DataFolder(tmp_path / "kiosk")
        identity = enrol(running.url, code_for(running.url), folder)
        assert load_identity(folder.identity) == identity
        cycle = Cycle(folder, identity)
        yield Both(running, city, folder, cycle)
        cycle.close()


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def test_a_change_in_the_hub_is_on_the_screen_after_one_cycle(both: Both) -> None:
    assert both.cycle.run(now()).failures == []
    catalogue = Catalogue(both.folder.catalogue)
    both.rewrite("act-1", name_lt="Puodų žiedimas")
    begun = time.perf_counter()
    report = both.cycle.run(now())
    changed = catalogue.activity("act-1")
    spent = time.perf_counter() - begun
    assert (report.items, report.failures) == (1, [])
    assert changed is not None
    assert changed.name == "Puodų žiedimas"
    # 150 ms is the budget on a quiet machine; a test machine may be anything.
    assert spent < 2
    both.rewrite("act-1")
    both.cycle.run(now())
    assert catalogue.activity("act-1") is None
    catalogue.close()


def test_nothing_new_is_one_request(both: Both) -> None:
    both.cycle.run(now())
    report = both.cycle.run(now())
    assert (report.items, report.revision, report.failures) == (0, None, [])


def test_a_check_in_is_seen_in_the_hub_once_however_often_it_is_sent(both: Both) -> None:
    both.cycle.run(now())
    ledger = Ledger.open(both.folder.ledger)
    identity = load_identity(both.folder.identity)
    assert identity is not None
    draft = Draft(
        movement=Movement.ENTRY, pass_id="pass-1", activity="act-1",
        session_start=now().replace(microsecond=0), place=identity.place,
    )  # fmt: skip
    ledger.append(draft, device=identity.device, now=now())
    report = both.cycle.run(now())
    assert report.failures == []
    assert ledger.pending_count() == 0
    assert len(attendance(both.running.url)) == 1
    both.cycle.run(now())
    assert len(attendance(both.running.url)) == 1
    ledger.close()


def test_without_the_hub_everything_stays_and_the_screen_knows_since_when(both: Both) -> None:
    both.cycle.run(now())
    both.running.process.kill()
    both.running.process.wait()
    away = now()
    assert both.cycle.run(away).failure == "unreachable"
    catalogue = Catalogue(both.folder.catalogue)
    assert catalogue.activity("act-1") is not None
    assert catalogue.freshness().failing_since == away
    catalogue.close()


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_two_thousand_pulls_and_pushes_leave_nothing_in_memory(both: Both) -> None:
    ledger = Ledger.open(both.folder.ledger)
    identity = load_identity(both.folder.identity)
    assert identity is not None
    points: dict[str, list[tuple[int, float]]] = {"the kiosk's end": [], "the hub": []}
    for number in range(2_000):
        if number % 10 == 0:
            both.rewrite("act-1", name_lt=f"Puodų žiedimas {number}")
        draft = Draft(
            movement=(Movement.ENTRY, Movement.EXIT)[number % 2], pass_id=f"pass-{number // 2}",
            activity="act-1", session_start=now().replace(microsecond=0), place=identity.place,
        )  # fmt: skip
        ledger.append(draft, device=identity.device, now=now())
        assert both.cycle.run(now()).failures == []
        if number % 20 == 19:
            gc.collect()
            points["the kiosk's end"].append((number, kilobytes()))
            points["the hub"].append((number, kilobytes(both.running.process.pid)))
    assert ledger.pending_count() == 0
    ledger.close()
    for whose, all_of_them in points.items():
        late = all_of_them[len(all_of_them) // 3 :]
        grows = slope(late)
        print(f"{whose}: {late[0][1] / 1024:.1f} to {late[-1][1] / 1024:.1f} MB, {grows:+.2f} KB")
        assert grows < KB_A_CYCLE[whose], whose
