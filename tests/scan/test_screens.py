"""Scan and result screens in a real window: frames in, words out, buttons by touch."""

import logging
from pathlib import Path
from types import MappingProxyType

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtQuick import QQuickItem, QQuickView
from pytestqt.qtbot import QtBot

from kiosk.devices.camera import CameraScanner, CameraState
from kiosk.devices.qr_frames import nv12_frame
from kiosk.devices.sources import HandedSource
from kiosk.jobs import JobRunner
from kiosk.services.meaning import Code, ScanMeaning, Severity, garbled
from kiosk.ui.scan.scan_model import ScanModel
from kiosk.ui.touch_events import Finger
from tests.scan.screens import CLAIM, Bench, find, hold_up, words_on

pytestmark = pytest.mark.qt_log_ignore(
    r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True
)


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


def test_a_trigger_held_down_is_one_scan_and_asking_for_another_makes_it_two(
    bench: Bench, qtbot: QtBot
) -> None:
    for _ in range(3):
        bench.model.scanned(CLAIM.encode())
        qtbot.wait(40)
    assert bench.asked == [("resultReady", "cannot_tell_offline")]

    bench.model.scanAsked.emit()
    bench.asked.clear()
    bench.model.scanned(CLAIM.encode())
    qtbot.waitUntil(lambda: bench.asked == [("resultReady", "cannot_tell_offline")])


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
    assert bench.model.property("result")["until"] == "2027\u00a0m. birželio\u00a030\u00a0d."
