"""What holds of every verdict, whatever the facts."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.admission import (
    Earlier,
    Facts,
    Level,
    Occasion,
    OnRoster,
    PassState,
    Reason,
)
from kiosk.domain.rights import Right
from sync.model import Movement
from tests.desk.facts import ENTERED, LATER, NOW, SESSION, START, judge

moments = st.integers(-27 * 365 * 86_400, 72 * 365 * 86_400).map(
    lambda seconds: NOW + dt.timedelta(seconds=seconds)
)
occasions = st.builds(
    Occasion,
    activity=st.sampled_from(["print", "bike"]),
    start=st.just(START),
    end=st.just(SESSION.end),
    capacity=st.none() | st.integers(0, 3),
    drop_in=st.booleans(),
    cancelled=st.booleans(),
)
any_facts = st.builds(
    Facts,
    wanted=st.sampled_from([Movement.ENTRY, Movement.EXIT]),
    pass_id=st.just("P-1"),
    pass_state=st.sampled_from(PassState),
    session=st.none() | occasions,
    on_roster=st.sampled_from(OnRoster),
    inside_since=st.none() | st.just(START),
    present=st.integers(0, 4),
    elsewhere=st.just(()) | st.just((LATER,)),
    earlier=st.none() | st.builds(Earlier, st.just(ENTERED), moments | st.just(NOW)),
    overridden=st.frozensets(st.sampled_from(Reason)),
    seats=st.none() | st.integers(0, 2),
    rights=st.frozensets(st.sampled_from(Right)),
)
any_now = moments | st.just(NOW)


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_no_right_is_ever_needed_that_is_there_already(facts: Facts, now: dt.datetime) -> None:
    verdict = judge(facts, now)
    if verdict.needs is not None:
        assert not verdict.may_override
        assert verdict.needs not in facts.rights


@given(any_facts, any_now, st.frozensets(st.sampled_from(Right)))
@settings(max_examples=300, deadline=None)
def test_more_rights_never_stop_anybody_whom_fewer_let_in(
    facts: Facts, now: dt.datetime, more: frozenset[Right]
) -> None:
    few = judge(facts, now)
    many = judge(replace(facts, rights=facts.rights | more), now)
    assert few.record is None or many.record is few.record


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_nobody_without_rights_comes_in_beyond_the_places(facts: Facts, now: dt.datetime) -> None:
    facts = replace(facts, rights=frozenset(), earlier=None, wanted=Movement.ENTRY)
    session = facts.session
    if (
        judge(facts, now).record is not None
        and session is not None
        and session.capacity is not None
    ):
        assert facts.present < session.capacity
        assert facts.seats is None or facts.seats > 0


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_green_and_only_green_records_something(facts: Facts, now: dt.datetime) -> None:
    verdict = judge(facts, now)
    assert (verdict.level is Level.GREEN) == (verdict.record is not None)


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_the_same_facts_always_give_the_same_verdict(facts: Facts, now: dt.datetime) -> None:
    assert judge(facts, now) == judge(facts, now)


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_nobody_comes_in_twice(facts: Facts, now: dt.datetime) -> None:
    inside = replace(facts, inside_since=START, wanted=Movement.ENTRY, earlier=None)
    assert judge(inside, now).record is None


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_what_may_be_waved_on_is_not_said_again_once_it_was(facts: Facts, now: dt.datetime) -> None:
    first = judge(facts, now)
    if first.may_override:
        waved = replace(facts, overridden=facts.overridden | {first.reason})
        assert judge(waved, now).reason is not first.reason


@given(any_facts, any_now)
@settings(max_examples=300, deadline=None)
def test_who_is_let_in_unexpected_is_always_provisional(facts: Facts, now: dt.datetime) -> None:
    verdict = judge(replace(facts, earlier=None), now)
    session = facts.session
    if verdict.record is Movement.ENTRY and session is not None and not session.drop_in:
        assert verdict.provisional or facts.on_roster is OnRoster.YES
