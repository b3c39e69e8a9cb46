"""Whatever the network does, hub and kiosk end in the same state: nothing lost, nothing twice."""

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from kiosk.services.catalogue import Catalogue
from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.hub.database import apply_records, delete_records, open_database
from sync.hub.engine import Database
from sync.hub.schema import event as event_table
from sync.model import Movement
from sync.store.folder import DataFolder
from sync.store.identity import save_identity
from sync.store.ledger import Draft, Ledger
from tests.client.made import activity
from tests.faults import counts
from tests.faults.bad_network import FAULTS, bad_network
from tests.hub.running import code_for, fill, hub

MOST_CYCLES = 4_000


@pytest.mark.parametrize("faults", counts.faults(80, 5_000, 5_000))
def test_faults_of_every_kind_end_in_the_same_state(tmp_path: Path, faults: int) -> None:
    chance = random.Random(faults)
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(database)
    folder = DataFolder(tmp_path / "kiosk")
    recorded: list[str] = []
    expected: dict[str, str] = {}
    with hub(database) as running, bad_network(running.url, faults, 0.5) as network:
        identity = enrol(running.url, code_for(running.url), folder)
        through = msgspec.structs.replace(identity, hub=network.url)
        save_identity(folder.identity, through)
        cycle = Cycle(folder, through)
        city = open_database(database)
        ledger = Ledger.open(folder.ledger)
        number = 0
        while network.met.total() < faults and number < MOST_CYCLES:
            number += 1
            recorded.append(check_in(ledger, identity.device, identity.place, number))
            change(city, chance, expected, number)
            cycle.run(dt.datetime.now(dt.UTC))
        network.share = 0.0
        for _ in range(3):
            report = cycle.run(dt.datetime.now(dt.UTC))
        assert report.failures == []
        assert ledger.pending_count() == 0
        ledger.close()
        cycle.close()
        kept = in_the_hub(city)
        city.close()
    what = f"faults of the network in {number} cycles ({dict(network.met)})"
    counts.tell(network.met.total(), what, recorded, kept)
    assert set(network.met) == set(FAULTS), "every kind was met"
    assert Counter(kept) == Counter(recorded)
    assert shown(folder, expected) == expected


def check_in(ledger: Ledger, device: str, place: str, number: int) -> str:
    now = dt.datetime.now(dt.UTC)
    draft = Draft(
        movement=Movement.ENTRY, pass_id=f"x{number}", activity="act-1",
        session_start=now.replace(hour=0, minute=0, second=0, microsecond=0), place=place,
    )  # fmt: skip
    return ledger.append(draft, device=device, now=now).event_id


def change(city: Database, chance: random.Random, expected: dict[str, str], number: int) -> None:
    """The city changes something, now and then takes something away."""
    now = dt.datetime.now(dt.UTC)
    with city.write() as connection:
        if expected and chance.random() < 0.3:
            gone = chance.choice(sorted(expected))
            delete_records(connection, "activity", {gone}, now)
            del expected[gone]
        made = activity(chance.randint(1, 40), name=f"Change {number}")
        apply_records(connection, "activity", [made], now)
        expected[made.id] = made.name


def in_the_hub(city: Database) -> list[str]:
    with city.read() as connection:
        return list(connection.execute(sa.select(event_table.c.event_id)).scalars())


def shown(folder: DataFolder, expected: dict[str, str]) -> dict[str, str]:
    """The changed activities that the screen has, and those that it should not have."""
    catalogue = Catalogue(folder.catalogue)
    ids = {f"a{number}" for number in range(1, 41)} | set(expected)
    found = {id: catalogue.activity(id) for id in ids}
    catalogue.close()
    return {id: each.name for id, each in found.items() if each is not None}
