"""What the map page may ask for, and how the engine is started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from kiosk.ui.map.crashes import CrashCount
from kiosk.ui.map.flags import ALLOCATOR, RootRefused, has_gpu, prepare
from kiosk.ui.map.gate import RequestGate, allowed, may_navigate
from kiosk.ui.map.points import MapPoint, decode_points, encode_points, places_of
from kiosk.ui.map.scheme import MapFiles, static_files

OUTSIDE = [
    "http://example.org/", "https://tile.openstreetmap.org/1/1/1.png", "file:///etc/passwd",
    "data:text/html,x", "ftp://host/", "qrc:///x", "chrome://gpu", "kiosk://other/index.html",
    "ws://127.0.0.1/", "blob:kiosk://map/1", "",
]  # fmt: skip


class Info:
    """Stands for QWebEngineUrlRequestInfo, which only the engine can make."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.stopped = False

    def requestUrl(self) -> QUrl:
        return QUrl(self.url)

    def block(self, stop: bool) -> None:
        self.stopped = stop


@pytest.fixture
def files(project: Path) -> MapFiles:
    documents = {"/data/points.bin": lambda: encode_points([])}
    return MapFiles(static_files(project / "resources"), documents, None)


@pytest.mark.parametrize("url", OUTSIDE)
def test_nothing_outside_the_scheme_passes_the_gate(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    gate = RequestGate()
    info = Info(url)
    gate.interceptRequest(info)  # type: ignore[arg-type]
    assert info.stopped
    assert gate.blocked == 1
    assert not allowed(QUrl(url))
    assert not may_navigate(QUrl(url))
    assert "passwd" not in " ".join(gate.recent)


def test_the_page_passes_but_is_the_only_one_to_go_to() -> None:
    gate = RequestGate()
    info = Info("kiosk://map/tiles/14/1/1.pbf")
    gate.interceptRequest(info)  # type: ignore[arg-type]
    assert not info.stopped
    assert gate.blocked == 0
    assert may_navigate(QUrl("kiosk://map/index.html"))
    assert not may_navigate(QUrl("kiosk://map/page.css"))


@pytest.mark.parametrize(
    "path",
    [
        "/../main.py", "/fonts/../../main.py", "/fonts/%2e%2e/main.py", "//etc/passwd",
        "/etc/passwd",
        "/lib/", "/lib", "", "/", "/tiles/1/1/1.png", "/tiles/-1/0/0.pbf", "/tiles/1/1/../1.pbf",
        "/tiles/999/1/1.pbf", "/data/people.json", "/lib/VERSIONS.md", "/js/main.js\0.html",
    ],
)  # fmt: skip
def test_unknown_and_climbing_paths_are_not_served(files: MapFiles, path: str) -> None:
    assert files.answer(path) is None


def test_page_data_and_fonts_are_served_with_their_types(files: MapFiles) -> None:
    wanted = {
        "/index.html": b"text/html", "/js/main.js": b"text/javascript", "/page.css": b"text/css",
        "/fonts/Onest-SemiBold.ttf": b"font/ttf", "/data/points.bin": b"application/octet-stream",
        "/lib/maplibre-gl-csp.js": b"text/javascript",
    }  # fmt: skip
    for path, kind in wanted.items():
        answer = files.answer(path)
        assert answer is not None, path
        assert answer[0].startswith(kind)
        assert answer[1]
    assert files.answer("/tiles/14/1/1.pbf") == (b"application/vnd.mapbox-vector-tile", b"")


def test_the_vendored_library_is_the_one_without_the_known_hole(project: Path) -> None:
    text = (project / "resources/map/lib/maplibre-gl-csp.js").read_text("utf-8")[:400]
    assert "v5.24.1" in text
    assert "5.24.1" in (project / "resources/map/lib/VERSIONS.md").read_text("utf-8")


def test_a_kiosk_never_runs_as_root() -> None:
    with pytest.raises(RootRefused):
        prepare(environ={}, user=0)


def test_debugging_and_foreign_switches_are_cleared() -> None:
    environ = {
        "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--disable-web-security",
    }
    mode = prepare(environ=environ, user=1000, software=False)
    assert mode.sandbox
    assert set(environ) == {"QTWEBENGINE_CHROMIUM_FLAGS", *ALLOCATOR}
    assert "web-security" not in environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    assert "--max-old-space-size=512" in environ["QTWEBENGINE_CHROMIUM_FLAGS"]


def test_without_a_gpu_pictures_are_composed_in_software(tmp_path: Path) -> None:
    environ: dict[str, str] = {}
    assert not has_gpu(tmp_path)
    assert prepare(environ=environ, user=1000, software=True).software
    assert "--disable-gpu-compositing" in environ["QTWEBENGINE_CHROMIUM_FLAGS"]
    (tmp_path / "renderD128").touch()
    assert has_gpu(tmp_path)


@pytest.mark.parametrize(
    ("weak", "needs_gl", "given", "backend"),
    [(True, False, {}, "software"), (True, True, {}, ""), (False, False, {}, ""),
     (True, False, {"QT_QUICK_BACKEND": "rhi"}, "rhi")],
)  # fmt: skip
def test_without_gpu_and_camera_nothing_is_drawn_with_gl(
    weak: bool, needs_gl: bool, given: dict[str, str], backend: str
) -> None:
    environ = dict(given)
    prepare(environ=environ, user=1000, software=weak, needs_gl=needs_gl)
    assert environ.get("QT_QUICK_BACKEND", "") == backend
    switches = environ["QTWEBENGINE_CHROMIUM_FLAGS"].split()
    assert ("--disable-gpu" in switches) == (backend == "software")


def test_three_crashes_in_a_minute_are_forgiven_a_fourth_is_not() -> None:
    count = CrashCount()
    assert [count.again(now) for now in (0.0, 10.0, 20.0, 30.0)] == [True, True, True, False]
    assert count.again(200.0)
    assert count.total == 5


def test_points_carry_lithuanian_names() -> None:
    point = MapPoint("p", 25.2, 54.6, "#fff", "star", 3, "Žvėrynas")
    assert decode_points(encode_points([point])) == [point]


def test_points_are_told_apart_by_id_and_survive_odd_names() -> None:
    points = [
        MapPoint(f"p{n}", 25 + n / 7, -54.6, "#fff" if n % 2 else "#000", "star", n, name)
        for n, name in enumerate(("", "Žirmūnų\ng.", "Київ", "x" * 300))
    ]
    data = encode_points(points)
    assert [each["name"] for each in places_of(data, ["p3", "none", "p1"])] == [
        "x" * 300, "Žirmūnų g.",
    ]  # fmt: skip
    assert [each.count for each in decode_points(data)] == [0, 1, 2, 3]
    assert decode_points(encode_points([])) == []
