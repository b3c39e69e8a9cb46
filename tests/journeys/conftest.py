"""Whole kiosks for the journeys, closed in good order."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.bootstrap import Kiosk
from kiosk.settings import Settings
from kiosk.ui.touch_events import Finger, spin, until

OpenKiosk = Callable[[Settings], tuple[Kiosk, Finger]]


@pytest.fixture
def open_kiosk(qtbot: QtBot) -> Iterator[OpenKiosk]:
    """Opens a kiosk and waits until its window stands."""
    kiosks: list[Kiosk] = []

    def make(settings: Settings) -> tuple[Kiosk, Finger]:
        kiosk = Kiosk(settings)
        kiosks.append(kiosk)
        kiosk.show(full_screen=False)
        assert until(kiosk.window.isExposed)
        spin(0.3)
        return kiosk, Finger(kiosk.window)

    yield make
    for kiosk in kiosks:
        kiosk.close()
