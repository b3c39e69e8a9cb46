"""Centre life in a visitor's words: what is off, moved, open at other times, or announced."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from kiosk.services.centre_news import Change
from kiosk.ui import phrases
from kiosk.ui.context import Context
from kiosk.ui.phrases import When
from sync.model import Notice, Session, sessions_on, words
from sync.model.centre import event_of

translate = QCoreApplication.translate

UNDER_WAY = dt.timedelta(minutes=30)
"""After its beginning nobody need be told that a session was moved."""


def changed(session: Session | None, change: Change, context: Context) -> When | None:
    """What a card says of a session that is off or was moved; None when nothing became of it."""
    if session is None or session.end <= context.now:
        return None
    day = session.start.date()
    when = phrases.day_name(day, context.today, context.locale)
    if change.cancelled:
        if day == context.today:
            return When(translate("Notices", "Cancelled today"), "cancelled")
        return When(translate("Notices", "%1: cancelled").replace("%1", when), "cancelled")
    if change.before is None or session.start <= context.now:
        return None
    time = phrases.time(session.start, context.locale)
    if day == context.today:
        return When(translate("Notices", "Moved to %1").replace("%1", time), "moved")
    return When(translate("Notices", "Moved: %1").replace("%1", f"{when}, {time}"), "moved")


def span(session: Session, change: Change, context: Context) -> str:
    """Day, start and end of one session, and what became of it."""
    text = phrases.span(session, context.now, context.locale)
    if change.cancelled:
        return text + " · " + translate("Notices", "cancelled")
    if change.before is None:
        return text
    before = phrases.time(change.before.astimezone(context.zone), context.locale)
    return text + " · " + translate("Notices", "moved from %1").replace("%1", before)


def told(notice: Notice, context: Context) -> str:
    """A notice as one line of a banner; empty for one that only puts something first."""
    if notice.pins:
        return ""
    if notice.hours is not None:
        return _hours(notice, context)
    about = context.catalogue.activity(notice.moves or notice.cancels)
    if about is None or notice.session_start is None:
        return words(notice, "name", context.language).text
    name = context.say(about)
    start = notice.session_start.astimezone(context.zone)
    if notice.cancels:
        when = phrases.time(start, context.locale)
        if start.date() != context.today:
            day = phrases.day_name(start.date(), context.today, context.locale, inside=True)
            when = f"{day}, {when}"
        return translate("Notices", "Cancelled: %1 (%2)").replace("%1", name).replace("%2", when)
    to = (notice.moved_to or start).astimezone(context.zone)
    text = translate("Notices", "%1 starts at %2 instead of %3").replace("%1", name)
    text = text.replace("%2", phrases.time(to, context.locale))
    return text.replace("%3", phrases.time(start, context.locale))


def _hours(notice: Notice, context: Context) -> str:
    hours, day = notice.hours, notice.valid_from or context.today
    if hours is None:
        return ""
    when = phrases.day_name(day, context.today, context.locale)
    if hours.opens == hours.closes:
        return translate("Notices", "%1: closed").replace("%1", when)
    text = translate("Notices", "%1: open %2–%3").replace("%1", when)
    text = text.replace("%2", phrases.time(hours.opens, context.locale))
    return text.replace("%3", phrases.time(hours.closes, context.locale))


def banner(context: Context) -> str:
    """Everything that this place has to say today, a line each: what the centre itself announced
    first, its words before its changes; what is over is left out."""
    return "\n".join(lines(context.here, context))


def lines(place: str, context: Context) -> list[str]:
    """What a place has to say today, the most pressing first."""
    on = context.catalogue.notices(place, context.today)
    said = (told(each, context) for each in sorted(on, key=_pressing) if not _over(each, context))
    return list(dict.fromkeys(line for line in said if line))


def _pressing(notice: Notice) -> tuple[int, int]:
    change = notice.cancels or notice.moves
    return (0 if event_of(notice) else 1, 2 if change else 1 if notice.hours else 0)


def _over(notice: Notice, context: Context) -> bool:
    """A session that is off is told of until it would have ended, a moved one until it is on."""
    if notice.moved_to is not None:
        return context.now > notice.moved_to + UNDER_WAY
    if notice.session_start is None:
        return False
    start = notice.session_start.astimezone(context.zone)
    activity = context.catalogue.activity(notice.cancels)
    rules = activity.event_schedule if activity is not None else ()
    ends = [
        each.end for each in sessions_on(rules, start.date(), context.zone) if each.start == start
    ]
    return context.now > (ends[0] if ends else start + UNDER_WAY)
