"""Opening hours: the simple subset of the template, and whether a session fits."""

from __future__ import annotations

import re

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
LONG = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
_PART = re.compile(
    r"^((?:[A-Z][a-z](?:-[A-Z][a-z])?)(?:,(?:[A-Z][a-z](?:-[A-Z][a-z])?))*) "
    r"(\d{1,2}:\d\d)-(\d{1,2}:\d\d)$"
)
Week = dict[int, tuple[int, int]]


def minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def clock(value: int) -> str:
    return f"{value // 60:02d}:{value % 60:02d}"


def _days(text: str) -> list[int]:
    out: list[int] = []
    for part in text.split(","):
        if "-" in part:
            first, last = (DAYS.index(d) for d in part.split("-"))
            out += [d % 7 for d in range(first, last + 1 if last >= first else last + 8)]
        else:
            out.append(DAYS.index(part))
    return out


def parse(text: str) -> Week:
    """Week of {weekday: (open, close)}; empty when the text is not of the simple kind."""
    week: Week = {}
    text = re.sub(r", (?=[A-Z][a-z])", "; ", text.strip())
    text = re.sub(r"(?<=[a-z]),\s+(?=[A-Z][a-z])", ",", text)
    for part in (p.strip() for p in text.split(";")):
        if not part or part.endswith(" off") or part.startswith("PH"):
            continue
        match = _PART.match(part)
        if not match:
            return {}
        try:
            days = _days(match[1])
        except ValueError:
            return {}
        start, end = minutes(match[2]), minutes(match[3])
        if end <= start or end > 23 * 60 + 59 or start < 6 * 60:
            return {}
        for day in days:
            week[day] = (start, end)
    return week


def write(week: Week) -> str:
    """`Mo-Fr 10:00-20:00; Sa 10:00-16:00`."""
    out: list[str] = []
    day = 0
    while day < 7:
        if day not in week:
            day += 1
            continue
        last = day
        while last + 1 < 7 and week.get(last + 1) == week[day]:
            last += 1
        name = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
        out.append(f"{name} {clock(week[day][0])}-{clock(week[day][1])}")
        day = last + 1
    return "; ".join(out)


def fits(week: Week, day: int, start: int, end: int) -> bool:
    """True when the session lies in the opening hours, or these are unknown."""
    if not week:
        return True
    return day in week and week[day][0] <= start and end <= week[day][1]
