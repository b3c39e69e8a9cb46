"""Search as one would write it without an index: the oracle of the real one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from sync.model import Activity, Place, Session, sessions_on
from sync.model.query import ActivityQuery
from sync.store.distance import metres

ZONE = ZoneInfo("Europe/Vilnius")


def fits(
    activity: Activity, query: ActivityQuery, places: Mapping[str, Place], now: dt.datetime
) -> bool:
    """Whether an activity fits every wish but the text."""
    place = places.get(activity.location)
    ages = activity.age_range
    cheapest = min(activity.offers, key=lambda offer: offer.price, default=None)
    price = cheapest.price * 100 if cheapest else None
    if cheapest and price is not None and query.after_relief and activity.subsidy_eligible:
        period, less = query.relief or (None, 0)
        price -= less if cheapest.period == period else 0
    geo = place.geo if place else None
    wheelchair = "wheelchair" in activity.accessibility or bool(place and place.wheelchair == "yes")
    checks = (
        not query.topics or bool(set(query.topics) & set(activity.topics)),
        not query.kinds or activity.kind in query.kinds,
        not query.age or (
            (ages.min_value or 0) <= query.age[1]
            and query.age[0] <= (200 if ages.max_value is None else ages.max_value)
        ),
        not query.free or activity.is_free,
        query.max_price_cents is None or (price is not None and price <= query.max_price_cents),
        not query.classes or bool(set(query.classes) & set(activity.classes)),
        set(query.needs) <= set(activity.accessibility),
        query.within_m is None or query.near is None or bool(
            geo and metres(query.near, (geo.longitude, geo.latitude)) <= query.within_m
        ),
        not (query.day or query.days) or bool(sessions(activity, query, now)),
        not query.place or activity.location == query.place,
        not query.organizer or activity.organizer == query.organizer,
        not query.district or bool(place and place.address.district == query.district),
        not query.language or query.language in activity.in_language,
        not query.wheelchair or wheelchair,
        not query.places_left or bool(activity.remaining or activity.drop_in),
        not query.subsidy or activity.subsidy_eligible,
        not query.drop_in or activity.drop_in,
        not query.bounds or bool(
            geo and query.bounds[0] <= geo.longitude <= query.bounds[2]
            and query.bounds[1] <= geo.latitude <= query.bounds[3]
        ),
    )  # fmt: skip
    return all(checks)


def sessions(activity: Activity, query: ActivityQuery, now: dt.datetime) -> list[Session]:
    """The sessions on the asked days, in the asked time, that have not ended."""
    days: Iterable[dt.date] = {*query.days, *([query.day] if query.day else [])}
    return sorted(
        session
        for day in days
        for session in sessions_on(activity.event_schedule, day, ZONE)
        if session.end > now and in_part(session, query)
    )


def in_part(session: Session, query: ActivityQuery) -> bool:
    """Whether it begins in the asked part of its day, or has half an hour of it there."""
    start = session.start.replace(tzinfo=None)
    day = dt.datetime.combine(start.date(), dt.time())
    first = dt.datetime.combine(day, query.time_from or dt.time.min)
    before = (
        dt.datetime.combine(day, query.time_to) if query.time_to else day + dt.timedelta(days=1)
    )
    overlap = min(session.end.replace(tzinfo=None), before) - max(start, first)
    return first <= start < before or overlap >= dt.timedelta(minutes=30)
