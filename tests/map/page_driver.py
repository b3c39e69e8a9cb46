"""Runs the map in a process of its own and prints what happened, as JSON on the last line.

Chromium must be set up before any application object exists, and a test process may already have
one. Usage: page_driver.py SCENARIO RENDERER CITY.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.ui.map import flags  # noqa: E402

flags.prepare(allow_root=True)

from PySide6.QtCore import Q_ARG, QEventLoop, QMetaObject, QObject, QPoint, QTimer, QUrl  # noqa: E402
from PySide6.QtGui import QGuiApplication, QWindow  # noqa: E402
from PySide6.QtQml import QQmlApplicationEngine  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWebEngineQuick import QtWebEngineQuick  # noqa: E402

from kiosk.ui.map import scheme  # noqa: E402
from kiosk.ui.map.bridge import MapBridge, MapSettings  # noqa: E402
from kiosk.ui.map.points import MapPoint, encode_points  # noqa: E402

WIDTH, HEIGHT = 700, 900
CENTRE = (25.2797, 54.6872)
FAR = (25.34, 54.70)
VIEW = """
import QtQuick
import QtQuick.Window
import Kiosk.Map
Window {
    id: root
    required property QtObject bridge
    property string answer
    visible: true; width: 700; height: 900
    flags: Qt.FramelessWindowHint
    function run(view: var, code: string): void {
        view.runJavaScript(code, result => { root.answer = JSON.stringify(result ?? null); });
    }
    CityMap { anchors.fill: parent; bridge: root.bridge }
}
"""


def points() -> list[MapPoint]:
    """Nine places close together at the centre, one far off, and two at one spot."""
    near = [
        MapPoint(f"near-{n}", CENTRE[0] + n * 2e-4, CENTRE[1], "#B8291F", "circle", 2, f"Šalia {n}")
        for n in range(-4, 5)
    ]
    far = MapPoint("far", *FAR, "#1F5FBF", "square", 1, "Toli")
    same = [
        MapPoint(f"same-{n}", 25.22, 54.70, "#86268A", "star", 1, f"Kartu {n}") for n in range(2)
    ]
    return [*near, far, *same]


class Stage:
    """The window with the map, and the hands that touch it."""

    def __init__(self, renderer: str, city: Path, theme: str = "light") -> None:
        scheme.register()
        QtWebEngineQuick.initialize()
        self.app = QGuiApplication([])
        self.fetched = 0
        settings = MapSettings(
            ROOT / "resources", city / "map.pmtiles", CENTRE, None,
            zoom=13.0, renderer=renderer, theme=theme, still=True,
        )  # fmt: skip
        self.bridge = MapBridge(self._settings(settings), self._points)
        self.news: list[list[Any]] = []
        for name in ("placeTapped", "placesTapped", "clusterTapped", "emptyTapped", "walked"):
            getattr(self.bridge, name).connect(
                lambda *args, name=name: self.news.append([name, *args])
            )
        self.zoom = 0.0
        self.bridge.viewChanged.connect(self._moved)
        self.touch = QTest.createTouchDevice()
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(ROOT / "kiosk" / "qml"))
        self.engine.setInitialProperties({"bridge": self.bridge})
        self.engine.loadData(VIEW.encode(), QUrl("inline.qml"))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QWindow)
        self.window = window
        self.window.requestActivate()

    def _settings(self, settings: MapSettings) -> MapSettings:
        return settings

    def _points(self) -> bytes:
        self.fetched += 1
        return encode_points(points())

    def _moved(self, *view: float) -> None:
        self.zoom = view[4]

    def wait(self, until: Callable[[], bool], seconds: float = 20.0) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not until():
            loop = QEventLoop()
            QTimer.singleShot(15, loop.quit)
            loop.exec()
        return until()

    def ready(self) -> bool:
        return self.wait(lambda: str(self.bridge.state) != "loading") and (
            str(self.bridge.state) == "ready"
        )

    def rest(self, seconds: float = 0.6) -> None:
        self.wait(lambda: False, seconds)

    def tap(self, x: int = WIDTH // 2, y: int = HEIGHT // 2) -> None:
        point = QPoint(x, y)
        QTest.touchEvent(self.window, self.touch).press(0, point, self.window).commit()
        self.rest(0.06)
        QTest.touchEvent(self.window, self.touch).release(0, point, self.window).commit()

    def tap_until(self, done: Callable[[], bool], tries: int = 5) -> None:
        """A slow machine may not have drawn yet what is to be tapped."""
        for _ in range(tries):
            self.tap()
            if self.wait(done, 3):
                return

    def look(self, lon: float, lat: float, zoom: float) -> None:
        self.bridge.camera(lon, lat, zoom)
        self.wait(lambda: abs(self.zoom - zoom) < 0.01, 5)
        self.rest()

    def script(self, code: str) -> Any:
        views = [
            child for child in self.window.findChildren(QObject)
            if child.metaObject().className().startswith("QQuickWebEngineView")
        ]  # fmt: skip
        self.window.setProperty("answer", "")
        QMetaObject.invokeMethod(
            self.window, "run", Q_ARG("QVariant", views[0]), Q_ARG("QString", code)
        )
        self.wait(lambda: bool(self.window.property("answer")), 5)
        return json.loads(str(self.window.property("answer")) or "null")


def renderers() -> list[int]:
    """Renderer processes that descend from this one: forks of Chromium's zygotes."""
    parents: dict[int, int] = {}
    engines = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(
                (folder / "stat").read_text().rsplit(")", 1)[1].split()[1]
            )
            if "QtWebEngineProcess" in (folder / "cmdline").read_text():
                engines.add(int(folder.name))
        except (OSError, ValueError, IndexError):
            continue

    def ours(pid: int) -> bool:
        while pid > 1:
            if pid == os.getpid():
                return True
            pid = parents.get(pid, 0)
        return False

    return [pid for pid in engines if parents[pid] in engines and ours(pid)]


def taps(stage: Stage) -> dict[str, Any]:
    """A cluster, a place, a spot with two places, bare ground; then select and reload."""
    ready = stage.ready()
    stage.look(*CENTRE, 12.0)
    before = stage.zoom
    stage.tap_until(lambda: stage.zoom > before + 0.9)
    after = stage.zoom
    stage.look(*FAR, 14.0)
    stage.tap_until(lambda: any(n[0] == "placeTapped" for n in stage.news))
    stage.look(25.22, 54.70, 14.0)
    stage.tap_until(lambda: any(n[0] == "placesTapped" for n in stage.news))
    stage.look(25.21, 54.72, 14.0)
    stage.tap_until(lambda: any(n[0] == "emptyTapped" for n in stage.news))
    fetched = stage.fetched
    stage.bridge.reload()
    stage.wait(lambda: stage.fetched > fetched, 5)
    return {
        "ready": ready, "before": before, "after": after, "news": stage.news,
        "renderer": stage.bridge.renderer, "reloaded": stage.fetched > fetched,
        "blocked": stage.bridge.gate.blocked, "refused": stage.bridge._files.refused,
        "attribution": stage.script("document.getElementById('attribution').textContent"),
        "tiles": stage.script("performance.getEntriesByType('resource').length > 0"),
    }  # fmt: skip


def looks(stage: Stage) -> dict[str, Any]:
    """Theme and language change in place."""
    ready = stage.ready()
    themes = {}
    for theme in ("light", "dark", "contrast"):
        stage.bridge.looks.setProperty("theme", theme)
        stage.rest(1.0)
        image = stage.app.primaryScreen().grabWindow(stage.window.winId())
        themes[theme] = image.toImage().pixelColor(20, 400).lightness()
    stage.bridge.looks.setProperty("language", "en")
    stage.rest(0.4)
    return {"ready": ready, "themes": themes, "lang": stage.script("document.documentElement.lang")}


def hostile(stage: Stage) -> dict[str, Any]:
    """What a page gone bad might try."""
    ready = stage.ready()
    served = ".then(r => r.ok ? 'in' : 'blocked', () => 'blocked')"
    tries = {
        "http": "fetch('http://127.0.0.1:9/x').then(() => 'in', () => 'blocked')",
        "file": "fetch('file:///etc/passwd').then(r => r.ok ? 'in' : 'blocked', () => 'blocked')",
        "unknown": f"fetch('kiosk://map/etc/passwd'){served}",
        "climb": f"fetch('kiosk://map/fonts/%2e%2e/%2e%2e/main.py'){served}",
        "post": f"fetch('kiosk://map/data/points.bin', {{method: 'POST'}}){served}",
        "image": "new Promise(d => { const i = new Image(); i.onload = () => d('in');"
        " i.onerror = () => d('blocked'); i.src = 'http://127.0.0.1:9/i.png'; })",
        "eval": "new Promise(d => { try { d(new Function('return 1')() && 'in') }"
        " catch { d('blocked') } })",
    }
    for name, code in tries.items():
        stage.script(f"window['try_{name}'] = 'waiting';"
                     f"{code}.then(r => {{ window['try_{name}'] = r; }}); 1")  # fmt: skip
    stage.rest(0.6)
    found = {name: stage.script(f"window['try_{name}']") for name in tries}
    found["window"] = stage.script(
        "window.open('kiosk://map/index.html') === null ? 'blocked' : 'in'"
    )
    stage.script("alert('x'); 1")
    found["print"] = stage.script("window.print(); 'asked'")
    denied = stage.bridge.denials.total()
    gate = stage.bridge.gate.blocked
    for address in ("https://example.org/", "file:///etc/hostname", "data:text/html,<p>x",
                    "kiosk://map/page.css", "chrome://gpu"):  # fmt: skip
        stage.script(f"location.href = '{address}'; 1")
        stage.rest(0.25)
    here = stage.script("location.href")
    return {
        "ready": ready, "found": found, "denied": denied, "blocked": gate, "here": here,
        "navigations": stage.bridge.gate.blocked - gate, "state": str(stage.bridge.state),
    }  # fmt: skip


def crash(stage: Stage) -> dict[str, Any]:
    """The renderer is killed again and again."""
    ready = stage.ready()
    back = []
    for _ in range(3):
        begin = time.monotonic()
        for pid in renderers():
            os.kill(pid, signal.SIGKILL)
        stage.wait(lambda: str(stage.bridge.state) == "loading", 5)
        if stage.ready():
            back.append(round(time.monotonic() - begin, 2))
    for pid in renderers():
        os.kill(pid, signal.SIGKILL)
    stage.wait(lambda: str(stage.bridge.state) == "failed", 5)
    return {
        "ready": ready, "back": back, "state": str(stage.bridge.state),
        "fault": str(stage.bridge.fault), "total": stage.bridge.watch.crashes.total,
    }  # fmt: skip


def hang(stage: Stage) -> dict[str, Any]:
    """The page's thread never comes back."""
    ready = stage.ready()
    begin = time.monotonic()
    stage.script("setTimeout(() => { for (;;); }, 10); 1")
    gone = stage.wait(lambda: str(stage.bridge.state) == "loading", 8)
    noticed = time.monotonic() - begin
    again = stage.ready()
    return {
        "ready": ready, "noticed": gone, "after": round(noticed, 2), "again": again,
        "back": round(time.monotonic() - begin, 2), "total": stage.bridge.watch.crashes.total,
    }  # fmt: skip


def damaged(stage: Stage) -> dict[str, Any]:
    """The pack cannot be read."""
    stage.rest(0.3)
    return {"state": str(stage.bridge.state), "fault": str(stage.bridge.fault)}


if __name__ == "__main__":
    scenario, renderer, city = sys.argv[1:4]
    result = globals()[scenario](Stage(renderer, Path(city)))
    sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    # Chromium's orderly end takes seconds that a test has no use for.
    os._exit(0)
