"""An activity as a card: everything a visitor decides by, in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kiosk.domain.price import reduced
from kiosk.services.centre_news import UNCHANGED
from kiosk.ui import names, notices, phrases
from kiosk.ui.context import Context
from sync.model import Activity, Kind, Record, next_sessions
from sync.model.query import Hit

translate = QCoreApplication.translate

LONG_AGO = dt.timedelta(days=300)
"""From then on a date without its year could be taken for another."""


@dataclass(frozen=True, slots=True)
class Card:
    """A row of every list of activities. `foreign` marks a name shown in another language,
    `reduced` is the price after a subsidy, `source` says from whom and how fresh, `pinned` that the
    centre shows it first."""

    id: str
    title: str
    foreign: str
    kind: str
    kindIcon: str
    topic: str
    colour: str
    iconName: str
    picture: str
    shape: str
    when: str
    tone: str
    place: str
    walk: str
    price: str
    reduced: str
    free: bool
    age: str
    placesLeft: str
    full: bool
    organizer: str
    source: str
    demonstration: bool
    pinned: bool = False


def cards(hits: Iterable[Hit], context: Context) -> list[Card]:
    """The cards of these hits; an activity that was deleted meanwhile is left out."""
    found = ((hit, context.catalogue.activity(hit.activity)) for hit in hits)
    return [card(activity, context, hit) for hit, activity in found if activity is not None]


def card(activity: Activity, context: Context, hit: Hit | None = None) -> Card:
    """One activity's card; without a hit its next session is looked up."""
    session = context.local(hit.start, hit.end) if hit is not None else None
    if hit is None or session is None:
        upcoming = next_sessions(activity.event_schedule, context.now, context.zone, 1)
        session = upcoming[0] if upcoming else None
    over = session is None and bool(activity.event_schedule)
    change = context.catalogue.news().change(activity.id, session.start) if session else UNCHANGED
    when = notices.changed(session, change, context) or phrases.when(
        session, context.now, context.locale, ended=over
    )
    topic = context.topic_of(activity)
    place = context.place(activity.location)
    where = context.say(place) if place is not None else ""
    walk = context.way(place)
    if activity.kind is Kind.DIGITAL:
        where, walk = names.kind(activity.kind), ""
    organizer = context.catalogue.organization(activity.organizer)
    return Card(
        id=activity.id,
        title=context.say(activity) or names.kind(activity.kind),
        foreign=context.foreign(activity),
        kind=names.kind(activity.kind),
        kindIcon=names.KIND_ICONS[activity.kind],
        topic=context.say(topic),
        colour=topic.colour or "#6b6478",
        iconName=topic.icon or names.KIND_ICONS[activity.kind],
        picture=context.picture(activity),
        shape=topic.shape,
        when=when.text,
        tone=when.tone,
        place=where,
        walk=walk,
        price=phrases.card_price(activity, context.locale),
        reduced=_reduced(activity, context),
        free=activity.is_free,
        age=phrases.age(activity.age_range),
        placesLeft=phrases.places_left(activity),
        full=activity.remaining is not None and activity.remaining <= 0,
        organizer=context.say(organizer) if organizer is not None else "",
        source=origin(activity, context),
        demonstration=activity.provenance.demonstration,
        pinned=activity.id in context.catalogue.news().pins(context.here, context.today),
    )


def origin(record: Record, context: Context) -> str:
    """Who says so, and how fresh it is; both fit on the last line of a card."""
    said = record.provenance
    source = context.source(record)
    if said.demonstration:
        source = translate("Card", "Demonstration data")
    day, form = said.updated, translate("Card", "updated %1")
    if day is None:
        # The source does not date it: then it is as old as what this kiosk has of the city.
        form = translate("Card", "received %1")
        fresh = context.catalogue.freshness()
        known = fresh.last_success or fresh.made
        day = known.astimezone(context.zone).date() if known is not None else None
    if day is None:
        return source
    recent = abs(context.today - day) < LONG_AGO
    shown = phrases.date(day, context.locale) if recent else phrases.full_date(day, context.locale)
    updated = form.replace("%1", shown)
    return f"{source} · {updated}" if source else updated


def _reduced(activity: Activity, context: Context) -> str:
    """The price under the most common subsidy; its period is that of the price beside it."""
    found = reduced(activity, context.catalogue.subsidies(context.today), context.today)
    if not found:
        return ""
    offer = found[0].offer
    if offer.price == 0:
        return translate("Card", "Free with subsidy")
    price = phrases.money(offer.price, offer.price_currency, context.locale)
    return translate("Card", "%1 with subsidy").replace("%1", price)
