"""The second process that makes index rows: the same rows, whatever becomes of it."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from sync.model import Organization, Place, Topic
from sync.protocol.feeds import CITY_FEEDS, encode
from sync.store import catalogue_index
from sync.store.bundled import create_empty
from sync.store.catalogue_write import CatalogueWriter, StagedItem
from sync.store.engine import reading, rows
from sync.store.index_helper import made, made_beside
from sync.store.index_rows import Surroundings
from tests.bench import synthetic_city

ROOT = Path(__file__).parents[2]
COUNT, PART = 60, 15

# Says which process helps it, then waits to be killed.
KILLED = """
import multiprocessing, os, sys
os.sched_getaffinity = lambda _pid: {0, 1}
sys.path.insert(0, sys.argv[1])
from tests.store.test_index_helper import around, parts
from sync.store.index_helper import made_beside
rows = made_beside(parts(), around())
next(rows)
print(multiprocessing.active_children()[0].pid, flush=True)
sys.stdin.read()
"""


def around() -> Surroundings:
    """The places, organizations and topics of the synthetic city."""
    found = {(kind, record.id): record for kind, record in synthetic_city.around(COUNT)}

    def place(id: str) -> Place | None:
        return found.get(("place", id))  # type: ignore[return-value]

    def organization(id: str) -> Organization | None:
        return found.get(("organization", id))  # type: ignore[return-value]

    def topic(id: str) -> Topic | None:
        return found.get(("topic", id))  # type: ignore[return-value]

    return Surroundings(place, organization, topic)


def parts() -> Sequence[Sequence[bytes]]:
    """Its activities as they come over the wire."""
    activities = [encode(each) for each in synthetic_city.activities(COUNT)]
    return [activities[at : at + PART] for at in range(0, COUNT, PART)]


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {0, 1})


def test_the_helper_makes_the_same_rows_and_ends() -> None:
    alone = list(made(parts(), around()))
    assert [len(part) for part in alone] == [PART] * (COUNT // PART)
    assert list(made_beside(parts(), around())) == alone
    assert multiprocessing.active_children() == []


def test_a_catalogue_made_with_the_helper_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = published(tmp_path / "alone.db", helped=False)
    monkeypatch.setattr(catalogue_index, "MANY", 10)
    monkeypatch.setattr(catalogue_index, "BATCH", PART)
    assert published(tmp_path / "helped.db", helped=True) == alone


def published(path: Path, *, helped: bool) -> dict[str, list[tuple[object, ...]]]:
    """All that a catalogue of the city holds for search."""
    create_empty(path)
    writer = CatalogueWriter(path, helped=helped)
    records = [*synthetic_city.around(COUNT)]
    records += [("activity", each) for each in synthetic_city.activities(COUNT)]
    for number, (kind, record) in enumerate(records, 1):
        writer.stage(kind, [StagedItem(record.id, number, encode(record))], number)
    writer.publish({kind: writer.would_hold(kind) for kind in CITY_FEEDS})
    with reading(writer.engine) as connection:
        found = {
            table: rows(connection, f"SELECT * FROM {table} ORDER BY 1, 2, 3")
            for table in ("activity", "activity_topic", "slot", "search")
        }
    writer.close()
    assert len(found["search"]) == COUNT
    return found


def test_when_the_helper_is_killed_the_rows_are_made_without_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    coming = made_beside(parts(), around())
    found = [next(coming)]
    helper = multiprocessing.active_children()[0]
    helper.kill()
    helper.join()
    found += coming
    assert caplog.text.count("without its helper") == 1
    assert found == list(made(parts(), around()))


def test_the_helper_of_a_killed_sync_child_does_not_stay() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(ROOT)], cwd=ROOT, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        helper = int(child.stdout.readline())
        child.kill()
    deadline = time.monotonic() + 60
    while alive(helper):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether this process runs; one that waits to be buried does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return False
