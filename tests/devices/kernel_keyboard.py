"""A keyboard that the kernel itself makes (uinput), so that a scanner is read as in life.

Needs /dev/uinput: as root after `modprobe uinput`, or with write access to it.
Source: linux/uinput.h, Documentation/input/uinput.rst of the kernel.
"""

import fcntl
import os
import struct
import time
from pathlib import Path
from types import TracebackType

UINPUT = Path("/dev/uinput")
_SET_EVBIT, _SET_KEYBIT = 0x40045564, 0x40045565
_DEV_SETUP, _DEV_CREATE, _DEV_DESTROY = 0x405C5503, 0x5501, 0x5502
_GET_SYSNAME = 0x8040552C
_EV_KEY, _BUS_USB = 1, 3
_SETUP = struct.Struct("HHHH80sI")


def usable() -> bool:
    """Whether this machine lets us make one."""
    return os.access(UINPUT, os.W_OK)


class KernelKeyboard:
    """Exists within `with`; `device` is its node in /dev/input."""

    def __init__(self, name: str) -> None:
        self._handle = os.open(UINPUT, os.O_WRONLY | os.O_NONBLOCK)
        fcntl.ioctl(self._handle, _SET_EVBIT, _EV_KEY)
        for code in range(1, 128):
            fcntl.ioctl(self._handle, _SET_KEYBIT, code)
        fcntl.ioctl(
            self._handle, _DEV_SETUP, _SETUP.pack(_BUS_USB, 0x1234, 0x5678, 1, name.encode(), 0)
        )
        fcntl.ioctl(self._handle, _DEV_CREATE)
        answer = fcntl.ioctl(self._handle, _GET_SYSNAME, bytes(64))
        system_name = answer.split(b"\0")[0].decode()
        (node,) = Path("/sys/class/input", system_name).glob("event*")
        self.device = Path("/dev/input", node.name)
        deadline = time.monotonic() + 5
        while not self.device.exists() and time.monotonic() < deadline:
            time.sleep(0.01)

    def write(self, events: bytes) -> None:
        """Hand records of `input_event` to the kernel, which stamps and passes them on."""
        os.write(self._handle, events)

    def pull(self) -> None:
        """Unplug it."""
        if self._handle >= 0:
            fcntl.ioctl(self._handle, _DEV_DESTROY)
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> "KernelKeyboard":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.pull()
