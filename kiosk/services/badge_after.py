"""After the verdict: what the city's catalogue knows of a badge, and what is next nearby."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from kiosk.domain.scan_after import Advance, advances, next_steps
from sync.model import Activity, Badge, Place, Playlist
from sync.model.query import ActivityQuery, Freshness, Order, SearchPage
from sync.store.distance import metres

NEXT_SHOWN: Final = 3
Position = tuple[float, float]


class Lookup(Protocol):
    """The part of the catalogue that scans ask."""

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


def after(badge: Badge, catalogue: Lookup, here: Position | None, now: dt.datetime) -> After:
    """The paths the badge advances, and the nearest activities that go on from it."""
    found = advances(badge.id, catalogue.playlists())
    ids: dict[str, None] = {}
    for step in next_steps(found):
        if step.activity:
            ids[step.activity] = None
        for activity in catalogue.teaching(step.badge) if step.badge else ():
            ids[activity.id] = None
    on_path = _nearest([a for id in ids if (a := catalogue.activity(id))], catalogue, here)
    chosen = on_path[:NEXT_SHOWN]
    if len(chosen) < NEXT_SHOWN:
        taken = {each.activity.id for each in chosen}
        alike = _alike(badge, catalogue, here, now)
        more = [each for each in alike if each.activity.id not in taken]
        chosen += more[: NEXT_SHOWN - len(chosen)]
    fresh = catalogue.freshness()
    known = fresh.last_success or fresh.made
    return After(found, tuple(chosen), known.date() if known else None)


def _alike(
    badge: Badge, catalogue: Lookup, here: Position | None, now: dt.datetime
) -> list[Nearby]:
    """Activities of the subjects that this badge is learned in."""
    topics = tuple(
        dict.fromkeys(t for activity in catalogue.teaching(badge.id) for t in activity.topics)
    )
    if not topics:
        return []
    order: Order = "distance" if here else "time"
    query = ActivityQuery(topics=topics, near=here, order=order, limit=2 * NEXT_SHOWN)
    hits = catalogue.search(query, now).hits
    taught = {activity.id for activity in catalogue.teaching(badge.id)}
    found = [catalogue.activity(hit.activity) for hit in hits if hit.activity not in taught]
    return _nearest([each for each in found if each is not None], catalogue, here)


def _nearest(
    activities: Sequence[Activity], catalogue: Lookup, here: Position | None
) -> list[Nearby]:
    found = []
    for activity in activities:
        place = catalogue.place(activity.location) if activity.location else None
        geo = place.geo if place else None
        away = metres(here, (geo.longitude, geo.latitude)) if here and geo else None
        found.append(Nearby(activity, place, away))
    return sorted(found, key=lambda each: each.distance_m if each.distance_m is not None else 1e9)
