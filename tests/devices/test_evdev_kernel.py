"""The exclusive grab on a device of the real kernel: what a scanner types reaches us and no other.

Skipped without /dev/uinput. `tests/devices/in_a_machine.sh` runs it in a virtual machine.
"""

import errno
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.devices.evdev_scanner import EvdevScanner, find_scanner, grab
from tests.devices.kernel_keyboard import KernelKeyboard, usable
from tests.devices.test_evdev import CLAIM, EVERYTHING, typed

pytestmark = pytest.mark.skipif(not usable(), reason="/dev/uinput cannot be written here")

NAME = "NETUM Barcode Scanner"


@pytest.fixture
def keyboard() -> Iterator[KernelKeyboard]:
    with KernelKeyboard(NAME) as made:
        yield made


class Other:
    """Another program that has the same device open: a desktop, or a key logger."""

    def __init__(self, device: Path) -> None:
        self.handle = os.open(device, os.O_RDONLY | os.O_NONBLOCK)

    def heard(self) -> int:
        """The bytes of events that reached it."""
        try:
            return len(os.read(self.handle, 65_536))
        except BlockingIOError:
            return 0


@pytest.fixture
def other(keyboard: KernelKeyboard) -> Iterator[Other]:
    made = Other(keyboard.device)
    yield made
    os.close(made.handle)


def slowly(keyboard: KernelKeyboard, qtbot: QtBot, events: bytes) -> None:
    """As a scanner does, a report after the other."""
    for at in range(0, len(events), 24 * 6):
        keyboard.write(events[at : at + 24 * 6])
        qtbot.wait(1)


def test_a_scan_reaches_us_alone_and_others_hear_again_when_we_let_go(
    qtbot: QtBot, keyboard: KernelKeyboard, other: Other
) -> None:
    scanner = EvdevScanner(keyboard.device)
    scanner.start()
    assert scanner.connected
    for text in ("COL:A:FIRST", CLAIM, EVERYTHING.strip()):
        with qtbot.waitSignal(scanner.scanned) as got:
            slowly(keyboard, qtbot, typed(text))
        assert got.args == [text.encode()]
    assert other.heard() == 0

    scanner.stop()
    keyboard.write(typed("a"))
    time.sleep(0.05)
    assert other.heard() > 0


def test_a_device_that_another_program_holds_is_not_read(
    qtbot: QtBot, keyboard: KernelKeyboard, other: Other
) -> None:
    grab(other.handle)
    with pytest.raises(OSError, match=os.strerror(errno.EBUSY)):
        grab(os.open(keyboard.device, os.O_RDONLY))
    scanner = EvdevScanner(keyboard.device)
    scanner.start()

    assert not scanner.connected
    scanner.stop()


def test_a_scanner_is_found_by_the_name_that_the_kernel_gives_it(keyboard: KernelKeyboard) -> None:
    assert find_scanner() == keyboard.device


def test_a_scanner_that_is_pulled_and_put_back_is_read_again(qtbot: QtBot) -> None:
    scanner = EvdevScanner()
    with KernelKeyboard(NAME) as first:
        scanner.start()
        assert scanner.connected
        first.write(typed("COLP1")[: 24 * 9])
        first.pull()
        qtbot.waitUntil(lambda: not scanner.connected, timeout=20_000)
    with KernelKeyboard(NAME) as second:
        qtbot.waitUntil(lambda: scanner.connected, timeout=20_000)
        with qtbot.waitSignal(scanner.scanned) as got:
            slowly(second, qtbot, typed("9780306406157"))
        assert got.args == [b"9780306406157"], "nothing is left of the scan that was cut"
    scanner.stop()


def test_a_screen_that_stands_still_loses_no_letter_of_a_scan(
    qtbot: QtBot, keyboard: KernelKeyboard
) -> None:
    """The kernel keeps 64 events of a keyboard that nobody reads, which is ten letters."""
    scanner = EvdevScanner(keyboard.device)
    scanner.start()
    events = typed(CLAIM)
    with qtbot.waitSignal(scanner.scanned) as got:
        for at in range(0, len(events), 24 * 6):
            keyboard.write(events[at : at + 24 * 6])
            time.sleep(0.001)
    assert got.args == [CLAIM.encode()]
    scanner.stop()
