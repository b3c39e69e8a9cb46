"""The devices come first: they keep None alive under PySide6 on Python 3.11."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import kiosk.devices  # noqa: F401
from kiosk.devices.camera import CameraScanner
from kiosk.devices.sources import HandedSource
from kiosk.jobs import JobRunner
from kiosk.services.badge import meaning_of
from kiosk.ui.scan.scan_model import ScanModel
from tests.scan.meanings import City, believer
from tests.scan.screens import NOW, Bench


@pytest.fixture
def bench(qtbot: QtBot, project: Path) -> Iterator[Bench]:
    source, jobs = HandedSource(), JobRunner("scan", expected=(OSError,))
    camera = CameraScanner(source)
    model = ScanModel(lambda payload: meaning_of(payload, City(), believer(), NOW), jobs, camera)
    yield Bench(model, source, camera, project)
    camera.shut_down()
    jobs.close()
