"""kill -9 between any two steps of a check-in: what was shown green is in the ledger."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

# Prints each event id at the moment the screen would turn green.
DESK = """
import sys, time
sys.path.insert(0, sys.argv[2])
import conftest
from pathlib import Path
from kiosk.domain.rights import Actor, rights_of
from kiosk.services.desk_values import How
centre = conftest.open_centre(Path(sys.argv[1]))
session = centre.session("open").occasion
how = How(by=Actor("staff-1", rights_of("desk")))
print("ready", flush=True)
for n in range(100_000):
    answer = centre.desk.walk_in(session, centre.clock(), how)
    print(answer.verdict.event_id, flush=True)
"""


def run_and_kill(folder: Path, after_s: float) -> list[str]:
    """Check in as fast as it goes, kill after a while; the ids that were shown."""
    command = [sys.executable, "-c", DESK, str(folder), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            process.wait(after_s)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        lines = process.stdout.read().split("\n")
    assert process.returncode == -signal.SIGKILL
    return lines[:-1]


@pytest.mark.parametrize("seed", range(3))
def test_what_was_shown_green_is_in_the_ledger(
    centre: Any, reopen: Callable[[Path], Any], seed: int
) -> None:
    centre.close()
    shown: list[str] = []
    rng = random.Random(seed)
    # A busy machine may kill a desk before it has written anything; two that wrote are enough.
    runs = wrote = 0
    while wrote < 2 and runs < 20:
        runs += 1
        before = len(shown)
        shown += run_and_kill(centre.folder, rng.uniform(0.01, 0.15))
        wrote += len(shown) > before
    again = reopen(centre.folder)
    kept = again.ledger.pending(100_000)
    assert shown
    assert set(shown) <= {each.event_id for each in kept}
    assert [each.sequence for each in kept] == list(range(1, len(kept) + 1))
    assert again.ledger.verify("kiosk-1") == []
    assert again.session("open").inside == len(kept)
    assert len(kept) - len(shown) <= runs, "at most the one in work was not shown, each time"
    again.close()


# Forks for each step; the child kills itself at that step of one check-in.
STEPS = """
import os, signal, sys
sys.path.insert(0, sys.argv[2])
import conftest
from itertools import count
from pathlib import Path
from sqlalchemy import event
from kiosk.domain.rights import Actor, rights_of
from kiosk.services.desk_values import How

def check_in(kill_at):
    steps = count(1)
    def step(*_, **__):
        if next(steps) == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
    centre = conftest.open_centre(Path(sys.argv[1]))
    session = centre.session("open").occasion
    engine = centre.ledger._engine
    for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(engine, name, step)
    event.listen(engine.pool, "checkin", step)
    centre.desk._wake = step
    how = How(by=Actor("staff-1", rights_of("desk")))
    answer = centre.desk.walk_in(session, centre.clock(), how)
    step()
    os.write(1, f"{answer.verdict.event_id}\\n".encode())

for kill_at in count(1):
    child = os.fork()
    if not child:
        check_in(kill_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        print(f"steps {kill_at - 1} {os.waitstatus_to_exitcode(status)}", flush=True)
        break
"""


def test_killed_between_any_two_steps_of_a_check_in_the_ledger_stays_whole(
    centre: Any, reopen: Callable[[Path], Any]
) -> None:
    centre.close()
    command = [sys.executable, "-c", STEPS, str(centre.folder), str(Path(__file__).parent)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=True)
    *shown, last = done.stdout.split("\n")[:-1]
    word, steps, code = last.split()
    assert (word, code) == ("steps", "0"), done.stderr
    assert int(steps) > 20, "from the first question to the light"
    again = reopen(centre.folder)
    kept = again.ledger.pending(1_000)
    assert len(shown) == 1, "all but the last were killed before the light"
    assert shown[0] == kept[-1].event_id
    assert 1 < len(kept) < int(steps), "some were killed after the event was safe, most before"
    assert [each.sequence for each in kept] == list(range(1, len(kept) + 1))
    assert again.ledger.verify("kiosk-1") == []
    assert again.session("open").inside == len(kept)
    lines = [each.detail for each in again.ledger.staff.acts()]
    assert lines == [each.event_id for each in reversed(kept)], "with each event its line"
    again.close()
