"""Everything that the page of one activity says."""

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kiosk.domain.price import reduced
from kiosk.ui import names, notices, phrases
from kiosk.ui.calendar_event import event_text, repeat_of, rule_of
from kiosk.ui.cards import Card, card, cards
from kiosk.ui.context import Context
from kiosk.ui.take_home import NO_CODE, Code, code, svg_source
from sync.model import Activity, Kind, Session, next_sessions
from sync.model.query import ActivityQuery

translate = QCoreApplication.translate

SESSIONS_SHOWN = 4
SESSIONS_TOLD = 12
"""Of which a phone's calendar learns whether they were called off."""
SIMILAR_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Taught:
    """A badge that an activity leads to."""

    id: str
    name: str
    image: str


@dataclass(frozen=True, slots=True)
class Props:
    """The page in words; `found` is false when the activity is gone."""

    found: bool = False
    card: Card | None = None
    description: str = ""
    foreign: str = ""
    sessions: tuple[str, ...] = ()
    place: str = ""
    address: str = ""
    walk: str = ""
    approximate: bool = False
    wheelchair: str = ""
    price: str = ""
    reduced: tuple[str, ...] = ()
    subsidy: str = ""
    classes: str = ""
    languages: str = ""
    needs: tuple[str, ...] = ()
    joining: str = ""
    organizerId: str = ""
    registration: str = ""
    source: str = ""
    updated: str = ""
    code: Code = NO_CODE
    taught: tuple[Taught, ...] = ()
    similar: tuple[Card, ...] = ()


def build(id: str, context: Context) -> Props:
    """The page of the activity with this id."""
    activity = context.catalogue.activity(id)
    if activity is None:
        return Props()
    place = context.place(activity.location)
    upcoming = next_sessions(activity.event_schedule, context.now, context.zone, SESSIONS_SHOWN)
    news = context.catalogue.news()
    sessions = [(each, news.change(id, each.start)) for each in upcoming]
    held = [each for each, change in sessions if not change.cancelled]
    spans = tuple(notices.span(each, change, context) for each, change in sessions)
    reduced, subsidy = _subsidy(activity, context)
    return Props(
        found=True,
        card=card(activity, context),
        description=context.say(activity, "description"),
        foreign=context.foreign(activity, "description"),
        sessions=spans,
        place=place.id if place is not None else "",
        address=phrases.address(place) if place is not None else "",
        walk=context.ways(place) if activity.kind is not Kind.DIGITAL else "",
        approximate=place is not None and place.approximate,
        wheelchair=names.wheelchair(place.wheelchair) if place is not None else "",
        price=" · ".join(phrases.price(each, context.locale) for each in activity.offers)
        or translate("Detail", "Price not given"),
        reduced=reduced,
        subsidy=subsidy,
        classes=_classes(activity),
        languages=", ".join(names.language(each) for each in activity.in_language),
        needs=tuple(names.need(each) for each in activity.accessibility),
        joining=_joining(activity),
        organizerId=activity.organizer
        if context.catalogue.organization(activity.organizer) is not None
        else "",
        registration=activity.registration_url,
        source=context.source(activity),
        updated=_updated(activity, context),
        code=_code(activity, context, held[0] if held else None),
        taught=_taught(activity, context),
        similar=_similar(activity, context),
    )


def _subsidy(activity: Activity, context: Context) -> tuple[tuple[str, ...], str]:
    """The price under each subsidy and who gets it; and until when they hold, by whom."""
    lines: list[str] = []
    notes: dict[str, None] = {}
    rules = context.catalogue.subsidies(context.today)
    for each in reduced(activity, rules, context.today):
        rule = each.rule
        line = translate("Detail", "%1 with %2")
        line = line.replace("%1", phrases.price(each.offer, context.locale))
        who = context.say(rule, "description")
        line = line.replace("%2", context.say(rule))
        lines.append(f"{line}. {who}" if who else line)
        if rule.valid_through is not None:
            until = phrases.full_date(rule.valid_through, context.locale)
            notes[translate("Detail", "until %1").replace("%1", until)] = None
        if source := context.source(rule):
            notes[source] = None
    return tuple(lines), " · ".join(notes)


def _classes(activity: Activity) -> str:
    if not activity.classes:
        return ""
    spans = ", ".join(each.replace("-", "–") for each in activity.classes)
    return translate("Detail", "School classes %1").replace("%1", spans)


def _joining(activity: Activity) -> str:
    if activity.drop_in:
        return translate("Detail", "Just come, no registration")
    if activity.registration_url:
        return translate("Detail", "Register with the organizer")
    return translate("Detail", "Ask the organizer how to join")


def _updated(activity: Activity, context: Context) -> str:
    day = activity.provenance.updated
    if day is None:
        return ""
    return translate("Detail", "updated %1").replace("%1", phrases.date(day, context.locale))


def _code(activity: Activity, context: Context, session: Session | None) -> Code:
    name = context.say(activity)
    place = context.place(activity.location)
    where = ""
    if place is not None:
        parts = (context.say(place), place.address.street_address)
        where = ", ".join(part for part in parts if part)
    if session is None:
        return code("\n".join(part for part in (name, where, activity.registration_url) if part))
    price = phrases.card_price(activity, context.locale)
    note = " · ".join(part for part in (price, activity.registration_url) if part)
    rule = rule_of(activity.event_schedule, session)
    repeat = repeat_of(rule, session, _called_off(activity, context))
    return code(event_text(activity.id, name, session, repeat, where, note))


def _called_off(activity: Activity, context: Context) -> set[dt.date]:
    """The days on which the centre has called its next sessions off."""
    news = context.catalogue.news()
    coming = next_sessions(activity.event_schedule, context.now, context.zone, SESSIONS_TOLD)
    return {each.start.date() for each in coming if news.change(activity.id, each.start).cancelled}


def _taught(activity: Activity, context: Context) -> tuple[Taught, ...]:
    badges = (context.catalogue.badge(each) for each in activity.teaches)
    return tuple(
        Taught(each.id, context.say(each), svg_source(each.image))
        for each in badges
        if each is not None
    )


def _similar(activity: Activity, context: Context) -> tuple[Card, ...]:
    low, high = activity.age_range.min_value, activity.age_range.max_value
    ages = None if low is None and high is None else (low or 0, high or 120)
    query = ActivityQuery(
        topics=activity.topics[:1], age=ages, near=context.near, order="time",
        limit=SIMILAR_SHOWN + 1,
    )  # fmt: skip
    page = context.catalogue.search(query, context.now)
    hits = [each for each in page.hits if each.activity != activity.id]
    return tuple(cards(hits[:SIMILAR_SHOWN], context))
