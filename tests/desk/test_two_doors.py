"""Two kiosks at one centre, and people with different roles, under a finger and offline."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.domain.admission import Level, Reason
from kiosk.domain.rights import Actor, actor_of, rights_of
from kiosk.services.desk_values import How
from sync.model import Movement, SeenEvent
from sync.protocol.messages import Door, Lease, Settled
from tests.desk.centre import HELPER_PIN

WORKER = Actor("staff-1", rights_of("youth_worker"))
HELPER = Actor("staff-2", rights_of("desk"))


def elsewhere(centre: Any, session: str, person: str, id: str = "0199-other", **said: Any) -> Door:
    """What the hub tells of an entry at the other door."""
    start = centre.session(session).occasion.start
    seen = SeenEvent(
        event_id=id, device="kiosk-2", movement=said.pop("movement", Movement.ENTRY),
        pass_id=person, activity=session, session_start=start, at=centre.clock(), **said,
    )  # fmt: skip
    return Door(until=centre.clock(), events=(seen,))


def lease(centre: Any, session: str, seats: int, hours: float = 2) -> Door:
    start = centre.session(session).occasion.start
    until = centre.clock() + dt.timedelta(hours=hours)
    given = Lease(activity=session, session_start=start, seats=seats, as_of=0, expires=until)
    return Door(until=centre.clock(), leases=(given,))


def acts(centre: Any) -> list[tuple[str, str]]:
    return [(each.staff, each.act) for each in reversed(centre.ledger.staff.acts())]


def test_who_came_in_by_the_other_door_is_in(centre: Any) -> None:
    centre.ledger.doors.take(elsewhere(centre, "print", "P-PRINT00"))
    session = centre.session("print")
    assert session.inside == 1
    centre.clock.forward(minutes=9)
    verdict = centre.desk.tap("P-PRINT00", session.occasion, centre.clock()).verdict
    assert verdict.reason is Reason.ALREADY_IN
    assert verdict.since == centre.clock() - dt.timedelta(minutes=9)


def test_a_youth_worker_takes_back_what_the_other_door_did(centre: Any) -> None:
    centre.ledger.doors.take(elsewhere(centre, "print", "P-PRINT00"))
    answer = centre.desk.undo("0199-other", centre.clock(), WORKER)
    assert answer.verdict.reason is Reason.ANNULLED
    made = centre.ledger.pending(5)[0]
    assert (made.movement, made.annuls, made.staff) == (
        Movement.ANNULMENT, "0199-other", "staff-1",
    )  # fmt: skip
    assert centre.session("print").inside == 0
    again = centre.desk.undo("0199-other", centre.clock(), WORKER).verdict
    assert again.reason is Reason.NOTHING_TO_UNDO


def test_what_the_other_door_took_back_cannot_be_taken_back_here(centre: Any) -> None:
    session = centre.session("print").occasion
    made = centre.desk.tap("P-PRINT00", session, centre.clock()).verdict
    gone = elsewhere(
        centre, "print", "P-PRINT00", movement=Movement.ANNULMENT, annuls=made.event_id
    )
    centre.ledger.doors.take(gone)
    assert centre.session("print").inside == 0
    assert centre.desk.undo(made.event_id, centre.clock()).verdict.record is None


def test_a_helper_takes_back_only_what_they_did_themselves(centre: Any) -> None:
    session = centre.session("print").occasion
    own = centre.desk.tap("P-PRINT00", session, centre.clock(), How(by=HELPER)).verdict
    theirs = centre.desk.tap("P-PRINT01", session, centre.clock(), How(by=WORKER)).verdict
    assert centre.desk.undo(own.event_id, centre.clock(), HELPER).verdict.level is Level.GREEN
    refused = centre.desk.undo(theirs.event_id, centre.clock(), HELPER).verdict
    assert (refused.level, refused.reason) == (Level.AMBER, Reason.NOT_ALLOWED)
    assert centre.session("print").inside == 1
    assert ("staff-2", "refused_undo_others") in acts(centre)


def test_every_act_of_staff_has_its_line_with_the_event(centre: Any) -> None:
    session = centre.session("song").occasion
    by = How(by=WORKER)
    for n in range(3):
        centre.desk.tap(f"P-SONG0{n}", session, centre.clock(), by)
    waved = How(by=WORKER, overridden=frozenset({Reason.FULL}), override="helper")
    made = centre.desk.tap("P-SONG03", session, centre.clock(), waved).verdict
    centre.desk.tap("P-SONG00", session, centre.clock(), How(wanted=Movement.EXIT, by=WORKER))
    centre.desk.undo(made.event_id, centre.clock(), WORKER)
    assert acts(centre) == [
        ("staff-1", "entry"), ("staff-1", "entry"), ("staff-1", "entry"),
        ("staff-1", "override"), ("staff-1", "exit"), ("staff-1", "annulment"),
    ]  # fmt: skip
    assert f"{made.event_id} helper" in {each.detail for each in centre.ledger.staff.acts()}


def test_a_helper_cannot_fill_a_full_session_whatever_the_screen_sends(centre: Any) -> None:
    session = centre.session("song").occasion
    for n in range(3):
        centre.desk.tap(f"P-SONG0{n}", session, centre.clock())
    forced = How(by=HELPER, overridden=frozenset({Reason.FULL}), override="helper")
    verdict = centre.desk.tap("P-SONG03", session, centre.clock(), forced).verdict
    assert (verdict.reason, verdict.may_override, verdict.needs) == (
        Reason.FULL, False, "override",
    )  # fmt: skip
    assert ("staff-2", "refused_override") in acts(centre)
    assert centre.session("song").inside == 3


def test_beyond_its_lease_a_kiosk_offline_asks_staff(centre: Any) -> None:
    centre.ledger.doors.take(lease(centre, "print", 2))
    session = centre.session("print").occasion
    for n in range(2):
        assert centre.desk.tap(f"P-PRINT0{n}", session, centre.clock()).verdict.level == "green"
    third = centre.desk.tap("P-PRINT02", session, centre.clock(), How(by=HELPER)).verdict
    assert (third.level, third.reason, third.may_override) == ("amber", "seats_held", True)
    centre.desk.tap("P-PRINT00", session, centre.clock(), How(wanted=Movement.EXIT))
    freed = centre.desk.tap("P-PRINT02", session, centre.clock()).verdict
    assert freed.level == "green", "who left made room"
    undone = centre.desk.undo(freed.event_id, centre.clock()).verdict
    assert undone.level == "green"
    assert centre.desk.tap("P-PRINT03", session, centre.clock()).verdict.level == "green"


def test_a_lease_that_ran_out_gives_no_more_places(centre: Any) -> None:
    centre.ledger.doors.take(lease(centre, "radio", 9))
    session = centre.session("radio").occasion
    assert centre.desk.tap("P-RADIO00", session, centre.clock()).verdict.level == "green"
    centre.clock.forward(hours=2, seconds=1)
    verdict = centre.desk.tap("P-RADIO01", session, centre.clock()).verdict
    assert verdict.reason is Reason.SEATS_HELD


def test_a_lease_runs_out_by_the_hubs_clock_not_the_kiosks(centre: Any) -> None:
    centre.ledger.doors.take(lease(centre, "radio", 9))
    centre.ledger.sample_clock(3 * 3_600_000, centre.clock())
    session = centre.session("radio").occasion
    verdict = centre.desk.tap("P-RADIO01", session, centre.clock()).verdict
    assert verdict.reason is Reason.SEATS_HELD


def test_without_any_lease_the_capacity_alone_counts(centre: Any) -> None:
    session = centre.session("song").occasion
    levels = [
        centre.desk.tap(f"P-SONG0{n}", session, centre.clock()).verdict.level for n in range(4)
    ]
    assert levels == ["green"] * 3 + ["amber"]


def test_a_conflict_that_the_city_has_settled_leaves_the_list(centre: Any) -> None:
    from sync.model import EventResult, Outcome

    session = centre.session("print").occasion
    made = centre.desk.tap("P-PRINT00", session, centre.clock()).verdict
    odd = EventResult(event_id=made.event_id, outcome=Outcome.CONFLICT, code="already_checked_in")
    centre.ledger.settle([odd])
    assert [each.code for each in centre.desk.queue().to_review] == ["already_checked_in"]
    settled = Settled(event_id=made.event_id, verdict="kept")
    centre.ledger.doors.take(Door(until=centre.clock(), settled=(settled,)))
    assert centre.desk.queue().to_review == ()


def test_the_screen_follows_the_other_door_while_it_is_open(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    assert screen.model.desk.session["inside"] == 0
    screen.centre.ledger.doors.take(elsewhere(screen.centre, "print", "P-PRINT02"))
    screen.model.health.refresh()
    qtbot.waitUntil(lambda: screen.model.desk.session["inside"] == 1, timeout=5_000)
    row = next(r for r in screen.model.desk.roster.rows if r.id == "P-PRINT02")
    assert row.presence == "in"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("move-P-PRINT02")
    assert screen.verdict.reason == "exit", "and lets the person out by this one"


def test_a_helper_reads_whom_to_ask(screen: Any, qtbot: Any) -> None:
    screen.open("song", HELPER_PIN)
    assert not screen.has("startSelf")
    for n in range(3):
        assert screen.scan(f"valid:P-SONG0{n}").level == "green"
    assert screen.scan("valid:P-SONG03").reason == "full"
    assert not screen.has("wave-helper")
    assert "please ask one" in screen.find("verdictHelp").property("text")
    screen.model.desk.wave("helper")
    qtbot.wait(100)
    assert screen.centre.ledger.pending_count() == 3


def test_a_staff_badge_and_a_pin_open_today(screen: Any, qtbot: Any) -> None:
    screen.model.scanned(b"COLS1:valid:S-STAFF00001")
    qtbot.waitUntil(lambda: screen.model.pin._get_badged(), timeout=5_000)
    assert "Badge read" in screen.find("pinWords").property("text")
    with qtbot.waitSignal(screen.model.pin.refused, timeout=5_000):
        screen.type_pin(HELPER_PIN)
    screen.unlock()
    assert screen.model.desk.actor.id == "staff-1"


def test_a_strange_staff_badge_opens_nothing_and_says_so(screen: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(screen.model.pin.refused, timeout=5_000):
        screen.model.scanned(b"COLS1:valid:S-NOBODY0000")
    assert "does not open" in screen.find("pinWords").property("text")
    screen.unlock()


def test_a_badge_scanned_on_a_visitors_screen_asks_for_the_staff_area(
    centre: Any, make_screen: Callable[..., Any], qtbot: Any
) -> None:
    screen = make_screen(centre)
    screen.model.hidden()
    with qtbot.waitSignal(screen.model.asked, timeout=5_000):
        screen.model.scanned(b"COLS1:valid:S-STAFF00001")
    screen.model.enter()
    qtbot.waitUntil(lambda: screen.model.pin._get_badged(), timeout=5_000)


def test_an_account_acts_by_its_id_and_the_rights_of_its_role(centre: Any) -> None:
    manager, helper = (actor_of(each) for each in centre.people.staff())
    assert (manager.id, helper.id) == ("staff-1", "staff-2")
    assert helper.rights < manager.rights


@pytest.mark.parametrize("role", ["desk", "youth_worker", "manager", "of a newer hub"])
def test_a_role_has_at_least_the_rights_of_the_door(role: str) -> None:
    assert "walk_in" in rights_of(role)
    assert ("export" in rights_of(role)) == (role == "manager")
    assert ("override" in rights_of(role)) == (role in ("youth_worker", "manager"))
