"""One activity as rows of the search index; pure."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from sync.model import Activity, Organization, Place, Record, Schedule, Topic, Weekday
from sync.store.agenda import FIRST_DAY, LAST_DAY, Rules, Slot, pack
from sync.store.text import indexed

YOUNGEST, OLDEST = 0, 200
"""What an open end of an age range stands for, in years."""
BETWEEN = "\n"
"""Stands between the values of a column that has several; a need may be several words."""


_NUMBERS = {day: day.number for day in Weekday}


class Surroundings:
    """How to look up the records that activities refer to; None is "no such record".

    What the index says of such a record is the same for all its activities and made once.
    """

    def __init__(
        self,
        place: Callable[[str], Place | None],
        organization: Callable[[str], Organization | None],
        topic: Callable[[str], Topic | None],
    ) -> None:
        self.place = place
        self._organization = organization
        self._topic = topic
        self._topics: dict[tuple[str, ...], tuple[list[str], str]] = {}
        self._organizers: dict[str, str] = {}
        self._places: dict[str, tuple[str, str]] = {}

    def topics(self, own: tuple[str, ...]) -> tuple[list[str], str]:
        """These topics first, then the broader ones that they stand under; and their words."""
        if own not in self._topics:
            found = self._with_broader(own)
            named = [topic for id in found if (topic := self._topic(id))]
            words = indexed(pair for topic in named for pair in _texts(topic, "name"))
            self._topics[own] = found, words
        return self._topics[own]

    def organizer_words(self, id: str) -> str:
        """The organizer's name."""
        if id not in self._organizers:
            found = self._organization(id)
            self._organizers[id] = indexed(_texts(found, "name")) if found else ""
        return self._organizers[id]

    def place_words(self, id: str) -> tuple[str, str]:
        """The place's name, and its street with its district."""
        if id not in self._places:
            name = street = ""
            if (found := self.place(id)) is not None:
                name = indexed(_texts(found, "name"))
                street = indexed([(_street(found), found.content_language)])
            self._places[id] = name, street
        return self._places[id]

    def _with_broader(self, own: tuple[str, ...]) -> list[str]:
        found = dict.fromkeys(own)
        waiting = list(found)
        while waiting:
            topic = self._topic(waiting.pop(0))
            if topic is not None and topic.broader and topic.broader not in found:
                found[topic.broader] = None
                waiting.append(topic.broader)
        return list(found)


class Rows(msgspec.Struct, array_like=True, frozen=True):
    """What the index holds of one activity; its number is not said yet."""

    columns: tuple[Any, ...]
    topics: list[str]
    teaches: list[str]
    dates: list[tuple[int, int, int]]
    slots: list[Slot]
    words: tuple[str, ...]


def rows_of(activity: Activity, around: Surroundings) -> Rows:
    """One activity's rows: `columns` as in `COLUMNS`, `words` as in `SEARCH_COLUMNS`."""
    topics, _ = around.topics(activity.topics)
    weekly, dates = list(slots(activity)), sorted(single_dates(activity))
    return Rows(
        _columns(activity, around, Rules(weekly, dates)), topics,
        list(dict.fromkeys(activity.teaches)), dates, weekly, _words(activity, around),
    )  # fmt: skip


COLUMNS = (
    "id", "name", "kind", "free", "price_cents", "price_period", "age_min", "age_max", "organizer",
    "place", "lat", "lon", "district", "remaining", "drop_in", "subsidy_eligible", "wheelchair",
    "languages", "classes", "needs", "rules",
)  # fmt: skip
"""Of table `activity`, beside its number and revision."""


def _columns(activity: Activity, around: Surroundings, rules: Rules) -> tuple[object, ...]:
    place = around.place(activity.location)
    geo = place.geo if place else None
    ages = activity.age_range
    cheapest = min(activity.offers, key=lambda offer: offer.price, default=None)
    return (
        activity.id,
        activity.name,
        activity.kind.value,
        int(activity.is_free),
        int(cheapest.price * 100) if cheapest else None,
        cheapest.period.value if cheapest else "",
        YOUNGEST if ages.min_value is None else ages.min_value,
        OLDEST if ages.max_value is None else ages.max_value,
        activity.organizer,
        activity.location,
        geo.latitude if geo else None,
        geo.longitude if geo else None,
        place.address.district if place else "",
        activity.remaining,
        int(activity.drop_in),
        int(activity.subsidy_eligible),
        int(_wheelchair(activity, place)),
        " ".join(activity.in_language),
        BETWEEN.join(activity.classes),
        BETWEEN.join(activity.accessibility),
        pack(rules),
    )


def slots(activity: Activity) -> Iterator[Slot]:
    """The weekly rules, one for each day of the week they name."""
    for rule in activity.event_schedule:
        first = rule.start_date.toordinal() if rule.start_date else FIRST_DAY
        last = rule.end_date.toordinal() if rule.end_date else LAST_DAY
        # A single date beside a weekly rule stands in slot_date; it must not happen twice.
        start, end = _minutes(rule)
        without = frozenset(day.toordinal() for day in rule.except_date + rule.dates)
        for weekday in sorted({_NUMBERS[day] for day in rule.by_day}):
            yield Slot(weekday, start, end, first, last, without)


def single_dates(activity: Activity) -> set[tuple[int, int, int]]:
    """(day, start minute, end minute) of every session with a date of its own."""
    return {
        (day.toordinal(), *_minutes(rule))
        for rule in activity.event_schedule
        for day in rule.dates
        if day not in rule.except_date
    }


def _words(activity: Activity, around: Surroundings) -> tuple[str, ...]:
    own = activity.content_language
    return (
        indexed(_texts(activity, "name")),
        around.topics(activity.topics)[1],
        around.organizer_words(activity.organizer),
        *around.place_words(activity.location),
        indexed((word, own) for word in activity.keywords + activity.classes),
        indexed(_texts(activity, "description")),
    )


def _texts(record: Record, field: str) -> Iterator[tuple[str, str]]:
    yield getattr(record, field), record.content_language
    for language, translation in record.translations.items():
        text = getattr(translation, field)
        if text:
            yield text, language


def _street(place: Place) -> str:
    return f"{place.address.street_address} {place.address.district}"


def _minutes(rule: Schedule) -> tuple[int, int]:
    start, end = rule.start_time, rule.end_time
    return start.hour * 60 + start.minute, end.hour * 60 + end.minute


def _wheelchair(activity: Activity, place: Place | None) -> bool:
    return "wheelchair" in activity.accessibility or (
        place is not None and place.wheelchair == "yes"
    )
