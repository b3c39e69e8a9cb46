"""The filters of the list as choices to touch, with live counts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from kiosk.domain.discovery import days_of
from kiosk.ui import names, phrases
from kiosk.ui.context import Context
from kiosk.ui.filters import PARTS_OF_DAY, REDUCED, Filters, broader
from sync.model import Kind, Topic
from sync.model.query import AGE_BANDS, Facets

translate = QCoreApplication.translate

CHEAP = 1500
"""Cents up to which a price after the subsidy is offered as a filter."""


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


def days(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """Today, tomorrow, the next seven days, the weekend, then single days; a chosen one by its
    name even when it is none of these."""
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
        count = facets.days.get(dates[0], 0) if len(dates) == 1 else facets.spans.get(dates, 0)
        found.append(_choice("day", word, label, count, filters.day == word))
    shown = [today + dt.timedelta(days=ahead) for ahead in range(2, 7)]
    other = days_of(filters.day, today) if filters.day not in labels else ()
    for day in dict.fromkeys((*shown, *other)):
        value = day.isoformat()
        count = facets.days.get(day, -1)
        label = phrases.day_name(day, today, context.locale)
        found.append(_choice("day", value, label, count, filters.day == value))
    return found


def times(filters: Filters, facets: Facets) -> list[Choice]:
    """Parts of the day."""
    labels = {
        "morning": translate("Filters", "Morning, until 12"),
        "afternoon": translate("Filters", "Afternoon, 12–17"),
        "evening": translate("Filters", "Evening, from 17"),
    }
    return [
        _choice("time", word, labels[word], facets.day_parts.get(part, 0),
                filters.time == word)
        for word, part in PARTS_OF_DAY.items()
    ]  # fmt: skip


def ages(filters: Filters, facets: Facets) -> list[Choice]:
    """The age bands that are counted."""
    return [
        _choice(
            "age",
            f"{low}-{high}",
            age_label(low, high),
            facets.ages.get((low, high), 0),
            filters.age == f"{low}-{high}",
        )
        for low, high in AGE_BANDS
    ]


def age_label(low: int, high: int) -> str:
    """A band as short as it is clear."""
    if high >= 99:
        return translate("Filters", "%n+ year(s)", None, low)
    return translate("Filters", "%1–%n year(s)", None, high).replace("%1", str(low))


def classes(filters: Filters, facets: Facets) -> list[Choice]:
    """School classes as the city groups them."""
    values = sorted({*facets.classes, *filters.classes}, key=_by_number)
    return [
        _choice("classes", each, each.replace("-", "–"), facets.classes.get(each, 0),
                each in filters.classes)
        for each in values
    ]  # fmt: skip


def prices(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """Free; up to so much; and the same with the subsidy of today taken off."""
    free = Choice(
        "free:1", "free", "1", translate("Filters", "Free"), "gift", "", facets.free, filters.free
    )
    found = [free]
    for (cents, after), count in facets.prices.items():
        # Free has a chip of its own, and dearer ones differ little by a subsidy.
        if (cents == 0 and not after) or (after and cents > CHEAP):
            continue
        value = f"{cents}{REDUCED if after else ''}"
        label = price_label(cents, after=after, context=context)
        found.append(_choice("price", value, label, count, filters.price == value))
    asked = filters.price.removesuffix(REDUCED)
    if asked.isdecimal() and not any(each.selected for each in found[1:]):
        after = filters.price.endswith(REDUCED)
        label = price_label(int(asked), after=after, context=context)
        found.append(_choice("price", filters.price, label, -1, True))
    return found


def price_label(cents: int, *, after: bool, context: Context) -> str:
    """What a price chip says."""
    amount = phrases.money(Decimal(cents) / 100, context.catalogue.city().currency, context.locale)
    if after and cents == 0:
        return translate("Filters", "Free with subsidy")
    label = (
        translate("Filters", "Up to %1 with subsidy") if after else translate("Filters", "Up to %1")
    )
    return label.replace("%1", amount)


def topics(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """The city's topics in its own order; behind a chosen one what stands under it, marked so."""
    every = context.catalogue.topics()
    opened = {above for each in filters.topics for above in (each, *broader(each, context))}

    def branch(parent: str) -> Iterator[Topic]:
        for topic in every:
            if topic.broader == parent:
                yield topic
                if topic.id in opened:
                    yield from branch(topic.id)

    return [
        Choice(
            f"topics:{each.id}", "topics", each.id, context.say(each),
            each.icon or ("caret-right" if each.broader else ""), context.topic(each.id).colour,
            facets.topics.get(each.id, 0), each.id in filters.topics,
        )
        for each in branch("")
    ]  # fmt: skip


def kinds(filters: Filters, facets: Facets) -> list[Choice]:
    """Every kind that the city has something of, or that is chosen."""
    return [
        Choice(
            f"kinds:{each}", "kinds", str(each), names.kind(each), names.KIND_ICONS[each], "",
            facets.kinds.get(each, 0), str(each) in filters.kinds,
        )
        for each in Kind
        if each in facets.kinds or str(each) in filters.kinds
    ]  # fmt: skip


def distances(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """How far from this kiosk, through the air."""
    return [
        _choice("distance", str(metres), _distance_label(metres, context), count,
                filters.distance == str(metres))
        for metres, count in facets.distances.items()
    ]  # fmt: skip


def _distance_label(metres: int, context: Context) -> str:
    kilometres = context.locale.toString(metres / 1000, "f", 0)
    return translate("Filters", "Within %1 km").replace("%1", kilometres)


def languages(filters: Filters, facets: Facets, context: Context) -> list[Choice]:
    """The languages that something is held in, the city's own first; counts never move a chip."""
    own = context.catalogue.city().languages
    values = sorted(
        {*facets.languages, *filter(None, [filters.language])},
        key=lambda each: (own.index(each) if each in own else len(own), names.language(each)),
    )
    return [
        _choice("language", each, names.language(each), facets.languages.get(each, 0),
                filters.language == each)
        for each in values
    ]  # fmt: skip


def needs(filters: Filters, facets: Facets) -> list[Choice]:
    """What somebody needs to take part; several are needed together."""
    wheelchair = Choice(
        "wheelchair:1", "wheelchair", "1", translate("Filters", "By wheelchair"), "wheelchair", "",
        facets.wheelchair, filters.wheelchair,
    )  # fmt: skip
    values = sorted({*facets.needs, *filters.needs} - {"wheelchair"})
    return [
        wheelchair,
        *(_choice("needs", each, names.need(each), facets.needs.get(each, 0), each in filters.needs)
          for each in values),
    ]  # fmt: skip


def flags(filters: Filters, facets: Facets) -> list[Choice]:
    """Yes-or-no wishes, the most frequent first."""
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


def wishes(filters: Filters, facets: Facets) -> list[Choice]:
    """The flags that stand in no other group."""
    return [each for each in flags(filters, facets) if each.group not in ("free", "wheelchair")]


def groups(filters: Filters, facets: Facets, context: Context) -> dict[str, list[Choice]]:
    """Every filter by the name of its group."""
    return {
        "days": days(filters, facets, context),
        "times": times(filters, facets),
        "ages": ages(filters, facets),
        "classes": classes(filters, facets),
        "prices": prices(filters, facets, context),
        "topics": topics(filters, facets, context),
        "kinds": kinds(filters, facets),
        "distances": distances(filters, facets, context),
        "languages": languages(filters, facets, context),
        "needs": needs(filters, facets),
        "wishes": wishes(filters, facets),
    }


def active(filters: Filters, groups: Mapping[str, list[Choice]], context: Context) -> list[Choice]:
    """What narrows the list now, each to be taken off by a touch."""
    every = (each for choices in groups.values() for each in choices if each.group != "nearest")
    found = [replace(each, label=_alone(each), count=-1) for each in every if each.selected]
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


def _alone(choice: Choice) -> str:
    """The label of a chip that stands without its group's heading."""
    if choice.group == "classes":
        return translate("Filters", "Classes %1").replace("%1", choice.label)
    return choice.label


def _by_number(text: str) -> tuple[int, str]:
    digits = text.partition("-")[0]
    return (int(digits) if digits.isdecimal() else 0, text)


def _choice(group: str, value: str, label: str, count: int, selected: bool) -> Choice:
    return Choice(f"{group}:{value}", group, value, label, "", "", count, selected)
