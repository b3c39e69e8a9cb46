"""What is on, how far it is, and what is offered instead of nothing."""

import datetime as dt

import pytest

from kiosk.domain.discovery import SessionState, easings, session_status
from kiosk.domain.journey_time import apart
from sync.model import Kind
from sync.model.query import ActivityQuery, Eased

START = dt.datetime(2026, 11, 24, 16, 0, tzinfo=dt.UTC)
END = START + dt.timedelta(minutes=90)
TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("before_start", "state", "minutes"),
    [
        (dt.timedelta(hours=5), SessionState.LATER, 300),
        (dt.timedelta(minutes=91), SessionState.LATER, 91),
        (dt.timedelta(minutes=90), SessionState.SOON, 90),
        (dt.timedelta(minutes=24, seconds=1), SessionState.SOON, 25),
        (dt.timedelta(seconds=1), SessionState.SOON, 1),
        (dt.timedelta(0), SessionState.RUNNING, 90),
        (-dt.timedelta(minutes=89), SessionState.RUNNING, 1),
        (-dt.timedelta(minutes=90), SessionState.ENDED, 0),
    ],
)
def test_a_session_is_later_soon_running_or_over(
    before_start: dt.timedelta, state: SessionState, minutes: int
) -> None:
    status = session_status(START, END, START - before_start)
    assert (status.state, status.minutes) == (state, minutes)


def test_the_nearest_days_come_first_and_never_the_past() -> None:
    query = ActivityQuery(day=TODAY + dt.timedelta(1))
    days = [each.day for each in easings(query, TODAY) if each.day]
    assert days[:3] == [TODAY + dt.timedelta(2), TODAY, TODAY + dt.timedelta(3)]
    assert min(days) == TODAY


def test_each_wish_is_given_up_by_itself() -> None:
    query = ActivityQuery(
        text="kera", age=(7, 9), free=True, kinds=(Kind.CLUB,), topics=("art",), place="p",
        places_left=True, offset=50,
    )  # fmt: skip
    found = {each.eased: each.query for each in reversed(list(easings(query, TODAY)))}
    assert found[Eased.AGE].age is None
    assert found[Eased.AGE].free
    assert not found[Eased.PRICE].free
    assert found[Eased.PRICE].age == (7, 9)
    assert found[Eased.KIND].kinds == ()
    assert found[Eased.TOPIC].topics == ()
    assert found[Eased.PLACE].place == ""
    assert not found[Eased.NEEDS].places_left
    assert found[Eased.TEXT].text == ""
    assert all(each.offset == 0 for each in found.values())


def test_a_wider_circle_is_tried_before_the_whole_city() -> None:
    found = [each.query.within_m for each in easings(ActivityQuery(within_m=1000), TODAY)]
    assert found == [2000, 5000, None]


def test_what_somebody_needs_is_kept_as_long_as_anything_else_can_be_given_up() -> None:
    query = ActivityQuery(text="kera", wheelchair=True, needs=("quiet",), age=(7, 9), language="en")
    *first, last = easings(query, TODAY)
    assert all(each.query.needs == ("quiet",) and each.query.wheelchair for each in first)
    assert (last.query.text, last.query.needs) == ("kera", ())


def test_a_query_without_wishes_has_nothing_to_give_up() -> None:
    assert list(easings(ActivityQuery(), TODAY)) == []


def test_another_hour_is_offered_before_another_day() -> None:
    query = ActivityQuery(day=TODAY, time_from=dt.time(17))
    first, *others = easings(query, TODAY)
    assert (first.eased, first.query.time_from, first.query.day) == (Eased.TIME, None, TODAY)
    assert Eased.DAY in {each.eased for each in others}


def test_two_places_of_a_city_are_as_far_apart_as_on_the_map() -> None:
    cathedral, station = (25.2876, 54.6858), (25.2840, 54.6704)
    assert 1_700 < apart(cathedral, station) < 1_760
    assert apart(station, station) == 0
