"""What the desk says, case by case. No clock, no disk: facts in, verdict out."""

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.domain.admission import (
    Earlier,
    Level,
    OnRoster,
    PassState,
    Policy,
    Reason,
    Verdict,
)
from sync.model import Movement
from tests.desk.facts import ENTERED, LATER, NOW, SESSION, START, but, judge


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
