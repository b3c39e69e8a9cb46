"""What the screen may ask of the city's catalogue; no Qt, safe on any thread."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from kiosk.domain.price import holds
from kiosk.domain.surprise import draw
from kiosk.services.answers import point, relaxations
from kiosk.services.centre_news import News, news_of
from kiosk.services.suggestions import Named, Names, Suggestion
from sync.model import (
    Activity,
    Badge,
    City,
    HostedAssertion,
    Issuer,
    IssuerDocument,
    Notice,
    Organization,
    Place,
    Playlist,
    StatusList,
    Subsidy,
    Topic,
)
from sync.model.query import (
    ActivityQuery,
    Freshness,
    Hit,
    PlacePoint,
    SearchPage,
)
from sync.store import bitmaps
from sync.store.catalogue_read import CatalogueReader
from sync.store.facet_index import FacetIndex
from sync.store.moved import NOTHING_MOVED, Moved, moved
from sync.store.pictures import file_of
from sync.store.search import Search
from sync.store.warm import warm

SURPRISES = 40
"""Of so many next sessions one is drawn."""


class Overlay(Protocol):
    """What this kiosk knows before its hub does; `kiosk.services.centre_life` has it."""

    def version(self) -> int: ...
    def over(self, published: Sequence[Notice], synced: dt.datetime | None) -> Sequence[Notice]: ...


class Catalogue:
    """Reads catalogue.db. Each thread has its own connection; records are frozen and shared."""

    def __init__(self, path: Path) -> None:
        self._reader = CatalogueReader(path)
        self._data = path.parent
        self._timezone = (-1, "")
        self.overlay: Overlay | None = None
        self._version = 0
        self._news: tuple[object, int, News] = (None, -1, News())
        self._moved: tuple[News | None, FacetIndex | None, Moved] = (None, None, NOTHING_MOVED)

    def close(self) -> None:
        """Close every thread's connection."""
        self._reader.close()

    def revision(self) -> int:
        """Another number after each publication, and after each announcement of this kiosk;
        cheap enough to ask ten times a second."""
        if self.overlay is not None:
            self._version = self.overlay.version()
        return self._reader.revision() + self._version

    def news(self) -> News:
        """What the notices change: sessions, hours, what comes first."""
        published, version = self._reader.all(Notice, "notice"), self._version
        if self._news[0] is not published or self._news[1] != version:
            told: Sequence[Notice] = published
            if self.overlay is not None:
                told = self.overlay.over(published, self._reader.freshness().last_success)
            self._news = (published, version, news_of(told))
        return self._news[2]

    def steady(self) -> AbstractContextManager[None]:
        """Within it a thread reads one state of the catalogue, and each question costs less."""
        return self._reader.steady()

    def city(self) -> City:
        """The city's own settings."""
        return self._reader.city()

    def freshness(self) -> Freshness:
        """Where the data came from, how old they are, and whether syncing works."""
        return self._reader.freshness()

    def activity(self, id: str) -> Activity | None:
        """The activity, its sessions where they were moved to."""
        found, news = self._reader.get(Activity, "activity", id), self.news()
        if found is None or id not in news.by_activity:
            return found
        return news.activity(found, ZoneInfo(self._city_timezone()))

    def picture(self, sha256: str) -> Path | None:
        """The file of a picture of this content, if it is here."""
        return file_of(self._data, sha256)

    def place(self, id: str) -> Place | None:
        """The place, with its hours of these days."""
        found = self._reader.get(Place, "place", id)
        return found and self.news().place(found)

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

    def issuers(self) -> Sequence[Issuer]:
        return self._reader.all(Issuer, "issuer")

    def issuer_documents(self) -> Sequence[IssuerDocument]:
        return self._reader.all(IssuerDocument, "issuer_document")

    def status_lists(self) -> Sequence[StatusList]:
        return self._reader.all(StatusList, "status_list")

    def hosted_assertions(self) -> Sequence[HostedAssertion]:
        return self._reader.all(HostedAssertion, "hosted_assertion")

    def subsidies(self, on: dt.date) -> list[Subsidy]:
        """The rules that hold on this day."""
        return [
            rule for rule in self._reader.all(Subsidy, "subsidy") if holds(rule, on)
        ]  # fmt: skip

    def notices(self, place: str, on: dt.date) -> list[Notice]:
        """What this place, or the whole city, has to say on this day."""
        return self.news().on(place, on)

    def activities(self, ids: Iterable[str]) -> list[Activity]:
        """These activities in this order, without those that are gone."""
        found = (self.activity(id) for id in ids)
        return [activity for activity in found if activity is not None]

    def activities_of_place(self, id: str) -> list[Activity]:
        return self.activities(self._reader.activity_ids("place", id))

    def activities_of_organizer(self, id: str) -> list[Activity]:
        return self.activities(self._reader.activity_ids("organizer", id))

    def teaching(self, badge: str) -> list[Activity]:
        """The activities that lead to this badge."""
        return self.activities(self._reader.activity_ids("badge", badge))

    def search(self, query: ActivityQuery, now: dt.datetime) -> SearchPage:
        """A page of activities with facet counts, and relaxations when nothing was found.

        `now` is an aware time; sessions are dated in the city's time zone.
        """
        with self._searching(now) as search:
            page = search.page(query)
            if not page.total:
                return replace(page, relaxations=relaxations(search, query))
        return page

    def counts(self, queries: Iterable[ActivityQuery], now: dt.datetime) -> list[int]:
        """How many activities each of these finds."""
        with self._searching(now) as search:
            return [search.found(query).bit_count() for query in queries]

    def suggest(self, text: str, limit: int) -> list[Suggestion]:
        """Topics, places and providers that the typed letters may be the beginning of."""
        with self._reader.searching() as (_, index):
            return self._names(index).begin(text, limit)

    def _names(self, index: FacetIndex) -> Names:
        def make() -> Names:
            named = {
                Named.TOPIC: self.topics(),
                Named.PLACE: self._reader.all(Place, "place"),
                Named.ORGANIZER: self._reader.all(Organization, "organization"),
            }
            return Names(named)

        found: Names = index.keep("names", make)
        return found

    def hold(self) -> None:
        """From now on searches and steady reading are answered from this revision, until `prepare`
        has got a later one ready."""
        self._reader.states.hold()

    def follow(self) -> bool:
        """Whether there is a later revision to `prepare`; ask it often."""
        return self._reader.states.follow()

    def prepare(self, now: dt.datetime, near: tuple[float, float] | None = None) -> None:
        """Get the revision that `follow` has found ready and go on to it; for a job thread."""
        with self._reader.succession() as (connection, index):
            self._names(index)
            warm(self._search(connection, index, now), near)

    def warm(self, now: dt.datetime, near: tuple[float, float] | None = None) -> None:
        """Work out what is likely to be asked first; for a job thread, after each revision."""
        with self._reader.searching(newest=True) as (connection, index):
            self._names(index)
            states = self._reader.states
            warm(self._search(connection, index, now), near, lambda: states.superseded)

    def today(self, now: dt.datetime, limit: int = 20) -> list[Hit]:
        """What runs now or starts later today, by start."""
        with self._searching(now) as search:
            day = now.astimezone(search.zone).date()
            query = ActivityQuery(day=day, order="time", limit=limit)
            return list(search.page(query).hits)

    def map_places(self, query: ActivityQuery, now: dt.datetime) -> list[PlacePoint]:
        """One point for each place that has something of what is sought, by place id."""
        with self._searching(now) as search:
            index = search.index
            topics: defaultdict[str, Counter[str]] = defaultdict(Counter)
            for n in bitmaps.numbers(search.found(query)):
                topics[index.places[n]][index.first_topics[n]] += 1
        places = {place.id: place for place in self._reader.all(Place, "place")}
        return [
            point(places[id], counts)
            for id, counts in sorted(topics.items())
            if id in places and places[id].geo
        ]

    def surprise(self, now: dt.datetime, seen: Sequence[str] = ()) -> Activity | None:
        """Something that one can still join soon and that is not among `seen`; nothing that is
        over or called off.

        The same for the same minute, so that turning the screen does not change it.
        """
        news = self.news()
        with self._searching(now) as search:
            soon = islice(search.upcoming(search.index.all), SURPRISES + len(seen))
            hits = search.hits(list(soon), ActivityQuery())
        ids = [
            hit.activity for hit in hits
            if hit.start is not None and not news.change(hit.activity, hit.start).cancelled
        ]  # fmt: skip
        seed = f"{int(now.timestamp() // 60)} {len(seen)}"
        return draw(self.activities(ids), frozenset(seen), seed)

    @contextmanager
    def _searching(self, now: dt.datetime) -> Iterator[Search]:
        with self._reader.searching() as (connection, index):
            yield self._search(connection, index, now)

    def _search(self, connection: Any, index: FacetIndex, now: dt.datetime) -> Search:
        search = Search(connection, index, now, ZoneInfo(self._city_timezone()))
        search.moved = self._moves(search)
        return search

    def _moves(self, search: Search) -> Moved:
        news, (told, numbered, known) = self.news(), self._moved
        if news is told and search.index is numbered:
            return known
        ids = sorted({each.moves for each in news.notices if each.moves})
        found = moved(search.connection, self.activities(ids))
        self._moved = (news, search.index, found)
        return found

    def _city_timezone(self) -> str:
        revision = self.revision()
        if self._timezone[0] != revision:
            self._timezone = (revision, self.city().timezone)
        return self._timezone[1]
