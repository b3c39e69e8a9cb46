"""A Linked Events API (Helsinki and other Finnish cities) as a source of activities.

Its events, each a single date; those of one recurring `super_event` become one activity with
several dates. Source: the API's own descriptions of /event/, /place/ and /keyword/.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

import msgspec
import requests

from sync.importers.csv_city import CityRecord, LoadedCity
from sync.importers.foreign import Unfit, moment, schedules, web, whole
from sync.importers.html_text import plain_text
from sync.importers.progress import OnRows, silent
from sync.importers.table import Problem
from sync.importers.web import fetch
from sync.model import (
    Activity,
    AgeRange,
    City,
    GeoCoordinates,
    Kind,
    Offer,
    Organization,
    Place,
    PostalAddress,
    Provenance,
    Translation,
)

Words = Mapping[str, str]

KINDS = {"General": Kind.EVENT, "Course": Kind.COURSE, "Volunteering": Kind.VOLUNTEERING}
_GONE = {"EventCancelled", "EventPostponed"}
PREFIX = "le-"


class Listing(msgspec.Struct):
    """One page of the API."""

    meta: dict[str, Any]
    data: list[dict[str, Any]]


def load_linked_events(address: str, city: City, on_rows: OnRows = silent) -> LoadedCity:
    """The upcoming events of the API at this address; `CityFault` when it cannot be read."""
    address = address.rstrip("/")
    loaded = LoadedCity(city, origin=f"linked-events:{urlsplit(address).hostname}")
    query = urlencode(
        {"start": "today", "include": "location,keywords", "page_size": "100",
         "event_type": ",".join(KINDS)}
    )  # fmt: skip
    events: list[dict[str, Any]] = []
    with requests.Session() as session:
        url = f"{address}/event/?{query}"
        while url:
            page = fetch(session, url, Listing, "a Linked Events API")
            events += page.data
            on_rows("events", len(events), _share(len(events), page.meta))
            following = str(page.meta.get("next") or "")
            if urlsplit(following).netloc not in ("", urlsplit(address).netloc):
                following = ""
                loaded.problems.append(Problem("events", 0, "the next page is on another server"))
            url = following
    _take(loaded, events)
    return loaded


def _share(done: int, meta: dict[str, Any]) -> float:
    total = meta.get("count")
    return done / total if isinstance(total, int) and total > 0 else 0.0


def _take(loaded: LoadedCity, events: list[dict[str, Any]]) -> None:
    reader = _Reader(loaded.city)
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    parents = {
        str(each.get("@id")) for each in events if each.get("super_event_type") == "recurring"
    }
    for event in events:
        parent = _reference(event.get("super_event"))
        parts[parent if parent in parents else str(event.get("@id"))].append(event)
    kinds: dict[str, dict[str, CityRecord]] = {"organization": {}, "place": {}, "activity": {}}
    for number, (id, group) in enumerate(parts.items(), 1):
        try:
            for kind, record in reader.records(id, group):
                kinds[kind][record.id] = record
        except Unfit as error:
            loaded.problems.append(Problem("events", number, str(error), unit="event"))
    for kind, found in kinds.items():
        loaded.records[kind] = tuple(found.values())
        loaded.seen[kind] = frozenset(found)
        loaded.whole.add(kind)


class _Reader:
    """Events to records in a city's languages."""

    def __init__(self, city: City) -> None:
        self._languages = city.languages
        self._zone = ZoneInfo(city.timezone)

    def records(
        self, id: str, group: list[dict[str, Any]]
    ) -> Iterable[tuple[str, Organization | Place | Activity]]:
        """The activity of a group of events, after its place and organization."""
        head = next((each for each in group if str(each.get("@id")) == id), group[0])
        dated = [each for each in group if len(group) == 1 or each is not head]
        live = [each for each in dated if each.get("event_status") not in _GONE]
        if head.get("deleted") or not live:
            raise Unfit(f"{_id(head)} is cancelled or deleted")
        place = self._place(head.get("location"), head)
        if place is not None:
            yield "place", place
        organization = self._organization(head)
        if organization is not None:
            yield "organization", organization
        yield "activity", self._activity(head, live, organization, place)

    def _activity(
        self,
        event: dict[str, Any],
        live: list[dict[str, Any]],
        organization: Organization | None,
        place: Place | None,
    ) -> Activity:
        name = _words(event.get("name"))
        own = self._own_language(name)
        texts = _words(event.get("description")) or _words(event.get("short_description"))
        keywords = [_words(each.get("name")) for each in event.get("keywords") or []]
        return Activity(
            id=_id(event),
            name=name[own],
            description=plain_text(texts.get(own, "")),
            content_language=own,
            translations=self._translations(own, name, texts),
            provenance=_provenance(event),
            kind=KINDS.get(str(event.get("type_id")), Kind.EVENT),
            organizer=organization.id if organization else "",
            location=place.id if place else "",
            event_schedule=schedules(self._spans(live)),
            offers=tuple(_offers(event.get("offers") or [], own)),
            age_range=AgeRange(whole(event, "audience_min_age"), whole(event, "audience_max_age")),
            capacity=whole(event, "maximum_attendee_capacity"),
            remaining=whole(event, "remaining_attendee_capacity"),
            in_language=tuple(
                _reference(each).rstrip("/").rpartition("/")[2]
                for each in event.get("in_language") or []
            ),
            registration_url=web(_words(event.get("info_url")).get(own, "")),
            keywords=tuple(word for each in keywords if (word := each.get(own, ""))),
        )

    def _spans(
        self, events: list[dict[str, Any]]
    ) -> Iterable[tuple[dt.datetime, dt.datetime | None]]:
        for event in events:
            start = moment(event.get("start_time"), self._zone)
            if start is not None and event.get("has_start_time", True):
                yield start, moment(event.get("end_time"), self._zone)

    def _place(self, location: Any, event: dict[str, Any]) -> Place | None:
        if not isinstance(location, dict) or not location.get("id"):
            return None
        name = _words(location.get("name"))
        if not name:
            return None
        own = self._own_language(name)
        point = (location.get("position") or {}).get("coordinates")
        return Place(
            id=PREFIX + str(location["id"]),
            name=name[own],
            content_language=own,
            translations=self._translations(own, name, {}),
            provenance=_provenance(event),
            geo=GeoCoordinates(float(point[1]), float(point[0])) if point else None,
            address=PostalAddress(
                street_address=_words(location.get("street_address")).get(own, ""),
                postal_code=str(location.get("postal_code") or ""),
                address_locality=_words(location.get("address_locality")).get(own, ""),
            ),
        )

    def _organization(self, event: dict[str, Any]) -> Organization | None:
        name = _words(event.get("provider"))
        publisher = str(event.get("publisher") or "")
        if not name and not publisher:
            return None
        own = self._own_language(name) if name else self._languages[0]
        words = name.get(own) or str(event.get("provider_name") or publisher)
        return Organization(
            id=PREFIX + (publisher if not name else _slug(words)),
            name=words,
            content_language=own,
            translations=self._translations(own, name, {}),
            provenance=_provenance(event),
        )

    def _own_language(self, words: Words) -> str:
        for language in (*self._languages, *words):
            if words.get(language):
                return language
        raise Unfit("has no name")

    def _translations(self, own: str, name: Words, texts: Words) -> dict[str, Translation]:
        return {
            language: Translation(
                name=name.get(language, ""), description=plain_text(texts.get(language, ""))
            )
            for language in self._languages
            if language != own and (name.get(language) or texts.get(language))
        }


def _id(event: dict[str, Any]) -> str:
    id = str(event.get("id") or "")
    if not id:
        raise Unfit("has no id")
    return PREFIX + id


def _provenance(event: dict[str, Any]) -> Provenance:
    changed = str(event.get("last_modified_time") or "")[:10]
    return Provenance(
        source=str(event.get("data_source") or "Linked Events"),
        url=web(event.get("@id")),
        licence="CC BY 4.0" if event.get("license") in (None, "cc_by") else str(event["license"]),
        updated=dt.date.fromisoformat(changed) if changed else None,
    )


def _offers(offers: list[dict[str, Any]], language: str) -> Iterable[Offer]:
    """A price that is words and not a number is left out: the event's page has it."""
    for offer in offers:
        if offer.get("is_free"):
            yield Offer(price=Decimal(0))
            continue
        text = _words(offer.get("price")).get(language, "").replace("€", "").replace(",", ".")
        try:
            price = Decimal(text.strip())
        except InvalidOperation:
            continue
        if price.is_finite() and price >= 0:
            yield Offer(price=price)


def _words(value: Any) -> dict[str, str]:
    """A text by language, without the languages in which it is empty."""
    if not isinstance(value, dict):
        return {}
    return {str(language): text.strip() for language, text in value.items() if _filled(text)}


def _filled(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _reference(value: Any) -> str:
    return str(value.get("@id") or "") if isinstance(value, dict) else ""


def _slug(words: str) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in words.lower())
    return "-".join(filter(None, kept.split("-")))[:80]
