"""A display for every test process, and Chromium's switches, set before Qt is imported.

Set COL_TEST_DISPLAY=keep to watch the tests on your own display.
"""

import os
from pathlib import Path

import pytest

from kiosk.display import own_display

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
