"""Believable timetables in the template's schedule grammar."""

from __future__ import annotations

import random
from datetime import date, timedelta

from .hours import LONG, Week, clock, fits

SCHOOL_YEARS = [("2026-09-01", "2027-06-15"), ("2027-09-01", "2028-06-15")]
TERMS = [
    ("2026-09-21", 12),
    ("2027-01-11", 10),
    ("2027-03-29", 10),
    ("2027-09-20", 12),
    ("2028-01-17", 10),
    ("2028-03-27", 10),
]
HOLIDAY_WEEKS = [("2027-02-15", 5), ("2027-12-27", 5), ("2028-02-14", 5)]
SHORT_HOLIDAYS = [("2026-12-28", 3), ("2027-03-30", 4), ("2027-11-02", 4), ("2028-04-18", 4)]
SUMMERS = [(date(2027, 6, 21), 10), (date(2028, 6, 19), 10)]
LAST = date(2028, 8, 31)
FIRST = date(2026, 10, 3)


def _start(rng: random.Random, age: int, day: int, kind: str) -> int:
    """Minute of the day a session starts at, by age and weekday."""
    if day >= 5:
        return rng.choice([600, 630, 660, 690, 720, 780, 840, 900])
    if age >= 18:
        return rng.choice([1050, 1080, 1080, 1110, 1140])
    if age >= 14:
        return rng.choice([960, 990, 1020, 1050, 1080])
    if age <= 6:
        return rng.choice([990, 1020, 1050])
    return rng.choice([840, 870, 900, 930, 960, 990, 1020, 1050])


def _wanted(rng: random.Random, options: dict[str, str]) -> tuple[int, int]:
    """A weekday and a start as the pattern asks for them."""
    days = [int(d) for d in options.get("day", "0,1,2,3,4,5,6").split(",")]
    hour, _, minute = rng.choice(options["t"].split(",")).partition(":")
    return rng.choice(days), int(hour) * 60 + int(minute or rng.choice([0, 0, 30]))


def _pick(
    rng: random.Random,
    week: Week,
    age: int,
    kind: str,
    length: int,
    day: int | None = None,
    options: dict[str, str] | None = None,
) -> tuple[int, int]:
    """A weekday and a start that fit the opening hours where these are known."""
    if options and "t" in options:
        for _ in range(60):
            chosen, start = _wanted(rng, options)
            if fits(week, chosen, start, start + length) or "after" in options:
                return chosen, start
        return chosen, start
    weights = {"club": [9, 9, 9, 9, 7, 9, 8]}.get(kind, [6, 7, 7, 8, 6, 14, 12])
    best = (0, 0)
    for attempt in range(120):
        chosen = day if day is not None and attempt < 60 else rng.choices(range(7), weights)[0]
        start = _start(rng, age, chosen, kind)
        if attempt == 0:
            best = (chosen, start)
        if start + length > 21 * 60 + 15:
            start = 21 * 60 - length
        if fits(week, chosen, start, start + length):
            return chosen, start
    if week:
        chosen = rng.choice(sorted(week))
        opening, closing = week[chosen]
        latest = max(opening, closing - length)
        start = opening + (latest - opening) // 30 * 30
        if start + length <= closing:
            return chosen, start
    return best


def _span(days: list[int], start: int, length: int, span: tuple[str, str] | None) -> str:
    text = f"{','.join(LONG[d] for d in sorted(days))} {clock(start)}-{clock(start + length)}"
    return text + (f" {span[0]}..{span[1]}" if span else "")


def club(
    rng: random.Random, week: Week, age: int, always: bool, day: int | None, options: dict[str, str]
) -> str:
    """Once or twice a week through the school years, or all the year round."""
    length = rng.choice([45, 60, 60]) if age < 7 else rng.choice([60, 75, 90, 90])
    if age >= 14:
        length = rng.choice([90, 90, 105, 120])
    length = int(options.get("len", length))
    first, start = _pick(rng, week, age, "club", length, day, options)
    days = [first]
    if "all" in options:
        days = [0, 1, 2, 3, 4]
    elif first < 4 and rng.random() < 0.5:
        second = first + 2
        if fits(week, second, start, start + length) and second < 5:
            days.append(second)
    if always:
        return _span(days, start, length, None)
    return " | ".join(_span(days, start, length, year) for year in SCHOOL_YEARS)


def course(
    rng: random.Random, week: Week, age: int, day: int | None, options: dict[str, str]
) -> str:
    """One evening a week for a term, with later runs."""
    length = rng.choice([90, 90, 120])
    first, start = _pick(rng, week, age, "course", length, day, options)
    terms = [t for t in TERMS if rng.random() < 0.6] or [TERMS[0], TERMS[3]]
    if TERMS[0] not in terms and rng.random() < 0.6:
        terms.insert(0, TERMS[0])
    if terms == TERMS[:1]:
        terms.append(TERMS[3])
    parts = []
    for text, weeks in terms:
        begin = date.fromisoformat(text)
        begin += timedelta((first - begin.weekday()) % 7)
        end = begin + timedelta(weeks=int(options.get("weeks", weeks)) - 1)
        parts.append(_span([first], start, length, (begin.isoformat(), end.isoformat())))
    return " | ".join(parts)


def dated(
    rng: random.Random, week: Week, age: int, kind: str, day: int | None, options: dict[str, str]
) -> str:
    """Single dates, about monthly, until the end of August 2028."""
    length = rng.choice([90, 120, 120, 150, 180])
    length = int(options.get("len", length))
    chosen, start = _pick(rng, week, age, "dated", length, day, options)
    step = rng.choice([2, 3, 4, 4, 5, 6] if kind == "workshop" else [3, 4, 4, 5])
    current = FIRST + timedelta((chosen - FIRST.weekday()) % 7 + 7 * rng.randrange(step))
    low, _, high = options.get("months", "1-12").partition("-")
    first_month, last_month = int(low), int(high)
    season = {
        m
        for m in range(1, 13)
        if (first_month <= m <= last_month)
        or (first_month > last_month and not last_month < m < first_month)
    }
    out = []
    while current <= LAST:
        feast = (current.month, current.day) in {(12, 24), (12, 25), (1, 1)}
        if current.month in season and not feast:
            out.append(current.isoformat())
        current += timedelta(weeks=step)
    return f"{','.join(out)} {clock(start)}-{clock(start + length)}"


def camp(rng: random.Random, age: int, options: dict[str, str]) -> str:
    """One or two weeks of the school holidays, the whole day."""
    start, end = rng.choice([(540, 1020), (510, 1050), (540, 960), (600, 1020)])
    parts: list[tuple[date, int]] = []
    for first, weeks in SUMMERS:
        week = rng.randrange(weeks)
        parts.append((first + timedelta(weeks=week), 5))
        if rng.random() < 0.4 and week + 2 < weeks:
            parts.append((first + timedelta(weeks=week + 2), 5))
    if "summer" not in options and rng.random() < 0.7:
        text, days = rng.choice(HOLIDAY_WEEKS + (SHORT_HOLIDAYS if "short" in options else []))
        parts.append((date.fromisoformat(text), days))
    out = []
    for begin, days in sorted(parts):
        last = begin + timedelta(days - 1)
        names = [(begin + timedelta(i)).weekday() for i in range(days)]
        out.append(_span(names, start, end - start, (begin.isoformat(), last.isoformat())))
    return " | ".join(out)


def daily(rng: random.Random, week: Week, kind: str) -> str:
    """Open spaces and digital things: every day of the year."""
    if kind == "digital":
        start = rng.choice([480, 540, 600])
        return _span(list(range(7)), start, rng.choice([720, 660, 780]), None)
    if week:
        groups: dict[tuple[int, int], list[int]] = {}
        later = rng.choice([0, 0, 120, 180, 240])
        for day, hours in sorted(week.items()):
            late = hours[0] + (later if hours[1] - hours[0] > later + 240 else 0)
            groups.setdefault((late, hours[1]), []).append(day)
        return " | ".join(_span(days, a, b - a, None) for (a, b), days in groups.items())
    a, b = rng.choice([(780, 1200), (840, 1200), (720, 1200), (900, 1260)])
    c, d = rng.choice([(720, 1080), (660, 1080), (780, 1140)])
    return f"{_span([0, 1, 2, 3, 4], a, b - a, None)} | {_span([5, 6], c, d - c, None)}"


def internship(rng: random.Random) -> str:
    start, end = rng.choice([(600, 840), (840, 1080), (780, 1020)])
    days = rng.choice([[0, 2], [1, 3], [0, 1, 2, 3], [2, 4]])
    spans = [
        ("2026-10-05", "2027-05-28"),
        ("2027-06-21", "2027-08-20"),
        ("2027-10-04", "2028-05-26"),
    ]
    return " | ".join(_span(days, start, end - start, s) for s in spans)


def make(
    rng: random.Random,
    kind: str,
    week: Week,
    age: int,
    always: bool = False,
    day: int | None = None,
    options: dict[str, str] | None = None,
) -> str:
    """The schedule of one activity; options are those of its pattern."""
    options = options or {}
    if kind == "club":
        return club(rng, week, age, always, day, options)
    if kind == "course":
        return course(rng, week, age, day, options)
    if kind in ("workshop", "event"):
        return dated(rng, week, age, kind, day, options)
    if kind == "camp":
        return camp(rng, age, options)
    if kind in ("open_space", "digital"):
        return daily(rng, week, kind)
    if kind == "internship":
        return internship(rng)
    if (
        kind == "volunteering"
        and "all" not in options
        and ("months" in options or rng.random() < 0.5)
    ):
        return dated(rng, week, age, "event", day, options)
    return club(rng, week, max(age, 14), "all" not in options and rng.random() < 0.5, day, options)
