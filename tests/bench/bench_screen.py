"""The screen program: start to first usable screen, tap to detail, memory.

    python tests/bench/bench_screen.py [--small]

Start is warm: from starting the process until the first frame of the attract screen with the
bundled city behind it. Beside it: headless Chromium until it has painted the same activities as
one static page. Tap is a real touch on a card until the detail screen shows that activity.
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
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

START_BUDGET_MS = 1_500
TAP_BUDGET_MS = 100
MEMORY_BUDGET_MB = 450


def main() -> int:
    """Print the table. Budgets are shown, never asserted: machines are noisy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="two starts, three taps")
    parser.add_argument("--child", metavar="DATA", help=argparse.SUPPRESS)
    parser.add_argument("--taps", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.child:
        print(json.dumps(one_run(Path(chosen.child), chosen.taps)))
        sys.stdout.flush()
        os._exit(0)
    from kiosk.display import own_display

    own_display(1080, 1920)
    runs, taps = (2, 3) if chosen.small else (7, 30)
    with tempfile.TemporaryDirectory() as folder:
        child(folder, 0)
        starts = [child(folder, 0)["start"] for _ in range(runs)]
        walk = child(folder, taps)
        peer = chromium_ms(Path(folder), runs)
    print(f"{'what':<44}{'median':>10}{'worst':>10}{'budget':>10}")
    row("start to first frame, ms", starts, START_BUDGET_MS)
    row("  Chromium painting the same data, ms", peer, None)
    row("tap to detail, ms", walk["taps"], TAP_BUDGET_MS)
    row("memory on the home screen without map, PSS MB", [walk["pss"]], MEMORY_BUDGET_MB)
    return 0


def row(name: str, values: list[float], budget: int | None) -> None:
    """One line; a peer that is not on this machine is said to be absent."""
    if not values:
        print(f"{name:<44}{'absent':>10}")
        return
    shown = f"{budget:>10}" if budget is not None else ""
    print(f"{name:<44}{statistics.median(values):>10.0f}{max(values):>10.0f}{shown}")


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
    from kiosk.bootstrap import Kiosk
    from kiosk.settings import Settings
    from kiosk.ui.touch_events import Finger, spin, until

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
    took = []
    for _ in range(taps):
        kiosk.app.home()
        kiosk.app.navigate("list", {"text": "robot"})
        finger.wait_for("activity:*")
        spin(0.4)
        begun = time.monotonic_ns()
        finger.tap("activity:*")
        until(lambda: finger.find("takeAlong") is not None, 5.0)
        # Finding things by name is the test's own work, not the screen's: it is taken off.
        looked = time.monotonic_ns()
        finger.find("takeAlong")
        took.append((2 * looked - time.monotonic_ns() - begun) / 1e6)
    return {"start": start, "taps": took, "pss": pss_mb()}


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
