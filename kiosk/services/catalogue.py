"""What the screen may ask of the city's catalogue; no Qt, safe on any thread."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from sync.model import (
    Activity,
    Badge,
    City,
    Kind,
    Notice,
    Organization,
    Place,
    Playlist,
    Subsidy,
    Topic,
    next_sessions,
)
from sync.model.query import ActivityQuery, Facets, Freshness, Hit, PlacePoint, SearchPage
from sync.store.catalogue_read import CatalogueReader


class Catalogue:
    """Reads catalogue.db. Each thread has its own connection; records are frozen and shared."""

    def __init__(self, path: Path) -> None:
        self._reader = CatalogueReader(path)

    def close(self) -> None:
        """Close every thread's connection."""
        self._reader.close()

    def revision(self) -> int:
        """Grows by one with each publication; cheap enough to ask ten times a second."""
        return self._reader.revision()

    def city(self) -> City:
        """The city's own settings."""
        return self._reader.city()

    def freshness(self) -> Freshness:
        """Where the data came from, how old they are, and whether syncing works."""
        return self._reader.freshness()

    def activity(self, id: str) -> Activity | None:
        return self._reader.get(Activity, "activity", id)

    def place(self, id: str) -> Place | None:
        return self._reader.get(Place, "place", id)

    def organization(self, id: str) -> Organization | None:
        return self._reader.get(Organization, "organization", id)

    def topic(self, id: str) -> Topic | None:
        return self._reader.get(Topic, "topic", id)

    def topics(self) -> Sequence[Topic]:
        return self._reader.all(Topic, "topic")

    def playlists(self) -> Sequence[Playlist]:
        return self._reader.all(Playlist, "playlist")

    def playlist(self, id: str) -> Playlist | None:
        return self._reader.get(Playlist, "playlist", id)

    def badges(self) -> Sequence[Badge]:
        return self._reader.all(Badge, "badge")

    def badge(self, id: str) -> Badge | None:
        return self._reader.get(Badge, "badge", id)

    def subsidies(self, on: dt.date) -> list[Subsidy]:
        """The rules that hold on this day."""
        return [
            rule for rule in self._reader.all(Subsidy, "subsidy")
            if rule.valid_from <= on and (rule.valid_through is None or on <= rule.valid_through)
        ]  # fmt: skip

    def notices(self, place: str, on: dt.date) -> list[Notice]:
        """What this place, or the whole city, has to say on this day."""
        return [
            notice for notice in self._reader.all(Notice, "notice")
            if notice.place in ("", place)
            and (notice.valid_from is None or notice.valid_from <= on)
            and (notice.valid_through is None or on <= notice.valid_through)
        ]  # fmt: skip

    def activities_of_place(self, id: str) -> list[Activity]:
        return [a for a in self._activities() if a.location == id]

    def activities_of_organizer(self, id: str) -> list[Activity]:
        return [a for a in self._activities() if a.organizer == id]

    def teaching(self, badge: str) -> list[Activity]:
        """The activities that lead to this badge."""
        return [a for a in self._activities() if badge in a.teaches]

    def search(self, query: ActivityQuery, now: dt.datetime) -> SearchPage:
        """A page of activities with facet counts, and relaxations when nothing was found."""
        found = [a for a in self._activities() if _fits(a, query)]
        page = found[query.offset : query.offset + query.limit]
        facets = Facets(
            topics=Counter(t for a in found for t in a.topics),
            kinds=Counter(a.kind for a in found),
            free=sum(a.is_free for a in found),
        )
        return SearchPage(tuple(self._hit(a, now) for a in page), len(found), facets)

    def today(self, now: dt.datetime, limit: int = 20) -> list[Hit]:
        """What runs now or starts later today, by start."""
        day = now.astimezone(self._zone()).date()
        hits = [self._hit(a, now) for a in self._activities()]
        return sorted((h for h in hits if h.start and h.start.date() == day),
                      key=lambda h: (h.start, h.activity))[:limit]  # fmt: skip

    def map_places(self, query: ActivityQuery, now: dt.datetime) -> list[PlacePoint]:
        """One point for each place that has something of what is sought."""
        by_place: dict[str, Counter[str]] = {}
        count: Counter[str] = Counter()
        for a in self._activities():
            if _fits(a, query):
                by_place.setdefault(a.location, Counter()).update(a.topics[:1])
                count[a.location] += 1
        points = []
        for id, topics in by_place.items():
            place = self.place(id)
            if place is not None and place.geo is not None:
                dominant = topics.most_common(1)
                points.append(
                    PlacePoint(id, place.name, place.geo.longitude, place.geo.latitude, count[id],
                               dominant[0][0] if dominant else "", place.approximate)
                )  # fmt: skip
        return points

    def surprise(self, now: dt.datetime, seen: Sequence[str] = ()) -> Activity | None:
        """Something with a session soon that is not among `seen`; the same for the same minute."""
        fresh = [h for h in self.today(now, 500) if h.activity not in seen]
        if not fresh:
            return None
        return self.activity(fresh[int(now.timestamp() // 60) * 7919 % len(fresh)].activity)

    def _activities(self) -> Sequence[Activity]:
        return self._reader.all(Activity, "activity")

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.city().timezone)

    def _hit(self, a: Activity, now: dt.datetime) -> Hit:
        upcoming = next_sessions(a.event_schedule, now, self._zone(), 1)
        return Hit(a.id, *upcoming[0]) if upcoming else Hit(a.id)


def _fits(a: Activity, query: ActivityQuery) -> bool:
    words = query.text.lower().split()
    text = f"{a.name} {a.description}".lower()
    kinds: tuple[Kind, ...] = query.kinds
    return (
        all(word in text for word in words)
        and (not query.topics or any(t in query.topics for t in a.topics))
        and (not kinds or a.kind in kinds)
        and (not query.free or a.is_free)
    )
