"""The screen program: start to first usable screen, tap to detail, scrolling, memory.

    python tests/bench/bench_screen.py [--small]

Start is warm: from starting the process until the first frame of the attract screen with the
bundled city behind it. Beside it: headless Chromium until it has painted the same activities as
one static page. Tap is from a finger's lifting off a card until the first frame that was drawn
with that activity's page in full; each tap is on another card. Scrolling is from frame to frame
while a finger draws the list; frames that Mesa draws without a GPU take longer than on a kiosk.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from html import escape
from itertools import pairwise
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QObject, QPoint

from kiosk.bootstrap import Kiosk
from kiosk.ui.touch_events import Finger, spin, until

ROOT = Path(__file__).resolve().parents[2]
START_BUDGET_MS = 1_500
TAP_BUDGET_MS = 100
MEMORY_BUDGET_MB = 450
WORDS = ("robot", "keram", "šok", "futbol", "muzik", "teatr", "dail", "program", "stovykl",
         "savanor", "plauk", "kalb")  # fmt: skip


def main() -> int:
    """Print the table. Budgets are shown, never asserted: machines are noisy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="one start, two taps")
    parser.add_argument("--child", metavar="DATA", help=argparse.SUPPRESS)
    parser.add_argument("--taps", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(one_run(Path(chosen.child), chosen.taps)))
        sys.stdout.flush()
        os._exit(0)
    from kiosk.display import own_display

    own_display(1080, 1920)
    runs, taps = (1, 2) if chosen.small else (7, 30)
    with tempfile.TemporaryDirectory() as folder:
        # The first start lays down the city: the small round walks in the next one.
        child(folder, 0)
        walk = child(folder, taps)
        starts = [walk["start"], *(child(folder, 0)["start"] for _ in range(runs - 1))]
        peer = chromium_ms(Path(folder), runs)
    print(f"{'what':<44}{'median':>10}{'p95':>10}{'worst':>10}{'budget':>10}")
    row("start to first frame, ms", starts, START_BUDGET_MS)
    row("  Chromium painting the same data, ms", peer, None)
    row("tap to detail, ms", walk["taps"], TAP_BUDGET_MS)
    row("scrolling the list, ms from frame to frame", walk["frames"], None)
    row("memory on the home screen without map, PSS MB", [walk["pss"]], MEMORY_BUDGET_MB)
    return 0


def row(name: str, values: list[float], budget: int | None) -> None:
    """One line; a peer that is not on this machine is said to be absent."""
    if not values:
        print(f"{name:<44}{'absent':>10}")
        return
    shown = f"{budget:>10}" if budget is not None else ""
    late = statistics.quantiles(values * 2, n=20, method="inclusive")[18]
    print(f"{name:<44}{statistics.median(values):>10.0f}{late:>10.0f}{max(values):>10.0f}{shown}")


def child(folder: str, taps: int) -> dict[str, object]:
    """One kiosk in a process of its own."""
    begun = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, __file__, "--child", folder, "--taps", str(taps)],
        env={**os.environ, "BEGUN": str(begun)}, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True, check=True, timeout=300,
    )  # fmt: skip
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def one_run(data: Path, taps: int) -> dict[str, object]:
    """Start, touch some cards, weigh."""
    from kiosk.application import make_application
    from kiosk.settings import Settings

    make_application(allow_root=True)
    kiosk = Kiosk(Settings(data=data, language="lt", idle_seconds=3600.0))
    frames: list[int] = []
    kiosk.window.frameSwapped.connect(lambda: frames.append(time.monotonic_ns()))
    kiosk.show(full_screen=False)
    until(lambda: bool(frames), 30.0)
    start = (frames[0] - int(os.environ["BEGUN"])) / 1e6
    finger = Finger(kiosk.window)
    finger.tap("attractLanguage:lt")
    finger.wait_for("home")
    spin(1.0)
    took = [tap(kiosk, finger, WORDS[number % len(WORDS)]) for number in range(taps)]
    scrolled = scroll(kiosk, finger, frames, min(taps, 4)) if taps else []
    return {"start": start, "taps": took, "frames": scrolled, "pss": pss_mb()}


def tap(kiosk: Kiosk, finger: Finger, word: str) -> float:
    """Milliseconds from lifting off the first card of this search to its page in a frame."""
    kiosk.app.home()
    kiosk.app.navigate("list", {"text": word})
    finger.wait_for("activity:*")
    spin(0.6)
    point, marks = finger.bring("activity:*"), dict[str, float]()
    detail, window = kiosk.app.screens.detail, kiosk.window

    def note(name: str, after: str) -> None:
        if name not in marks and (not after or after in marks):
            marks[name] = time.perf_counter() * 1000

    class Lift(QObject):
        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.TouchEnd:
                note("lifted", "")
            return False

    def changed() -> None:
        if detail.property("view")["state"] == "found":
            note("found", "lifted")

    lift = Lift()
    window.installEventFilter(lift)
    joined = [
        detail.changed.connect(changed),
        window.afterAnimating.connect(lambda: note("drawing", "found")),
        window.frameSwapped.connect(lambda: note("shown", "drawing")),
    ]
    finger.tap_at(point)
    until(lambda: "shown" in marks)
    window.removeEventFilter(lift)
    for each in joined:
        QObject.disconnect(each)
    return marks["shown"] - marks["lifted"]


def scroll(kiosk: Kiosk, finger: Finger, frames: list[int], drags: int) -> list[float]:
    """Milliseconds between frames while a finger draws the whole list up and down."""
    kiosk.app.home()
    kiosk.app.navigate("list", {})
    finger.wait_for("activity:*")
    spin(0.6)
    across, high = kiosk.window.width() // 2, kiosk.window.height()
    low, top = QPoint(across, int(high * 0.8)), QPoint(across, int(high * 0.45))
    gaps: list[float] = []
    for start, end in ((low, top),) * drags + ((top, low),) * drags:
        frames.clear()
        finger.drag(start, end, flick=True)
        gaps += [(b - a) / 1e6 for a, b in pairwise(frames)]
    return gaps


def pss_mb() -> float:
    """Proportional set size of this process and its children, in MB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            mine = int(status.parent.name) == os.getpid() or int(fields["PPid"]) == os.getpid()
            if mine:
                rollup = (status.parent / "smaps_rollup").read_text().splitlines()
                total += sum(int(x.split()[1]) for x in rollup if x.startswith("Pss:"))
        except (OSError, ValueError, KeyError):
            # A process that ended while we looked weighs nothing.
            continue
    return total / 1000


def chromium_ms(folder: Path, runs: int) -> list[float]:
    """Debian's Chromium until it has painted the same activities from a file; empty if absent."""
    browser = shutil.which("chromium")
    if browser is None:
        return []
    from sync.importers.csv_city import load_city

    records = load_city(ROOT / "resources" / "cities" / "vilnius").records["activity"]
    cards = "".join(f"<li><h2>{escape(a.name)}</h2><p>{escape(a.description)}" for a in records)
    page = folder / "page.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><ul>{cards}</ul>", "utf-8")
    took = []
    for number in range(runs + 1):
        begun = time.monotonic()
        subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
                "--disable-background-networking", "--disable-component-update",
                f"--user-data-dir={folder / 'profile'}", "--window-size=1080,1920",
                f"--screenshot={folder / 'page.png'}", page.as_uri(),
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=120,
        )  # fmt: skip
        if number:
            took.append((time.monotonic() - begun) * 1000)
    return took


if __name__ == "__main__":
    sys.exit(main())
