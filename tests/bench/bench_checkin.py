"""Scan -> durable verdict with 50,000 people on the roster, beside a bare durable insert.

    python -m tests.bench.bench_checkin [--small] [--minutes M] [--folder DIR]

In one process: the floor (one INSERT and COMMIT in SQLite with synchronous=FULL), the desk alone,
and the desk while a second process settles the hub's answers as the sync child does; then, for
`--minutes`, as many as it takes, with the memory before and after. Through the screen:
bench_checkin_screen.
"""

import argparse
import datetime as dt
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RootTransaction

from kiosk.domain.admission import Occasion
from kiosk.services.desk import Desk
from kiosk.services.desk_values import PLAIN, How, Station
from sync.model import Activity, Kind, Movement, Notice, Registration, Schedule, Weekday
from sync.store import ledger_write
from sync.store.ledger import Ledger
from sync.store.people import People

ZONE = ZoneInfo("Europe/Vilnius")
NOW = dt.datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
ON_ROSTER = 50_000

SETTLER = """
import sys, time
from pathlib import Path
from sync.model import EventResult, Outcome
from sync.store.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
while True:
    results = [EventResult(event_id=e.event_id, outcome=Outcome.ACCEPTED)
               for e in ledger.pending(500)]
    ledger.settle(results)
    time.sleep(0.05)
"""


@dataclass(frozen=True)
class Reading:
    """A pass that was read and holds."""

    pass_id: str
    outcome: str = "valid"


class OneActivity:
    """The catalogue of a very large event."""

    def __init__(self) -> None:
        rule = Schedule(start_time=dt.time(8), end_time=dt.time(20), by_day=(Weekday.MONDAY,))
        self._only = Activity(
            id="fair", name="Fair", kind=Kind.EVENT, organizer="city", location="centre",
            event_schedule=(rule,), capacity=1_000_000,
        )  # fmt: skip

    def activity(self, id: str) -> Activity | None:
        return self._only if id == "fair" else None

    def place(self, id: str) -> None:
        return None

    def notices(self, place: str, on: dt.date) -> list[Notice]:
        return []

    def activities_of_place(self, id: str) -> list[Activity]:
        return [self._only]


def timed(count: int, work: Callable[[int], None]) -> dict[str, float]:
    """Milliseconds of each call, and calls a minute."""
    took = []
    begun = time.perf_counter()
    for n in range(count):
        start = time.perf_counter()
        work(n)
        took.append((time.perf_counter() - start) * 1000)
    seconds = time.perf_counter() - begun
    return {**spread(took), "events_per_min": round(count / seconds * 60)}


def spread(took: list[float]) -> dict[str, float]:
    """Median, 99th percentile and longest of these milliseconds."""
    cuts = statistics.quantiles(took, n=100)
    return {
        "p50_ms": round(cuts[49], 2),
        "p99_ms": round(min(cuts[98], max(took)), 2),
        "max_ms": round(max(took), 2),
    }


def memory_mb() -> float:
    """What of this process is in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1)


def sustained(
    desk: Desk, session: Occasion, first: int, last: int, minutes: float
) -> dict[str, float]:
    """In and out again without a pause; each minute's worst and the memory tell of a leak."""
    leave = How(wanted=Movement.EXIT)
    before, took, begun = memory_mb(), array("d"), time.perf_counter()
    while time.perf_counter() - begun < minutes * 60:
        person = f"P-{first + len(took) // 2 % (last - first):05}"
        start = time.perf_counter()
        how = leave if len(took) % 2 else PLAIN
        # A moment later each time, so that nothing is taken for a repeated scan.
        now = NOW + dt.timedelta(seconds=len(took) * 0.05)
        verdict = desk.scan(Reading(person), session, now, how).verdict
        assert verdict.event_id, verdict
        took.append((time.perf_counter() - start) * 1000)
    seconds = time.perf_counter() - begun
    return {
        **spread(list(took)),
        "minutes": round(seconds / 60, 2),
        "events": len(took),
        "events_per_min": round(len(took) / seconds * 60),
        "memory_mb_before": before,
        "memory_mb_after": memory_mb(),
    }


def floor(folder: Path, count: int) -> dict[str, float]:
    """One small row and one durable commit for each event."""
    raw = sqlite3.connect(folder / "floor.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("CREATE TABLE event (id TEXT PRIMARY KEY, body TEXT)")

    def insert(n: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO event VALUES (?, ?)", (str(n), "x" * 400))
        raw.execute("COMMIT")

    found = timed(count, insert)
    raw.close()
    return found


def watch_lock() -> list[float]:
    """From now on the milliseconds that each write of this process waits for the lock."""
    waits: list[float] = []
    begin = ledger_write._begin

    def measured(connection: Connection, until: float) -> RootTransaction:
        start = time.perf_counter()
        transaction = begin(connection, until)
        waits.append((time.perf_counter() - start) * 1000)
        return transaction

    ledger_write._begin = measured
    return waits


def run(folder: Path, on_roster: int, count: int, minutes: float) -> dict[str, object]:
    """All three runs."""
    people = People(folder / "people.db")
    roster = [
        Registration(id=f"r-{n}", activity="fair", pass_id=f"P-{n:05}", label=f"Guest {n}")
        for n in range(on_roster)
    ]
    begun = time.perf_counter()
    people.replace("registration", roster)
    replaced = time.perf_counter() - begun
    ledger = Ledger.open(folder / "ledger.db")
    desk = Desk(ledger, people, OneActivity(), Station("kiosk-1", "centre", ZONE))
    session = desk.today(NOW)[0].occasion

    def scan(n: int) -> None:
        verdict = desk.scan(Reading(f"P-{n:05}"), session, NOW).verdict
        assert verdict.event_id, verdict

    alone = timed(count, scan)
    waits = watch_lock()
    settler = subprocess.Popen([sys.executable, "-c", SETTLER, str(folder / "ledger.db")])
    time.sleep(1)
    try:
        contended = timed(count, lambda n: scan(count + n))
    finally:
        settler.kill()
        settler.wait()
    lasting = sustained(desk, session, 2 * count, on_roster, minutes)
    result: dict[str, object] = {
        "on_roster": on_roster,
        "roster_replace_s": round(replaced, 2),
        "floor": floor(folder, count),
        "desk": alone,
        "desk_while_settling": contended,
        "sustained": lasting,
        "lock_wait_p50_p99_max_ms": [
            round(at, 2)
            for at in (*(statistics.quantiles(waits, n=100)[i] for i in (49, 98)), max(waits))
        ],
    }
    ledger.close()
    people.close()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description="Time check-ins on this machine's disk.")
    parser.add_argument("--small", action="store_true", help="a smoke run for CI")
    parser.add_argument("--minutes", type=float, help="how long to go on; 10 in make test-slow")
    parser.add_argument("--folder", type=Path, help="on which disk; a temporary folder if not said")
    args = parser.parse_args()
    sizes = (500, 100) if args.small else (ON_ROSTER, 2_000)
    minutes = args.minutes or (0.03 if args.small else 0.5)
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        print(json.dumps(run(Path(folder), *sizes, minutes), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
