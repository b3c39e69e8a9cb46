"""Ways on: names that typed letters may begin, and nearer wishes when nothing was found."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from kiosk.services.suggestions import Named
from kiosk.ui import phrases
from kiosk.ui.choices import Choice
from kiosk.ui.context import Context
from kiosk.ui.filters import Filters
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


def suggestions(text: str, context: Context) -> list[Choice]:
    """Names that the typed letters may be the beginning of; a touch narrows to one of them."""
    found = []
    for each in context.catalogue.suggest(text, SUGGESTED) if text else ():
        group, icon = _OF_NAMED[each.named]
        topic = context.topic(each.record.id) if each.named is Named.TOPIC else None
        found.append(
            Choice(
                f"{group}:{each.record.id}", group, each.record.id, context.say(each.record),
                topic.icon if topic else icon, topic.colour if topic else "", -1, False,
            )
        )  # fmt: skip
    # A provider and its place often have one name; then the first is enough.
    return list({each.label: each for each in reversed(found)}.values())[::-1]


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
