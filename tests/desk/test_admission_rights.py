"""Leases, what each role may wave on, and who may take back what."""

from dataclasses import replace

import pytest

from kiosk.domain.admission import (
    Facts,
    Level,
    OnRoster,
    PassState,
    Policy,
    Reason,
)
from kiosk.domain.admission_undo import decide_undo
from kiosk.domain.rights import NOBODY, Actor, Right, rights_of
from sync.model import CheckIn, Movement, SeenEvent
from tests.desk.facts import NOW, SESSION, START, but, judge


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
