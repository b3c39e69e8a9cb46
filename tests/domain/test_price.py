"""What a visitor pays, by rules that are data with dates and a source."""

import datetime as dt
from decimal import Decimal

from kiosk.domain.price import cheapest, reduced
from sync.model import Activity, Kind, Offer, Period, Provenance, Subsidy

TODAY = dt.date(2026, 11, 24)


def rule(amount: str, **changes: object) -> Subsidy:
    values = {
        "id": f"s{amount}", "name": "NVŠ", "amount": Decimal(amount),
        "valid_from": dt.date(2026, 9, 1), "valid_through": dt.date(2027, 5, 31),
        "provenance": Provenance("Savivaldybė"), **changes,
    }  # fmt: skip
    return Subsidy(**values)  # type: ignore[arg-type]


def club(*offers: Offer, eligible: bool = True) -> Activity:
    return Activity(
        id="a", name="A", kind=Kind.CLUB, organizer="o", offers=offers, subsidy_eligible=eligible
    )


def month(price: str) -> Offer:
    return Offer(price=Decimal(price), period=Period.MONTH)


def after(*offers: Offer, rules: list[Subsidy], on: dt.date = TODAY) -> list[Decimal]:
    return [each.offer.price for each in reduced(club(*offers), rules, on)]


def test_the_subsidy_lowers_the_monthly_price_and_says_until_when_and_who_says_so() -> None:
    (price,) = reduced(club(month("40")), [rule("25")], TODAY)
    assert (price.offer.price, price.offer.period) == (Decimal(15), Period.MONTH)
    assert price.rule.valid_through == dt.date(2027, 5, 31)
    assert price.rule.provenance.source == "Savivaldybė"


def test_a_price_never_falls_under_zero() -> None:
    assert after(month("20"), rules=[rule("25")]) == [0]


def test_before_and_after_its_dates_a_rule_says_nothing() -> None:
    for day in (dt.date(2026, 8, 31), dt.date(2027, 6, 1)):
        assert after(month("40"), rules=[rule("25")], on=day) == []


def test_on_its_first_and_last_day_a_rule_holds() -> None:
    for day in (dt.date(2026, 9, 1), dt.date(2027, 5, 31)):
        assert after(month("40"), rules=[rule("25")], on=day) == [15]


def test_the_help_that_most_get_comes_first() -> None:
    assert after(month("60"), rules=[rule("50"), rule("15"), rule("25")]) == [45, 35, 10]


def test_a_monthly_rule_does_not_touch_a_price_for_the_season_or_in_another_currency() -> None:
    season = Offer(price=Decimal(200), period=Period.SEASON)
    dollars = Offer(price=Decimal(40), period=Period.MONTH, price_currency="USD")
    assert after(season, rules=[rule("25")]) == []
    assert after(dollars, rules=[rule("25")]) == []


def test_an_activity_without_the_subsidy_has_its_plain_price() -> None:
    assert reduced(club(month("40"), eligible=False), [rule("25")], TODAY) == ()


def test_free_is_free_and_nothing_said_is_nothing_said() -> None:
    assert after(month("0"), rules=[rule("25")]) == []
    assert after(rules=[rule("25")]) == []
    assert cheapest(club()) is None
