"""Search as you type, with facet counts, beside Tantivy, MiniSearch and plain SQL LIKE; p50, p99.

    python tests/bench/bench_search.py [--small]

Milliseconds. Each query is asked once: words of real activities are typed letter by letter, some
with a typing error, some with filters. The peers answer the same texts over the same data in the
same run: Tantivy (PyPI `tantivy`), MiniSearch (npm `minisearch`, which `make bench` fetches) and
LIKE, the last two at 100,000 a sample of the texts only. What is not installed is skipped.

The second, real set are the 21,654 youth programmes of Chicago of 2020 to 2023, if COL_SHARED_DATA
names the folder that has them: words of their own names, at a moment when they ran and today, when
all are over.
"""

import argparse
import datetime as dt
import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from kiosk.services.catalogue import Catalogue
from sync.importers.lines import load_lines
from sync.model import Activity, Kind
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from tests.bench import search_peers, synthetic_city

MANY = 100_000
SAMPLE = 150
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
THEN = dt.datetime(2022, 7, 5, 14, 0, tzinfo=dt.UTC)
MAPPING = Path(__file__).parents[2] / "sync/importers/mappings/chicago"
FEEDS = Path(os.environ.get("COL_SHARED_DATA", "")) / "feeds"
CHICAGO = FEEDS / "chicago-youth-programmes-2020-2023.jsonl.gz"


def queries(
    count: int, seed: int = 3, named: Sequence[Activity] = (), now: dt.datetime = NOW
) -> Iterator[ActivityQuery]:
    """Visitors who type words of these names, and then touch a filter or two."""
    dice = random.Random(seed)
    known = named or list(synthetic_city.activities(500, seed=9))
    names = [a.name for a in known]
    topics = sorted({topic for a in known for topic in a.topics})
    for _ in range(count):
        words = dice.choice(names).split()
        text = " ".join(dice.sample(words, min(len(words), dice.choice((1, 1, 2)))))
        if dice.random() < 0.1 and len(text) > 5:
            at = dice.randrange(1, len(text) - 1)
            text = text[:at] + "x" + text[at + 1 :]
        for end in range(1, len(text) + 1):
            yield ActivityQuery(text=text[:end])
        yield ActivityQuery(text=text, age=(10, 12))
        yield ActivityQuery(text=text, free=True, day=now.date() + dt.timedelta(dice.randrange(7)))
        yield ActivityQuery(topics=(dice.choice(topics),), kinds=(dice.choice(list(Kind)),))


def measure(ask: Callable[[ActivityQuery], object], asked: Iterable[ActivityQuery]) -> str:
    """p50, p99 and the worst of one round by the clock, and p99 of this thread's own work."""
    spans, works = [], []
    for query in asked:
        begun, worked = time.perf_counter(), time.thread_time()
        ask(query)
        works.append((time.thread_time() - worked) * 1000)
        spans.append((time.perf_counter() - begun) * 1000)
    percent, work = statistics.quantiles(spans, n=100), statistics.quantiles(works, n=100)
    return (f"p50 {percent[49]:7.2f}  p99 {percent[98]:7.2f}  worst {max(spans):7.2f}"
            f"  cpu p50 {work[49]:7.2f}  p99 {work[98]:7.2f}  n {len(spans)}")  # fmt: skip


def peers(activities: Sequence[Activity], asked: Sequence[ActivityQuery], folder: Path) -> None:
    """Print what the others take for the same texts over the same activities."""
    given = search_peers.documents(activities)
    asked = [q for q in asked if not (q.topics or q.age or q.free)]
    found = search_peers.tantivy(given)
    if found is None:
        print("  Tantivy                      skipped: needs tantivy")
    else:
        ask, seconds = found
        print(f"  Tantivy, text, no facets     {measure(lambda q: ask(q.text), asked)}"
              f"  (index {seconds:.1f} s)")  # fmt: skip
    few = asked if len(activities) < MANY else asked[:: len(asked) // SAMPLE or 1]
    answered = search_peers.minisearch(given, [q.text for q in few], folder)
    if answered is None:
        print("  MiniSearch                   skipped: needs Node and minisearch")
    else:
        spans, seconds = answered
        percent = statistics.quantiles(spans, n=100)
        figures = f"p50 {percent[49]:7.2f}  p99 {percent[98]:7.2f}  worst {max(spans):7.2f}"
        print(f"  MiniSearch, text, no facets  {figures}  n {len(spans)}  (index {seconds:.1f} s)")
    like = search_peers.like(given)
    print(f"  SQL LIKE, text, two facets   {measure(lambda q: like(q.text), few)}")


def ours(path: Path, asked: Sequence[ActivityQuery], now: dt.datetime, when: str) -> None:
    """Print what the kiosk takes, warmed and held as it is after a publication."""
    catalogue = Catalogue(path)
    catalogue.hold()
    begun = time.perf_counter()
    catalogue.search(ActivityQuery(), now)
    loaded = time.perf_counter() - begun
    catalogue.warm(now)
    print(f"  {path.stat().st_size / 1e6:.0f} MB, read in {loaded:.2f} s,"
          f" warm {time.perf_counter() - begun:.2f} s after")  # fmt: skip
    # As the screen does when it is warm: what stays is not looked at again.
    gc.freeze()
    for name in (f"catalogue, {when}", "catalogue, asked again"):
        print(f"  {name:<29}{measure(lambda q: catalogue.search(q, now), asked)}")
    gc.unfreeze()
    catalogue.close()


def real(folder: Path, rounds: int) -> None:
    """Chicago's programmes, through the importer's mapping."""
    if not CHICAGO.is_file():
        print("Chicago: skipped, COL_SHARED_DATA names no folder with its programmes")
        return
    loaded = load_lines(CHICAGO, MAPPING)
    path = folder / "chicago.db"
    begun = time.perf_counter()
    build_catalogue(
        path, loaded.city,
        [(kind, [(r.id, encode(r)) for r in records]) for kind, records in loaded.records.items()],
        NOW,
    )  # fmt: skip
    found = [r for r in loaded.records["activity"] if isinstance(r, Activity)]
    print(f"Chicago, {len(found):,} real activities: built in {time.perf_counter() - begun:.1f} s")
    for now, when in ((THEN, "July 2022"), (NOW, "all over")):
        ours(path, list(queries(rounds, named=found, now=now)), now, when)
    peers(found, list(queries(rounds, named=found)), folder)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="once, with 1,000 activities")
    small = parser.parse_args().small
    rounds = 20 if small else 200
    for count in (1_000,) if small else (1_000, 10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "catalogue.db"
            begun = time.perf_counter()
            synthetic_city.build(path, count)
            print(f"{count:,} activities: built in {time.perf_counter() - begun:.1f} s")
            asked = list(queries(rounds))
            ours(path, asked, NOW, "each asked first")
            peers(list(synthetic_city.activities(count)), asked, Path(folder))
    if not small:
        with tempfile.TemporaryDirectory() as folder:
            real(Path(folder), rounds)


if __name__ == "__main__":
    main()
