"""A scanner on a serial line: a real pseudo-terminal stands for the device."""

import logging
import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.devices.serial_scanner import SerialScanner

CLAIM = b"https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"


class Line:
    """Our end of the wire, and what the scanner reported."""

    def __init__(self) -> None:
        self.ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self.device = os.ttyname(theirs)
        self._theirs = theirs
        self.scanner = SerialScanner(self.device)
        self.scans: list[bytes] = []
        self.rejected: list[str] = []
        self.scanner.scanned.connect(self.scans.append)
        self.scanner.rejected.connect(self.rejected.append)

    def send(self, data: bytes) -> None:
        os.write(self.ours, data)

    def close(self) -> None:
        self.scanner.stop()
        os.close(self.ours)
        os.close(self._theirs)


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[Line]:
    wire = Line()
    wire.scanner.start()
    assert wire.scanner.connected
    yield wire
    wire.close()


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t", b"\x03"])
def test_a_code_ends_with_whatever_the_scanner_is_set_to(
    line: Line, qtbot: QtBot, end: bytes
) -> None:
    line.send(CLAIM + end + b"COL:A:NEXT" + end)

    qtbot.waitUntil(lambda: line.scans == [CLAIM, b"COL:A:NEXT"])


@pytest.mark.parametrize("begin", [b"\x02", b"]Q1", b"\x02]Q3"])
def test_what_a_scanner_puts_before_a_code_is_no_part_of_it(
    line: Line, qtbot: QtBot, begin: bytes
) -> None:
    line.send(begin + CLAIM + b"\x03" + begin + "Žolynų".encode() + b"\x03")

    qtbot.waitUntil(lambda: line.scans == [CLAIM, "Žolynų".encode()])


def test_a_scanner_without_an_end_sign_is_understood_by_its_silence(
    line: Line, qtbot: QtBot
) -> None:
    line.send(CLAIM[:20])
    qtbot.wait(30)
    line.send(CLAIM[20:])

    qtbot.waitUntil(lambda: line.scans == [CLAIM])


def test_a_scanner_that_sends_an_end_is_waited_for_and_its_code_is_never_cut(
    line: Line, qtbot: QtBot
) -> None:
    line.send(b"COL:A:FIRST\r")
    qtbot.waitUntil(lambda: line.scans == [b"COL:A:FIRST"])
    line.send(CLAIM[:-6])
    qtbot.wait(250)
    line.send(CLAIM[-6:] + b"\r")

    qtbot.waitUntil(lambda: line.scans[1:] == [CLAIM])


def test_a_code_in_any_language_arrives_byte_for_byte(line: Line, qtbot: QtBot) -> None:
    line.send("Žolynų takas\r".encode())

    qtbot.waitUntil(lambda: line.scans == ["Žolynų takas".encode()])


def test_an_endless_code_is_dropped_and_the_next_is_read(line: Line, qtbot: QtBot) -> None:
    for _ in range(6):
        line.send(b"x" * 1_000)
        qtbot.wait(10)
    line.send(b"\r" + CLAIM + b"\r")

    qtbot.waitUntil(lambda: line.scans == [CLAIM])
    assert line.rejected == ["too_long"]


def test_a_scanner_that_is_pulled_and_put_back_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    name, scans = tmp_path / "scanner", []
    scanner = SerialScanner(str(name))
    scanner.scanned.connect(scans.append)
    for number in range(2):
        ours, theirs = pty.openpty()
        tty.setraw(theirs)
        name.unlink(missing_ok=True)
        name.symlink_to(os.ttyname(theirs))
        scanner.start()
        assert scanner.connected
        os.write(ours, b"5f8" if number == 0 else CLAIM + b"\r")
        qtbot.wait(30)
        if number == 1:
            qtbot.waitUntil(lambda: scans == [CLAIM])
        os.close(theirs)
        os.close(ours)
        qtbot.waitUntil(lambda: not scanner.connected)
    scanner.stop()


def test_a_scanner_that_is_not_there_is_said_once(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kiosk.devices.serial_scanner")
    scanner = SerialScanner("/dev/no-such-scanner")
    for _ in range(3):
        scanner._open()

    assert not scanner.connected
    assert len(caplog.records) == 1


def test_a_claim_code_is_in_no_log(
    line: Line, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    line.send(CLAIM + b"\r")

    qtbot.waitUntil(lambda: bool(line.scans))
    assert "5f8ica" not in caplog.text
