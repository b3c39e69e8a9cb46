"""Thirty days offline: how soon 20,000 events are at a real hub once the network is back.

    python -m tests.bench.bench_drain [--small]

The sync child runs through the outage as it does at a kiosk, its backoff grown; then the hub comes
back, and the clock runs from its first listening to the kiosk's last acknowledged event. Beside
it: pretix's check-in server, which took 1,572 a minute when it was measured here (FINDINGS).
"""

import argparse
import datetime as dt
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from sync.client.enrol import enrol
from sync.hub.database import open_database
from sync.hub.schema import centre_event, event
from sync.model import CentreAct, CentreEvent, Movement
from sync.store.engine import open_engine
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.ledger import Draft, Ledger
from tests.hub.running import ROOT, code_for, fill, hub

BUDGET_S = 60.0
EVENTS, DAYS = 20_000, 30
PRETIX_A_MINUTE = 1_572
OUTAGE_S = 20.0
GIVE_UP_S = 300.0


def drain(folder: Path, events: int, outage_s: float) -> dict[str, float]:
    """Seconds until the first and the last event were acknowledged, and what the hub then has."""
    database = f"sqlite:///{folder / 'hub.db'}"
    fill(database)
    port = free_port()
    kiosk = DataFolder(folder / "kiosk")
    with hub(database, "--port", str(port)) as running:
        identity = enrol(running.url, code_for(running.url), kiosk)
    ledger = Ledger.open(kiosk.ledger)
    record(kiosk, identity, events)
    child = subprocess.Popen(
        [sys.executable, "main.py", "sync", "--data", str(kiosk.path)],
        cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(outage_s)
        assert ledger.pending_count() == events
        with hub(database, "--port", str(port)):
            begun = time.monotonic()
            first = wait(lambda: ledger.pending_count() < events, begun)
            last = wait(lambda: ledger.pending_count() == 0, begun)
    finally:
        child.kill()
        child.wait()
        if child.stdin:
            child.stdin.close()
        ledger.close()
    kept, acts = counts(database)
    return {
        "events": events, "first_s": first, "drained_s": last, "events_per_min": 60 * events / last,
        "at_the_hub": kept, "announcements_at_the_hub": acts,
    }  # fmt: skip


def record(kiosk: DataFolder, identity: Identity, events: int) -> None:
    """A month of comings and goings, and one announcement, in the order in which they happen."""
    # Written without a sync for each: how long that takes is another benchmark's.
    ledger = Ledger(open_engine(kiosk.ledger))
    start = dt.datetime.now(dt.UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    start -= dt.timedelta(days=DAYS)
    daily = -(-events // DAYS)
    for n in range(events):
        day, number = divmod(n, daily)
        session = start + dt.timedelta(days=day)
        entry = number % 2 == 0
        draft = Draft(
            movement=Movement.ENTRY if entry else Movement.EXIT, pass_id=f"P-{number // 2:05}",
            activity="act-2", session_start=session, place=identity.place,
        )  # fmt: skip
        ledger.append(draft, device=identity.device, now=session + dt.timedelta(seconds=number))
    now = dt.datetime.now(dt.UTC)
    told = CentreEvent(
        event_id="", device=identity.device, place=identity.place, act=CentreAct.NOTICE, at=now,
        day=now.date(), words="Vėl dirbame",
    )  # fmt: skip
    ledger.centre.append(told, now)
    ledger.close()


def wait(true: Callable[[], bool], begun: float) -> float:
    """Seconds since `begun` until it is so."""
    while not true():
        if time.monotonic() - begun > GIVE_UP_S:
            raise TimeoutError("the ledger was not drained")
        time.sleep(0.05)
    return time.monotonic() - begun


def counts(database: str) -> tuple[int, int]:
    """Events and announcements that the hub has."""
    opened = open_database(database)
    try:
        with opened.read() as connection:
            found = [
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (event, centre_event)
            ]
    finally:
        opened.close()
    return found[0], found[1]


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def main(argv: list[str]) -> int:
    """Print the figures; 1 when the budget was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="200 events, a short outage")
    options = parser.parse_args(argv)
    events, outage = (200, 3.0) if options.small else (EVENTS, OUTAGE_S)
    with tempfile.TemporaryDirectory() as folder:
        figures = drain(Path(folder), events, outage)
    figures["pretix_would_take_s"] = 60 * events / PRETIX_A_MINUTE
    print(json.dumps({name: round(value, 2) for name, value in figures.items()}, indent=1))
    return 0 if figures["drained_s"] <= BUDGET_S else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
