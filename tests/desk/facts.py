"""Somebody expected at a session that has begun, and the same but for something."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

from kiosk.domain.admission import (
    Facts,
    Level,
    Occasion,
    OnRoster,
    Policy,
    Reason,
    Verdict,
    decide,
)
from kiosk.domain.rights import Right
from sync.model import Movement

ZONE = ZoneInfo("Europe/Vilnius")
START = dt.datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
NOW = START + dt.timedelta(minutes=5)
SESSION = Occasion(activity="print", start=START, end=START + dt.timedelta(hours=2), capacity=12)
LATER = Occasion(
    activity="bike", start=START + dt.timedelta(hours=3), end=START + dt.timedelta(hours=5)
)
EXPECTED = Facts(pass_id="P-1", session=SESSION, on_roster=OnRoster.YES, rights=frozenset(Right))
POLICY = Policy()
ENTERED = Verdict(
    level=Level.GREEN, reason=Reason.ENTRY, pass_id="P-1", record=Movement.ENTRY, event_id="e-1"
)


def judge(facts: Facts = EXPECTED, now: dt.datetime = NOW, policy: Policy = POLICY) -> Verdict:
    return decide(facts, policy, now)


def but(facts: Facts = EXPECTED, **changes: object) -> Facts:
    return replace(facts, **changes)  # type: ignore[arg-type]
