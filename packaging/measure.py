"""Start, memory and idle CPU of the kiosk, the bundle beside the source; medians.

"First frame" is when the display first holds a picture of many colours: read from the display's
own memory, so nothing inside the program is trusted with the time.
"""

import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from empty_room import Display, Room, cpu_seconds, end, memory_mb, room, until

SIZE = (1080, 1920)
COLOURS_OF_A_SCREEN = 40
STARTS = 5
IDLE_SECONDS = 30.0


@dataclass(frozen=True)
class Figures:
    """Seconds, MB, and per cent of one core."""

    first: float
    warm: float
    memory: float
    idle: float


def figures(command: list[str], starts: int = STARTS, idle: float = IDLE_SECONDS) -> Figures:
    """Start the kiosk several times on its own display, and leave the last one alone for long."""
    # Not as a stranger: he cannot read a Python that lives in somebody's home.
    with tempfile.TemporaryDirectory() as folder, room(command, stranger=False) as place:
        display = Display(Path(folder), *SIZE)
        try:
            times = [start(place, display) for _ in range(starts)]
            memory, cpu = left_alone(place, display, idle)
        finally:
            display.close()
    return Figures(times[0], statistics.median(times[1:] or times), memory, cpu)


def start(place: Room, display: Display) -> float:
    """Seconds from the command to a picture; RuntimeError when there is none in a minute."""
    process = _open(place, display)
    took = until(lambda: display.colours() >= COLOURS_OF_A_SCREEN, 60)
    end(process)
    if took is None:
        raise RuntimeError("no picture in a minute")
    until(lambda: display.colours() < COLOURS_OF_A_SCREEN, 5)
    return took


def left_alone(place: Room, display: Display, seconds: float) -> tuple[float, float]:
    """Memory in MB, and CPU in per cent of one core, of a kiosk that nobody touches."""
    process = _open(place, display)
    try:
        time.sleep(15)
        before = cpu_seconds(process.pid)
        time.sleep(seconds)
        return memory_mb(process.pid), (cpu_seconds(process.pid) - before) / seconds * 100
    finally:
        end(process)


def _open(place: Room, display: Display) -> "subprocess.Popen[str]":
    return place.start("run", "--size", f"{SIZE[0]}x{SIZE[1]}", extra={"DISPLAY": display.name})


def beside(bundle: list[str], source: list[str]) -> None:
    """Print both."""
    print("                first start  warm start  memory (PSS)  idle CPU of one core")
    for name, command in (("bundle", bundle), ("python main.py", source)):
        found = figures(command)
        print(
            f"{name:15} {found.first:8.2f} s {found.warm:9.2f} s {found.memory:9.0f} MB"
            f" {found.idle:12.1f} %"
        )
