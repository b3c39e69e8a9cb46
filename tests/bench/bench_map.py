"""The map with software rendering: first picture, points, frames and memory of both renderers.

    python tests/bench/bench_map.py [--small] [--runs N]

Each row is a process of its own at 1080x1920: milliseconds from the page's start to its first
complete picture; until new points are on the glass; frames a second while a finger drags over the
whole city, over streets, and while two fingers zoom; proportional memory (PSS) of all processes,
and how much of it is their own: the rest are files of Qt, Chromium and Mesa, which other programs
on the machine may share, so that PSS falls when they run. "plain" is the canvas without GL, as a
kiosk with neither GPU nor camera draws it. Medians of the runs.

Budgets: first tiles 1.0 s, 100,000 points 1.5 s, 450 MB. The peer is a bare MapLibre page in
Debian's Chromium on the same display, left out where there is none; its first picture counts from
the page's start too.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "map"), str(ROOT / "tests" / "bench")]

import bare_maplibre  # noqa: E402
from bare_maplibre import CHROMIUM  # noqa: E402

COUNT_FRAMES = """
window.frames_ = 0;
(function next() { window.frames_ += 1; requestAnimationFrame(next); })(); 1
"""
SECONDS = 2.5
SMALL = 0.2
"""Share of the times in the small round."""


def main() -> int:
    """Print the table; 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="1,000 points, and briefly")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("RENDERER", "COUNT"))
    chosen = parser.parse_args()
    share = SMALL if chosen.small else 1.0
    if chosen.child:
        renderer, count = chosen.child[0], int(chosen.child[1])
        if renderer == "bare page":
            points = as_json(some_points(count))
            found = bare_maplibre.measure(points, memory, SECONDS * share)
        else:
            found = measure(renderer, count, share)
        print(json.dumps(found))
        sys.stdout.flush()
        os._exit(0)
    counts = (1_000,) if chosen.small else (1_000, 10_000, 100_000)
    from kiosk.display import own_display

    own_display(1080, 1920)
    return table(counts, chosen.runs, ["--small"] if chosen.small else [])


def table(counts: tuple[int, ...], runs: int, options: list[str]) -> int:
    print(f"{'renderer':<10}{'points':>9}{'first ms':>10}{'points ms':>11}"
          f"{'wide fps':>10}{'near fps':>10}{'zoom fps':>10}{'PSS MB':>8}{'own MB':>8}",
          flush=True)  # fmt: skip
    missed = []
    # "plain" is the canvas once more, without any GPU: the small round needs it only once.
    ours = ("plain", "maplibre") if options else ("plain", "canvas", "maplibre")
    for count in counts:
        for renderer in (*ours, *(["bare page"] if CHROMIUM else [])):
            rows = [child(renderer, count, options) for _ in range(runs)]
            row = {name: median(each[name] for each in rows) for name in rows[0]}
            print(f"{renderer:<10}{count:>9,}{row['first']:>10.0f}{row['points']:>11.0f}"
                  f"{row['wide']:>10.0f}{row['near']:>10.0f}{row['zoom']:>10.0f}"
                  f"{row['pss']:>8.0f}{row['own']:>8.0f}", flush=True)  # fmt: skip
            if renderer not in ("plain", "canvas"):
                continue
            if row["first"] > 1000 or row["points"] > 1500:
                missed.append(f"{renderer}: time with {count:,} points")
            if row["pss"] > 450:
                missed.append(f"{renderer}: memory with {count:,} points")
    if not CHROMIUM:
        print("no Chromium here: the bare page was not measured")
    if missed:
        print(f"over budget: {', '.join(missed)}")
    return 1 if missed else 0


def child(renderer: str, count: int, options: list[str]) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--child", renderer, str(count), *options],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip
    if not done.stdout.strip():
        raise SystemExit(done.stderr[-2000:])
    answer: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def as_json(points: bytes) -> bytes:
    """The points for a page that does not know our columns."""
    import msgspec

    from kiosk.ui.map.points import decode_points

    return msgspec.json.encode(decode_points(points))


def some_points(count: int) -> bytes:
    """The same points for all."""
    from kiosk.ui.map.points import MapPoint, encode_points

    dice = random.Random(5)
    return encode_points([
        MapPoint(f"p{n}", dice.gauss(25.28, 0.06), dice.gauss(54.69, 0.03), "#B8291F",
                 "circle", 1 + n % 4, f"Vieta {n}")
        for n in range(count)
    ])  # fmt: skip


def measure(renderer: str, count: int, share: float) -> dict[str, float]:
    """One process, one renderer."""
    if renderer == "plain":
        os.environ["QT_QUICK_BACKEND"], renderer = "software", "canvas"
    import page_driver as driver

    driver.VIEW = driver.VIEW.replace("width: 700; height: 900", "width: 1080; height: 1920")
    stage = driver.Stage(renderer, ROOT / "resources/cities/vilnius")
    stage.bridge.looks.setProperty("still", False)
    assert stage.ready(), stage.bridge.fault
    # A machine as busy as this one may look like a page that hangs.
    stage.bridge.watch.rest()
    data = some_points(count)
    vars(stage)["_points"] = lambda: data
    vars(stage.bridge._files)["_documents"]["/data/points.bin"] = lambda: data
    begin = time.monotonic()
    shown = (
        "kiosk.map.map.once('idle', d)" if renderer == "maplibre"
        else "requestAnimationFrame(() => requestAnimationFrame(d))"
    )  # fmt: skip
    stage.script(
        "window.done_ = 0; kiosk.reload().then(() => new Promise((d) => { "
        + shown
        + "; })).then(() => { window.done_ = 1; }); 1"
    )
    while not stage.script("window.done_") and time.monotonic() - begin < 30:
        pass
    taken = (time.monotonic() - begin) * 1000
    stage.script(COUNT_FRAMES)
    found = {"first": float(stage.bridge.first_picture_ms), "points": taken}
    for name, zoom in (("wide", 11.5), ("near", 14.5)):
        stage.bridge.camera(25.28, 54.69, zoom)
        stage.rest(1.5 * share)
        found[name] = frames(stage, SECONDS * share, lambda now: drag(stage, now))
    stage.bridge.camera(25.28, 54.69, 12.5)
    stage.rest(1.5 * share)
    found["zoom"] = frames(stage, SECONDS * share, lambda now: pinch(stage, now))
    return found | memory()


def frames(stage: Any, seconds: float, step: Any) -> float:
    """Frames a second while `step` moves the fingers every 16 ms."""
    first = stage.script("window.frames_")
    begin = time.monotonic()
    step(-1.0)
    while (now := time.monotonic() - begin) < seconds:
        step(now)
        stage.rest(0.012)
    taken = stage.script("window.frames_") - first
    spent = time.monotonic() - begin
    step(None)
    stage.rest(0.5)
    return float(taken / spent)


def drag(stage: Any, now: float | None) -> None:
    import math

    hand(
        stage,
        [] if now is None else [(540 + 300 * math.sin(2.4 * now), 960 + 400 * math.cos(1.9 * now))],
    )


def pinch(stage: Any, now: float | None) -> None:
    import math

    reach = 0 if now is None else 260 + 180 * math.sin(2.2 * now)
    hand(stage, [] if now is None else [(540, 960 - reach), (540, 960 + reach)])


_down: dict[int, tuple[float, float]] = {}


def hand(stage: Any, fingers: list[tuple[float, float]]) -> None:
    """Press, move or lift fingers so that these remain."""
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest

    event = QTest.touchEvent(stage.window, stage.touch)
    for number, spot in enumerate(fingers):
        point = QPoint(int(spot[0]), int(spot[1]))
        if number in _down:
            event.move(number, point, stage.window)
        else:
            event.press(number, point, stage.window)
        _down[number] = spot
    for number in [n for n in _down if n >= len(fingers)]:
        spot = _down.pop(number)
        event.release(number, QPoint(int(spot[0]), int(spot[1])), stage.window)
    event.commit()


def memory(of: int = 0) -> dict[str, float]:
    """PSS in MB of a process, else of this one, and all that descend from it; and what is own."""
    root = of or os.getpid()
    parents: dict[int, int] = {}
    sizes: dict[int, dict[str, int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
            )
            lines = (folder / "smaps_rollup").read_text().splitlines()[1:]
            sizes[int(folder.name)] = {words[0]: int(words[1]) for words in map(str.split, lines)}
        except (OSError, ValueError, IndexError):
            continue

    def ours(pid: int) -> bool:
        while pid > 1 and pid != root:
            pid = parents.get(pid, 0)
        return pid == root

    mine = [size for pid, size in sizes.items() if ours(pid)]
    return {
        "pss": sum(size["Pss:"] for size in mine) / 1024,
        "own": sum(size["Pss_Anon:"] + size["Pss_Shmem:"] for size in mine) / 1024,
    }


if __name__ == "__main__":
    sys.exit(main())
