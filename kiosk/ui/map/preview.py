"""Look at a city pack: `python -m kiosk.ui.map.preview --city DIR --out DIR` writes pictures.

Every look at five zooms, portrait and landscape, with points from the city's places or, where
there are none, made up around its centre.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.display import has_display, own_display
from kiosk.ui.map import flags
from kiosk.ui.map.points import MapPoint, encode_points
from sync.citypack.manifest import Manifest, read_manifest

if TYPE_CHECKING:
    from kiosk.ui.map.bridge import MapBridge

RESOURCES = Path(__file__).parents[3] / "resources"
QML = Path(__file__).parents[2] / "qml"
LOOKS = ("light", "dark", "contrast")
ZOOMS = (8.6, 10.8, 12.6, 14.2, 16.0)
COLOURS = (
    ("#B8291F", "circle"), ("#1F5FBF", "square"), ("#86268A", "diamond"), ("#0B7080", "triangle"),
    ("#C2185B", "hexagon"), ("#A9471A", "star"), ("#5B3CC4", "pentagon"), ("#2E7036", "octagon"),
)  # fmt: skip
VIEW = """
import QtQuick
import QtQuick.Window
import Kiosk.Map
Window {
    id: root
    required property QtObject bridge
    visible: true
    color: "#efebe3"
    flags: Qt.FramelessWindowHint
    CityMap { anchors.fill: parent; bridge: root.bridge }
}
"""


def made_up_points(manifest: Manifest, count: int, seed: int = 7) -> list[MapPoint]:
    """Points around the centre, thinner outwards; the same for the same seed."""
    dice = random.Random(seed)
    west, south, east, north = manifest.bounds
    lon, lat = manifest.centre
    spread = min(east - lon, lon - west) / 3.2, min(north - lat, lat - south) / 3.2
    found = []
    for number in range(count):
        colour, shape = dice.choice(COLOURS)
        found.append(
            MapPoint(
                id=f"place-{number}",
                lon=min(east, max(west, dice.gauss(lon, spread[0]))),
                lat=min(north, max(south, dice.gauss(lat, spread[1]))),
                colour=colour,
                shape=shape,
                count=max(1, int(dice.expovariate(0.4))),
                name=f"Vieta {number}",
            )
        )
    return found


def venue_points(city: Path, count: int, seed: int = 7) -> list[MapPoint]:
    """Real places of the city's sources with made-up topics and counts."""
    file = city / "source" / "venues-osm.jsonl"
    if not file.exists():
        return []
    dice = random.Random(seed)
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    dice.shuffle(rows)
    found = []
    for row in rows[:count]:
        colour, shape = dice.choice(COLOURS)
        number = max(1, int(dice.expovariate(0.4)))
        name = str(row.get("name", ""))
        found.append(MapPoint(row["osm"], row["lon"], row["lat"], colour, shape, number, name))
    return found


def main(argv: list[str] | None = None) -> int:
    """Render; 0 when every picture was written."""
    parser = argparse.ArgumentParser(prog="kiosk.ui.map.preview", description=__doc__)
    parser.add_argument("--city", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--points", type=int, default=360)
    parser.add_argument("--renderer", choices=("auto", "maplibre", "canvas"), default="auto")
    parser.add_argument("--looks", default=",".join(LOOKS))
    parser.add_argument("--sizes", default="1080x1920,1920x1080")
    parser.add_argument("--zooms", default=",".join(map(str, ZOOMS)))
    chosen = parser.parse_args(argv)
    chosen.out.mkdir(parents=True, exist_ok=True)
    if not has_display():
        own_display(1920, 1920)
    return _render(chosen)


def _render(chosen: argparse.Namespace) -> int:
    flags.prepare(allow_root=True)
    from PySide6.QtCore import QEventLoop, QTimer, QUrl
    from PySide6.QtGui import QGuiApplication, QImage, QWindow
    from PySide6.QtQml import QQmlApplicationEngine
    from PySide6.QtWebEngineQuick import QtWebEngineQuick

    from kiosk.ui.map import scheme
    from kiosk.ui.map.bridge import MapBridge, MapSettings

    scheme.register()
    QtWebEngineQuick.initialize()
    app = QGuiApplication([])
    manifest = read_manifest(chosen.city / "map.json")
    points = venue_points(chosen.city, chosen.points) or made_up_points(manifest, chosen.points)
    data = encode_points(points)
    settings = MapSettings(
        RESOURCES, chosen.city / "map.pmtiles", manifest.centre, manifest.centre,
        bearing=35.0, language=manifest.language, still=True, renderer=chosen.renderer,
    )  # fmt: skip

    def wait(milliseconds: int, until: Callable[[], bool] = lambda: False) -> bool:
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end and not until():
            loop = QEventLoop()
            QTimer.singleShot(20, loop.quit)
            loop.exec()
        return until()

    written = 0
    for width, height in _sizes(chosen.sizes):
        for look in chosen.looks.split(","):
            bridge = MapBridge(replace(settings, theme=look), lambda: data)
            engine = QQmlApplicationEngine()
            engine.addImportPath(str(QML))
            engine.setInitialProperties({"bridge": bridge})
            engine.loadData(VIEW.encode(), QUrl("inline.qml"))
            window = engine.rootObjects()[0]
            assert isinstance(window, QWindow)
            window.setGeometry(0, 0, width, height)
            if not wait(30_000, partial(_settled, bridge)) or str(bridge.state) == "failed":
                sys.stderr.write(f"{look}: {bridge.fault or 'never became ready'}\n")
                return 1
            for zoom in (float(z) for z in chosen.zooms.split(",")):
                bridge.camera(*manifest.centre, zoom)
                if zoom == 16.0:
                    bridge.select(_nearest(points, manifest.centre))
                wait(1500)
                file = chosen.out / f"{width}x{height}-{look}-z{zoom:g}.png"
                screen = app.primaryScreen()
                picture: QImage | None = None
                for _ in range(20):
                    before = picture
                    picture = screen.grabWindow(0, 0, 0, width, height).toImage()
                    # Two alike: all tiles and labels have come.
                    if picture == before:
                        break
                    wait(1000)
                assert picture is not None
                picture.save(str(file))
                written += 1
                print(f"{file} ({bridge.renderer}, first picture {bridge.first_picture_ms} ms)")
            window.close()
            engine.deleteLater()
            wait(200)
    return 0 if written else 1


def _nearest(points: list[MapPoint], centre: tuple[float, float]) -> str:
    return min(points, key=lambda p: abs(p.lon - centre[0] - 0.006) + abs(p.lat - centre[1])).id


def _settled(bridge: "MapBridge") -> bool:
    return str(bridge.state) != "loading"


def _sizes(text: str) -> Iterator[tuple[int, int]]:
    for each in text.split(","):
        width, height = each.split("x")
        yield int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
