"""Rules of finding something to do: what is on, how far, and what to offer instead of nothing."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sync.model.query import DISTANCE_STEPS, ActivityQuery, Eased, week, weekend

SOON = dt.timedelta(minutes=90)
"""Up to then a start is told in minutes rather than by the clock."""
DAYS_TRIED = 14
"""How far from the asked day another one is looked for."""


class SessionState(StrEnum):
    """Where a session stands in time."""

    RUNNING = "running"
    SOON = "soon"
    LATER = "later"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SessionStatus:
    """A session's state; `minutes` to its start, or to its end while it runs, rounded up."""

    state: SessionState
    minutes: int


def session_status(start: dt.datetime, end: dt.datetime, now: dt.datetime) -> SessionStatus:
    """Whether a session is on ("now"), soon ("starts in 25 min"), later or over; aware times."""
    if now >= end:
        return SessionStatus(SessionState.ENDED, 0)
    if now >= start:
        return SessionStatus(SessionState.RUNNING, _minutes(end - now))
    state = SessionState.SOON if start - now <= SOON else SessionState.LATER
    return SessionStatus(state, _minutes(start - now))


def days_of(word: str, today: dt.date) -> tuple[dt.date, ...]:
    """The dates that a day filter means; none for a word that is not known."""
    spans = {
        "today": (today,),
        "tomorrow": (today + dt.timedelta(days=1),),
        "week": week(today),
        "weekend": weekend(today),
    }
    if word in spans:
        return spans[word]
    try:
        return (dt.date.fromisoformat(word),) if word else ()
    except ValueError:
        return ()


@dataclass(frozen=True, slots=True)
class Easing:
    """A query with one wish given up; `day` when another day takes the asked one's place."""

    eased: Eased
    query: ActivityQuery
    day: dt.date | None = None


def easings(query: ActivityQuery, today: dt.date) -> Iterator[Easing]:
    """Nearer queries first: another time or day, then distance, age, price, and so on.

    Of each kind the first that finds something is worth offering. What somebody needs to take part
    is given up only by the last one, which keeps nothing but the words.
    """
    query = replace(query, offset=0)
    if query.time_from or query.time_to:
        yield Easing(Eased.TIME, replace(query, time_from=None, time_to=None))
    if query.day:
        for day in _near_days(query.day, today):
            yield Easing(Eased.DAY, replace(query, day=day, days=()), day)
    if query.day or query.days:
        yield Easing(Eased.DAY, replace(query, day=None, days=()))
    if query.within_m is not None:
        for step in (step for step in DISTANCE_STEPS if step > query.within_m):
            yield Easing(Eased.PLACE, replace(query, within_m=step))
        yield Easing(Eased.PLACE, replace(query, within_m=None))
    if query.age or query.classes:
        yield Easing(Eased.AGE, replace(query, age=None, classes=()))
    if query.free or query.max_price_cents is not None:
        yield Easing(Eased.PRICE, replace(query, free=False, max_price_cents=None))
    if query.kinds:
        yield Easing(Eased.KIND, replace(query, kinds=()))
    if query.topics:
        yield Easing(Eased.TOPIC, replace(query, topics=()))
    if query.places_left or query.subsidy or query.drop_in or query.language:
        eased = replace(query, places_left=False, subsidy=False, drop_in=False, language="")
        yield Easing(Eased.NEEDS, eased)
    if query.place or query.district or query.organizer or query.bounds:
        eased = replace(query, place="", district="", organizer="", bounds=None, within_m=None)
        yield Easing(Eased.PLACE, eased)
    if query.text:
        yield Easing(Eased.TEXT, replace(query, text=""))
        words = ActivityQuery(text=query.text, near=query.near, relief=query.relief)
        yield Easing(Eased.NEEDS, words)


def _near_days(day: dt.date, today: dt.date) -> Iterator[dt.date]:
    for distance in range(1, DAYS_TRIED + 1):
        for other in (day + dt.timedelta(distance), day - dt.timedelta(distance)):
            if other >= today:
                yield other


def _minutes(span: dt.timedelta) -> int:
    return -(-int(span.total_seconds()) // 60)
