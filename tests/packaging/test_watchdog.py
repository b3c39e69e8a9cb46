"""The service manager hears of frames that were shown, and of nothing else."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtQuick import QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.watchdog import Watchdog


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[socket.socket]:
    """What systemd does: a datagram socket that it names in the environment."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        yield listening


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QQuickWindow]:
    shown = QQuickWindow()
    shown.resize(320, 240)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()


def heard(manager: socket.socket) -> list[str]:
    messages = []
    while True:
        try:
            messages.append(manager.recv(200).decode())
        except BlockingIOError:
            return messages


def environment(manager: socket.socket, period_ms: int = 600) -> dict[str, str]:
    return {"NOTIFY_SOCKET": manager.getsockname(), "WATCHDOG_USEC": str(period_ms * 1000)}


def test_the_first_frame_says_ready_and_a_still_screen_keeps_saying_it_lives(
    manager: socket.socket, window: QQuickWindow, qtbot: QtBot
) -> None:
    watchdog = Watchdog(window, environment(manager))
    messages: list[str] = []
    qtbot.waitUntil(lambda: messages.extend(heard(manager)) or len(messages) >= 4, timeout=8000)
    assert messages[0] == "READY=1\nWATCHDOG=1"
    assert set(messages[1:]) == {"WATCHDOG=1"}
    watchdog.deleteLater()


def test_a_busy_screen_does_not_flood_the_manager(
    manager: socket.socket, window: QQuickWindow, qtbot: QtBot
) -> None:
    watchdog = Watchdog(window, environment(manager, period_ms=60_000))
    frames = 0

    def count() -> None:
        nonlocal frames
        frames += 1
        window.update()

    window.frameSwapped.connect(count)
    window.update()
    qtbot.waitUntil(lambda: frames > 30, timeout=8000)
    window.frameSwapped.disconnect(count)
    assert heard(manager) == ["READY=1\nWATCHDOG=1"]
    watchdog.deleteLater()


def test_a_frozen_screen_is_silent_until_it_thaws(
    manager: socket.socket, window: QQuickWindow, qtbot: QtBot
) -> None:
    watchdog = Watchdog(window, environment(manager, period_ms=300))
    messages: list[str] = []
    qtbot.waitUntil(lambda: bool(messages.extend(heard(manager)) or messages), timeout=8000)
    heard(manager)
    time.sleep(1)  # the GUI thread hangs
    assert heard(manager) == []
    qtbot.waitUntil(lambda: bool(heard(manager)), timeout=8000)
    watchdog.deleteLater()


def test_a_screen_that_is_not_shown_never_says_ready(manager: socket.socket, qtbot: QtBot) -> None:
    window = QQuickWindow()
    watchdog = Watchdog(window, environment(manager, period_ms=300))
    qtbot.wait(500)
    QCoreApplication.processEvents()
    assert heard(manager) == []
    watchdog.deleteLater()
    window.deleteLater()
