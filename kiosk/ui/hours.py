"""When a place is open: now, and through the week; exceptions by date come first."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from kiosk.ui import phrases
from sync.model import OpeningHours

translate = QCoreApplication.translate

LOOKED_AHEAD = 60
"""Days in which a closed place's next opening is looked for."""
Spans = tuple[tuple[dt.time, dt.time], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One row of the week; `special` when an exception by date holds."""

    id: str
    name: str
    hours: str
    today: bool
    special: bool


def on_day(hours: Sequence[OpeningHours], day: dt.date) -> Spans | None:
    """Opening times of a day; empty is closed, None is not known."""
    if not hours:
        return None
    special = _special(hours, day)
    usual = [h for h in hours if h.valid_from is None and h.valid_through is None]
    rows = special or [h for h in usual if _covers(h, day)]
    return tuple(sorted((h.opens, h.closes) for h in rows if h.opens != h.closes))


def status(hours: Sequence[OpeningHours], now: dt.datetime, locale: QLocale) -> tuple[str, str]:
    """What to say now, and whether it is open, closed or unknown."""
    spans = on_day(hours, now.date())
    if spans is None:
        return translate("Hours", "Opening hours not known"), "unknown"
    clock = now.time().replace(tzinfo=None)
    yesterday = on_day(hours, now.date() - dt.timedelta(days=1)) or ()
    late = [closes for opens, closes in yesterday if closes < opens and clock < closes]
    closing = late or [c for o, c in spans if o <= clock and (clock < c or c < o)]
    if closing:
        text = translate("Hours", "Open now, until %1")
        return text.replace("%1", phrases.time(closing[0], locale)), "open"
    later = [opens for opens, _ in spans if opens > clock]
    if later:
        text = translate("Hours", "Opens today at %1")
        return text.replace("%1", phrases.time(later[0], locale)), "closed"
    return _closed(hours, now, locale), "closed"


def _closed(hours: Sequence[OpeningHours], now: dt.datetime, locale: QLocale) -> str:
    for ahead in range(1, LOOKED_AHEAD):
        day = now.date() + dt.timedelta(days=ahead)
        if spans := on_day(hours, day):
            opens = phrases.time(spans[0][0], locale)
            when = f"{phrases.day_name(day, now.date(), locale, inside=True)}, {opens}"
            return translate("Hours", "Closed now. Next open: %1").replace("%1", when)
    return translate("Hours", "Closed now")


def _special(hours: Sequence[OpeningHours], day: dt.date) -> list[OpeningHours]:
    dated = (h for h in hours if h.valid_from is not None or h.valid_through is not None)
    return [h for h in dated if _covers(h, day)]


def week(hours: Sequence[OpeningHours], today: dt.date, locale: QLocale) -> list[Day]:
    """The seven days from today; none when nothing is known."""
    if not hours:
        return []
    days = [today + dt.timedelta(days=ahead) for ahead in range(7)]
    return [
        Day(
            day.isoformat(),
            phrases.weekday(day, locale),
            _spans(on_day(hours, day) or (), locale),
            day == today,
            bool(_special(hours, day)),
        )
        for day in days
    ]


def _spans(spans: Spans, locale: QLocale) -> str:
    if not spans:
        return translate("Hours", "Closed")
    return ", ".join(
        f"{phrases.time(opens, locale)}–{phrases.time(closes, locale)}" for opens, closes in spans
    )


def _covers(hours: OpeningHours, day: dt.date) -> bool:
    if hours.valid_from is not None and day < hours.valid_from:
        return False
    if hours.valid_through is not None and day > hours.valid_through:
        return False
    days = {each.number for each in hours.day_of_week}
    return not days or day.weekday() in days
