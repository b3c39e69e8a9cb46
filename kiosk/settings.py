"""The settings of one kiosk, from a file and the environment.

A kiosk on a wall must open whatever somebody typed into its settings: a value that makes no sense
is named, left at its default, and told by the log and the doctor.
"""

import os
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
CITIES = PROJECT / "resources" / "cities"
ENVIRONMENT_PREFIX = "COL_"
FROZEN = bool(getattr(sys, "frozen", False))
"""Whether this is the bundle made by `make package`, which holds no main.py."""


class BadSetting(ValueError):
    """A setting that makes no sense; the message names it and what was expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One kiosk. Lengths are millimetres, times are seconds, sizes are pixels.

    `scanner`: auto, keyboard, evdev:/dev/input/event3 or serial:/dev/ttyACM0.
    """

    data: Path = field(default_factory=lambda: _data_home() / "city-of-learning-kiosk")
    city: Path = CITIES / "vilnius"
    language: str = ""
    width: int = 1080
    height: int = 1920
    screen_width_mm: float = 0.0
    idle_seconds: float = 45.0
    warning_seconds: float = 15.0
    place: str = ""
    facing: float = -1.0
    """Where somebody who reads the screen looks, degrees clockwise from north; -1: not known."""
    camera: bool = True
    scanner: str = "auto"
    map: bool = True
    map_engine: str = "auto"
    """auto, maplibre (needs a GPU) or canvas."""
    volume: float = 0.7
    """Of tones, 0 to 1."""
    night_dimming: float = 0.0
    """How dark the resting screen gets while the place is closed, 0 to 0.95."""
    scramble_pin: bool = False
    """The digits of the PIN pad in a new order each time, so that no smear or glance tells one."""
    screen: str = ""
    """The output it opens on where there are several, as the system calls it: HDMI-1, DP-2."""
    maintenance: bool = False
    """Visitors see that the kiosk is being worked on; staff come in as ever."""
    speech_hint: bool = True
    """Who touches the resting screen and then nothing is told softly how to have it read aloud."""


def load(
    file: Path | None, environment: Mapping[str, str] = os.environ
) -> tuple[Settings, list[BadSetting]]:
    """Settings from `file` (TOML), overruled by `COL_<NAME>`; and what was wrong with them."""
    problems: list[BadSetting] = []
    settings = Settings()
    given: dict[str, Any] = {}
    if file is not None:
        try:
            given.update(tomllib.loads(file.read_text("utf-8")))
        except OSError as error:
            problems.append(BadSetting(f"{file}: cannot be read ({error.strerror})"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(BadSetting(f"{file}: is not TOML ({error})"))
    known = {each.name for each in fields(Settings)}
    for name in known:
        if (value := environment.get(ENVIRONMENT_PREFIX + name.upper())) is not None:
            given[name] = value
    for name, raw in given.items():
        if name not in known:
            problems.append(BadSetting(f"{name}: there is no such setting"))
            continue
        try:
            settings = replace(settings, **{name: _read(name, raw, getattr(settings, name))})
        except BadSetting as problem:
            problems.append(problem)
    return settings, problems


def size(text: str) -> tuple[int, int]:
    """`1080x1920` as (width, height) in pixels."""
    width, _, height = text.lower().partition("x")
    if all(side.isdecimal() and 320 <= int(side) <= 7680 for side in (width, height)):
        return int(width), int(height)
    raise BadSetting(f"size: {text!r} is not WIDTHxHEIGHT, each from 320 to 7680")


_RANGES = {
    "width": (320, 7680),
    "height": (320, 7680),
    "screen_width_mm": (0, 3000),
    "facing": (-1, 360),
    "idle_seconds": (5, 3600),
    "warning_seconds": (3, 120),
    "volume": (0, 1),
    "night_dimming": (0, 0.95),
}


_SCANNER = re.compile(r"auto|keyboard|evdev:/\S+|serial:\S+")


def _read(name: str, raw: object, default: object) -> Any:
    if isinstance(default, bool):
        if raw in (True, "true", "1", "yes"):
            return True
        if raw in (False, "false", "0", "no"):
            return False
        raise BadSetting(f"{name}: {raw!r} is not true or false")
    if isinstance(default, int | float):
        return _number(name, raw, type(default))
    if not isinstance(raw, str):
        raise BadSetting(f"{name}: {raw!r} is not text")
    if name == "scanner" and not _SCANNER.fullmatch(raw):
        raise BadSetting(f"{name}: {raw!r} is not auto, keyboard, evdev:PATH or serial:PATH")
    if name == "map_engine" and raw not in ("auto", "maplibre", "canvas"):
        raise BadSetting(f"{name}: {raw!r} is not auto, maplibre or canvas")
    return Path(raw).expanduser() if isinstance(default, Path) else raw


def _number(name: str, raw: object, kind: type[int] | type[float]) -> int | float:
    low, high = _RANGES[name]
    try:
        number = kind(str(raw))
    except ValueError:
        raise BadSetting(f"{name}: {raw!r} is not a number") from None
    if not low <= number <= high:
        raise BadSetting(f"{name}: {raw!r} is not from {low} to {high}")
    return number


def own_command() -> list[str]:
    """The beginning of a command line that starts another command of this same program."""
    return [sys.executable] if FROZEN else [sys.executable, str(PROJECT / "main.py")]


def work_folder() -> Path:
    """Where pictures of the tour and the demonstration's databases may be written."""
    if not FROZEN:
        return PROJECT / "build"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "city-of-learning-kiosk"


def foreign_environment() -> dict[str, str]:
    """The environment for programs of the system: a bundle's own libraries are not for them."""
    environment = dict(os.environ)
    if FROZEN:
        original = environment.pop("LD_LIBRARY_PATH_ORIG", None)
        environment.pop("LD_LIBRARY_PATH", None)
        if original is not None:
            environment["LD_LIBRARY_PATH"] = original
    return environment


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
