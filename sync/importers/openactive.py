"""Any OpenActive publisher's RPDE feeds as a source: series, their sessions, events, courses.

Source: OpenActive Modelling Opportunity Data 2.0 and Realtime Paged Data Exchange 1.0; the
published examples are the test data. Places and organizers stand inside the items there.
"""

import datetime as dt
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
import requests

from sync.importers.city_json import CityFault
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
    Schedule,
    Weekday,
)

Data = Mapping[str, Any]

KINDS = {
    "SessionSeries": Kind.CLUB, "CourseInstance": Kind.COURSE, "Event": Kind.EVENT,
    "EventSeries": Kind.EVENT, "OnDemandEvent": Kind.DIGITAL,
}  # fmt: skip
_SESSION = "ScheduledSession"
_OFF = ("EventCancelled", "EventPostponed")
_NOT_FOR_IDS = re.compile(r"[^\w.:-]+")
_DAYS = {day.value.rpartition(":")[2]: day for day in Weekday}
_MOST_PAGES = 100_000


class Item(msgspec.Struct):
    """A change of anybody's feed: ids may be numbers, and the order is of their own making."""

    state: str
    id: str | int
    data: dict[str, Any] = {}


class Page(msgspec.Struct):
    """A page of a feed; the last one has no items."""

    next: str
    items: list[Item]
    license: str = ""


def load_openactive(feeds: Sequence[str], city: City, on_rows: OnRows = silent) -> LoadedCity:
    """What the feeds at these addresses hold now; `CityFault` when one cannot be read."""
    host = urlsplit(feeds[0]).hostname
    loaded = LoadedCity(city, origin=f"openactive:{host}"[:100])
    found: dict[str, Item] = {}
    licence = ""
    with requests.Session() as session:
        for feed in feeds:
            for page in _pages(session, feed):
                licence = page.license or licence
                for item in page.items:
                    found.pop(f"{feed} {item.id}", None)
                    if item.state == "updated":
                        found[f"{feed} {item.id}"] = item
                on_rows(urlsplit(feed).path, len(found))
    _take(loaded, [item.data for item in found.values()], licence)
    return loaded


def _pages(session: requests.Session, url: str) -> Iterable[Page]:
    host = urlsplit(url).netloc
    for _ in range(_MOST_PAGES):
        page = fetch(session, url, Page, "an RPDE feed")
        yield page
        if not page.items:
            return
        if urlsplit(page.next).netloc != host or page.next == url:
            raise CityFault(f"{url}: the next page is not one of this feed: {page.next}")
        url = page.next
    raise CityFault(f"{url}: the feed does not end")


def _take(loaded: LoadedCity, items: list[Data], licence: str) -> None:
    sessions: dict[str, list[Data]] = defaultdict(list)
    for data in items:
        if data.get("@type") == _SESSION:
            sessions[_reference(data.get("superEvent"))].append(data)
    reader = _Reader(loaded.city, licence)
    kinds: dict[str, dict[str, CityRecord]] = {"organization": {}, "place": {}, "activity": {}}
    for number, data in enumerate(items, 1):
        if data.get("@type") not in KINDS:
            continue
        try:
            own = sessions[str(data.get("@id"))] + _listed(data.get("subEvent"))
            for kind, record in reader.records(data, own):
                kinds[kind][record.id] = record
        except Unfit as error:
            loaded.problems.append(Problem("feed", number, str(error), unit="item"))
    for kind, found in kinds.items():
        loaded.records[kind] = tuple(found.values())
        loaded.seen[kind] = frozenset(found)
        loaded.whole.add(kind)


class _Reader:
    """Items to records of a city."""

    def __init__(self, city: City, licence: str) -> None:
        self._city = city
        self._zone = ZoneInfo(city.timezone)
        self._licence = licence

    def records(
        self, data: Data, sessions: list[Data]
    ) -> Iterable[tuple[str, Organization | Place | Activity]]:
        """The activity, after the organization and the place that stand inside it."""
        if str(data.get("eventStatus", "")).endswith(_OFF):
            raise Unfit(f"{data.get('name')} is cancelled")
        organization, place = self._organization(data), self._place(data)
        if organization is not None:
            yield "organization", organization
        if place is not None:
            yield "place", place
        yield "activity", self._activity(data, sessions, organization, place)

    def _activity(
        self,
        data: Data,
        sessions: list[Data],
        organization: Organization | None,
        place: Place | None,
    ) -> Activity:
        name = str(data.get("name") or "").strip()
        if not name:
            raise Unfit("has no name")
        live = [each for each in sessions if not str(each.get("eventStatus", "")).endswith(_OFF)]
        spans = [*self._spans([data]), *self._spans(live)]
        ages = data.get("ageRange") or {}
        concepts = [str(each.get("prefLabel") or "") for each in _listed(data.get("activity"))]
        return Activity(
            id=_identifier("oa-", data.get("identifier") or data.get("@id") or name),
            name=name,
            description=plain_text(str(data.get("description") or "")),
            content_language=self._city.languages[0],
            provenance=self._provenance(data),
            kind=KINDS[str(data["@type"])],
            organizer=organization.id if organization else "",
            location=place.id if place else "",
            event_schedule=schedules(spans) or tuple(_weekly(data)),
            offers=tuple(_offers(data)),
            age_range=AgeRange(whole(ages, "minValue"), whole(ages, "maxValue")),
            capacity=whole(data, "maximumAttendeeCapacity"),
            remaining=whole(data, "remainingAttendeeCapacity"),
            accessibility=tuple(
                str(each["prefLabel"])
                for each in _listed(data.get("accessibilitySupport")) if each.get("prefLabel")
            ),
            registration_url=web(data.get("url")),
            keywords=tuple(filter(None, concepts)),
        )  # fmt: skip

    def _spans(self, events: list[Data]) -> Iterable[tuple[dt.datetime, dt.datetime | None]]:
        for event in events:
            if "T" in str(event.get("startDate", "")):
                start = moment(event.get("startDate"), self._zone)
                if start is not None:
                    yield start, moment(event.get("endDate"), self._zone)

    def _organization(self, data: Data) -> Organization | None:
        found = data.get("organizer")
        # A person who organizes is nobody's business on a public screen.
        if not isinstance(found, dict) or not found.get("name") or found.get("@type") == "Person":
            return None
        return Organization(
            id=_identifier("oa-", found.get("@id") or found["name"]),
            name=str(found["name"]),
            content_language=self._city.languages[0],
            provenance=self._provenance(data),
            url=web(found.get("url")),
            email=str(found.get("email") or ""),
            telephone=str(found.get("telephone") or ""),
        )

    def _place(self, data: Data) -> Place | None:
        found = data.get("location")
        if not isinstance(found, dict) or not found.get("name"):
            return None
        geo, address = found.get("geo") or {}, found.get("address") or {}
        known = "latitude" in geo and "longitude" in geo
        written = address if isinstance(address, dict) else {"streetAddress": address}
        return Place(
            id=_identifier("oa-", found.get("@id") or found.get("url") or found["name"]),
            name=str(found["name"]),
            content_language=self._city.languages[0],
            provenance=self._provenance(data),
            geo=GeoCoordinates(float(geo["latitude"]), float(geo["longitude"])) if known else None,
            address=PostalAddress(
                street_address=str(written.get("streetAddress") or ""),
                postal_code=str(written.get("postalCode") or ""),
                address_locality=str(written.get("addressLocality") or ""),
            ),
            url=web(found.get("url")),
            telephone=str(found.get("telephone") or ""),
        )

    def _provenance(self, data: Data) -> Provenance:
        url = web(data.get("@id"))
        source = urlsplit(url or web(data.get("url"))).hostname
        return Provenance(source=source or "OpenActive", url=url, licence=self._licence)


def _weekly(data: Data) -> Iterable[Schedule]:
    """Weekly and daily rules; other frequencies are left out, because we would tell wrong days."""
    for rule in _listed(data.get("eventSchedule")):
        days = tuple(
            _DAYS[name]
            for each in rule.get("byDay") or []
            if (name := re.split(r"[/:]", str(each))[-1]) in _DAYS
        )
        if rule.get("repeatFrequency") == "P1D":
            days = days or tuple(Weekday)
        elif rule.get("repeatFrequency") != "P1W":
            continue
        if not days or not rule.get("startTime"):
            continue
        try:
            yield Schedule(
                start_time=dt.time.fromisoformat(rule["startTime"]),
                end_time=dt.time.fromisoformat(rule.get("endTime") or rule["startTime"]),
                by_day=days,
                start_date=_date(rule.get("startDate")),
                end_date=_date(rule.get("endDate")),
                except_date=tuple(filter(None, map(_date, rule.get("exceptDate") or []))),
            )
        except ValueError as error:
            raise Unfit(f"a schedule cannot be read: {error}") from error


def _offers(data: Data) -> Iterable[Offer]:
    for offer in _listed(data.get("offers")):
        try:
            price = Decimal(str(offer.get("price")))
        except InvalidOperation:
            continue
        if price.is_finite() and price >= 0:
            yield Offer(price=price, price_currency=str(offer.get("priceCurrency") or "EUR"))
    if data.get("isAccessibleForFree") is True and not data.get("offers"):
        yield Offer(price=Decimal(0))


def _identifier(prefix: str, value: object) -> str:
    """An id fit for an address; long ones, such as whole addresses, end in a digest."""
    text = _NOT_FOR_IDS.sub("-", str(value)).strip("-")
    if len(text) > 60:
        text = f"{text[-40:]}-{hashlib.sha256(str(value).encode()).hexdigest()[:10]}"
    return prefix + text


def _listed(value: object) -> list[Data]:
    if isinstance(value, dict):
        return [value]
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _reference(value: object) -> str:
    return str(value.get("@id") or "") if isinstance(value, dict) else str(value or "")


def _date(text: object) -> dt.date | None:
    return dt.date.fromisoformat(str(text)[:10]) if text else None
