"""Frames with codes."""

from collections.abc import Callable

import pytest
from PySide6.QtMultimedia import QVideoFrame

from kiosk.devices.qr_frames import nv12_frame, qr_picture

CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


@pytest.fixture
def claim() -> str:
    """A claim link of the form that cities print; the code is invented."""
    return CLAIM


@pytest.fixture
def frame_of() -> Callable[..., QVideoFrame]:
    """A fresh NV12 frame with a code."""

    def make(payload: str, size: tuple[int, int] = (1280, 720), **look: object) -> QVideoFrame:
        return nv12_frame(qr_picture(payload, size, **look))  # type: ignore[arg-type]

    return make
