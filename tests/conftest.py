"""A display for every test process, and Chromium's switches, set before Qt is imported.

Set COL_TEST_DISPLAY=keep to watch the tests on your own display.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.display import own_display

if TYPE_CHECKING:
    from tests.journeys.counted import Journeys

ROOT = Path(__file__).resolve().parent.parent

if os.environ.get("COL_TEST_DISPLAY") != "keep":
    os.environ.pop("WAYLAND_DISPLAY", None)
    own_display(1920, 1920)
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
os.environ["COL_TESTING"] = "1"


@pytest.fixture(scope="session")
def project() -> Path:
    """The project's own folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data that does not ship (COL_SHARED_DATA); the test is skipped without it."""
    folder = os.environ.get("COL_SHARED_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("COL_SHARED_DATA is not set")
    return Path(folder)


LONGEST = (
    "bench/test_benchmarks_run.py",
    "journeys/test_tour.py",
    "desk/test_touch.py",
    "journeys/test_badge_line.py",
    "map/test_touch.py",
    "ui/test_inspected.py",
    "ui/test_visit.py",
    "journeys/test_whole_line.py",
    "hub/test_checkins.py",
    "hub/test_fleet.py",
    "ui/test_design.py",
    "map/test_page.py",
    "journeys/test_visitors.py",
    "ui/test_cards.py",
    "journeys/test_first_start.py",
)
"""Files that take longest: they come first, so that no worker is left with one of them alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Longest files first; all others stay in their order."""
    place = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(LONGEST)))


WALKED: pytest.StashKey[Journeys] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """With --journeys FILE the table of the journeys is written there."""
    parser.addoption("--journeys", metavar="FILE", help="write the table of the journeys there")


@pytest.fixture
def journeys(pytestconfig: pytest.Config) -> Journeys:
    """Where a journey tells how many touches it took."""
    from tests.journeys.counted import Journeys

    return pytestconfig.stash.setdefault(WALKED, Journeys())


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """The table of the journeys that came to their end."""
    file = session.config.getoption("--journeys")
    if file and WALKED in session.config.stash:
        session.config.stash[WALKED].write(Path(file))
