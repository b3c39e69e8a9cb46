"""What staff do with a scanner: look at a badge, and try the scanner out."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.scan_layouts import CALIBRATION, garble
from kiosk.jobs import JobRunner
from kiosk.services.badge import meaning_of
from kiosk.services.badge_files import badge_files
from kiosk.ui.scan.scan_model import ScanModel
from tests.scan.meanings import City, believer, compact
from tests.scan.screens import NOW, Bench, words_on

pytestmark = pytest.mark.qt_log_ignore(
    r"Couldn't (load|resolve) ", r"PulseAudioService", extend=True
)


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
