"""Staff call a session off without a hub: seen here at once, and everywhere when it is back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from pytestqt.qtbot import QtBot

from kiosk.ui.touch_events import spin, until
from tests.journeys.line import PATIENCE_S, Line
from tests.journeys.test_whole_line import WORKSHOP, workshop

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def line(tmp_path: Path, qtbot: QtBot) -> Iterator[Line]:
    whole = Line(tmp_path)
    whole.hub.put("activity", WORKSHOP, workshop("Vakaras be elektros"))
    yield whole
    whole.close()


def test_called_off_without_a_network_shown_at_once_and_everywhere_soon_after(line: Line) -> None:
    kiosk = line.kiosk
    assert until(lambda: kiosk.catalogue.activity(WORKSHOP) is not None, PATIENCE_S)
    line.hub.kill()
    line.wake()
    line.staff()
    line.finger.tap("openCentre", PATIENCE_S)
    line.finger.wait_for(f"lifeCancel:*{WORKSHOP}", PATIENCE_S)
    spin(0.5)
    line.finger.tap(f"lifeCancel:*{WORKSHOP}", PATIENCE_S)
    assert line.shows("Padaryta. Lankytojai jau mato."), line.texts()
    line.finger.tap("staffLock")
    line.wake()

    def told() -> str:
        return str(kiosk.app.screens.home.view["notice"])

    assert until(lambda: "Nevyks: Vakaras be elektros" in told(), PATIENCE_S), told()
    ledger = kiosk.ledger
    assert ledger is not None
    assert ledger.centre.pending_count() == 1

    line.hub.start()
    begun = time.monotonic()
    assert until(lambda: ledger.centre.pending_count() == 0, PATIENCE_S)
    assert time.monotonic() - begun < PATIENCE_S
    feed = requests.get(f"{line.hub.url}/feeds/notice", timeout=10).json()
    assert any(item.get("data", {}).get("cancels") == WORKSHOP for item in feed["items"])
    assert until(lambda: kiosk.catalogue.freshness().failure == "", PATIENCE_S)
    assert "Nevyks: Vakaras be elektros" in told(), "and it stays"
