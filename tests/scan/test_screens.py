"""Scan and result screens in a real window: frames in, words out, buttons by touch."""

import datetime as dt
import itertools
import logging
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickView
from pytestqt.qtbot import QtBot

from kiosk.badges.verdict import Verdict
from kiosk.devices.camera import CameraScanner, CameraState
from kiosk.devices.qr_frames import nv12_frame, qr_picture
from kiosk.devices.sources import HandedSource
from kiosk.domain.scan_layouts import CALIBRATION, garble
from kiosk.jobs import JobRunner
from kiosk.services.badge import _BADGE, Code, ScanMeaning, Severity, garbled, meaning_of
from kiosk.services.badge_files import badge_files
from kiosk.ui.scan.result_props import NOTHING
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.touch_events import Finger
from tests.scan.test_meaning import City, believer, compact

pytestmark = pytest.mark.qt_log_ignore(
    r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True
)

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
MEANINGS = "kiosk/qml/Kiosk/Scan/Meanings.qml"
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


@dataclass
class Bench:
    """The model with everything real behind it, and what it asked the program for."""

    model: ScanModel
    source: HandedSource
    camera: CameraScanner
    project: Path

    def __post_init__(self) -> None:
        self.asked: list[tuple[str, object]] = []
        for name in ("openActivity", "openBadge", "openShortlist", "resultReady", "staffPayload"):
            signal = getattr(self.model, name)
            signal.connect(lambda value, name=name: self.asked.append((name, value)))
        for name in ("backAsked", "scanAsked", "homeAsked"):
            getattr(self.model, name).connect(lambda name=name: self.asked.append((name, None)))

    def screen(
        self, name: str, qtbot: QtBot, width: int = 540, height: int = 960, argument: str = "model"
    ) -> QQuickView:
        view = QQuickView()
        view.engine().addImportPath(str(self.project / "kiosk/qml"))
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        view.setInitialProperties({argument: self.model})
        view.resize(width, height)
        theme = view.engine().singletonInstance("Kiosk.Theme", "Theme")
        theme.setProperty("windowWidth", width)
        theme.setProperty("windowHeight", height)
        view.setSource(QUrl.fromLocalFile(str(self.project / f"kiosk/qml/Kiosk/Scan/{name}.qml")))
        assert view.status() is QQuickView.Status.Ready, view.errors()
        view.show()
        qtbot.waitUntil(view.isExposed)
        return view


@pytest.fixture
def bench(qtbot: QtBot, project: Path) -> Iterator[Bench]:
    source, jobs = HandedSource(), JobRunner("scan", expected=(OSError,))
    camera = CameraScanner(source)
    model = ScanModel(lambda payload: meaning_of(payload, City(), believer(), NOW), jobs, camera)
    yield Bench(model, source, camera, project)
    camera.shut_down()
    jobs.close()


def hold_up(bench: Bench, qtbot: QtBot, text: str) -> None:
    for degrees in (0, 4):
        assert bench.source.hand(nv12_frame(qr_picture(text, (1280, 720), degrees=degrees)))
        qtbot.wait(60)


def words_on(view: QQuickView) -> str:
    """Every text that can be seen."""
    found: list[str] = []
    waiting: list[QQuickItem] = [view.rootObject()]
    while waiting:
        item = waiting.pop()
        if item.isVisible():
            if isinstance(text := item.property("text"), str):
                found.append(text)
            waiting += item.childItems()
    return "\n".join(found)


def test_a_code_held_to_the_camera_asks_for_the_result_screen(bench: Bench, qtbot: QtBot) -> None:
    view = bench.screen("ScanScreen", qtbot)
    qtbot.waitUntil(lambda: bench.source.started)
    hold_up(bench, qtbot, CLAIM)

    qtbot.waitUntil(lambda: ("resultReady", "cannot_tell_offline") in bench.asked)
    assert bench.camera.state is CameraState.LIVE
    assert "Hold the code here" in words_on(view)
    view.close()


def test_the_camera_stops_when_the_screen_is_left(bench: Bench, qtbot: QtBot) -> None:
    view = bench.screen("ScanScreen", qtbot)
    qtbot.waitUntil(lambda: bench.source.started)

    view.setSource(QUrl())

    qtbot.waitUntil(lambda: not bench.source.started)


@pytest.mark.parametrize("mirrored", [True, False])
def test_the_preview_is_a_mirror_where_the_camera_faces_the_visitor(
    bench: Bench, qtbot: QtBot, mirrored: bool
) -> None:
    bench.source.mirrored = mirrored
    view = bench.screen("ScanScreen", qtbot)
    qtbot.waitUntil(lambda: bench.source.started)
    half = Image.new("L", (1280, 720), 20)
    half.paste(235, (640, 0, 1280, 720))
    stage = find(view, "QQuickVideoOutput").mapRectToScene(
        find(view, "QQuickVideoOutput").boundingRect()
    )
    height = round(stage.center().y() - stage.height() * 0.42)

    def light(part: float) -> int:
        place = stage.x() + stage.width() * part, height
        return view.grabWindow().pixelColor(*map(round, place)).lightness()

    def side() -> str:
        bench.source.hand(nv12_frame(half))
        left, right = light(0.25), light(0.75)
        return "" if abs(left - right) < 80 else "left" if left > right else "right"

    qtbot.waitUntil(lambda: side() == ("left" if mirrored else "right"))
    view.close()


def find(view: QQuickView, kind: str) -> QQuickItem:
    """The first item of this class."""
    waiting = [view.rootObject()]
    while waiting:
        item = waiting.pop()
        if item.metaObject().className().startswith(kind):
            return item
        waiting += item.childItems()
    raise AssertionError(kind)


class Torch(HandedSource):
    """A camera with a light."""

    def __init__(self) -> None:
        super().__init__()
        self.lit: list[bool] = []

    @property
    def has_torch(self) -> bool:
        return True

    def set_torch(self, on: bool) -> None:
        self.lit.append(on)


def test_the_light_has_a_button_only_where_there_is_one_and_is_switched_by_it(
    bench: Bench, qtbot: QtBot, project: Path
) -> None:
    view = bench.screen("ScanScreen", qtbot)
    qtbot.waitUntil(lambda: bench.source.started)
    hold_up(bench, qtbot, "")
    assert bench.camera.state is CameraState.LIVE
    assert not torch(view).isVisible()
    view.close()

    source, jobs = Torch(), JobRunner("scan", expected=(OSError,))
    camera = CameraScanner(source)
    lit = Bench(ScanModel(lambda _: garbled("lt"), jobs, camera), source, camera, project)
    view = lit.screen("ScanScreen", qtbot)
    qtbot.waitUntil(lambda: source.started)
    assert not torch(view).isVisible(), "no picture yet"
    hold_up(lit, qtbot, "")
    qtbot.waitUntil(lambda: torch(view).isVisible())
    finger = Finger(view)
    finger.tap("torch")
    assert (source.lit, torch(view).property("label")) == ([True], "Light off")
    finger.tap("torch")
    assert source.lit == [True, False]

    finger.tap("torch")
    source.plug(False)
    assert not torch(view).isVisible()
    assert lit.model.property("torch") is False
    view.close()
    camera.shut_down()
    jobs.close()


def torch(view: QQuickView) -> QQuickItem:
    found = view.rootObject().findChild(QQuickItem, "torch")
    assert found is not None
    return found


def test_without_a_camera_the_screen_shows_the_handheld_scanner(bench: Bench, qtbot: QtBot) -> None:
    bench.source.plug(False)
    view = bench.screen("ScanScreen", qtbot)

    assert "Use the scanner beside the screen" in words_on(view)
    view.close()


def test_an_activity_code_opens_the_activity_at_once(bench: Bench, qtbot: QtBot) -> None:
    bench.model.scanned(b"COL:A:ROBOTS-1")

    qtbot.waitUntil(lambda: bench.asked == [("openActivity", "robots-1")])


def test_at_the_desk_payloads_go_to_staff_and_are_not_shown(bench: Bench, qtbot: QtBot) -> None:
    bench.model.staff_mode = True
    bench.model.scanned(b"COLP1:whatever")
    qtbot.wait(50)

    assert bench.asked == [("staffPayload", b"COLP1:whatever")]


def test_a_result_of_the_visitor_before_never_appears(bench: Bench, qtbot: QtBot) -> None:
    bench.model.scanned(CLAIM.encode())
    bench.model.reset()
    qtbot.wait(100)

    assert bench.asked == []
    assert bench.model.property("result")["code"] == ""


def test_a_fault_of_ours_is_not_blamed_on_the_code(qtbot: QtBot) -> None:
    def judge(_payload: bytes) -> ScanMeaning:
        raise OSError("disk")

    jobs = JobRunner("scan", expected=(OSError,))
    model = ScanModel(judge, jobs)
    with qtbot.waitSignal(model.resultReady):
        model.scanned(b"anything")
    jobs.close()

    assert model.property("result")["code"] == "failed"


@pytest.mark.parametrize("size", [(540, 960), (960, 540)])
@pytest.mark.parametrize("code", [code for code in Code if code is not Code.ACTIVITY])
def test_every_meaning_has_words_of_its_own(
    bench: Bench, qtbot: QtBot, code: Code, size: tuple[int, int]
) -> None:
    params = {"until": "2027-06-30", "since": "2026-12-01", "standard": "Open Badges 3.0",
              "issuer": "Vilniaus miestas", "listed": "2026-11-22", "why": "hosted",
              "layout": "lt", "isbn": "9780306406157", "found": "2", "gone": "1"}  # fmt: skip
    bench.model._show(ScanMeaning(code, Severity.INFO, MappingProxyType(params)))
    view = bench.screen("ResultScreen", qtbot, *size)
    words = words_on(view)
    view.close()

    assert ("We do not know this code" in words) == (code is Code.UNKNOWN)
    assert ("genuine" in words.lower()) == (code in (Code.BADGE_GENUINE, Code.BADGE_UNLISTED))
    assert "%1" not in words


def test_each_verdict_has_words_an_icon_and_a_colour_of_its_own_and_one_is_green(
    project: Path, qtbot: QtBot
) -> None:
    engine = QQmlEngine()
    engine.addImportPath(str(project / "kiosk/qml"))
    component = QQmlComponent(engine, QUrl.fromLocalFile(str(project / MEANINGS)))
    seen: dict[Verdict, tuple[str, str, QColor]] = {}
    for verdict, (code, severity) in _BADGE.items():
        result = {**asdict(NOTHING), "code": code.value, "severity": severity.value}
        made = component.createWithInitialProperties({"result": result})
        assert made is not None, component.errorString()
        name, title, tone = (made.property(each) for each in ("iconName", "title", "tone"))
        seen[verdict] = (str(name), str(title), QColor(tone))
        made.deleteLater()
    assert len({icon for icon, _, _ in seen.values()}) == len(Verdict)
    assert len({title for _, title, _ in seen.values()}) == len(Verdict)
    for one, other in itertools.combinations(seen, 2):
        assert apart(seen[one][2], seen[other][2]) > 20, (one, other)
    green = [verdict for verdict, (_, _, tone) in seen.items() if 90 <= tone.hslHue() <= 165]
    assert green == [Verdict.GENUINE]
    engine.deleteLater()


def apart(one: QColor, other: QColor) -> float:
    """How different two colours look: the distance in CIE L*a*b* of 1976; 2 is just seen."""
    return math.dist(_lab(one), _lab(other))


def _lab(colour: QColor) -> tuple[float, float, float]:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (colour.redF(), colour.greenF(), colour.blueF())
    )
    x, y, z = (
        math.cbrt(each) if each > 0.008856 else 7.787 * each + 16 / 116
        for each in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_buttons_of_a_result_do_what_they_say(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.model.resultReady):
        bench.model.scanned(b"https://vilnius.cityoflearning.eu/badges/coder")
    view = bench.screen("ResultScreen", qtbot)
    finger = Finger(view)
    bench.asked.clear()
    for name in ("resultAction", "resultScanAgain", "resultHome", "back"):
        finger.tap(name)

    assert bench.asked == [
        ("openBadge", "coder"), ("scanAsked", None), ("homeAsked", None), ("backAsked", None),
    ]  # fmt: skip
    view.close()


def test_a_claim_code_is_drawn_for_the_phone_but_written_nowhere(
    bench: Bench, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with qtbot.waitSignal(bench.model.resultReady):
        bench.model.scanned(CLAIM.encode())
    view = bench.screen("ResultScreen", qtbot)
    shown, result = words_on(view), bench.model.property("result")
    view.close()

    assert result["qr_modules"] > 20
    assert "5f8ica" not in shown + caplog.text + repr(result) + repr(vars(bench.model))


def test_the_result_speaks_the_language_that_the_visitor_switches_to(
    bench: Bench, qtbot: QtBot
) -> None:
    meaning = ScanMeaning(
        Code.PASS_VALID, Severity.SUCCESS, MappingProxyType({"until": "2027-06-30"})
    )
    bench.model._show(meaning)
    assert bench.model.property("result")["until"] == "30\u00a0June\u00a02027"

    bench.model.set_language("lt")
    assert bench.model.property("result")["until"] == "2027\u00a0m.\u00a0birželio\u00a030\u00a0d."


def test_whom_a_badge_was_issued_to_is_shown_to_staff_only(bench: Bench, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bench.model.resultReady):
        bench.model.scanned(compact())
    assert bench.model.property("result")["holder"] == ""

    bench.model.setProperty("bench", "badge")
    assert bench.model.property("result")["code"] == "", "nothing of the visitor before"
    bench.model.scanned(compact())
    qtbot.waitUntil(lambda: bench.model.property("result")["holder"] == "B-7K2M9QX4TD")
    bench.model.setProperty("bench", "")
    assert bench.model.property("result")["holder"] == ""


def test_a_badge_on_a_usb_stick_is_judged_at_the_staff_bench(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "ženklelis.txt").write_bytes(compact())
    (tmp_path / ".hidden.txt").write_bytes(compact())
    (tmp_path / "film.mp4").write_bytes(b"x")
    jobs = JobRunner("scan", expected=(OSError,))
    model = ScanModel(
        lambda payload: meaning_of(payload, City(), believer(), NOW), jobs,
        find_files=lambda: badge_files([tmp_path]),
    )  # fmt: skip
    model.setProperty("bench", "badge")
    model.lookForFiles()
    qtbot.waitUntil(lambda: model.property("files") == ["ženklelis.txt"])
    model.checkFile(0)
    qtbot.waitUntil(lambda: model.property("result")["code"] == "badge_unlisted")
    jobs.close()


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        (CALIBRATION, "ok"),
        (CALIBRATION.swapcase(), "caps"),
        ("]Q1" + CALIBRATION, "extra"),
        (garble(CALIBRATION, "lt"), "lt"),
        (garble(CALIBRATION, "de"), "de"),
        (garble(CALIBRATION, "fr"), "fr"),
        ("whatever", "other"),
    ],
)
def test_the_calibration_page_says_what_is_wrong_with_a_scanner(
    bench: Bench, qtbot: QtBot, typed: str, outcome: str
) -> None:
    view = bench.screen("Calibration", qtbot, argument="scan")
    bench.model.setProperty("bench", "calibration")
    bench.model.scanned(typed.encode())

    assert bench.model.property("calibrated") == outcome
    words = words_on(view)
    assert ("Nothing needs to be done." in words) == (outcome == "ok")
    assert bench.asked == []
    view.close()
