"""An activity as a card: everything a visitor decides by, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.services.centre_news import UNCHANGED
from kiosk.ui import names, notices, phrases
from kiosk.ui.context import Context
from sync.model import Activity, Kind, next_sessions
from sync.model.query import Hit


@dataclass(frozen=True, slots=True)
class Card:
    """A row of every list of activities. `foreign` marks a name shown in another language."""

    id: str
    title: str
    foreign: str
    kind: str
    kindIcon: str
    topic: str
    colour: str
    iconName: str
    shape: str
    when: str
    tone: str
    place: str
    walk: str
    price: str
    free: bool
    age: str
    placesLeft: str
    full: bool
    organizer: str
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
    change = context.catalogue.news().change(activity.id, session.start) if session else UNCHANGED
    when = notices.changed(session, change, context) or phrases.when(
        session, context.now, context.locale
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
        title=context.say(activity),
        foreign=context.foreign(activity),
        kind=names.kind(activity.kind),
        kindIcon=names.KIND_ICONS[activity.kind],
        topic=context.say(topic),
        colour=topic.colour or "#6b6478",
        iconName=topic.icon or names.KIND_ICONS[activity.kind],
        shape=topic.shape,
        when=when.text,
        tone=when.tone,
        place=where,
        walk=walk,
        price=phrases.card_price(activity, context.locale),
        free=activity.is_free,
        age=phrases.age(activity.age_range),
        placesLeft=phrases.places_left(activity),
        full=activity.remaining is not None and activity.remaining <= 0,
        organizer=context.say(organizer) if organizer is not None else "",
        demonstration=activity.provenance.demonstration,
        pinned=activity.id in context.catalogue.news().pins(context.here, context.today),
    )
