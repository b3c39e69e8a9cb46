"""A hub that is killed in mid-batch loses nothing that it acknowledged and doubles nothing."""

import random
import socket
import threading
import time
from pathlib import Path

import pytest
import requests

from sync.hub.database import open_database
from sync.hub.schema import event as event_table
from tests.faults.counts import runs, tell

from .running import Kiosk, attendance, enrol, event, fill, hub
from .site import told_of_kiosk

BATCHES = 60
SIZE = 100


@pytest.mark.parametrize("run", runs(4, 50, 1_000))
def test_a_killed_hub_loses_nothing_and_doubles_nothing(tmp_path: Path, run: int) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    chance = random.Random(run)
    acknowledged: set[str] = set()
    with hub(database) as first:
        port = first.url.rpartition(":")[2]
        kiosk = enrol(first.url)
        batches = [
            [event(kiosk, passId=f"p-{batch}-{n}") for n in range(SIZE)] for batch in range(BATCHES)
        ]
        killer = threading.Timer(chance.uniform(0.02, 0.3), first.process.kill)
        killer.start()
        for batch in batches:
            try:
                acknowledged |= _push(first.url, kiosk, batch)
            except requests.RequestException:
                break
        killer.join()
        first.process.wait()
    assert len(acknowledged) < BATCHES * SIZE, "it was killed before the end"
    assert _free(int(port))
    with hub(database) as second:
        kept = _kept(database)
        assert acknowledged <= kept, "an acknowledged event is there"
        assert len(kept) % SIZE == 0, "a batch is there whole or not at all"
        for batch in batches:
            assert _push(second.url, kiosk, batch) == {item["eventId"] for item in batch}
        found = attendance(second.url)
    everybody = {item["eventId"] for batch in batches for item in batch}
    tell(1, "kill of the hub", everybody, [entry["eventId"] for entry in found])
    assert len(found) == len(everybody)
    assert all(not entry["others"] for entry in found)


def test_a_hub_told_to_stop_ends_in_good_order(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    with hub(database) as running:
        kiosk = enrol(running.url)
        requests.get(f"{running.url}/manifest", headers={**kiosk.headers, "Kiosk-Queue": "3"})
        running.process.terminate()
        assert running.process.wait(timeout=10) == 0
    with hub(database) as again:
        assert told_of_kiosk(again, "Waiting there") == "3", "what it knew was written down"


def _push(url: str, kiosk: Kiosk, batch: list[dict[str, object]]) -> set[str]:
    answer = requests.post(
        f"{url}/checkins", json={"events": batch}, headers=kiosk.headers, timeout=10
    )
    assert answer.status_code == 200, answer.text
    results = answer.json()["results"]
    assert {result["outcome"] for result in results} <= {"accepted", "duplicate"}
    return {result["eventId"] for result in results}


def _kept(url: str) -> set[str]:
    database = open_database(url)
    with database.read() as connection:
        found = set(connection.execute(event_table.select()).scalars())
    database.close()
    return found


def _free(port: int) -> bool:
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.05)
    return False
