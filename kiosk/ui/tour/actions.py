"""What the tour's finger can do, as values; the steps are a table of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtQuick import QQuickWindow

from kiosk.ui.touch_events import PATIENCE_S, Finger, NotFound, spin, until, visible_items
from kiosk.ui.tour.picture import picture_of, vivid_spots


@dataclass(frozen=True, slots=True)
class Props:
    """What the walk needs from outside the window. What is missing fails only its own stops.

    `scan(text)` shows a code to the kiosk's camera or types it as a scanner would; `look()` lets
    the camera show a picture without one; `hurry()` makes the idle warning come at once, and
    `calm()` undoes that. `speak(language)` switches the screen and lets it settle; with it and
    `languages`, each stop is inspected in each of them. `listed`: the session has a list of people.
    """

    language: str = "lt"
    other_language: str = "en"
    code: str = "https://vilnius.cityoflearning.eu/claim?code=5f8ica&qr=1"
    pin: str = ""
    session: str = "session-*"
    listed: bool = True
    codes: Mapping[str, str] = field(default_factory=dict, repr=False)
    scan: Callable[[str], None] | None = field(default=None, repr=False)
    look: Callable[[], None] | None = field(default=None, repr=False)
    hurry: Callable[[], None] | None = field(default=None, repr=False)
    calm: Callable[[], None] | None = field(default=None, repr=False)
    speak: Callable[[str], None] | None = field(default=None, repr=False)
    languages: tuple[str, ...] = ()
    pixels_per_mm: float = 3.0


@dataclass(frozen=True, slots=True)
class Hand:
    """Everything an action may use."""

    window: QQuickWindow
    finger: Finger
    props: Props


class Action(Protocol):
    """One thing to do. Raises NotFound when the screen does not allow it."""

    def do(self, hand: Hand) -> None: ...


@dataclass(frozen=True, slots=True)
class Tap:
    """Touch the item of this name; {language}, {other} and {session} come from Props."""

    name: str
    seconds: float = PATIENCE_S

    def do(self, hand: Hand) -> None:
        hand.finger.tap(_named(self.name, hand.props), self.seconds)


@dataclass(frozen=True, slots=True)
class TapIfThere:
    """Touch what only some layouts have."""

    name: str

    def do(self, hand: Hand) -> None:
        if until(lambda: hand.finger.find(self.name) is not None, 0.6):
            hand.finger.tap(self.name)


@dataclass(frozen=True, slots=True)
class SeeOrEase:
    """Wait for the item of this name; where nothing fits, touch the first way on that is offered.

    Late in the evening there is nothing left today: a visitor takes tomorrow.
    """

    name: str
    offer: str = "offer:*"

    def do(self, hand: Hand) -> None:
        find = hand.finger.find
        until(lambda: find(self.name) is not None or find(self.offer) is not None)
        if find(self.name) is None and find(self.offer) is not None:
            hand.finger.tap(self.offer)
        hand.finger.wait_for(self.name)


@dataclass(frozen=True, slots=True)
class Hold:
    """Touch and stay."""

    name: str
    hold_s: float

    def do(self, hand: Hand) -> None:
        hand.finger.hold(self.name, self.hold_s)


@dataclass(frozen=True, slots=True)
class See:
    """Wait until the item of this name is visible; scroll to it with `bring`."""

    name: str
    seconds: float = PATIENCE_S
    bring: bool = False

    def do(self, hand: Hand) -> None:
        if self.bring:
            hand.finger.bring(self.name, self.seconds)
        else:
            hand.finger.wait_for(self.name, self.seconds)


@dataclass(frozen=True, slots=True)
class Wait:
    """Let animations or another process come to an end."""

    seconds: float

    def do(self, hand: Hand) -> None:
        spin(self.seconds)


@dataclass(frozen=True, slots=True)
class Type:
    """Type on the on-screen keyboard, key by key."""

    text: str

    def do(self, hand: Hand) -> None:
        for char in self.text:
            hand.finger.tap("keySpace" if char == " " else f"key:{char}")


@dataclass(frozen=True, slots=True)
class Pin:
    """Touch the staff PIN on its pad."""

    def do(self, hand: Hand) -> None:
        if not hand.props.pin:
            raise NotFound("no staff PIN was given to the walk")
        for digit in hand.props.pin:
            hand.finger.tap(f"pin-{digit}")
        hand.finger.tap("pin-go")


@dataclass(frozen=True, slots=True)
class Language:
    """Switch: one touch, or two where the bar has no room for all languages."""

    code: str

    def do(self, hand: Hand) -> None:
        direct = _named(f"navLanguage:{self.code}", hand.props)
        if hand.finger.find(direct) is not None:
            hand.finger.tap(direct)
        else:
            hand.finger.tap("navLanguage")
            hand.finger.tap(_named(f"language:{self.code}", hand.props))


@dataclass(frozen=True, slots=True)
class Scan:
    """Hold a code to the kiosk: the usual one, or that of this name in `Props.codes`."""

    name: str = ""

    def do(self, hand: Hand) -> None:
        code = hand.props.codes.get(self.name, "") if self.name else hand.props.code
        if not code:
            raise NotFound(f"a code that is {self.name}")
        _given(hand.props.scan, "scan")(code)


@dataclass(frozen=True, slots=True)
class Look:
    """Let the camera see something that is no code; without a camera there is nothing to do."""

    def do(self, hand: Hand) -> None:
        if hand.props.look is not None:
            hand.props.look()


@dataclass(frozen=True, slots=True)
class Hurry:
    """Let the idle time pass at once."""

    def do(self, hand: Hand) -> None:
        _given(hand.props.hurry, "hurry")()


@dataclass(frozen=True, slots=True)
class Calm:
    """The idle time is as long as ever."""

    def do(self, hand: Hand) -> None:
        _given(hand.props.calm, "calm")()


@dataclass(frozen=True, slots=True)
class CheckIn(Tap):
    """Touch a person of the list; where there is none, as all may come, the pass of one is read."""

    def do(self, hand: Hand) -> None:
        if hand.props.listed:
            Tap.do(self, hand)
        else:
            Scan("pass").do(hand)


@dataclass(frozen=True, slots=True)
class Hunt:
    """Touch the coloured marks inside the item of a C++ class until `quarry` shows."""

    kind: str
    quarry: str
    tries: int = 14

    def do(self, hand: Hand) -> None:
        everything = visible_items(hand.window.contentItem())
        item = next((each for each in everything if each.inherits(self.kind)), None)
        if item is None:
            raise NotFound(f"there is no {self.kind}")
        place = item.mapRectToScene(QRectF(0, 0, item.width(), item.height())).toRect()
        margin = min(place.width(), place.height()) // 10
        area = place.adjusted(margin, margin, -2 * margin, -margin)
        seen: list[QPoint] = []
        untried: Iterator[QPoint] = iter(())
        for _ in range(self.tries):
            spots = vivid_spots(picture_of(hand.window), area)
            if spots != seen:
                # The last touch moved the map (it was a cluster): begin again from the middle.
                seen, untried = spots, iter(spots)
            spot = next(untried, None)
            if spot is None:
                break
            hand.finger.tap_at(spot)
            if until(lambda: hand.finger.find(self.quarry) is not None, 1.5):
                return
        raise NotFound(f"no touch on {self.kind} brought {self.quarry}")


def _named(name: str, props: Props) -> str:
    for word, value in (
        ("{language}", props.language),
        ("{other}", props.other_language),
        ("{session}", props.session),
    ):
        name = name.replace(word, value)
    return name


def _given(hook: Callable[..., None] | None, name: str) -> Callable[..., None]:
    if hook is None:
        raise NotFound(f"no {name} was given to the walk")
    return hook
