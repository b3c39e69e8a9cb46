"""An activity as an iCalendar event that is small enough for a QR code; no network needed."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from icalendar import Calendar, Event

from sync.model import Schedule, Session, Weekday
from sync.model.schedule import happens_on

QR_BYTES = 425
"""A version 13 code at level L: 8 px for a module on the detail screen, which every phone reads."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Repeat:
    """Weekly on these days up to `last`, but not on the days `off`."""

    days: tuple[Weekday, ...]
    last: dt.date | None
    off: tuple[dt.date, ...] = ()

    def shortened(self) -> "Repeat":
        """Ends before the last day off, which need not be named any more."""
        *kept, later = self.off
        return Repeat(self.days, later - dt.timedelta(days=1), tuple(kept))


def event_text(
    uid: str,
    name: str,
    session: Session,
    repeat: Repeat | None,
    address: str,
    note: str,
    limit: int = QR_BYTES,
) -> str:
    """The calendar, at most `limit` bytes: first the note goes, then what repeats beyond the days
    off that fit, then the address, then the name's end. A day off is never left out silently."""
    text = _render(uid, name, session, repeat, address, note)
    if len(text.encode()) > limit:
        text = _render(uid, name, session, repeat, address, "")
    while len(text.encode()) > limit and repeat is not None and repeat.off:
        repeat = repeat.shortened()
        text = _render(uid, name, session, repeat, address, "")
    if len(text.encode()) > limit:
        text = _render(uid, name, session, repeat, "", "")
    over = len(text.encode()) - limit
    if over <= 0:
        return text
    return _render(uid, name.encode()[: -over - 8].decode(errors="ignore"), session, repeat, "", "")


def repeat_of(
    rule: Schedule | None, session: Session, cancelled: Collection[dt.date]
) -> Repeat | None:
    """How the rule goes on after `session`, without its exceptions and what was called off."""
    if rule is None:
        return None
    first = session.start.date()
    off = sorted(
        day for day in {*rule.except_date, *cancelled}
        if day > first and (rule.end_date is None or day <= rule.end_date)
        and any(weekday.number == day.weekday() for weekday in rule.by_day)
    )  # fmt: skip
    return Repeat(rule.by_day, rule.end_date, tuple(off))


def rule_of(schedules: tuple[Schedule, ...], session: Session) -> Schedule | None:
    """The weekly rule that this session comes from; None for a single date."""
    day, time = session.start.date(), session.start.time()
    for rule in schedules:
        if rule.by_day and rule.start_time == time and happens_on(rule, day):
            return rule
    return None


def _render(
    uid: str, name: str, session: Session, repeat: Repeat | None, address: str, note: str
) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "col")
    event = Event()
    event.add("uid", uid[-24:])
    event.add("dtstamp", session.start.astimezone(dt.UTC))
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    if repeat is not None:
        weekly: dict[str, object] = {
            "freq": "weekly",
            "byday": [_DAYS[each.number] for each in repeat.days],
        }
        if repeat.last is not None:
            last = dt.datetime.combine(repeat.last, session.end.timetz())
            weekly["until"] = last.astimezone(dt.UTC)
        event.add("rrule", weekly)
        if repeat.off:
            starts = session.start.timetz()
            event.add("exdate", [dt.datetime.combine(day, starts) for day in repeat.off])
    event.add("summary", name)
    if address:
        event.add("location", address)
    if note:
        event.add("description", note)
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text.strip()
