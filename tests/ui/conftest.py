"""The visitor's screens on the bundled city."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from kiosk.services.usage import Usage
from kiosk.settings import CITIES, Settings
from kiosk.ui.fonts import load_fonts
from sync.store.bundled import build_bundled
from tests.ui.visit import WEDNESDAY, Visit

# The machines that run this are shared: a slow example says nothing.
hypothesis.settings.register_profile("shared", deadline=None)
hypothesis.settings.load_profile("shared")


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled Vilnius as a catalogue, built once."""
    path = tmp_path_factory.mktemp("city") / "catalogue.db"
    build_bundled(CITIES / "vilnius", path, WEDNESDAY)
    return path


@pytest.fixture
def open_kiosk(bundled: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Visit]]:
    """Makes kiosks with settings of one's own."""
    load_fonts()
    visits: list[Visit] = []

    def make(usage: Usage | None = None, **settings: object) -> Visit:
        path = tmp_path / f"catalogue-{len(visits)}.db"
        shutil.copy(bundled, path)
        given = {"language": "lt", "idle_seconds": 300.0, **settings}
        visit = Visit(path, Settings(data=tmp_path, **given), usage)  # type: ignore[arg-type]
        visits.append(visit)
        qtbot.waitExposed(visit.window)
        visit.settle()
        return visit

    yield make
    for visit in visits:
        visit.close()


@pytest.fixture
def kiosk(open_kiosk: Callable[..., Visit]) -> Visit:
    """A portrait kiosk in Lithuanian that nobody touched yet."""
    return open_kiosk()
