"""When an update may be fetched: at night, or at last by day where nights never come."""

import datetime as dt
import re

USUAL = "03:00-05:00"
PATIENCE = dt.timedelta(days=3)
"""A kiosk whose plug is pulled every evening has no nights; after so long any hour will do."""
_WINDOW = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


def in_window(now: dt.datetime, window: str = USUAL) -> bool:
    """Whether the city's clock shows a time of the window; one that is no window is the usual."""
    begin, end = _bounds(window) or _bounds(USUAL) or (0, 0)
    minute = now.hour * 60 + now.minute
    if begin <= end:
        return begin <= minute < end
    return minute >= begin or minute < end


def may_fetch(now: dt.datetime, window: str, known_since: dt.datetime) -> bool:
    """Whether what has been known since then may be fetched now."""
    return in_window(now, window) or now - known_since >= PATIENCE


def _bounds(window: str) -> tuple[int, int] | None:
    found = _WINDOW.fullmatch(window.strip())
    if found is None:
        return None
    hours = [int(found[1]), int(found[3])]
    minutes = [int(found[2]), int(found[4])]
    if max(hours) > 23 or max(minutes) > 59:
        return None
    return hours[0] * 60 + minutes[0], hours[1] * 60 + minutes[1]
