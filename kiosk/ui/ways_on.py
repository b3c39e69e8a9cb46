"""Ways on: names that typed letters may begin, and nearer wishes when nothing was found."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from kiosk.services.suggestions import Named, Suggestion, begins
from kiosk.ui import names, phrases
from kiosk.ui.choices import Choice
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters, query, toggled
from sync.model import Kind
from sync.model.query import Eased, Relaxation

translate = QCoreApplication.translate

SUGGESTED = 6
_OF_NAMED = {
    Named.TOPIC: ("topics", "tag"),
    Named.PLACE: ("place", "map-pin"),
    Named.ORGANIZER: ("organizer", "buildings"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A near wish that finds something, when nothing was found."""

    id: str
    label: str
    count: int
    filters: Filters


def suggestions(filters: Filters, context: Context) -> list[Choice]:
    """Names that the typed letters may be the beginning of, with how many activities each would
    leave of those that all else leaves; a touch narrows to one of them."""
    text = filters.text
    if not text:
        return []
    found = [
        *_kinds(text),
        *(_named(each, context) for each in context.catalogue.suggest(text, SUGGESTED)),
    ]
    # A provider and its place often have one name; then the first is enough.
    single = list({each.label: each for each in reversed(found)}.values())[::-1]
    others = replace(filters, text="")
    queries = [query(toggled(others, each.group, each.value), context, 1) for each in single]
    counts = context.catalogue.counts(queries, context.now)
    return [replace(each, count=count) for each, count in zip(single, counts, strict=True) if count]


def _kinds(text: str) -> list[Choice]:
    return [
        Choice(f"kinds:{kind}", "kinds", str(kind), names.kind(kind), names.KIND_ICONS[kind], "",
               -1, False)
        for kind in Kind if begins(names.kind(kind), text)
    ]  # fmt: skip


def _named(found: Suggestion, context: Context) -> Choice:
    group, icon = _OF_NAMED[found.named]
    topic = context.topic(found.record.id) if found.named is Named.TOPIC else None
    return Choice(
        f"{group}:{found.record.id}", group, found.record.id, context.say(found.record),
        topic.icon if topic else icon, topic.colour if topic else "", -1, False,
    )  # fmt: skip


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
