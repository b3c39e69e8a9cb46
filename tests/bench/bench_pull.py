"""The first pull over loopback HTTP, and one change, beside the floor of doing almost nothing.

    python tests/bench/bench_pull.py [--small]

The floor parses the same pages with the standard library and writes them with one executemany:
no check, no index, no search. The hub is a process of its own and serves pages made beforehand.
"""

import argparse
import gzip
import json
import multiprocessing
import os
import sqlite3
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

import requests

from kiosk.services.catalogue import Catalogue
from sync.client.pull import pull
from sync.client.remote import Remote
from sync.store.bundled import create_empty
from sync.store.catalogue_write import CatalogueWriter
from tests.bench import synthetic_city
from tests.client.made import activity
from tests.client.toy_hub import Answer, ToyHub, serving


class Prepared(ToyHub):
    """A hub whose pages are made once, so that it costs next to nothing."""

    def __init__(self, count: int) -> None:
        super().__init__()
        for kind, record in synthetic_city.around(count):
            self.put(kind, record)
        self.put("activity", *synthetic_city.activities(count))
        self._made: dict[str, Answer] = {}

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """From what was made, if nothing changed."""
        after = parse_qs(urlsplit(path).query).get("afterChangeNumber", ["0"])[0]
        key = f"{urlsplit(path).path} {after} {self.number}"
        if headers.get("If-None-Match") or key not in self._made:
            made = super().answer(method, path, headers, body)
            if urlsplit(path).path.startswith("/feeds/"):
                # As a hub behind any proxy sends it; packing it is not the kiosk's time.
                made.body = gzip.compress(made.body, 6)
                made.headers["Content-Encoding"] = "gzip"
            self._made[key] = made
        made = self._made[key]
        return Answer(made.status, made.body, dict(made.headers))

    def make(self) -> None:
        """Walk all feeds once."""
        for kind, changes in self.changes.items():
            numbers = [number for number, _ in changes.values()]
            for after in [0, *numbers[self.page_size - 1 :: self.page_size]]:
                self.answer("GET", f"/feeds/{kind}?afterChangeNumber={after}", {}, b"")
        self.answer("GET", "/manifest", {}, b"")


def serve(count: int, pipe: Connection) -> None:
    """A hub until the other end says stop; each "change" makes one."""
    hub = Prepared(count)
    with serving(hub):
        hub.make()
        pipe.send(hub.url)
        while pipe.recv() == "change":
            hub.put("activity", activity(1, name="Visai kitas vardas"))
            pipe.send(time.time())


def floor(url: str, path: Path) -> float:
    """Seconds to fetch, parse and write the same pages, unchecked."""
    begun = time.perf_counter()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE record(kind, id, modified, data)")
    for kind in requests.get(f"{url}/manifest", timeout=30).json()["feeds"]:
        following, rows = f"{url}/feeds/{kind}", []
        while True:
            page = requests.get(following, timeout=30).json()
            if not page["items"]:
                break
            rows += [(kind, i["id"], i["modified"], json.dumps(i["data"])) for i in page["items"]]
            following = page["next"]
        database.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
    database.commit()
    return time.perf_counter() - begun


def first_pull(url: str, path: Path) -> tuple[float, float, int]:
    """Seconds by the clock, seconds of our own work, and items, until all is searchable."""
    create_empty(path)
    writer, remote = CatalogueWriter(path, helped=True), Remote(url)
    begun, worked = time.perf_counter(), _work()
    manifest = remote.glance().manifest
    assert manifest is not None
    items = pull(remote, writer, manifest).items
    work, spent = _work() - worked, time.perf_counter() - begun
    writer.close()
    return spent, work, items


def _work() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def one_change(url: str, path: Path, pipe: Connection) -> float:
    """Seconds from the hub's change to the new name on the screen's side."""
    writer, remote, catalogue = CatalogueWriter(path), Remote(url), Catalogue(path)
    remote.glance()
    pipe.send("change")
    changed = pipe.recv()
    manifest = remote.glance().manifest
    assert manifest is not None
    pull(remote, writer, manifest)
    found = catalogue.activity("a1")
    assert found is not None
    assert found.name == "Visai kitas vardas"
    spent = time.time() - changed
    writer.close()
    catalogue.close()
    return float(spent)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="once, with 1,000 activities")
    small = parser.parse_args().small
    for count in (1_000,) if small else (1_000, 10_000, 100_000):
        ours, theirs = multiprocessing.Pipe()
        hub = multiprocessing.Process(target=serve, args=(count, theirs), daemon=True)
        hub.start()
        url = ours.recv()
        with tempfile.TemporaryDirectory() as folder:
            bottom = floor(url, Path(folder) / "floor.db")
            path = Path(folder) / "catalogue.db"
            spent, work, items = first_pull(url, path)
            changes = [one_change(url, path, ours) for _ in range(1 if small else 5)]
            print(f"{items:,} items: pull {spent:.2f} s, {items / spent:,.0f} items/s"
                  f" (cpu {work:.2f} s, {items / work:,.0f} items/s);"
                  f" floor {bottom:.2f} s, {items / bottom:,.0f} items/s;"
                  f" one change {sorted(changes)[len(changes) // 2] * 1000:.0f} ms")  # fmt: skip
        ours.send("stop")
        hub.join()


if __name__ == "__main__":
    main()
