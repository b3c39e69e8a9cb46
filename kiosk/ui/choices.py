"""The filters of the list as choices to touch, with live counts."""

import datetime as dt
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from kiosk.ui import names, phrases
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters, days_of
from sync.model import Kind
from sync.model.query import AGE_BANDS, Eased, Facets, Relaxation

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Choice:
    """One chip. `count` of -1 is "not counted"."""

    id: str
    group: str
    value: str
    label: str
    iconName: str
    colour: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A near wish that finds something, when nothing was found."""

    id: str
    label: str
    count: int
    filters: Filters


def days(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """Today, tomorrow, the next seven days, the weekend, then single days."""
    today = context.today
    labels = {
        "today": translate("Filters", "Today"),
        "tomorrow": translate("Filters", "Tomorrow"),
        "week": translate("Filters", "Next 7 days"),
        "weekend": translate("Filters", "Weekend"),
    }
    found = []
    for word, label in labels.items():
        dates = days_of(word, today)
        count = facets.days.get(dates[0], 0) if len(dates) == 1 and facets.days else -1
        found.append(_choice("day", word, label, count, filters.day == word))
    for ahead in range(2, 7):
        day = today + dt.timedelta(days=ahead)
        value = day.isoformat()
        count = facets.days.get(day, 0) if facets.days else -1
        label = phrases.weekday(day, context.locale)
        found.append(_choice("day", value, label, count, filters.day == value))
    return found


def ages(filters: Filters, facets: Facets) -> list[Choice]:
    """The age bands that are counted."""
    return [
        _choice(
            "age",
            f"{low}-{high}",
            age_label(low, high),
            facets.ages.get((low, high), 0) if facets.ages else -1,
            filters.age == f"{low}-{high}",
        )
        for low, high in AGE_BANDS
    ]


def age_label(low: int, high: int) -> str:
    """A band as short as it is clear."""
    if high >= 99:
        return translate("Filters", "%1+ years").replace("%1", str(low))
    return translate("Filters", "%1–%2 years").replace("%1", str(low)).replace("%2", str(high))


def topics(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """The city's topics in its own order."""
    return [
        Choice(
            f"topics:{each.id}", "topics", each.id, context.say(each), each.icon, each.colour,
            facets.topics.get(each.id, 0), each.id in filters.topics,
        )
        for each in context.catalogue.topics()
        if not each.broader
    ]  # fmt: skip


def kinds(filters: Filters, facets: Facets) -> list[Choice]:
    """Every kind that there is something of, or that is chosen."""
    return [
        Choice(
            f"kinds:{each}", "kinds", str(each), names.kind(each), names.KIND_ICONS[each], "",
            facets.kinds.get(each, 0), str(each) in filters.kinds,
        )
        for each in Kind
        if facets.kinds.get(each, 0) or str(each) in filters.kinds
    ]  # fmt: skip


def flags(filters: Filters, facets: Facets) -> list[Choice]:
    """Yes-or-no wishes; free and nearest come first, they have a place of their own."""
    rows = (
        ("free", translate("Filters", "Free"), "gift", facets.free),
        ("nearest", translate("Filters", "Nearest first"), "map-pin", -1),
        ("drop_in", translate("Filters", "Just come"), "door-open", facets.drop_in),
        ("places_left", translate("Filters", "Places left"), "user-plus", facets.places_left),
        ("wheelchair", translate("Filters", "By wheelchair"), "wheelchair", facets.wheelchair),
        ("subsidy", translate("Filters", "With subsidy"), "piggy-bank", facets.subsidy),
    )
    return [
        Choice(f"{group}:1", group, "1", label, icon, "", count, getattr(filters, group))
        for group, label, icon, count in rows
    ]


def active(filters: Filters, context: Context) -> list[Choice]:
    """What narrows the list now, each to be taken off by a touch."""
    nothing = Facets()
    every = [
        *days(filters, nothing, context),
        *ages(filters, nothing),
        *topics(filters, nothing, context),
        *kinds(filters, nothing),
        *(each for each in flags(filters, nothing) if each.group != "nearest"),
    ]
    found = [replace(each, count=-1) for each in every if each.selected]
    if filters.place and (place := context.place(filters.place)) is not None:
        found.append(_choice("place", filters.place, context.say(place), -1, True))
    if filters.organizer:
        organizer = context.catalogue.organization(filters.organizer)
        if organizer is not None:
            label = context.say(organizer)
            found.append(_choice("organizer", filters.organizer, label, -1, True))
    if filters.area:
        found.append(_choice("area", filters.area, translate("List", "Part of the map"), -1, True))
    return found


def offer(number: int, relaxation: Relaxation, filters: Filters, context: Context) -> Offer:
    """A relaxation in words."""
    labels = {
        Eased.DAY: translate("Filters", "On any day"),
        Eased.TIME: translate("Filters", "At any time of day"),
        Eased.AGE: translate("Filters", "For any age"),
        Eased.PRICE: translate("Filters", "Paid ones too"),
        Eased.KIND: translate("Filters", "Of any kind"),
        Eased.TOPIC: translate("Filters", "On any topic"),
        Eased.PLACE: translate("Filters", "Anywhere in the city"),
        Eased.NEEDS: translate("Filters", "Without special wishes"),
        Eased.TEXT: translate("Filters", "Without the words you typed"),
    }
    label = labels[relaxation.eased]
    if relaxation.day is not None:
        label = phrases.day_name(relaxation.day, context.today, context.locale)
    return Offer(f"offer{number}", label, relaxation.total, filters)


def _choice(group: str, value: str, label: str, count: int, selected: bool) -> Choice:
    return Choice(f"{group}:{value}", group, value, label, "", "", count, selected)
