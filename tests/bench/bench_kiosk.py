"""The kiosk beside Chromium in kiosk mode with the same data as one static page.

    python -m tests.bench.bench_kiosk [--small]

Both on the same display, in turns: from the command to the first picture, memory of all their
processes (PSS), and processor time while nobody touches them. The kiosk shows its attract loop
with the map's engine running behind it; the page only lies there. The bundle is measured too
where `make package` has built one.
"""

import argparse
import shutil
import sys
import tempfile
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging"), str(ROOT)]

import measure  # noqa: E402

from sync.importers.csv_city import load_city  # noqa: E402

BUNDLE = ROOT / "build" / "bundle" / "city-of-learning-kiosk" / "city-of-learning-kiosk"
BUDGET = "budget: warm start 1.5 s, 450 MB with the map, attract loop under 5 % of one core"


def main() -> int:
    """Print the table. Budgets are shown, never asserted: machines are noisy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="one start, two idle seconds")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        commands = {"kiosk": measure.kiosk([sys.executable, str(ROOT / "main.py")])}
        if BUNDLE.exists() and not chosen.small:
            commands["kiosk, bundle"] = measure.kiosk([str(BUNDLE)])
        if browser := shutil.which("chromium"):
            commands["Chromium, static page"] = chromium(browser, Path(folder))
        else:
            print("Chromium: absent")
        starts, idle = (1, 2.0) if chosen.small else (measure.STARTS, measure.IDLE_SECONDS)
        measure.beside(commands, starts, idle)
    print(BUDGET)
    return 0


def chromium(browser: str, folder: Path) -> list[str]:
    """Chromium as its users set up kiosks, on a page of the city's activities."""
    records = load_city(ROOT / "resources" / "cities" / "vilnius").records["activity"]
    colours = ("#7a1f2b", "#1f6f8b", "#146c41", "#8a4b00", "#5b3cc4")
    cards = "".join(
        f'<li style="background:{colours[number % 5]}"><h2>{escape(each.name)}</h2>'
        f"<p>{escape(each.description)}"
        for number, each in enumerate(records)
    )
    page = folder / "page.html"
    style = (
        "<style>ul{columns:2}li{color:#fff;padding:1em;margin:0 0 1em;break-inside:avoid}</style>"
    )
    page.write_text(f"<!doctype html><meta charset=utf-8>{style}<ul>{cards}</ul>", "utf-8")
    width, height = measure.SIZE
    return [
        browser, "--kiosk", "--no-sandbox", "--no-first-run", "--disable-gpu",
        "--disable-background-networking", "--disable-component-update", "--noerrdialogs",
        f"--user-data-dir={folder / 'profile'}", f"--window-size={width},{height}",
        page.as_uri(),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
