"""Two fingers, a new pack, and what the map tells of its view. Usage as page_driver.py."""

import json
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import page_driver as driver
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from kiosk.ui.map.config import MapSettings
from kiosk.ui.map.status import read_status
from sync.citypack.installed import Packs

MIDDLE = (driver.WIDTH / 2, driver.HEIGHT / 2)
STEPS = 24
Spot = tuple[float, float]


def two(stage: driver.Stage, at: Callable[[float], tuple[Spot, Spot]], rest: float = 1.2) -> None:
    """Two fingers that stand at `at(0)`, move and lift at `at(1)`; then the map comes to rest."""

    def points(share: float) -> list[QPoint]:
        return [QPoint(round(x), round(y)) for x, y in at(share)]

    event = QTest.touchEvent(stage.window, stage.touch)
    for finger, point in enumerate(points(0)):
        event.press(finger, point, stage.window)
    event.commit()
    stage.rest(0.1)
    for step in range(1, STEPS + 1):
        event = QTest.touchEvent(stage.window, stage.touch)
        for finger, point in enumerate(points(step / STEPS)):
            event.move(finger, point, stage.window)
        event.commit()
        stage.rest(0.03)
    event = QTest.touchEvent(stage.window, stage.touch)
    for finger, point in enumerate(points(1)):
        event.release(finger, point, stage.window)
    event.commit()
    stage.rest(rest)


def fingers(stage: driver.Stage) -> dict[str, Any]:
    """Pinch, turn and pan, each from the same view; what the page reports after each."""
    views: list[tuple[float, ...]] = []
    stage.bridge.viewChanged.connect(lambda *view: views.append(view))
    ready = stage.ready()
    x, y = MIDDLE
    moves: dict[str, Callable[[float], tuple[Spot, Spot]]] = {
        "spread": lambda s: ((x, y - 80 - 160 * s), (x, y + 80 + 160 * s)),
        "turn": lambda s: (
            (x + 200 * math.cos(1.4 * s), y + 200 * math.sin(1.4 * s)),
            (x - 200 * math.cos(1.4 * s), y - 200 * math.sin(1.4 * s)),
        ),
        "pan": lambda s: ((x - 100 + 150 * s, y), (x + 100 + 150 * s, y)),
        "out": lambda s: ((x, y - 350 + 320 * s), (x, y + 350 - 320 * s)),
    }
    found: dict[str, Any] = {"ready": ready, "renderer": stage.bridge.renderer}
    for name, at in moves.items():
        stage.look(*driver.CENTRE, 13.0)
        before = views[-1]
        two(stage, at)
        # A slow machine tells of its rest late.
        stage.wait(lambda: bool(views[-1][6]), 8)
        stage.rest(0.4)
        found[name] = {"before": before, "after": views[-1]}
    # Out and away: nobody pans to the ocean.
    for _ in range(4):
        two(stage, moves["out"], 0.2)
    for _ in range(3):
        two(stage, lambda s: ((x - 300 + 600 * s, y - 60), (x - 300 + 600 * s, y + 60)), 0.2)
    stage.rest(1.0)
    found["edge"] = views[-1]
    stage.bridge.backToHere()
    stage.rest(1.0)
    found["home"] = views[-1]
    stage.bridge.fit()
    stage.rest(1.0)
    found["fit"] = views[-1]
    return found


class Kept(driver.Stage):
    """A stage whose bridge has a data folder."""

    def _settings(self, settings: MapSettings) -> MapSettings:
        return replace(settings, data=Path(tempfile.mkdtemp()))


def swap(stage: driver.Stage) -> dict[str, Any]:
    """A pack arrives while a visitor looks; then another one that is damaged."""
    ready = stage.ready()
    data = stage.bridge.settings.data
    assert data is not None
    helsinki = driver.ROOT / "resources/cities/helsinki"
    begin = time.monotonic()
    Packs(data).install(helsinki)
    stage.bridge.packs.look()
    during = stage.bridge.shown.pack.manifest.city  # type: ignore[union-attr]
    stage.bridge.reset()
    stage.wait(lambda: str(stage.bridge.state) == "loading", 3)
    again = stage.ready()
    after = stage.script("fetch('kiosk://map/data/config.json').then(r => r.json())"
                         ".then(c => { window.bounds_ = c.pack.bounds; }); 1")  # fmt: skip
    stage.rest(0.5)
    after = stage.script("window.bounds_")
    took = time.monotonic() - begin
    bad = Path(tempfile.mkdtemp())
    for name in ("map.pmtiles", "map.json"):
        shutil.copy(helsinki / name, bad)
    stage.bridge.use_pack(bad / "map.pmtiles")
    (bad / "map.json").write_text("{}")
    stage.bridge.use_pack(bad / "map.pmtiles")
    status = read_status(data)
    return {
        "ready": ready, "during": during, "again": again, "bounds": after, "took": round(took, 2),
        "kept": stage.bridge.shown.pack.manifest.city,  # type: ignore[union-attr]
        "status": status.renderer if status else "", "pack": status.pack if status else "",
    }  # fmt: skip


def blind(stage: driver.Stage) -> dict[str, Any]:
    """No WebGL at all, as with a GPU on Chromium's blocklist."""
    ready = stage.ready()
    webgl = stage.script("document.createElement('canvas').getContext('webgl2') !== null")
    stage.look(*driver.FAR, 14.0)
    stage.tap_until(lambda: any(n[0] == "placeTapped" for n in stage.news))
    picture = stage.app.primaryScreen().grabWindow(stage.window.winId()).toImage()
    colours = {picture.pixel(x, y) for x in range(0, 690, 7) for y in range(0, 890, 7)}
    data = stage.bridge.settings.data
    status = read_status(data) if data else None
    return {
        "ready": ready, "webgl": webgl, "renderer": stage.bridge.renderer,
        "news": stage.news, "colours": len(colours),
        "degraded": status.degraded if status else False,
    }  # fmt: skip


if __name__ == "__main__":
    scenario, renderer, city = sys.argv[1:4]
    scenarios: dict[str, tuple[type[driver.Stage], Callable[[driver.Stage], dict[str, Any]]]] = {
        "fingers": (driver.Stage, fingers), "swap": (Kept, swap), "blind": (Kept, blind),
    }  # fmt: skip
    if scenario == "blind":
        os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] += " --disable-3d-apis"
    kind, play = scenarios[scenario]
    sys.stdout.write(json.dumps(play(kind(renderer, Path(city))), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    os._exit(0)
