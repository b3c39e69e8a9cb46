"""The kiosk's two clocks: the wall's, which may be wrong, and one that only runs forward."""

import functools
import os
import secrets
import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@functools.cache
def boot_id() -> str:
    """One id from switching on to switching off; without such a file, one for each process."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return secrets.token_hex(16)


def monotonic_ms() -> int:
    """Milliseconds since this boot, sleep included where the system can tell."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) // 1_000_000


def uuid7(at_ms: int) -> str:
    """A fresh UUIDv7 (RFC 9562, 5.7) for a time in milliseconds since 1970."""
    stamp = max(0, at_ms) & 0xFFFF_FFFF_FFFF
    noise = int.from_bytes(os.urandom(10), "big")
    value = stamp << 80 | 0x7 << 76 | (noise >> 68) << 64 | 0b10 << 62 | noise & (1 << 62) - 1
    text = f"{value:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
