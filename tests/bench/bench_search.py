"""Search as you type, with facet counts, beside Tantivy, MiniSearch and plain SQL LIKE; p50, p99.

    python tests/bench/bench_search.py [--small]

Milliseconds. Each query is asked once: words of real activities are typed letter by letter, some
with a typing error, some with filters. The peers answer the same texts over the same data in the
same run: Tantivy (PyPI `tantivy`), MiniSearch (npm `minisearch`, found by NODE_PATH) and LIKE, the
last two at 100,000 every fourteenth text only. What is not installed is skipped.
"""

import argparse
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from kiosk.services.catalogue import Catalogue
from sync.model import Kind
from sync.model.query import ActivityQuery
from tests.bench import search_peers, synthetic_city

MANY = 100_000
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)


def queries(count: int, seed: int = 3) -> Iterator[ActivityQuery]:
    """Visitors who type, and then touch a filter or two."""
    dice = random.Random(seed)
    names = [a.name for a in synthetic_city.activities(500, seed=9)]
    for _ in range(count):
        words = dice.choice(names).split()
        text = " ".join(dice.sample(words, dice.choice((1, 1, 2))))
        if dice.random() < 0.1 and len(text) > 5:
            at = dice.randrange(1, len(text) - 1)
            text = text[:at] + "x" + text[at + 1 :]
        for end in range(1, len(text) + 1):
            yield ActivityQuery(text=text[:end])
        yield ActivityQuery(text=text, age=(10, 12))
        yield ActivityQuery(text=text, free=True, day=NOW.date() + dt.timedelta(dice.randrange(7)))
        yield ActivityQuery(topics=(f"t{dice.randrange(16)}",), kinds=(dice.choice(list(Kind)),))


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


def peers(count: int, rounds: int, folder: Path) -> None:
    """Print what the others take for the same texts over the same activities."""
    given = search_peers.documents(synthetic_city.activities(count))
    asked = [q for q in queries(rounds) if not (q.topics or q.age or q.free)]
    found = search_peers.tantivy(given)
    if found is None:
        print("  Tantivy                      skipped: pip install tantivy")
    else:
        ask, seconds = found
        print(f"  Tantivy, text, no facets     {measure(lambda q: ask(q.text), asked)}"
              f"  (index {seconds:.1f} s)")  # fmt: skip
    few = asked if count < MANY else asked[:: len(asked) // 150 or 1]
    answered = search_peers.minisearch(given, [q.text for q in few], folder)
    if answered is None:
        print("  MiniSearch                   skipped: needs Node and npm minisearch in NODE_PATH")
    else:
        spans, seconds = answered
        percent = statistics.quantiles(spans, n=100)
        figures = f"p50 {percent[49]:7.2f}  p99 {percent[98]:7.2f}  worst {max(spans):7.2f}"
        print(f"  MiniSearch, text, no facets  {figures}  n {len(spans)}  (index {seconds:.1f} s)")
    like = search_peers.like(given)
    print(f"  SQL LIKE, text, two facets   {measure(lambda q: like(q.text), few)}")


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="once, with 1,000 activities")
    small = parser.parse_args().small
    for count in (1_000,) if small else (1_000, 10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "catalogue.db"
            begun = time.perf_counter()
            synthetic_city.build(path, count)
            built = time.perf_counter() - begun
            catalogue = Catalogue(path)
            begun = time.perf_counter()
            catalogue.search(ActivityQuery(), NOW)
            loaded = time.perf_counter() - begun
            catalogue.warm(NOW)
            warmed = time.perf_counter() - begun
            size = path.stat().st_size / 1e6
            print(f"{count:,} activities: built {built:.1f} s, {size:.0f} MB,"
                  f" index {loaded:.2f} s, warm {warmed:.2f} s")  # fmt: skip
            rounds = 20 if small else 200
            first = measure(lambda q: catalogue.search(q, NOW), queries(rounds))  # noqa: B023
            print(f"  catalogue, each asked first  {first}")
            again = measure(lambda q: catalogue.search(q, NOW), queries(rounds))  # noqa: B023
            print(f"  catalogue, asked again       {again}")
            catalogue.close()
            peers(count, rounds, Path(folder))


if __name__ == "__main__":
    main()
