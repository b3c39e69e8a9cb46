"""What staff see of the kiosk itself, and what everybody may see of its parts."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.jobs import JobRunner
from kiosk.licences import licences
from kiosk.services.support import bundle, file_name
from kiosk.ui.setup.care_model import CareModel, Checkup, FindingRow
from kiosk.ui.touch_events import spin
from tests.ui.conftest import bundled as bundled
from tests.ui.conftest import open_kiosk as open_kiosk
from tests.ui.visit import WEDNESDAY, Visit


def test_a_visitor_reads_the_licence_of_any_part(open_kiosk: Callable[..., Visit]) -> None:
    visit = open_kiosk(language="en")
    visit.tap("attractLanguage:en")
    visit.app.navigate("about")
    visit.settle()
    spin(0.4)
    visit.tap("aboutLicences")
    visit.see("licences")
    first = next(each for each in licences().parts if each.texts)
    visit.tap(f"part:{first.name}")
    visit.see("licenceWords")
    shown = str(visit.app.screens.licences.property("words"))
    assert shown.split() == licences().words(first).split()
    visit.tap("sheetClose")
    assert visit.gone("sheetClose")


def test_staff_save_a_report_to_a_stick(tmp_path: Path, qtbot: QtBot) -> None:
    assert QGuiApplication.instance() is not None
    stick = tmp_path / "STICK"
    stick.mkdir()
    jobs = JobRunner("test")
    checkup = Checkup((FindingRow("a", "trouble", "It is ill.", "Do this."),), "0.1.0")
    care = CareModel(
        lambda _: checkup,
        lambda: (file_name("place/a", WEDNESDAY), bundle(tmp_path, lambda: ("e", "l", "{}"))),
        jobs,
        plugged=lambda: [stick],
    )
    care.refresh()
    qtbot.waitUntil(lambda: care.property("looked"))
    assert not care.property("well")
    assert care.property("places") == ["STICK"]
    care.save(0)
    qtbot.waitUntil(lambda: care.property("state") == "saved")
    (saved,) = stick.iterdir()
    assert saved.name == "support-place-a-20261125-1330.zip"
    assert "doctor.txt" in zipfile.ZipFile(saved).namelist()
    saved.unlink()
    stick.rmdir()
    care.save(0)
    qtbot.waitUntil(lambda: care.property("state") == "failed")
    jobs.close()
    care.deleteLater()
