"""After the verdict: what the city's catalogue knows of a badge, and what is next nearby."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.domain.next_steps import Advance, Next, Why, advances, next_steps
from sync.model import Activity, Badge, City, Place, Playlist
from sync.model.claim import PREFIX, claim_name
from sync.model.query import ActivityQuery, Freshness, Order, SearchPage
from sync.store.distance import metres

NEXT_SHOWN: Final = 3
CONSIDERED: Final = 12
"""How many are found before the nearest of them are shown."""
_RANK: Final = {
    Why.PATH: 0, Why.NEXT_BADGE: 0, Why.HIGHER: 1, Why.SKILL: 1, Why.TOPIC: 2, Why.SUBJECT: 2,
}  # fmt: skip
Position = tuple[float, float]


class Lookup(Protocol):
    """The part of the catalogue that scans ask."""

    def city(self) -> City: ...
    def freshness(self) -> Freshness: ...
    def activity(self, id: str, /) -> Activity | None: ...
    def badge(self, id: str, /) -> Badge | None: ...
    def badges(self) -> Sequence[Badge]: ...
    def place(self, id: str, /) -> Place | None: ...
    def playlists(self) -> Sequence[Playlist]: ...
    def teaching(self, badge: str, /) -> list[Activity]: ...
    def search(self, query: ActivityQuery, now: dt.datetime, /) -> SearchPage: ...


@dataclass(frozen=True, slots=True)
class Nearby:
    """An activity to go on with; `distance_m` from this kiosk, None if not known."""

    activity: Activity
    why: Why
    place: Place | None = None
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class After:
    """What a badge is part of, by this city's catalogue as of the day `as_of`."""

    advances: tuple[Advance, ...] = ()
    nearby: tuple[Nearby, ...] = ()
    as_of: dt.date | None = None


def known_badge(ident: str, catalogue: Lookup) -> Badge | None:
    """The catalogue's badge of this id, or the one that says it is the same."""
    if not ident:
        return None
    found = catalogue.badge(ident)
    if found is not None:
        return found
    return next((badge for badge in catalogue.badges() if ident in badge.same_as), None)


def claimed_badge(host: str, code: str, catalogue: Lookup) -> Badge | None:
    """The badge that this claim link is listed for, openly or by its name.

    Takes a twentieth of a second where any is listed by name.
    """
    badges = catalogue.badges()
    link = f"https://{host}/claim?code={code}"
    if found := next((b for b in badges if b.claim_url in (link, f"{link}&qr=1")), None):
        return found
    listed = [b for b in badges if any(each.startswith(PREFIX) for each in b.same_as)]
    name = claim_name(host, code) if listed else ""
    return next((badge for badge in listed if name in badge.same_as), None)


def after(badge: Badge, catalogue: Lookup, here: Position | None, now: dt.datetime) -> After:
    """The paths the badge advances, and the nearest activities that go on from it."""
    found = goes_on(badge, catalogue, here, now, CONSIDERED)
    nearby = sorted((_located(step, catalogue, here) for step in found), key=_nearness)
    fresh = catalogue.freshness()
    known = fresh.last_success or fresh.made
    return After(
        advances(badge.id, catalogue.playlists()),
        tuple(nearby[:NEXT_SHOWN]),
        known.date() if known else None,
    )


def goes_on(
    badge: Badge, catalogue: Lookup, here: Position | None, now: dt.datetime, limit: int
) -> tuple[Next, ...]:
    """What next after this badge, by this city's catalogue, each with its reason."""

    def about(topics: Sequence[str]) -> list[Activity]:
        order: Order = "distance" if here else "time"
        query = ActivityQuery(topics=tuple(topics), near=here, order=order, limit=2 * limit)
        hits = catalogue.search(query, now).hits
        return [each for hit in hits if (each := catalogue.activity(hit.activity)) is not None]

    return next_steps(
        badge, catalogue.badges(), catalogue.playlists(), catalogue.teaching, catalogue.activity,
        limit, about,
    )  # fmt: skip


def _nearness(found: Nearby) -> tuple[int, float, str]:
    away = math.inf if found.distance_m is None else found.distance_m
    return _RANK[found.why], away, found.activity.id


def _located(step: Next, catalogue: Lookup, here: Position | None) -> Nearby:
    location = step.activity.location
    place = catalogue.place(location) if location else None
    geo = place.geo if place else None
    away = metres(here, (geo.longitude, geo.latitude)) if here and geo else None
    return Nearby(step.activity, step.why, place, away)
