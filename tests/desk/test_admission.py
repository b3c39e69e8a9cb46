"""What the desk says, case by case. No clock, no disk: facts in, verdict out."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.admission import (
    Earlier,
    Facts,
    Level,
    Occasion,
    OnRoster,
    PassState,
    Policy,
    Reason,
    Verdict,
    decide,
)
from kiosk.domain.admission_undo import decide_undo
from kiosk.domain.rights import NOBODY, Actor, Right, rights_of
from sync.model import CheckIn, Movement, SeenEvent

ZONE = ZoneInfo("Europe/Vilnius")
START = dt.datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)
NOW = START + dt.timedelta(minutes=5)
SESSION = Occasion(activity="print", start=START, end=START + dt.timedelta(hours=2), capacity=12)
LATER = Occasion(
    activity="bike", start=START + dt.timedelta(hours=3), end=START + dt.timedelta(hours=5)
)
EXPECTED = Facts(pass_id="P-1", session=SESSION, on_roster=OnRoster.YES, rights=frozenset(Right))
POLICY = Policy()
ENTERED = Verdict(
    level=Level.GREEN, reason=Reason.ENTRY, pass_id="P-1", record=Movement.ENTRY, event_id="e-1"
)


def judge(facts: Facts = EXPECTED, now: dt.datetime = NOW, policy: Policy = POLICY) -> Verdict:
    return decide(facts, policy, now)


def but(facts: Facts = EXPECTED, **changes: object) -> Facts:
    return replace(facts, **changes)  # type: ignore[arg-type]


def test_somebody_expected_comes_in() -> None:
    verdict = judge()
    assert (verdict.level, verdict.reason, verdict.record) == (
        Level.GREEN, Reason.ENTRY, Movement.ENTRY,
    )  # fmt: skip
    assert not verdict.provisional


def test_a_verdict_is_not_done_before_its_event_is_written() -> None:
    assert judge().event_id == ""


def test_somebody_picked_by_hand_comes_in_like_by_pass() -> None:
    assert judge(but(pass_state=PassState.CHOSEN)) == judge()


def test_somebody_who_is_in_goes_out() -> None:
    verdict = judge(but(wanted=Movement.EXIT, inside_since=START))
    assert (verdict.reason, verdict.record) == (Reason.EXIT, Movement.EXIT)


def test_somebody_who_never_came_cannot_go() -> None:
    verdict = judge(but(wanted=Movement.EXIT))
    assert (verdict.level, verdict.reason, verdict.record) == (Level.AMBER, Reason.NOT_IN, None)


def test_somebody_not_on_the_list_may_still_go_out() -> None:
    facts = but(wanted=Movement.EXIT, inside_since=START, on_roster=OnRoster.NO)
    assert judge(facts).reason is Reason.EXIT


def test_somebody_may_leave_a_full_session() -> None:
    facts = but(wanted=Movement.EXIT, inside_since=START, present=12)
    assert judge(facts).level is Level.GREEN


def test_somebody_who_is_in_already_is_told_since_when() -> None:
    verdict = judge(but(inside_since=START))
    assert (verdict.level, verdict.reason, verdict.since) == (
        Level.AMBER, Reason.ALREADY_IN, START,
    )  # fmt: skip
    assert verdict.record is None


def test_already_in_counts_more_than_full() -> None:
    assert judge(but(inside_since=START, present=12)).reason is Reason.ALREADY_IN


def test_already_in_cannot_be_waved_on() -> None:
    facts = but(inside_since=START, overridden=frozenset(Reason))
    assert judge(facts).record is None


@pytest.mark.parametrize("seconds", [0, 1, 9.9])
def test_a_second_scan_within_ten_seconds_repeats_the_verdict(seconds: float) -> None:
    facts = but(inside_since=NOW, earlier=Earlier(ENTERED, NOW))
    verdict = judge(facts, NOW + dt.timedelta(seconds=seconds))
    assert verdict == replace(ENTERED, repeated=True)


@pytest.mark.parametrize("seconds", [10, 11, 3600, -1, -86400 * 365])
def test_a_scan_after_ten_seconds_or_a_clock_jump_is_judged_anew(seconds: float) -> None:
    facts = but(inside_since=NOW, earlier=Earlier(ENTERED, NOW))
    day = SESSION.start - dt.timedelta(days=3650)
    long = replace(SESSION, start=day, end=SESSION.end + dt.timedelta(days=3650))
    verdict = judge(replace(facts, session=long), NOW + dt.timedelta(seconds=seconds))
    assert verdict.reason is Reason.ALREADY_IN


def test_waving_somebody_on_is_not_taken_for_a_repeat() -> None:
    full = Verdict(level=Level.AMBER, reason=Reason.FULL, pass_id="P-1")
    facts = but(earlier=Earlier(full, NOW), present=12, overridden=frozenset({Reason.FULL}))
    assert judge(facts).level is Level.GREEN


def test_a_bad_pass_never_repeats_the_green_of_a_good_one() -> None:
    facts = but(pass_state=PassState.ALTERED, earlier=Earlier(ENTERED, NOW))
    assert judge(facts).reason is Reason.PASS_ALTERED


@pytest.mark.parametrize(
    ("state", "level", "reason"),
    [
        (PassState.EXPIRED, Level.AMBER, Reason.PASS_EXPIRED),
        (PassState.NOT_YET_VALID, Level.AMBER, Reason.PASS_NOT_YET_VALID),
        (PassState.UNKNOWN_KEY, Level.AMBER, Reason.PASS_UNKNOWN_KEY),
        (PassState.ALTERED, Level.RED, Reason.PASS_ALTERED),
        (PassState.REVOKED, Level.RED, Reason.PASS_REVOKED),
        (PassState.MALFORMED, Level.RED, Reason.UNKNOWN),
    ],
)
def test_a_pass_that_does_not_hold_lets_nobody_in(
    state: PassState, level: Level, reason: Reason
) -> None:
    verdict = judge(but(pass_state=state))
    assert (verdict.level, verdict.reason, verdict.record) == (level, reason, None)


@pytest.mark.parametrize("state", [PassState.EXPIRED, PassState.NOT_YET_VALID])
def test_staff_may_wave_on_a_pass_that_is_out_of_date(state: PassState) -> None:
    first = judge(but(pass_state=state))
    assert first.may_override
    facts = but(pass_state=state, overridden=frozenset({first.reason}))
    assert judge(facts).reason is Reason.ENTRY


@pytest.mark.parametrize(
    "state",
    [PassState.UNKNOWN_KEY, PassState.ALTERED, PassState.REVOKED, PassState.MALFORMED],
)
def test_nobody_can_wave_on_a_pass_that_proves_nothing(state: PassState) -> None:
    facts = but(pass_state=state, overridden=frozenset(Reason))
    verdict = judge(facts)
    assert verdict.record is None
    assert not verdict.may_override


def test_out_of_date_and_full_need_both_to_be_waved_on() -> None:
    facts = but(
        pass_state=PassState.EXPIRED, present=12, overridden=frozenset({Reason.PASS_EXPIRED})
    )
    assert judge(facts).reason is Reason.FULL
    both = frozenset({Reason.PASS_EXPIRED, Reason.FULL})
    assert judge(replace(facts, overridden=both)).level is Level.GREEN


def test_somebody_expected_elsewhere_is_shown_the_right_session() -> None:
    verdict = judge(but(on_roster=OnRoster.NO, elsewhere=(LATER,)))
    assert (verdict.level, verdict.reason, verdict.offer) == (
        Level.AMBER, Reason.WRONG_SESSION, LATER,
    )  # fmt: skip


def test_somebody_expected_elsewhere_may_come_in_here_as_a_walk_in() -> None:
    facts = but(
        on_roster=OnRoster.NO, elsewhere=(LATER,), overridden=frozenset({Reason.WRONG_SESSION})
    )
    verdict = judge(facts)
    assert (verdict.reason, verdict.provisional) == (Reason.WALK_IN, True)


def test_somebody_expected_here_and_elsewhere_comes_in_here() -> None:
    assert judge(but(elsewhere=(LATER,))).reason is Reason.ENTRY


def test_somebody_not_on_the_list_waits_for_staff() -> None:
    verdict = judge(but(on_roster=OnRoster.NO))
    assert (verdict.reason, verdict.record) == (Reason.NOT_ON_ROSTER, None)
    assert verdict.may_override


def test_without_a_list_the_kiosk_says_that_it_does_not_know() -> None:
    verdict = judge(but(on_roster=OnRoster.UNKNOWN))
    assert (verdict.level, verdict.reason) == (Level.AMBER, Reason.ROSTER_UNKNOWN)


@pytest.mark.parametrize("known", [OnRoster.NO, OnRoster.UNKNOWN])
def test_a_walk_in_is_provisional(known: OnRoster) -> None:
    waved = frozenset({judge(but(on_roster=known)).reason})
    verdict = judge(but(on_roster=known, overridden=waved))
    assert (verdict.level, verdict.reason, verdict.provisional) == (
        Level.GREEN, Reason.WALK_IN, True,
    )  # fmt: skip


def test_a_centre_without_walk_ins_does_not_offer_them() -> None:
    policy = Policy(walk_ins=False)
    assert not judge(but(on_roster=OnRoster.NO), policy=policy).may_override
    elsewhere = but(on_roster=OnRoster.NO, elsewhere=(LATER,))
    assert not judge(elsewhere, policy=policy).may_override


def test_somebody_without_a_pass_is_provisional_also_at_a_drop_in() -> None:
    facts = but(
        pass_state=PassState.NONE,
        on_roster=OnRoster.UNKNOWN,
        session=replace(SESSION, drop_in=True),
    )
    assert judge(facts).provisional


@pytest.mark.parametrize("known", list(OnRoster))
def test_drop_in_needs_no_list(known: OnRoster) -> None:
    verdict = judge(but(session=replace(SESSION, drop_in=True), on_roster=known))
    assert (verdict.reason, verdict.provisional) == (Reason.ENTRY, False)


def test_drop_in_sends_nobody_elsewhere() -> None:
    facts = but(session=replace(SESSION, drop_in=True), on_roster=OnRoster.NO, elsewhere=(LATER,))
    assert judge(facts).reason is Reason.ENTRY


def test_a_drop_in_can_be_full() -> None:
    facts = but(session=replace(SESSION, drop_in=True), present=12)
    assert judge(facts).reason is Reason.FULL


@pytest.mark.parametrize("present", [12, 13, 99])
def test_a_full_session_waits_for_staff_also_for_the_expected(present: int) -> None:
    verdict = judge(but(present=present))
    assert (verdict.level, verdict.reason, verdict.record) == (Level.AMBER, Reason.FULL, None)
    assert verdict.may_override


def test_the_last_place_is_given() -> None:
    assert judge(but(present=11)).level is Level.GREEN


def test_without_a_limit_nothing_is_ever_full() -> None:
    facts = but(session=replace(SESSION, capacity=None), present=10_000)
    assert judge(facts).level is Level.GREEN


def test_a_session_with_no_places_is_full_from_the_start() -> None:
    assert judge(but(session=replace(SESSION, capacity=0))).reason is Reason.FULL


def test_full_with_a_reason_lets_in() -> None:
    verdict = judge(but(present=12, overridden=frozenset({Reason.FULL})))
    assert (verdict.reason, verdict.record) == (Reason.ENTRY, Movement.ENTRY)


def test_a_walk_in_at_a_full_session_needs_both_to_be_waved_on() -> None:
    facts = but(on_roster=OnRoster.NO, present=12, overridden=frozenset({Reason.NOT_ON_ROSTER}))
    assert judge(facts).reason is Reason.FULL
    both = frozenset({Reason.NOT_ON_ROSTER, Reason.FULL})
    assert judge(replace(facts, overridden=both)).reason is Reason.WALK_IN


def test_without_a_session_staff_chooses_one() -> None:
    verdict = judge(but(session=None))
    assert (verdict.level, verdict.reason, verdict.offer) == (
        Level.AMBER, Reason.NO_SESSION, None,
    )  # fmt: skip


def test_without_a_session_the_persons_own_is_offered() -> None:
    assert judge(but(session=None, elsewhere=(LATER,))).offer == LATER


def test_a_cancelled_session_lets_nobody_in() -> None:
    verdict = judge(but(session=replace(SESSION, cancelled=True)))
    assert (verdict.level, verdict.reason) == (Level.RED, Reason.SESSION_CANCELLED)


@pytest.mark.parametrize("days", [-365, -1, 1, 365])
def test_a_session_of_another_day_lets_nobody_in(days: int) -> None:
    verdict = judge(now=NOW + dt.timedelta(days=days))
    assert (verdict.level, verdict.reason) == (Level.RED, Reason.SESSION_NOT_TODAY)


def test_a_session_of_another_day_offers_todays() -> None:
    verdict = judge(but(elsewhere=(LATER,)), NOW - dt.timedelta(days=1))
    assert verdict.offer == LATER


@pytest.mark.parametrize("hour", [0, 8, 13, 18, 23])
def test_the_door_is_open_all_of_the_sessions_day(hour: int) -> None:
    assert judge(now=START.replace(hour=hour, minute=1)).reason is Reason.ENTRY


def test_a_session_past_midnight_stays_open_until_a_while_after_its_end() -> None:
    night = replace(
        SESSION, start=START.replace(hour=22), end=START.replace(hour=2) + dt.timedelta(days=1)
    )
    facts = but(session=night)
    assert judge(facts, night.end + dt.timedelta(minutes=59)).reason is Reason.ENTRY
    assert judge(facts, night.end + dt.timedelta(minutes=61)).reason is Reason.SESSION_NOT_TODAY


def test_the_day_is_the_citys_and_not_the_kiosks() -> None:
    """23:30 UTC on the day before is 01:30 in Vilnius on the day of the session."""
    early = dt.datetime(2026, 11, 22, 23, 30, tzinfo=dt.UTC)
    assert judge(now=early).reason is Reason.ENTRY


def event(movement: Movement = Movement.ENTRY) -> CheckIn:
    return CheckIn(
        event_id="e-1", device="k", sequence=1, movement=movement, pass_id="P-1",
        activity="print", session_start=START, place="centre", at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("movement", [Movement.ENTRY, Movement.EXIT])
def test_an_entry_or_an_exit_can_be_taken_back(movement: Movement) -> None:
    verdict = decide_undo(event(movement), undone=False)
    assert (verdict.reason, verdict.record, verdict.pass_id) == (
        Reason.ANNULLED, Movement.ANNULMENT, "P-1",
    )  # fmt: skip


def test_what_was_taken_back_cannot_be_taken_back_again() -> None:
    assert decide_undo(event(), undone=True).record is None


def test_a_taking_back_cannot_be_taken_back() -> None:
    assert decide_undo(event(Movement.ANNULMENT), undone=False).record is None


def test_what_never_happened_cannot_be_taken_back() -> None:
    assert decide_undo(None, undone=False).reason is Reason.NOTHING_TO_UNDO


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


def test_when_the_lease_is_used_up_staff_look_into_the_room() -> None:
    verdict = judge(but(seats=0))
    assert (verdict.level, verdict.reason, verdict.record) == (
        Level.AMBER, Reason.SEATS_HELD, None,
    )  # fmt: skip
    assert verdict.may_override


def test_the_last_seat_of_a_lease_is_given() -> None:
    assert judge(but(seats=1)).level is Level.GREEN


def test_who_looked_into_the_room_lets_in_beyond_the_lease() -> None:
    waved = but(seats=0, overridden=frozenset({Reason.SEATS_HELD}))
    assert judge(waved).reason is Reason.ENTRY


def test_full_is_said_before_the_lease() -> None:
    assert judge(but(seats=0, present=12)).reason is Reason.FULL


def test_looking_into_the_room_does_not_wave_on_a_full_session() -> None:
    waved = but(seats=0, present=12, overridden=frozenset({Reason.SEATS_HELD}))
    assert judge(waved).reason is Reason.FULL


def test_a_lease_means_nothing_where_places_have_no_limit() -> None:
    facts = but(seats=0, session=replace(SESSION, capacity=None))
    assert judge(facts).level is Level.GREEN


def test_somebody_may_leave_when_the_lease_is_used_up() -> None:
    facts = but(wanted=Movement.EXIT, inside_since=START, seats=0)
    assert judge(facts).reason is Reason.EXIT


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        (Reason.FULL, but(present=12)),
        (Reason.PASS_EXPIRED, but(pass_state=PassState.EXPIRED)),
        (Reason.PASS_NOT_YET_VALID, but(pass_state=PassState.NOT_YET_VALID)),
    ],
)
def test_a_helper_is_told_whom_it_takes_and_cannot_wave_on(reason: Reason, facts: Facts) -> None:
    helper = rights_of("desk")
    first = judge(replace(facts, rights=helper))
    assert (first.reason, first.may_override, first.needs) == (reason, False, Right.OVERRIDE)
    forced = replace(facts, rights=helper, overridden=frozenset(Reason))
    assert judge(forced).record is None


@pytest.mark.parametrize("known", [OnRoster.NO, OnRoster.UNKNOWN])
def test_a_helper_may_let_in_walk_ins(known: OnRoster) -> None:
    facts = but(on_roster=known, rights=rights_of("desk"))
    assert judge(facts).may_override
    waved = replace(facts, overridden=frozenset({judge(facts).reason}))
    assert judge(waved).reason is Reason.WALK_IN


def test_a_visitor_alone_lets_nobody_in_against_the_rules() -> None:
    facts = but(on_roster=OnRoster.NO, rights=NOBODY.rights, overridden=frozenset(Reason))
    verdict = judge(facts)
    assert (verdict.record, verdict.needs) == (None, Right.WALK_IN)


def test_a_visitor_alone_comes_in_by_a_good_pass() -> None:
    assert judge(but(rights=NOBODY.rights)).level is Level.GREEN


def test_a_centre_without_walk_ins_takes_none_from_anybody() -> None:
    forced = but(on_roster=OnRoster.NO, overridden=frozenset(Reason))
    assert judge(forced, policy=Policy(walk_ins=False)).record is None


def test_a_kiosk_without_a_hub_lets_nobody_in() -> None:
    verdict = judge(but(enrolled=False))
    assert (verdict.level, verdict.reason) == (Level.RED, Reason.NOT_ENROLLED)


def seen(movement: Movement = Movement.ENTRY) -> SeenEvent:
    return SeenEvent(
        event_id="e-2", device="k-2", movement=movement, pass_id="P-1", activity="print",
        session_start=START, at=NOW,
    )  # fmt: skip


def test_another_kiosks_entry_is_taken_back_by_who_may() -> None:
    verdict = decide_undo(seen(), False, Actor("s", rights_of("youth_worker")))
    assert (verdict.level, verdict.record) == (Level.GREEN, Movement.ANNULMENT)


def test_another_kiosks_entry_is_not_taken_back_by_a_helper() -> None:
    verdict = decide_undo(seen(), False, Actor("s", rights_of("desk")))
    assert (verdict.reason, verdict.record, verdict.needs) == (
        Reason.NOT_ALLOWED, None, Right.UNDO_OTHERS,
    )  # fmt: skip


def test_a_helper_takes_back_what_visitors_did_by_themselves() -> None:
    assert decide_undo(event(), False, Actor("s", rights_of("desk"))).level is Level.GREEN


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
