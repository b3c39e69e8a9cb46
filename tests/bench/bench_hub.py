"""The hub over loopback HTTP: import, pull, poll, one change, push; medians beside their floors.

    python tests/bench/bench_hub.py [--small]

A poll's floor is uvicorn with an application that only says 304; a pull's floor is reading the
same rows with sqlite3. "Per core" divides by the processor time of the hub's process alone.
"""

import argparse
import datetime as dt
import http.client
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import msgspec

from sync.hub.database import apply_records, open_database, put_city
from sync.model import Activity, Record
from sync.protocol.feeds import encode
from tests.bench import synthetic_city
from tests.hub.running import ADMIN, enrol, event, hub

FLOOR = """
import sys, uvicorn, socket
async def app(scope, receive, send):
    if scope["type"] == "http":
        headers = [(b"etag", b'W/"x"'), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
uvicorn.run(app, fd=int(sys.argv[1]), log_level="error", access_log=False, lifespan="off")
"""
JSON = {**ADMIN, "Content-Type": "application/json"}


def main() -> None:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    count, polls, batches = (2_000, 300, 4) if small else (100_000, 3_000, 20)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hub.db"
        items = list(synthetic_city.activities(count))
        bench_import(f"sqlite:///{file}", items, count)
        with hub(f"sqlite:///{file}") as running:
            link = Link(running.url)
            bench_pull(link, file, count)
            bench_polls(link, running.process.pid, polls)
            bench_change(link, items[0], 5 if small else 30)
            bench_push(running.url, link, batches)
    bench_floor(polls)


class Link:
    """One kept-alive connection."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc)

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """The answer and its body."""
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        return answer, answer.read()


def bench_import(url: str, items: list[Activity], count: int) -> None:
    """Into an empty database, then the same again."""
    now = dt.datetime.now(dt.UTC)
    database = open_database(url)
    around: dict[str, list[Record]] = {}
    for kind, record in synthetic_city.around(count):
        around.setdefault(kind, []).append(record)
    for name in ("import", "import, unchanged"):
        begun = time.perf_counter()
        with database.write() as connection:
            put_city(connection, synthetic_city.CITY)
            for kind, records in chain(around.items(), [("activity", items)]):
                apply_records(connection, kind, records, now)
        say(name, f"{count / (time.perf_counter() - begun):10,.0f} activities/s")
    database.close()


def bench_pull(link: Link, file: Path, count: int) -> None:
    """All pages of the activities, not decoded; beside them the rows alone."""
    begun, path, size = time.perf_counter(), "/feeds/activity", 0
    while True:
        _, body = link.ask(path)
        size += len(body)
        page = msgspec.json.decode(body, type=_Page)
        if not page.items:
            break
        parts = urlsplit(page.next)
        path = f"{parts.path}?{parts.query}"
    say("pull", f"{count / (time.perf_counter() - begun):10,.0f} items/s, {size / 1e6:.1f} MB")
    begun = time.perf_counter()
    rows = sqlite3.connect(file).execute(
        "SELECT id, modified, data FROM record WHERE kind = 'activity' ORDER BY modified"
    )
    found = sum(1 for _ in rows)
    say("  floor: the rows", f"{found / (time.perf_counter() - begun):10,.0f} items/s")


def bench_polls(link: Link, pid: int, count: int) -> None:
    """The manifest and an activity feed's end, nothing new in either."""
    for path in ("/manifest", "/feeds/activity?afterChangeNumber=99999999"):
        begun = time.perf_counter()
        answer, _ = link.ask(path)
        first = (time.perf_counter() - begun) * 1000
        tag = answer.headers["ETag"]
        poll(
            f"poll {path[:14]}",
            pid,
            count,
            lambda p=path, t=tag: link.ask(p, **{"If-None-Match": t}),
        )
        say("  first, without ETag", f"{first:10.1f} ms")


def poll(name: str, pid: int, count: int, ask: Callable[[], object]) -> None:
    """Rate, latency and processor time of the same question many times."""
    for _ in range(20):
        ask()
    spans, spent = [], _processor(pid)
    for _ in range(count):
        begun = time.perf_counter()
        ask()
        spans.append((time.perf_counter() - begun) * 1000)
    spent = _processor(pid) - spent
    percent = statistics.quantiles(spans, n=100)
    rate = f"{count / spent:10,.0f} a second per core" if spent else "too few to measure"
    say(name, f"{rate}, p50 {percent[49]:.2f} ms, p99 {percent[98]:.2f} ms")


def bench_change(link: Link, item: Activity, rounds: int) -> None:
    """From an admin's change to the new page in a kiosk's hands: manifest, then the page."""
    spans, sizes = [], []
    path = f"/admin/records/activity/{item.id}"
    after = msgspec.json.decode(link.ask("/manifest")[1])["feeds"]["activity"]["lastChange"]
    for number in range(rounds):
        changed = msgspec.structs.replace(item, name=f"Naujas vardas {number}")
        body = encode(changed)
        begun = time.perf_counter()
        answer, _ = link.ask(path, "PUT", body, **JSON)
        assert answer.status == 204
        _, manifest = link.ask("/manifest", **{"Accept-Encoding": "gzip"})
        _, page = link.ask(
            f"/feeds/activity?afterChangeNumber={after}", **{"Accept-Encoding": "gzip"}
        )
        spans.append((time.perf_counter() - begun) * 1000)
        sizes.append(len(manifest) + len(page))
        after += 1
    say("one change, seen", f"{statistics.median(spans):10.1f} ms, {max(sizes):,} bytes")


def bench_push(url: str, link: Link, batches: int) -> None:
    """Full batches, each person once."""
    kiosk = enrol(url, "p0")
    headers = {**kiosk.headers, "Content-Type": "application/json"}
    bodies = [
        msgspec.json.encode({
            "events": [event(kiosk, passId=f"p{batch}-{n}", activity="a1") for n in range(500)]
        })
        for batch in range(batches)
    ]  # fmt: skip
    spans = []
    for body in bodies:
        begun = time.perf_counter()
        answer, _ = link.ask("/checkins", "POST", body, **headers)
        spans.append(time.perf_counter() - begun)
        assert answer.status == 200
    say("push", f"{500 / statistics.median(spans) * 60:10,.0f} events/min")


def bench_floor(count: int) -> None:
    """What the server itself costs."""
    with _bare() as (url, pid):
        link = Link(url)
        poll("  floor: bare 304", pid, count, lambda: link.ask("/manifest"))


@contextmanager
def _bare() -> Iterator[tuple[str, int]]:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(64)
    process = subprocess.Popen(
        [sys.executable, "-c", FLOOR, str(listener.fileno())], pass_fds=[listener.fileno()]
    )
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", process.pid
    finally:
        process.kill()
        process.wait()
        listener.close()


class _Page(msgspec.Struct):
    next: str
    items: list[msgspec.Raw]


def _processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def say(name: str, figure: str) -> None:
    """One line."""
    print(f"{name:32}{figure}")


if __name__ == "__main__":
    main()
