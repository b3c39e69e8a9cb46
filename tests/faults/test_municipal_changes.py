"""Years of a municipality's real changes through hub and kiosk, killed on the way: nothing differs.

The changes are of the kindergarten groups of Vilnius since 2020: updates, deletions and returns.
"""

import datetime as dt
import gzip
import json
import os
import random
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.client.enrol import enrol
from sync.hub.database import apply_records, delete_records, open_database
from sync.importers.city_json import read_city
from sync.importers.context import Context
from sync.importers.mapping import BUILDS, cells_of, id_of, read_mapping
from sync.importers.table import Row
from sync.model import Activity
from sync.store.engine import check, open_engine
from sync.store.folder import DataFolder
from tests.client.test_worker import ROOT, command
from tests.faults.counts import tell
from tests.hub.running import SMALL_CITY, Running, code_for, fill, hub

CHANGES = (
    Path(os.environ.get("COL_SHARED_DATA") or "absent")
    / "vilnius/darzeliai_changes_first80000.jsonl.gz"
)
MAPPING = ROOT / "sync/importers/mappings/vilnius-kindergartens/mapping.json"
Change = tuple[str, Activity | None]
BATCH = 500


def changes(count: int) -> Iterator[Change]:
    """The first changes in order: an id, and the activity or None where it was deleted."""
    mapping = read_mapping(MAPPING)
    part = next(each for each in mapping.records if each.kind == "activity")
    context = Context(SMALL_CITY, read_city(SMALL_CITY / "city.json"))
    with gzip.open(CHANGES, "rt", encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            if number > count:
                return
            change = json.loads(text)
            id = f"vilnius-{change['id']}"
            if change["state"] == "deleted":
                yield id, None
                continue
            line = {name.lower(): value for name, value in change["data"].items()}
            cells = cells_of(part, line) | {"id": id_of(part, line) and id}
            row = Row(number, cells | {"organization_id": "", "place_id": ""})
            record = BUILDS["activity"](row, context)
            if isinstance(record, Activity) and not row.faults:
                yield id, record


@pytest.mark.skipif(not CHANGES.exists(), reason="COL_SHARED_DATA has no municipal changes")
@pytest.mark.parametrize(
    ("count", "kills"),
    [(4_000, 4), pytest.param(80_000, 60, marks=[pytest.mark.slow, pytest.mark.timeout(3600)])],
)
def test_a_kiosk_ends_where_a_plain_replay_ends(tmp_path: Path, count: int, kills: int) -> None:
    chance = random.Random(count)
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    folder, port = DataFolder(tmp_path / "kiosk"), free_port()
    replay: dict[str, Activity] = {}
    applied = 0
    with ExitStack() as stack:
        running = stack.enter_context(hub(database, "--port", str(port)))
        enrol(running.url, code_for(running.url), folder)
        batches = list(batched(list(changes(count))))
        faulty = set(chance.sample(range(len(batches)), min(kills, len(batches))))
        for number, batch in enumerate(batches):
            applied += len(batch)
            put(database, batch)
            for id, activity in batch:
                replay.pop(id, None)
                if activity is not None:
                    replay[id] = activity
            if number not in faulty:
                continue
            process = subprocess.Popen(
                command(folder, "--once"), cwd=ROOT, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(chance.uniform(0.3, 1.5))
            if chance.random() < 0.5:
                process.kill()
            else:
                running = killed(running, stack, database, port)
            process.wait()
        done = subprocess.run(command(folder, "--once"), cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    shown = on_the_kiosk(folder, set(replay))
    tell(len(faulty), f"kills in {applied} changes, groups", replay, list(shown))
    assert shown == replay
    check(open_engine(folder.catalogue))


def batched(everything: list[Change]) -> Iterator[list[Change]]:
    for start in range(0, len(everything), BATCH):
        yield everything[start : start + BATCH]


def put(database: str, batch: list[Change]) -> None:
    """One import run: the last word on each id, as an importer would bring it."""
    last = dict(batch)
    opened = open_database(database)
    now = dt.datetime.now(dt.UTC)
    with opened.write() as connection:
        live = [each for each in last.values() if each is not None]
        apply_records(connection, "activity", live, now, "municipality")
        gone = [id for id, each in last.items() if each is None]
        delete_records(connection, "activity", gone, now)
    opened.close()


def killed(running: Running, stack: ExitStack, database: str, port: int) -> Running:
    """The hub dies at once and is started again where it was."""
    running.process.kill()
    running.process.wait()
    return stack.enter_context(hub(database, "--port", str(port)))


def on_the_kiosk(folder: DataFolder, expected: set[str]) -> dict[str, Activity]:
    """The municipality's activities as the screen reads them; deleted ones must be gone."""
    catalogue = Catalogue(folder.catalogue)
    try:
        everything = {id for id, _ in changes(80_000)} | expected
        found = {id: catalogue.activity(id) for id in everything}
        return {id: each for id, each in found.items() if each is not None}
    finally:
        catalogue.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
