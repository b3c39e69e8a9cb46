"""Minutes by public transport to all places at once, beside a plain Dijkstra over the same rides.

    python tests/bench/bench_transit.py [--small]

The bundled timetable (Vilnius 2015), from the default place, around the clock on a Tuesday; the
peer answers 20 of the same questions. Budget: p99 50 ms.
"""

import argparse
import csv
import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from kiosk.services import transit as service
from kiosk.services.transit import Transit
from tests.transit.networks import by_dijkstra

CITY = Path(__file__).parents[2] / "resources/cities/vilnius"
TUESDAY = dt.datetime(2026, 11, 24)  # noqa: DTZ001
HERE = "place-kablys"


def main() -> None:
    """Print a table, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="each hour instead of each 5 minutes")
    step = 60 if parser.parse_args().small else 5
    with (CITY / "places.csv").open(encoding="utf-8") as file:
        places = {r["id"]: (float(r["lon"]), float(r["lat"])) for r in csv.DictReader(file)}
    begun = time.perf_counter()
    transit = Transit.open(CITY)
    opened = time.perf_counter()
    if transit is None:
        raise SystemExit("the bundled city has no timetable")
    transit.prepare(TUESDAY)
    prepared = time.perf_counter()
    print(
        f"{len(places)} places, {transit.note.bytes:,} bytes: opened"
        f" {(opened - begun) * 1000:.0f}, one day laid out {(prepared - opened) * 1000:.0f}"
    )
    moments = [TUESDAY + dt.timedelta(minutes=m) for m in range(0, 24 * 60, step)]
    here = places[HERE]
    transit.minutes(here, TUESDAY - dt.timedelta(minutes=1), places)
    transit.prepare(TUESDAY)
    _print("connection scan", _spans(lambda at: transit.minutes(here, at, places), moments))
    hops = list(service._hops(transit._index, TUESDAY.weekday()))
    start = dict(transit._near(here))
    daytime = [at for at in moments if 6 <= at.hour < 22]
    asked = daytime[:: max(1, len(daytime) // (3 if step == 60 else 20))]
    _print("Dijkstra, plain Python", _spans(
        lambda at: by_dijkstra(hops, transit._paths, start, at.hour * 60 + at.minute), asked
    ))  # fmt: skip


def _spans(ask: Callable[[dt.datetime], object], moments: Iterable[dt.datetime]) -> list[float]:
    spans = []
    for moment in moments:
        begun = time.perf_counter()
        ask(moment)
        spans.append((time.perf_counter() - begun) * 1000)
    return spans


def _print(what: str, spans: list[float]) -> None:
    percent = statistics.quantiles(spans, n=100)
    print(f"  {what:<24} p50 {percent[49]:8.2f}  p99 {percent[98]:8.2f}"
          f"  worst {max(spans):8.2f}  n {len(spans)}")  # fmt: skip


if __name__ == "__main__":
    main()
