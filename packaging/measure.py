"""Start, memory and idle CPU of the kiosk, the bundle beside the source; medians.

"First frame" is when the display first holds a picture of many colours: read from the display's
own memory, so nothing inside the program is trusted with the time.
"""

import statistics
import subprocess
import tempfile
import time
from contextlib import ExitStack
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


def figures(
    commands: list[list[str]], starts: int = STARTS, idle: float = IDLE_SECONDS
) -> list[Figures]:
    """Start them in turns on one display, so that a busy moment of the machine hits each alike.

    Then each is left alone for `idle` seconds. A command is whole; its display it finds in DISPLAY.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        display = Display(Path(folder), *SIZE)
        stack.callback(display.close)
        # Not as a stranger: he cannot read a Python that lives in somebody's home.
        places = [stack.enter_context(room(command, stranger=False)) for command in commands]
        times = [[start(place, display) for place in places] for _ in range(starts)]
        alone = [left_alone(place, display, idle) for place in places]
    return [
        Figures(its[0], statistics.median(its[1:] or its), memory, cpu)
        for its, (memory, cpu) in zip(zip(*times, strict=True), alone, strict=True)
    ]


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
        time.sleep(min(15.0, 2 * seconds))
        before = cpu_seconds(process.pid)
        time.sleep(seconds)
        return memory_mb(process.pid), (cpu_seconds(process.pid) - before) / seconds * 100
    finally:
        end(process)


def _open(place: Room, display: Display) -> "subprocess.Popen[str]":
    return place.start(extra={"DISPLAY": display.name})


def kiosk(command: list[str]) -> list[str]:
    """The whole command line of a kiosk on this display."""
    return [*command, "run", "--size", f"{SIZE[0]}x{SIZE[1]}"]


def beside(
    commands: dict[str, list[str]], starts: int = STARTS, idle: float = IDLE_SECONDS
) -> None:
    """Print each by its name."""
    print(f"{'':24}first start  warm start  memory (PSS)  idle CPU of one core")
    for name, each in zip(commands, figures([*commands.values()], starts, idle), strict=True):
        print(
            f"{name:23} {each.first:8.2f} s {each.warm:9.2f} s {each.memory:9.0f} MB"
            f" {each.idle:12.1f} %"
        )
