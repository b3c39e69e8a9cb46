"""What an activity costs this visitor, by the subsidies that the city's data name."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sync.model import Activity, Offer, Period, Subsidy

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class VisitorPrice:
    """One offer as a visitor may pay it.

    `after` is what remains with the `subsidy`, None when no rule holds; whether the visitor is
    entitled is the rule's own text to say. `until` is the rule's last day, None when it is open.
    """

    before: Decimal
    currency: str
    period: Period
    after: Decimal | None = None
    subsidy: Subsidy | None = None

    @property
    def free(self) -> bool:
        """Whether it costs nothing even without a subsidy."""
        return self.before == ZERO

    @property
    def until(self) -> dt.date | None:
        """The last day of the subsidised price."""
        return self.subsidy.valid_through if self.subsidy else None

    @property
    def source(self) -> str:
        """Who says so of the subsidy."""
        return self.subsidy.provenance.source if self.subsidy else ""


def visitor_prices(
    activity: Activity, subsidies: Iterable[Subsidy], on: dt.date
) -> tuple[VisitorPrice, ...]:
    """Each offer with the best subsidy of that day, cheapest first; empty is "price not said"."""
    rules = [rule for rule in subsidies if holds(rule, on)] if activity.subsidy_eligible else []
    prices = [_price(offer, rules) for offer in activity.offers]
    return tuple(sorted(prices, key=lambda price: (price.before, price.period)))


def holds(rule: Subsidy, on: dt.date) -> bool:
    """Whether the rule is in force on a day; both its ends included."""
    return rule.valid_from <= on and (rule.valid_through is None or on <= rule.valid_through)


def _price(offer: Offer, rules: Iterable[Subsidy]) -> VisitorPrice:
    plain = VisitorPrice(offer.price, offer.price_currency, offer.period)
    # A monthly amount says nothing about a price for a season: nothing is converted.
    unit = (offer.period, offer.price_currency)
    fitting = [rule for rule in rules if (rule.period, rule.currency) == unit]
    if plain.free or not fitting:
        return plain
    best = max(fitting, key=lambda rule: rule.amount)
    after = max(ZERO, offer.price - best.amount)
    return VisitorPrice(plain.before, plain.currency, plain.period, after, best)
