"""An activity as an iCalendar event that is small enough for a QR code; no network needed."""

import datetime as dt

from icalendar import Calendar, Event

from sync.model import Schedule, Session
from sync.model.schedule import happens_on

QR_BYTES = 425
"""A version 13 code at level L: 8 px for a module on the detail screen, which every phone reads."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def event_text(
    uid: str,
    name: str,
    session: Session,
    rule: Schedule | None,
    address: str,
    note: str,
    limit: int = QR_BYTES,
) -> str:
    """The calendar, at most `limit` bytes: first the note goes, then the address, then the name's
    end. `rule` is the weekly repeat that `session` belongs to, if it has one."""
    for place, words in ((address, note), (address, ""), ("", "")):
        text = _render(uid, name, session, rule, place, words)
        if len(text.encode()) <= limit:
            return text
    over = len(text.encode()) - limit
    return _render(uid, name.encode()[: -over - 8].decode(errors="ignore"), session, rule, "", "")


def rule_of(schedules: tuple[Schedule, ...], session: Session) -> Schedule | None:
    """The weekly rule that this session comes from; None for a single date."""
    day, time = session.start.date(), session.start.time()
    for rule in schedules:
        if rule.by_day and rule.start_time == time and happens_on(rule, day):
            return rule
    return None


def _render(
    uid: str, name: str, session: Session, rule: Schedule | None, address: str, note: str
) -> str:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "col")
    event = Event()
    event.add("uid", uid[-24:])
    event.add("dtstamp", session.start.astimezone(dt.UTC))
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    if rule is not None and len(rule.by_day) > 0:
        repeat: dict[str, object] = {
            "freq": "weekly",
            "byday": [_DAYS[each.number] for each in rule.by_day],
        }
        if rule.end_date is not None:
            last = dt.datetime.combine(rule.end_date, session.end.timetz())
            repeat["until"] = last.astimezone(dt.UTC)
        event.add("rrule", repeat)
    event.add("summary", name)
    if address:
        event.add("location", address)
    if note:
        event.add("description", note)
    calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text.strip()
