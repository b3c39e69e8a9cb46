"""The child process that looks at hostile input, so that the screen does not have to.

It has no network, little memory, no privileges to gain, and may be killed at any instant.
It answers in JSON: whatever a badge does to this process, it cannot make the screen unpickle.
"""

from __future__ import annotations

import gc
import json
import sys
from multiprocessing.connection import Connection
from typing import Any, Final

MEMORY_LIMIT: Final = 1_073_741_824
READY: Final = b"ready"
_FORBIDDEN: Final = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "urllib.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "ctypes.dlopen",
)


class NetworkForbidden(OSError):
    """Code in the checking child tried to reach the network or to start a program."""


def serve(pipe: Connection) -> None:
    """Answer (scan, now) with a judgement until the pipe closes; a registry replaces the last."""
    _confine()
    # Imported here: only the child pays for the libraries, and only after it is confined.
    from kiosk.badges.judge import judge
    from kiosk.badges.trust import NOBODY, TrustRegistry

    registry = NOBODY
    gc.freeze()  # the libraries stay for good: each collection need only look at the badge
    pipe.send_bytes(READY)
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if isinstance(message, TrustRegistry):
            registry = message
            continue
        number, scan, now = message
        answer = judge(scan, registry, now).to_json()
        pipe.send_bytes(json.dumps([number, answer]).encode("utf-8"))


def _confine() -> None:
    _forbid_network()
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's deadline still holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = MEMORY_LIMIT if hard == resource.RLIM_INFINITY else min(MEMORY_LIMIT, hard)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid_network() -> None:
    """An audit hook cannot be taken off again, and sees what C code does too."""

    def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
        if event.startswith(_FORBIDDEN):
            raise NetworkForbidden(f"a badge is judged offline: {event}")

    sys.addaudithook(refuse)
