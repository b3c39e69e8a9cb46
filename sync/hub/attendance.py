"""Who was there, derived from check-in events. Pure: the order of events never matters."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sync.model import Movement


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


class Attendance(NamedTuple):
    """One person's one attendance: the entry that counts, the ones beside it, the last exit."""

    key: Key
    counted: str
    at_ms: int
    device: str
    others: tuple[str, ...]
    left_ms: int | None


def attendance(facts: Iterable[Fact]) -> list[Attendance]:
    """The attendances in order of session, activity and pass.

    The earliest corrected entry counts, ties by event id. An annulment takes back the event it
    names if it speaks of the same person and session, whichever of the two arrived first.
    """
    groups: dict[Key, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        groups[fact.key][fact.event_id] = fact
    found = (_derive(key, groups[key]) for key in sorted(groups))
    return [entry for entry in found if entry is not None]


def _derive(key: Key, facts: dict[str, Fact]) -> Attendance | None:
    gone = {fact.annuls for fact in facts.values() if fact.movement is Movement.ANNULMENT}
    standing = [fact for fact in facts.values() if fact.event_id not in gone]
    entries = sorted(
        (fact for fact in standing if fact.movement is Movement.ENTRY),
        key=lambda fact: (fact.at_ms, fact.event_id),
    )
    if not entries:
        return None
    first, *others = entries
    exits = [
        fact.at_ms
        for fact in standing
        if fact.movement is Movement.EXIT and fact.at_ms >= first.at_ms
    ]
    return Attendance(
        key=key,
        counted=first.event_id,
        at_ms=first.at_ms,
        device=first.device,
        others=tuple(fact.event_id for fact in others),
        left_ms=max(exits, default=None),
    )
