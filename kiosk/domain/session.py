"""One visit as a pure state machine: from the attract loop and back, with nothing left behind.

Everything that belongs to a visitor is in `State`, so that a reset is a new state and nothing can
be forgotten. `visit` grows with each reset: whoever keeps something for a visitor outside of
`State` (a form, a scan, the map's web profile) drops it when the number changes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

HISTORY_LIMIT = 40
SHORTLIST_LIMIT = 12
EARNED_LIMIT = 40


class Phase(StrEnum):
    """Who stands before the screen, as far as it knows."""

    ATTRACT = "attract"
    VISITOR = "visitor"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of quiet until the warning, and from the warning to the reset."""

    idle: float = 45.0
    warning: float = 15.0
    staff_idle: float = 180.0


@dataclass(frozen=True, slots=True)
class Page:
    """A screen and what it shows."""

    name: str
    params: Mapping[str, str] = field(default_factory=dict)


HOME = Page("home")


@dataclass(frozen=True, slots=True)
class State:
    """The whole of one visit; `quiet` is seconds since the last touch, `earned` are the badges that
    were scanned and found genuine."""

    default_language: str
    language: str
    phase: Phase = Phase.ATTRACT
    history: tuple[Page, ...] = ()
    shortlist: tuple[str, ...] = ()
    earned: tuple[str, ...] = ()
    quiet: float = 0.0
    warned: bool = False
    visit: int = 0

    @property
    def page(self) -> Page:
        """The screen that is shown."""
        if self.phase is Phase.STAFF:
            return Page("staff")
        return self.history[-1] if self.history else Page("attract")

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen behind this one."""
        return self.phase is Phase.VISITOR and len(self.history) > 1


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger, key or scan: somebody is there."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went by, in seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Opened:
    """A screen was asked for; `instead` replaces the one that is shown."""

    page: Page
    instead: bool = False


@dataclass(frozen=True, slots=True)
class WentBack:
    """The back button."""


@dataclass(frozen=True, slots=True)
class WentHome:
    """The home button: the visit goes on, its path does not."""


@dataclass(frozen=True, slots=True)
class Spoke:
    """A language was chosen."""

    language: str


@dataclass(frozen=True, slots=True)
class Picked:
    """An activity was added to the shortlist, or taken off it when it was there."""

    activity: str


@dataclass(frozen=True, slots=True)
class Showed:
    """A badge was scanned and is genuine."""

    badge: str


@dataclass(frozen=True, slots=True)
class StaffEntered:
    """The hidden entry was found; the staff area asks for the PIN."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The visitor is done, staff left, or the kiosk must forget at once."""


Event: TypeAlias = (
    Touched | Ticked | Opened | WentBack | WentHome | Spoke | Picked | Showed | StaffEntered | Ended
)


def begin(language: str) -> State:
    """A kiosk that nobody uses yet."""
    return State(default_language=language, language=language)


def step(state: State, event: Event, limits: Limits) -> State:
    """The state after `event`. Every event but time counts as a touch."""
    if isinstance(event, Ticked):
        return _wait(state, event.seconds, limits)
    if isinstance(event, Ended):
        return _ended(state)
    state = replace(state, quiet=0.0, warned=False)
    match event:
        case Opened(page, instead):
            return _open(state, page, instead)
        case WentBack() if state.can_go_back:
            return replace(state, history=state.history[:-1])
        case WentHome() if state.phase is not Phase.STAFF:
            return replace(state, phase=Phase.VISITOR, history=(HOME,))
        case Spoke(language):
            return replace(state, language=language)
        case Picked(activity) if state.phase is Phase.VISITOR:
            return replace(state, shortlist=_toggled(state.shortlist, activity))
        case Showed(badge) if state.phase is not Phase.STAFF and badge not in state.earned:
            return replace(state, earned=(*state.earned, badge)[-EARNED_LIMIT:])
        case StaffEntered():
            return replace(_ended(state), phase=Phase.STAFF)
    return state


def seconds_left(state: State, limits: Limits) -> float:
    """Until the reset; only meaningful while the warning is shown."""
    return max(0.0, _patience(state, limits) + limits.warning - state.quiet)


def _wait(state: State, seconds: float, limits: Limits) -> State:
    if state.phase is Phase.ATTRACT:
        if state.language != state.default_language:
            state = replace(state, quiet=state.quiet + seconds)
            return _ended(state) if state.quiet >= limits.idle else state
        return state
    state = replace(state, quiet=state.quiet + seconds)
    if state.quiet >= _patience(state, limits) + limits.warning:
        return _ended(state)
    return replace(state, warned=state.quiet >= _patience(state, limits))


def _patience(state: State, limits: Limits) -> float:
    return limits.staff_idle if state.phase is Phase.STAFF else limits.idle


def _ended(state: State) -> State:
    return replace(begin(state.default_language), visit=state.visit + 1)


def _open(state: State, page: Page, instead: bool) -> State:
    if state.phase is Phase.STAFF:
        return state
    if page == HOME:
        return replace(state, phase=Phase.VISITOR, history=(HOME,))
    behind = state.history or (HOME,)
    if behind[-1] == page:
        return replace(state, phase=Phase.VISITOR, history=behind)
    if instead and len(behind) > 1:
        behind = behind[:-1]
    kept = behind[-(HISTORY_LIMIT - 2) :] if len(behind) >= HISTORY_LIMIT else behind
    if kept[0] != HOME:
        kept = (HOME, *kept)
    return replace(state, phase=Phase.VISITOR, history=(*kept, page))


def _toggled(shortlist: tuple[str, ...], activity: str) -> tuple[str, ...]:
    if activity in shortlist:
        return tuple(each for each in shortlist if each != activity)
    if len(shortlist) >= SHORTLIST_LIMIT:
        return shortlist
    return (*shortlist, activity)
