"""Linux input events into the text of a scan, by one fixed key map and no keyboard layout.

A keyboard scanner sends key places of a US keyboard. Read here, below the system's layout, they
cannot be garbled. Source: linux/input-event-codes.h, struct input_event.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.devices.burst import MAX_LENGTH

EVENT: Final = struct.Struct("llHHi")
"""Seconds, microseconds, type, code, value; `long` is the machine's own."""

_SYNC: Final = 0
_DROPPED: Final = 3
_KEY: Final = 1
_UP: Final = 0
_ENDS: Final = frozenset({15, 28, 96})  # Tab, Enter, keypad Enter
_SHIFTS: Final = frozenset({42, 54})
_COMBINING: Final = frozenset({29, 97, 56, 100, 125, 126})  # Ctrl, Alt, Meta, left and right
_LOCKS: Final = frozenset({58, 69, 70})
_PLAIN: Final = {
    **dict(zip(range(2, 14), "1234567890-=", strict=True)),
    **dict(zip(range(16, 28), "qwertyuiop[]", strict=True)),
    **dict(zip(range(30, 42), "asdfghjkl;'`", strict=True)),
    **dict(zip(range(43, 54), "\\zxcvbnm,./", strict=True)),
    57: " ",
}
_SHIFTED: Final = {
    **dict(zip(range(2, 14), "!@#$%^&*()_+", strict=True)),
    **dict(zip(range(16, 28), "QWERTYUIOP{}", strict=True)),
    **dict(zip(range(30, 42), 'ASDFGHJKL:"~', strict=True)),
    **dict(zip(range(43, 54), "|ZXCVBNM<>?", strict=True)),
    57: " ",
}
_KEYPAD: Final = dict(
    zip(
        (55, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 98), "*789-456+1230./", strict=True
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One scan; `fault` (forbidden_keys, too_long, lost_keys) says why it has no text. Hidden."""

    text: str = ""
    fault: str = ""

    def __repr__(self) -> str:
        return f"Line({len(self.text)} characters, {self.fault or 'whole'})"


class KeyReader:
    """Feed it what `read` gave; it keeps half an event until the rest comes."""

    def __init__(self) -> None:
        self._rest = b""
        self.forget()

    def forget(self) -> None:
        """Drop what was begun, as after the device was pulled."""
        self._rest = b""
        self._text: list[str] = []
        self._shifts: set[int] = set()
        self._fault = ""
        self._deaf = False

    @property
    def open(self) -> bool:
        """Whether a scan has begun and not ended."""
        return bool(self._text or self._fault)

    def feed(self, data: bytes) -> Iterator[Line]:
        """The scans that these bytes complete."""
        data = self._rest + data
        whole = len(data) - len(data) % EVENT.size
        self._rest = data[whole:]
        for _, _, kind, code, value in EVENT.iter_unpack(data[:whole]):
            if kind == _SYNC:
                self._sync(code)
            elif kind == _KEY and not self._deaf:
                line = self._key(code, value)
                if line is not None:
                    yield line

    def end(self) -> Line | None:
        """The scan so far, for scanners that send no end key."""
        return self._finish() if self.open else None

    def _sync(self, code: int) -> None:
        """After a loss the kernel's next report is a leftover (input/event-codes.rst)."""
        self._deaf = code == _DROPPED
        if self._deaf:
            self._fault = "lost_keys"
            self._shifts.clear()

    def _key(self, code: int, value: int) -> Line | None:
        if code in _SHIFTS:
            (self._shifts.discard if value == _UP else self._shifts.add)(code)
        elif value == 1:
            return self._press(code)
        return None

    def _press(self, code: int) -> Line | None:
        if code in _ENDS:
            return self._finish() if self.open else None
        if code in _LOCKS:
            return None
        letter = _KEYPAD.get(code) or (_SHIFTED if self._shifts else _PLAIN).get(code)
        if letter is None or code in _COMBINING:
            self._fault = "forbidden_keys"
        elif len(self._text) < MAX_LENGTH:
            self._text.append(letter)
        else:
            self._fault = self._fault or "too_long"
        return None

    def _finish(self) -> Line:
        line = Line(fault=self._fault) if self._fault else Line("".join(self._text))
        self._text.clear()
        self._fault = ""
        return line
