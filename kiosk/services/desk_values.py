"""What goes into the desk and comes out of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.domain.admission import Occasion, Reason, Verdict
from kiosk.domain.rights import NOBODY, Actor
from sync.model import Activity, Movement, Notice, Place, Registration
from sync.store.ledger import Reviewed
from sync.store.ledger_attendance import Presence


class PassReading(Protocol):
    """What reading a city pass gave; `kiosk.badges.city_pass.PassReading` is one."""

    @property
    def outcome(self) -> str: ...
    @property
    def pass_id(self) -> str: ...


class Activities(Protocol):
    """The part of the catalogue that the desk needs."""

    def activity(self, id: str) -> Activity | None: ...
    def activities_of_place(self, id: str) -> Sequence[Activity]: ...
    def place(self, id: str) -> Place | None: ...
    def notices(self, place: str, on: dt.date) -> Sequence[Notice]: ...


NOT_ENROLLED = "not-enrolled"
"""The device of a kiosk that no hub knows."""

AGE_BANDS = ("0-13", "14-17", "18-24", "25-29", "30+")
"""Ages in which drop-in guests are counted; 14 to 29 is youth by Lithuanian law.

Source: Jaunimo politikos pagrindų įstatymas, 2 straipsnis.
"""


@dataclass(frozen=True, slots=True)
class Station:
    """Where this desk stands. `device` is the enrolled id that signs for its events."""

    device: str
    place: str
    zone: ZoneInfo

    @property
    def enrolled(self) -> bool:
        """Whether a hub knows this kiosk, so that what happens here is heard of."""
        return self.device not in ("", NOT_ENROLLED)


@dataclass(frozen=True, slots=True)
class SessionToday:
    """One session of today with its counts; `expected` is the whole roster."""

    occasion: Occasion
    activity: Activity
    expected: int
    inside: int
    left: int


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of a roster; without `registration` somebody who walked in."""

    pass_id: str
    label: str
    presence: Presence | None
    registration: Registration | None


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """How a check-in is asked for: `by` whom, and what they have waved on with which reason.

    `by_visitor`: somebody is alone with the screen, so only a signed pass counts.
    """

    wanted: Movement = Movement.ENTRY
    overridden: frozenset[Reason] = frozenset()
    override: str = ""
    by: Actor = NOBODY
    by_visitor: bool = False


PLAIN = How()
"""An entry that nobody has said anything about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, whom it is about and at what; `label` is personal and only for the screen."""

    verdict: Verdict
    label: str = ""
    session: Occasion | None = None


@dataclass(frozen=True, slots=True)
class Queue:
    """What the hub has not simply taken in: how many wait, and what staff should look at."""

    waiting: int
    rejected: int
    to_review: tuple[Reviewed, ...]


@dataclass(frozen=True, slots=True)
class BandCount:
    """Drop-in guests of one age band at one session: how many came, and how many are in."""

    band: str
    came: int
    inside: int


def masked(label: str) -> str:
    """A name as it may stand on a screen in a hall: enough to find oneself, not to be read out.

    "Žilvitis 14" is "Žil. 14", "Jonas Jonaitis" is "Jon. J."
    """
    first, *others = label.split() or [""]
    short = first if len(first) <= 3 else f"{first[:3]}."
    return " ".join([short, *(each if each.isdecimal() else f"{each[0]}." for each in others)])
