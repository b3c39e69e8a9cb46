"""The sync child as the screen starts it: a process, its standard input, signals."""

import os
import queue
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.client import worker
from sync.client.cycle import CycleReport
from sync.client.door import opens
from sync.client.worker import FIRST_BACKOFF_S, LONGEST_BACKOFF_S, Backoff
from sync.protocol.errors import Busy, Unreachable
from sync.store.folder import DataFolder
from sync.store.identity import Identity, save_identity
from tests.client.made import activities, activity
from tests.client.toy_hub import Answer, ToyHub

ROOT = Path(__file__).parents[2]
CODE = "import sys; from sync.client.cli import main; sys.exit(main(sys.argv[1:]))"


def command(folder: DataFolder, *options: str) -> list[str]:
    """The sync child's command line."""
    return [sys.executable, "-c", CODE, "sync", "--data", str(folder.path), *options]


@pytest.fixture
def folder(tmp_path: Path, toy: ToyHub) -> DataFolder:
    """An enrolled kiosk's folder."""
    made = DataFolder(tmp_path / "kiosk").make()
    identity = Identity(hub=toy.url, device="k1", token="t", place="p1", private_key="x")
    save_identity(made.identity, identity)
    return made


@contextmanager
def child(folder: DataFolder) -> Iterator[subprocess.Popen[bytes]]:
    """The child with a pipe as its standard input."""
    process = subprocess.Popen(
        command(folder), cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stderr):
            if pipe is not None:
                pipe.close()


def wait_for(what: Callable[[], object], seconds: float = 15) -> None:
    """Until it is so."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def test_once_brings_the_city_and_ends(toy: ToyHub, folder: DataFolder) -> None:
    toy.put("activity", *activities(3))
    done = subprocess.run(command(folder, "--once"), cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "") or "ledger" in done.stderr
    assert done.returncode == 0
    assert "pulled 3 items" in done.stdout


def test_once_without_a_hub_says_so_in_one_line_and_fails(toy: ToyHub, folder: DataFolder) -> None:
    toy.tamper = lambda path, answer: Answer(500)
    done = subprocess.run(command(folder, "--once"), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "fault" in done.stderr
    assert "Traceback" not in done.stderr


def test_before_enrolment_it_says_what_to_do(tmp_path: Path) -> None:
    done = subprocess.run(
        command(DataFolder(tmp_path), "--once"), cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "enrol" in done.stderr


def test_an_identity_that_cannot_be_read_is_said_in_one_line(folder: DataFolder) -> None:
    folder.identity.write_text("{")
    done = subprocess.run(command(folder, "--once"), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "enrol this kiosk again" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wake_brings_a_change_at_once_and_the_end_of_input_ends_it(
    toy: ToyHub, folder: DataFolder
) -> None:
    toy.poll_seconds = 600
    toy.put("activity", activity(1))
    with child(folder) as process:
        wait_for(folder.catalogue.exists)
        catalogue = Catalogue(folder.catalogue)
        wait_for(lambda: catalogue.freshness().last_success)
        toy.put("activity", activity(2))
        assert process.stdin is not None
        process.stdin.write(b"wake\n")
        process.stdin.flush()
        wait_for(lambda: catalogue.activity("a2"))
        process.stdin.close()
        assert process.wait(5) == 0
        catalogue.close()


def test_it_polls_by_itself(toy: ToyHub, folder: DataFolder) -> None:
    toy.poll_seconds = 0.5
    toy.put("activity", activity(1))
    with child(folder):
        wait_for(lambda: toy.asked.count("GET /manifest") > 2)


def test_it_ends_when_told_to(toy: ToyHub, folder: DataFolder) -> None:
    with child(folder) as process:
        wait_for(lambda: toy.asked)
        process.terminate()
        assert process.wait(5) == 0


def test_a_long_failure_is_logged_once_and_its_end_once(toy: ToyHub, folder: DataFolder) -> None:
    toy.poll_seconds = 0.5
    toy.tamper = lambda path, answer: Answer(500)
    with child(folder) as process:
        assert process.stdin is not None
        for wakes in range(1, 5):
            wait_for(lambda: toy.asked.count("GET /manifest") >= wakes)  # noqa: B023
            process.stdin.write(b"wake\n")
            process.stdin.flush()
        toy.tamper = None
        process.stdin.write(b"wake\n")
        process.stdin.flush()
        wait_for(lambda: Catalogue(folder.catalogue).freshness().last_success
                 if folder.catalogue.exists() else None)  # fmt: skip
        process.stdin.close()
        process.wait(5)
        assert process.stderr is not None
        log = process.stderr.read().decode()
    assert log.count("syncing fails") == 1
    assert log.count("works again") == 1


def test_it_does_not_end_by_itself_when_nobody_stands_behind_it(
    toy: ToyHub, folder: DataFolder
) -> None:
    process = subprocess.Popen(
        command(folder), cwd=ROOT, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: toy.asked)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
    finally:
        process.kill()
        process.wait()


def test_it_needs_no_qt(folder: DataFolder) -> None:
    code = "import sys, sync.client.cli; sys.exit(any('PySide6' in name for name in sys.modules))"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run([sys.executable, "-c", code], env=environment).returncode == 0


def test_failures_are_spaced_out_with_jitter_up_to_five_minutes() -> None:
    backoff = Backoff(random.Random(1))
    failing = CycleReport(failures=[Unreachable("x")])
    waits = [backoff.after(failing) for _ in range(200)]
    assert max(waits[:2]) <= FIRST_BACKOFF_S * 4
    assert LONGEST_BACKOFF_S * 0.8 < max(waits) <= LONGEST_BACKOFF_S
    assert len(set(waits)) > 190
    assert backoff.after(CycleReport(poll_seconds=10)) == pytest.approx(10, rel=0.11)
    assert backoff.after(failing) <= FIRST_BACKOFF_S * 2


def test_a_busy_hub_is_not_asked_earlier_than_it_said() -> None:
    backoff = Backoff(random.Random(1))
    assert all(backoff.after(CycleReport(failures=[Busy(77.0)])) >= 77 for _ in range(50))


@pytest.mark.parametrize("wish", [-5.0, 0.0, 1e300, float("inf")])
def test_an_absurd_poll_interval_is_brought_to_reason(wish: float) -> None:
    wait = Backoff(random.Random(1)).after(CycleReport(poll_seconds=wish))
    assert 0.4 < wait < 4000


def test_when_the_network_returns_the_drain_begins_at_once_after_however_long(
    toy: ToyHub, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backoff has grown to five minutes; a knock every so often finds the door open again."""
    knocks: list[bool] = []

    def opens(hub: str) -> bool:
        knocks.append(len(knocks) >= 3)
        return knocks[-1]

    monkeypatch.setattr(worker, "opens", opens)
    monkeypatch.setattr(worker, "KNOCK_S", 0.05)
    monkeypatch.setattr(worker, "SPREAD_S", 0.05)
    toy.tamper = lambda path, answer: Answer(500)
    words: queue.SimpleQueue[str] = queue.SimpleQueue()
    made = worker.Worker(folder, words, random.Random(1))
    made._backoff._failures = 18
    wait, _ = made.once()
    assert wait > 5, "grown"
    begun = time.monotonic()
    assert made._listen(wait, 0.0)
    assert time.monotonic() - begun < wait
    assert knocks == [False, False, False, True]
    assert made._backoff._failures == 0
    made._cycle.close() if made._cycle else None


def test_a_hub_that_answers_with_faults_is_not_hurried(
    toy: ToyHub, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "KNOCK_S", 0.02)
    toy.tamper = lambda path, answer: Answer(500)
    made = worker.Worker(folder, queue.SimpleQueue(), random.Random(1))
    made.once()
    begun = time.monotonic()
    assert made._listen(0.6, 0.0)
    assert time.monotonic() - begun >= 0.6, "its door was never seen shut"
    made._cycle.close() if made._cycle else None


def test_a_knock_tells_an_open_door_from_a_shut_one(toy: ToyHub) -> None:
    assert opens(toy.url)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert not opens(f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert not opens("https://", 0.1)
