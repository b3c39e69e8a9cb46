"""Walk the steps; a stop that fails is written down, and the walk goes on from home."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.touch_events import Finger, NotFound, spin, until
from kiosk.ui.tour.actions import Hand, Props, Tap
from kiosk.ui.tour.inspect import OwnWords, faults
from kiosk.ui.tour.picture import is_blank, picture_of
from kiosk.ui.tour.steps import STEPS, Step

log = logging.getLogger(__name__)

_WAYS_HOME: Final = ("stillHere", "sheetClose", "staffLock", "staffBack", "wake", "navHome")
_TRIES: Final = 8
SECOND_LOOK_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of the walk; `milliseconds` from its first touch until it was seen.

    `faults` are what an inspection found, each with its language.
    """

    screen: str
    file: str
    milliseconds: int
    ok: bool
    error: str = ""
    faults: tuple[str, ...] = ()


def walk(
    window: QQuickWindow,
    out_dir: Path,
    size: tuple[int, int] | None = None,
    props: Props | None = None,
    steps: Sequence[Step] = STEPS,
) -> list[Stop]:
    """Visit every screen and save a PNG of each to `out_dir`. Raises OSError for the folder."""
    out_dir.mkdir(parents=True, exist_ok=True)
    if size is not None:
        window.resize(QSize(*size))
    until(window.isExposed)
    hand = Hand(window, Finger(window), props or Props())
    return [_stop(number, step, hand, out_dir) for number, step in enumerate(steps, 1)]


def _stop(number: int, step: Step, hand: Hand, out_dir: Path) -> Stop:
    file = out_dir / f"{number:02}-{step.screen}.png"
    began = time.monotonic()
    error = ""
    try:
        if step.at_home:
            go_home(hand)
            began = time.monotonic()
        for action in step.actions:
            action.do(hand)
        _arrive(step, hand)
    except NotFound as missing:
        error = str(missing)
        log.info("stop %s: %s", step.screen, error)
    milliseconds = round((time.monotonic() - began) * 1000)
    spin(step.settle)
    shot = picture_of(hand.window)
    if is_blank(shot):
        error = error or "the picture is blank"
    elif not shot.save(str(file)):
        raise OSError(f"cannot write {file.name}")
    return Stop(step.screen, file.name, milliseconds, not error, error, _inspect(hand))


def _arrive(step: Step, hand: Hand) -> None:
    """Wait for the screen; a person whose touch went nowhere touches once more."""
    try:
        hand.finger.wait_for(step.root)
    except NotFound:
        if not step.actions or not isinstance(step.actions[-1], Tap):
            raise
        log.warning("stop %s: a touch went nowhere", step.screen)
        step.actions[-1].do(hand)
        hand.finger.wait_for(step.root)


def _inspect(hand: Hand) -> tuple[str, ...]:
    """What is wrong with this screen in any language; the walk's own language is back then."""
    props, found = hand.props, []
    if props.speak is None:
        return ()
    for language in props.languages:
        props.speak(language)
        words = OwnWords(language)
        of_screen = faults(hand.window, words, props.pixels_per_mm)
        if of_screen:
            # A busy machine may still be laying the new words out; a fault stays.
            spin(SECOND_LOOK_S)
            of_screen = faults(hand.window, words, props.pixels_per_mm)
        found += [f"{language}: {each}" for each in of_screen]
    if props.languages:
        props.speak(props.language)
    return tuple(found)


def go_home(hand: Hand) -> None:
    """Back to the home screen from wherever a failed stop left us. Raises NotFound."""
    for _ in range(_TRIES):
        sheet_open = any(hand.finger.find(name) is not None for name in _WAYS_HOME[:2])
        if hand.finger.find("home") is not None and not sheet_open:
            return
        way = next((name for name in _WAYS_HOME if hand.finger.find(name) is not None), None)
        if way is None:
            spin(0.3)
            continue
        hand.finger.tap(way)
        spin(0.4)
    raise NotFound("the home screen cannot be reached")
