"""A keyboard scanner read below the system's layout: bytes of the kernel in, codes out.

The device is a FIFO that carries real `input_event` records; only the exclusive grab is replaced,
by a note that it was asked for. A device of the real kernel, with the grab: test_evdev_kernel.py.
"""

import errno
import logging
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.devices.evdev_keys import EVENT, KeyReader
from kiosk.devices.evdev_scanner import EvdevScanner, find_scanner, looks_like_scanner
from kiosk.devices.handheld import HandheldScanner

LEFT_SHIFT, LEFT_CTRL, ENTER, TAB, KEYPAD_7, CAPS = 42, 29, 28, 15, 71, 58
ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " "),
)  # fmt: skip
CLAIM = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
EVERYTHING = "".join(plain + shifted for _, plain, shifted in ROWS)


def event(code: int, value: int, kind: int = 1) -> bytes:
    return EVENT.pack(1_790_000_000, 250_000, kind, code, value) + EVENT.pack(0, 0, 0, 0, 0)


def press(code: int) -> bytes:
    return event(4, 458_792, kind=4) + event(code, 1) + event(code, 0)


def typed(text: str, end: int = ENTER) -> bytes:
    """What the kernel hands out when a US keyboard scanner sends this text."""
    out = bytearray()
    for letter in text:
        code, shift = next(
            (first + row.index(letter), row is shifted)
            for first, plain, shifted in ROWS
            for row in (plain, shifted)
            if letter in row
        )
        out += (event(LEFT_SHIFT, 1) if shift else b"") + press(code)
        out += event(LEFT_SHIFT, 0) if shift else b""
    return bytes(out) + press(end)


def test_every_letter_of_a_us_keyboard_is_read_as_sent() -> None:
    assert [line.text for line in KeyReader().feed(typed(EVERYTHING))] == [EVERYTHING]


@pytest.mark.parametrize("size", [1, 7, 24, 25, 1536])
def test_a_scan_survives_however_the_kernel_cuts_it(size: int) -> None:
    reader, data = KeyReader(), typed(CLAIM) + typed("9780306406157", TAB)
    cut = [data[at : at + size] for at in range(0, len(data), size)]

    assert [line.text for piece in cut for line in reader.feed(piece)] == [CLAIM, "9780306406157"]


def test_a_control_key_drops_the_whole_scan_and_the_next_is_read() -> None:
    reader = KeyReader()
    attack = typed("abc")[:-96] + event(LEFT_CTRL, 1) + press(24) + event(LEFT_CTRL, 0)
    lines = list(reader.feed(attack + press(ENTER) + typed("9780306406157")))

    assert [(line.text, line.fault) for line in lines] == [
        ("", "forbidden_keys"), ("9780306406157", ""),
    ]  # fmt: skip


def test_caps_lock_and_held_keys_change_nothing_and_the_keypad_is_digits() -> None:
    held = event(30, 1) + event(30, 2) * 5 + event(30, 0)
    lines = list(KeyReader().feed(press(CAPS) + held + press(KEYPAD_7) + press(ENTER)))

    assert [line.text for line in lines] == ["a7"]


def test_a_flood_is_dropped_and_costs_no_memory() -> None:
    reader = KeyReader()
    lines = list(reader.feed(press(30) * 10_000 + press(ENTER)))

    assert [(line.text, line.fault) for line in lines] == [("", "too_long")]


def test_a_scan_of_which_the_kernel_lost_a_part_is_dropped_and_not_cut() -> None:
    reader, dropped = KeyReader(), event(3, 0, kind=0)[: EVENT.size]
    end = EVENT.pack(0, 0, 0, 0, 0)
    leftover = event(LEFT_SHIFT, 1)[: EVENT.size] + end
    torn = typed("https://")[:-96] + dropped + leftover + typed("5f8ica")
    lines = list(reader.feed(torn + typed("9780306406157")))

    assert [(line.text, line.fault) for line in lines] == [("", "lost_keys"), ("9780306406157", "")]


def test_a_screen_that_stands_still_does_not_cut_a_scan_in_two(
    qtbot: QtBot, fifo: tuple[Path, int]
) -> None:
    path, writer = fifo
    scanner = EvdevScanner(path, take=lambda _: None)
    scanner.start()
    whole, found = typed(CLAIM), []
    scanner.scanned.connect(found.append)
    half = len(whole) // 2 // 24 * 24
    os.write(writer, whole[:half])
    qtbot.wait(40)
    os.write(writer, whole[half:-96])
    time.sleep(0.3)  # longer than the silence that ends a scan
    qtbot.wait(20)
    os.write(writer, whole[-96:])

    qtbot.waitUntil(lambda: found == [CLAIM.encode()])
    scanner.stop()


def test_a_scanner_that_sends_enter_is_waited_for_and_its_code_is_never_cut(
    qtbot: QtBot, fifo: tuple[Path, int]
) -> None:
    path, writer = fifo
    scanner, found = EvdevScanner(path, take=lambda _: None), []
    scanner.scanned.connect(found.append)
    scanner.start()
    os.write(writer, typed("9780306406157"))
    qtbot.waitUntil(lambda: found == [b"9780306406157"])
    whole = typed(CLAIM)
    os.write(writer, whole[: -24 * 40])
    qtbot.wait(250)
    os.write(writer, whole[-24 * 40 :])

    qtbot.waitUntil(lambda: found[1:] == [CLAIM.encode()])
    scanner.stop()


def test_a_secret_is_in_no_repr() -> None:
    (line,) = KeyReader().feed(typed(CLAIM))

    assert "5f8ica" not in repr(line)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Honeywell Scanning Bar Code Reader", True), ("Symbol Bar Code Scanner", True),
        ("NT USB BARCODE SCANNER", True), ("Logitech USB Keyboard", False),
        ("AT Translated Set 2 keyboard", False), ("", False),
    ],
)  # fmt: skip
def test_only_what_is_named_like_a_scanner_is_grabbed_unasked(name: str, is_one: bool) -> None:
    assert looks_like_scanner(name) is is_one


def test_a_scanner_is_found_among_the_input_devices(tmp_path: Path) -> None:
    for number, name in enumerate(["Power Button", "NETUM Barcode Scanner", "USB Keyboard"]):
        device = tmp_path / f"event{number}" / "device"
        device.mkdir(parents=True)
        (device / "name").write_text(name + "\n")

    assert find_scanner(tmp_path, Path("/dev/input")) == Path("/dev/input/event1")
    assert find_scanner(tmp_path / "nothing") is None

    marked = tmp_path / "learningkiosk-scanner"
    marked.touch()
    assert find_scanner(tmp_path, tmp_path) == marked, "whoever set the kiosk up knows best"


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    path = tmp_path / "event7"
    os.mkfifo(path)
    writer = os.open(path, os.O_RDWR)
    yield path, writer
    os.close(writer)


def test_codes_come_from_the_device_and_it_is_asked_to_be_ours_alone(
    qtbot: QtBot, fifo: tuple[Path, int]
) -> None:
    path, writer = fifo
    taken: list[int] = []
    scanner = EvdevScanner(path, take=taken.append)
    scanner.start()
    assert scanner.connected
    assert len(taken) == 1

    with qtbot.waitSignal(scanner.scanned) as got:
        os.write(writer, typed(CLAIM))
    assert got.args == [CLAIM.encode()]

    with qtbot.waitSignal(scanner.scanned) as got:
        os.write(writer, typed("]Q19780306406157")[:-96])
    assert got.args == [b"9780306406157"], "a scanner that sends no Enter ends with silence"
    scanner.stop()
    assert not scanner.connected


def test_a_device_that_cannot_be_had_alone_is_not_read(
    qtbot: QtBot, fifo: tuple[Path, int], caplog: pytest.LogCaptureFixture
) -> None:
    def busy(_handle: int) -> None:
        raise OSError(errno.EBUSY, "Device or resource busy")

    caplog.set_level(logging.INFO)
    scanner = EvdevScanner(fifo[0], take=busy)
    scanner.start()
    scanner._open()

    assert not scanner.connected
    assert caplog.text.count("cannot be had alone") == 1
    scanner.stop()


def test_a_scanner_that_is_pulled_and_put_back_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "event7"
    os.mkfifo(path)
    there = [path]
    scanner = EvdevScanner(find=lambda: there[0] if there else None, take=lambda _: None)
    writer = os.open(path, os.O_RDWR)
    scanner.start()
    os.write(writer, typed("COLP1")[:40])
    qtbot.wait(20)
    there.clear()
    os.close(writer)
    qtbot.waitUntil(lambda: not scanner.connected)

    writer = os.open(path, os.O_RDWR)
    there.append(path)
    scanner._open()
    with qtbot.waitSignal(scanner.scanned) as got:
        os.write(writer, typed("9780306406157"))
    assert got.args == [b"9780306406157"], "nothing is left of the scan that was cut"
    scanner.stop()
    os.close(writer)


@pytest.mark.parametrize(
    ("setting", "kinds"),
    [
        ("auto", ["EvdevScanner"]), ("keyboard", []),
        ("evdev:/dev/input/event3", ["EvdevScanner"]), ("serial:/dev/ttyACM0", ["SerialScanner"]),
    ],
)  # fmt: skip
def test_the_setting_says_which_scanner_is_used(
    qtbot: QtBot, setting: str, kinds: list[str]
) -> None:
    assert [type(part).__name__ for part in HandheldScanner(setting).parts] == kinds
