"""Sessions of any schedule, against python-dateutil's recurrence rules (RFC 5545)."""

import datetime as dt
from zoneinfo import ZoneInfo

from dateutil.rrule import WEEKLY, rrule, rruleset
from hypothesis import example, given
from hypothesis import strategies as st

from sync.model import Schedule, Weekday, next_sessions, sessions_on
from sync.model.schedule import Session

VILNIUS = ZoneInfo("Europe/Vilnius")
FIRST, LAST = dt.date(2026, 10, 1), dt.date(2027, 4, 10)
"""Over both changes of the clock: 25 October 2026 and 28 March 2027."""
DAYS = (LAST - FIRST).days

days = st.integers(0, DAYS).map(lambda ahead: FIRST + dt.timedelta(ahead))
around_changes = st.sampled_from(
    [dt.date(2026, 10, 24), dt.date(2026, 10, 25), dt.date(2027, 3, 27), dt.date(2027, 3, 28)]
)
times = st.builds(dt.time, st.integers(0, 23), st.sampled_from((0, 15, 30)))


@st.composite
def rules(draw: st.DrawFn) -> Schedule:
    """A weekly rule, single dates, or both, with exceptions; over midnight now and then."""
    first, last = sorted((draw(days), draw(days)))
    return Schedule(
        start_time=draw(times),
        end_time=draw(times),
        by_day=tuple(draw(st.sets(st.sampled_from(list(Weekday)), max_size=3))),
        start_date=draw(st.sampled_from((None, first))),
        end_date=draw(st.sampled_from((None, last))),
        dates=tuple(draw(st.lists(days | around_changes, max_size=3, unique=True))),
        except_date=tuple(draw(st.lists(days | around_changes, max_size=4, unique=True))),
    )


def by_dateutil(rule: Schedule) -> list[Session]:
    """Every session that starts within the window, by another library's expansion."""
    every = rruleset()

    def at(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, rule.start_time)

    if rule.by_day:
        begin = max(rule.start_date or FIRST, FIRST)
        until = min(rule.end_date or LAST, LAST)
        numbers = [day.number for day in rule.by_day]
        every.rrule(rrule(WEEKLY, dtstart=at(begin), until=at(until), byweekday=numbers))
    for day in rule.dates:
        every.rdate(at(day))
    for day in rule.except_date:
        every.exdate(at(day))
    lasts = dt.datetime.combine(FIRST, rule.end_time) - dt.datetime.combine(FIRST, rule.start_time)
    if lasts <= dt.timedelta(0):
        lasts += dt.timedelta(days=1)
    return [
        Session(start.replace(tzinfo=VILNIUS), (start + lasts).replace(tzinfo=VILNIUS))
        for start in every
    ]


MIDNIGHT = Schedule(
    start_time=dt.time(23, 30), end_time=dt.time(4, 30), by_day=(Weekday.SATURDAY,),
    except_date=(dt.date(2026, 10, 31),),
)  # fmt: skip


@example(MIDNIGHT)
@given(rules())
def test_every_day_has_the_sessions_that_dateutil_finds(rule: Schedule) -> None:
    found = [
        session
        for ahead in range(DAYS + 1)
        for session in sessions_on((rule,), FIRST + dt.timedelta(ahead), VILNIUS)
    ]
    assert found == by_dateutil(rule)


@given(st.lists(rules(), min_size=1, max_size=3), days | around_changes, times)
def test_what_comes_next_is_what_has_not_ended(
    schedule: list[Schedule], day: dt.date, time: dt.time
) -> None:
    now = dt.datetime.combine(day, time, VILNIUS)
    every = sorted({session for rule in schedule for session in by_dateutil(rule)})
    ahead = [session for session in every if session.end > now]
    # Outside the window the two know different days, so only its own sessions are compared.
    coming = next_sessions(schedule, now, VILNIUS, 5)
    found = [session for session in coming if FIRST <= session.start.date() <= LAST]
    assert found == ahead[: len(found)]
    assert len(coming) == 5 or len(found) == len(ahead)


def test_a_night_over_the_change_of_the_clock_keeps_its_wall_times() -> None:
    (night,) = sessions_on((MIDNIGHT,), dt.date(2026, 10, 24), VILNIUS)
    assert (night.start.hour, night.end.hour) == (23, 4)
    real = night.end.astimezone(dt.UTC) - night.start.astimezone(dt.UTC)
    assert real == dt.timedelta(hours=6)
    (spring,) = sessions_on((MIDNIGHT,), dt.date(2027, 3, 27), VILNIUS)
    assert spring.end.astimezone(dt.UTC) - spring.start.astimezone(dt.UTC) == dt.timedelta(hours=4)
