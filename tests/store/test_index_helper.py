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
from sync.protocol.feeds import encode
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


def test_when_the_helper_is_killed_the_rows_are_made_without_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    rows = made_beside(parts(), around())
    found = [next(rows)]
    helper = multiprocessing.active_children()[0]
    helper.kill()
    helper.join()
    found += rows
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
