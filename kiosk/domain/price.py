"""What an activity costs this visitor, by the subsidies that the city's data name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sync.model import Activity, Offer, Subsidy

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reduced:
    """An offer under a rule; whether the visitor is entitled is the rule's own text to say."""

    offer: Offer
    rule: Subsidy


def cheapest(activity: Activity) -> Offer | None:
    """The offer that a card shows; None is "price not said", which is not free."""
    return min(activity.offers, key=lambda offer: offer.price, default=None)


def reduced(activity: Activity, rules: Iterable[Subsidy], on: dt.date) -> tuple[Reduced, ...]:
    """The cheapest offer under each rule of that day; the smallest help first, so that nobody is
    promised what only some get."""
    offer = cheapest(activity)
    if offer is None or offer.price == ZERO or not activity.subsidy_eligible:
        return ()
    # A monthly amount says nothing about a price for a season: nothing is converted.
    unit = (offer.period, offer.price_currency)
    fitting = [rule for rule in rules if holds(rule, on) and (rule.period, rule.currency) == unit]
    return tuple(
        Reduced(_lowered(offer, rule.amount), rule)
        for rule in sorted(fitting, key=lambda rule: (rule.amount, rule.id))
    )


def holds(rule: Subsidy, on: dt.date) -> bool:
    """Whether the rule is in force on a day; both its ends included."""
    return rule.valid_from <= on and (rule.valid_through is None or on <= rule.valid_through)


def _lowered(offer: Offer, amount: Decimal) -> Offer:
    return Offer(
        price=max(ZERO, offer.price - amount),
        price_currency=offer.price_currency,
        period=offer.period,
    )
