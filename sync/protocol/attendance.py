"""Who was there, derived from check-in events. Pure: the order of events never matters.

The hub derives it of all events, a kiosk of those it has heard of; with the same events both
come to the same.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from sync.model import CheckIn, Movement, SeenEvent

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MS = dt.timedelta(milliseconds=1)


class Key(NamedTuple):
    """One person at one session."""

    session_start: dt.datetime
    activity: str
    pass_id: str


class Fact(NamedTuple):
    """What attendance needs of one event; `at_ms` is corrected to the hub's clock."""

    key: Key
    event_id: str
    movement: Movement
    annuls: str
    at_ms: int
    device: str


def corrected_ms(item: CheckIn | SeenEvent) -> int:
    """The event's time by the hub's clock, in milliseconds since 1970.

    `clock_offset_ms` is the hub's clock minus the kiosk's.
    """
    offset = (item.clock_offset_ms or 0) if isinstance(item, CheckIn) else 0
    return (item.at - _EPOCH) // _MS + offset


def fact_of(item: CheckIn | SeenEvent) -> Fact:
    """What attendance needs of an event."""
    key = Key(item.session_start.astimezone(dt.UTC), item.activity, item.pass_id)
    return Fact(key, item.event_id, item.movement, item.annuls, corrected_ms(item), item.device)


class Stay(NamedTuple):
    """From one entry to the exit after it; `left_ms` is None while nobody has seen it end."""

    event_id: str
    at_ms: int
    left_ms: int | None


class Attendance(NamedTuple):
    """One person's one attendance, made of one stay or more.

    `counted`, `at_ms` and `device` are those of the first entry; `others` are entries of somebody
    who was in already; `left_ms` is the end of the last stay.
    """

    key: Key
    counted: str
    at_ms: int
    device: str
    others: tuple[str, ...]
    left_ms: int | None
    stays: tuple[Stay, ...]


def attendance(facts: Iterable[Fact]) -> list[Attendance]:
    """The attendances in order of session, activity and pass.

    The earliest corrected entry counts, ties by event id; an entry after an exit begins a new stay
    of the same attendance. An annulment takes back the event it names if it speaks of the same
    person and session, whichever of the two arrived first.
    """
    groups: dict[Key, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        groups[fact.key][fact.event_id] = fact
    found = (derive(key, groups[key].values()) for key in sorted(groups))
    return [entry for entry in found if entry is not None]


def derive(key: Key, facts: Collection[Fact]) -> Attendance | None:
    """The attendance of one person at one session; None when no entry stands."""
    gone = {fact.annuls for fact in facts if fact.movement is Movement.ANNULMENT}
    standing = sorted(
        (
            fact
            for fact in facts
            if fact.movement is not Movement.ANNULMENT and fact.event_id not in gone
        ),
        key=lambda fact: (fact.at_ms, fact.event_id),
    )
    stays: list[Stay] = []
    others: list[str] = []
    first: Fact | None = None
    for fact in standing:
        inside = bool(stays) and stays[-1].left_ms is None
        if fact.movement is Movement.ENTRY and inside:
            others.append(fact.event_id)
        elif fact.movement is Movement.ENTRY:
            first = first or fact
            stays.append(Stay(fact.event_id, fact.at_ms, None))
        elif stays:
            # Somebody seen leaving twice has left the second time.
            stays[-1] = stays[-1]._replace(left_ms=fact.at_ms)
    if first is None:
        return None
    return Attendance(
        key=key,
        counted=first.event_id,
        at_ms=first.at_ms,
        device=first.device,
        others=tuple(others),
        left_ms=stays[-1].left_ms,
        stays=tuple(stays),
    )
