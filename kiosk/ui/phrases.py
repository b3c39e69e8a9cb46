"""What the screen says of times, prices, ages and distances, in the visitor's language."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from kiosk.domain.discovery import SessionState, session_status
from kiosk.domain.journey_time import walk_minutes
from kiosk.domain.price import cheapest
from sync.model import Activity, AgeRange, Offer, Period, Place, Session

translate = QCoreApplication.translate

_WEEKDAY: Final = re.compile(r"^dddd,?\s*|,?\s*dddd$")
_YEAR_FIRST: Final = re.compile(r"^(yyyy[^M]*)\u00a0(?=M)")
_AND_YEAR: Final = re.compile(r",?\s*yyyy(\s*'[^']+'\.?)?\s*")

WALK_LIMIT_MINUTES = 60
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "PLN": "zł", "UAH": "₴", "SEK": "kr", "NOK": "kr",
            "DKK": "kr"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A session in words; `tone` is now, soon, today, later or none."""

    text: str
    tone: str


def time(moment: dt.datetime | dt.time, locale: QLocale) -> str:
    """Hour and minute as the locale writes them."""
    return locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)


def date(day: dt.date, locale: QLocale) -> str:
    """Day and month."""
    form = _AND_YEAR.sub("", _date_form(locale))
    return locale.toString(QDate(day.year, day.month, day.day), form)


def full_date(day: dt.date, locale: QLocale) -> str:
    """Day, month and year."""
    return locale.toString(QDate(day.year, day.month, day.day), _date_form(locale))


def _date_form(locale: QLocale) -> str:
    """The language's long form (CLDR) without the weekday.

    It never breaks between lines, but after a year that comes first with a word of its own.
    """
    form = _WEEKDAY.sub("", locale.dateFormat(QLocale.FormatType.LongFormat))
    return _YEAR_FIRST.sub(r"\1 ", form.replace(" ", "\u00a0"))


def weekday(day: dt.date, locale: QLocale, *, short: bool = False) -> str:
    """The name of the day, with a capital."""
    form = QLocale.FormatType.ShortFormat if short else QLocale.FormatType.LongFormat
    name = locale.standaloneDayName(day.isoweekday(), form)
    return name[:1].upper() + name[1:]


def day_name(day: dt.date, today: dt.date, locale: QLocale, *, inside: bool = False) -> str:
    """Today, tomorrow, a weekday within six days, else a date; `inside` a sentence it has no
    capital but where the language gives it one.
    """
    ahead = (day - today).days
    if ahead in (0, 1):
        text = translate("Phrases", "Tomorrow") if ahead else translate("Phrases", "Today")
        return text[:1].lower() + text[1:] if inside else text
    if 1 < ahead < 7:
        name = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)
        return name if inside else name[:1].upper() + name[1:]
    return date(day, locale)


def when(
    session: Session | None, now: dt.datetime, locale: QLocale, *, ended: bool = False
) -> When:
    """When it happens next, in the fewest words that are true; `ended` when it did happen once."""
    if session is None:
        text = (
            translate("Phrases", "Ended") if ended else translate("Phrases", "Dates not announced")
        )
        return When(text, "none")
    status = session_status(session.start, session.end, now)
    if status.state is SessionState.ENDED:
        return When(translate("Phrases", "Ended"), "none")
    if status.state is SessionState.RUNNING:
        text = translate("Phrases", "On now, until %1").replace("%1", time(session.end, locale))
        return When(text, "now")
    if status.state is SessionState.SOON:
        text = translate("Phrases", "Starts in %1 min").replace("%1", str(status.minutes))
        return When(text, "soon")
    local = now.astimezone(session.start.tzinfo).date()
    text = f"{day_name(session.start.date(), local, locale)}, {time(session.start, locale)}"
    return When(text, "today" if session.start.date() == local else "later")


def span(session: Session, now: dt.datetime, locale: QLocale) -> str:
    """Day, start and end of one session."""
    local = now.astimezone(session.start.tzinfo).date()
    day = day_name(session.start.date(), local, locale)
    if (session.start.date() - local).days in range(2, 7):
        day = f"{day}, {date(session.start.date(), locale)}"
    return f"{day}, {time(session.start, locale)}–{time(session.end, locale)}"


def money(amount: Decimal, currency: str, locale: QLocale) -> str:
    """A price without cents where there are none."""
    symbol = _SYMBOLS.get(currency, f"{currency}\u00a0")
    return locale.toCurrencyString(float(amount), symbol, 0 if amount == int(amount) else 2)


def price(offer: Offer, locale: QLocale) -> str:
    """One price with its period."""
    if offer.price == 0:
        return translate("Phrases", "Free")
    return per(money(offer.price, offer.price_currency, locale), offer.period)


def per(amount: str, period: Period) -> str:
    """An amount and what it pays for."""
    forms = {
        Period.ONCE: "%1",
        Period.MONTH: translate("Phrases", "%1 a month"),
        Period.SEASON: translate("Phrases", "%1 a season"),
        Period.YEAR: translate("Phrases", "%1 a year"),
    }
    return forms[period].replace("%1", amount)


def card_price(activity: Activity, locale: QLocale) -> str:
    """The lowest price in words; empty when none is said."""
    offer = cheapest(activity)
    return price(offer, locale) if offer is not None else ""


def age(ages: AgeRange) -> str:
    """For whom, in years."""
    low, high = ages.min_value, ages.max_value
    if low is None and high is None:
        return translate("Phrases", "All ages")
    if high is None or high >= 99:
        return translate("Phrases", "From %n year(s)", None, low or 0)
    if low is None or low <= 0:
        return translate("Phrases", "Up to %n year(s)", None, high)
    return translate("Phrases", "%1–%n year(s)", None, high).replace("%1", str(low))


def walk(metres: float | None, locale: QLocale) -> str:
    """How far it is on foot from this kiosk; empty when not known."""
    if metres is None:
        return ""
    if metres < 60:
        return translate("Phrases", "Right here")
    minutes = walk_minutes(metres)
    if minutes <= WALK_LIMIT_MINUTES:
        return translate("Phrases", "about %1 min walk").replace("%1", str(minutes))
    return translate("Phrases", "%1 km").replace("%1", locale.toString(metres / 1000, "f", 1))


def ride(minutes: int) -> str:
    """How long it takes by public transport, in a word or two."""
    return translate("Phrases", "about %1 min by bus").replace("%1", str(minutes))


def timetable(date: str) -> str:
    """Which timetable the minutes are from: its year and month."""
    return translate("Phrases", "timetable of %1").replace("%1", date[:7])


def places_left(activity: Activity) -> str:
    """Free places in words; empty when not said."""
    if activity.remaining is None:
        return ""
    if activity.remaining <= 0:
        return translate("Phrases", "Full")
    return translate("Phrases", "%n place(s) left", None, activity.remaining)


def ago(moment: dt.datetime, now: dt.datetime, locale: QLocale) -> str:
    """How long ago, for the age of data."""
    minutes = int((now - moment).total_seconds() // 60)
    if minutes < 2:
        return translate("Phrases", "just now")
    if minutes < 60:
        return translate("Phrases", "%n minute(s) ago", None, minutes)
    return since(moment, now, locale)


def since(moment: dt.datetime, now: dt.datetime, locale: QLocale) -> str:
    """A time today, else a date with a time."""
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return time(local, locale)
    return f"{date(local.date(), locale)}, {time(local, locale)}"


def address(place: Place) -> str:
    """Street and district in one line."""
    parts = (place.address.street_address, place.address.district)
    return ", ".join(part for part in parts if part)


def web_address(url: str) -> str:
    """A web address as people write it: without scheme, and without what ends it for machines."""
    return url.split("://", 1)[-1].rstrip("/#")
