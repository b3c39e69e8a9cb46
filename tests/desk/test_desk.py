"""The desk's use cases over real files."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.badges.city_pass import issue_pass, read_pass
from kiosk.domain.admission import Level, Reason
from kiosk.domain.rights import Actor, rights_of
from kiosk.services.desk_values import How
from kiosk.services.staff import Denied, NoAccounts, Opened, StaffDoor
from sync.model import EventResult, Movement, Outcome, StaffAccount
from sync.protocol.pins import hash_pin
from tests.desk.centre import HELPER_PIN, PEPPER
from tests.desk.conftest import read_staff_badge

PIN = "471902"
OUT = How(wanted=Movement.EXIT)
BY_STAFF = How(by=Actor("staff-1", rights_of("desk")))


class Valid:
    outcome = "valid"

    def __init__(self, pass_id: str) -> None:
        self.pass_id = pass_id


def test_today_shows_counts_of_who_is_expected_in_and_gone(centre: Any) -> None:
    session = centre.session("print").occasion
    centre.desk.tap("P-PRINT00", session, centre.clock())
    centre.desk.tap("P-PRINT01", session, centre.clock())
    centre.desk.tap("P-PRINT01", session, centre.clock(), OUT)
    found = centre.session("print")
    assert (found.expected, found.inside, found.left) == (9, 1, 1)
    assert [each.activity.id for each in centre.desk.today(centre.clock())][:2] == ["film", "open"]


def test_a_place_without_sessions_has_an_empty_today(centre: Any) -> None:
    assert centre.desk.today(centre.clock() + dt.timedelta(days=1)) == []


def test_a_rescan_repeats_and_is_recorded_once(centre: Any) -> None:
    session = centre.session("print").occasion
    first = centre.desk.scan(Valid("P-PRINT00"), session, centre.clock()).verdict
    centre.clock.forward(seconds=4)
    second = centre.desk.scan(Valid("P-PRINT00"), session, centre.clock()).verdict
    assert second == replace(first, repeated=True)
    assert centre.ledger.pending_count() == 1
    assert centre.woken == [True]


def test_leaving_within_ten_seconds_of_coming_is_no_repeat(centre: Any) -> None:
    session = centre.session("print").occasion
    for how in (How(), OUT, How()):
        verdict = centre.desk.tap("P-PRINT00", session, centre.clock(), how).verdict
        assert (verdict.level, verdict.repeated) == (Level.GREEN, False)
        centre.clock.forward(seconds=2)
    assert centre.ledger.pending_count() == 3


def test_after_an_undo_the_next_scan_counts_again(centre: Any) -> None:
    session = centre.session("print").occasion
    first = centre.desk.tap("P-PRINT00", session, centre.clock()).verdict
    assert centre.desk.undo(first.event_id, centre.clock()).verdict.reason is Reason.ANNULLED
    again = centre.desk.undo(first.event_id, centre.clock()).verdict
    assert again.reason is Reason.NOTHING_TO_UNDO
    second = centre.desk.tap("P-PRINT00", session, centre.clock()).verdict
    assert (second.reason, second.repeated) == (Reason.ENTRY, False)


def test_any_kiosk_of_the_desk_undoes_after_a_restart(
    centre: Any, reopen: Callable[[Path], Any]
) -> None:
    session = centre.session("print").occasion
    made = centre.desk.tap("P-PRINT00", session, centre.clock()).verdict
    again = reopen(centre.folder)
    assert again.desk.undo(made.event_id, centre.clock()).verdict.level is Level.GREEN
    assert again.session("print").inside == 0
    again.close()


def test_a_bare_id_is_good_only_for_somebody_expected(centre: Any) -> None:
    session = centre.session("print").occasion
    assert centre.desk.scan_id("P-PRINT00", session, centre.clock()).verdict.level is Level.GREEN
    unknown = centre.desk.scan_id("P-NOBODY", session, centre.clock()).verdict
    assert unknown.reason is Reason.UNKNOWN


def test_a_wiped_kiosk_says_that_it_has_no_list(centre: Any) -> None:
    session = centre.session("print").occasion
    centre.people.wipe()
    verdict = centre.desk.scan(Valid("P-PRINT00"), session, centre.clock()).verdict
    assert verdict.reason is Reason.ROSTER_UNKNOWN


def test_a_guest_is_on_the_list_first_and_can_leave(centre: Any) -> None:
    session = centre.session("print").occasion
    centre.desk.walk_in(session, centre.clock(), BY_STAFF)
    guest = centre.desk.roster(session)[0]
    assert guest.registration is None
    left = centre.desk.tap(guest.pass_id, session, centre.clock(), OUT).verdict
    assert left.reason is Reason.EXIT


def test_what_the_hub_refused_is_in_the_queue_with_its_reason(centre: Any) -> None:
    session = centre.session("print").occasion
    made = [centre.desk.tap(f"P-PRINT0{n}", session, centre.clock()) for n in range(3)]
    first = made[0].verdict.event_id
    centre.ledger.settle([EventResult(event_id=first, outcome=Outcome.REJECTED, code="x")])
    queue = centre.desk.queue()
    assert (queue.waiting, queue.rejected, queue.to_review[0].code) == (2, 1, "x")


def test_only_so_many_verdicts_are_remembered(centre: Any) -> None:
    session = replace(centre.session("open").occasion)
    for n in range(70):
        centre.desk.scan(Valid(f"P-{n}"), session, centre.clock())
    assert len(centre.desk._earlier) == 64


def test_a_real_signed_pass_checks_in(centre: Any, make_pass: Any) -> None:
    text, keys = make_pass("P-7K2M9QX4TD", centre.clock())
    reading = read_pass(text, keys, centre.clock())
    session = centre.session("open").occasion
    assert centre.desk.scan(reading, session, centre.clock()).verdict.reason is Reason.ENTRY
    stranger = read_pass(text, {}, centre.clock())
    verdict = centre.desk.scan(stranger, session, centre.clock()).verdict
    assert verdict.reason is Reason.PASS_UNKNOWN_KEY


@pytest.fixture
def make_pass() -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kiosk.badges.keys import TrustedKey, key_id_of, public_bytes

    def make(pass_id: str, now: dt.datetime) -> tuple[str, Any]:
        key, year = Ed25519PrivateKey.generate(), dt.timedelta(days=365)
        now = now.replace(microsecond=0)
        public = public_bytes(key)
        text = issue_pass(
            key, issuer="vilnius", pass_id=pass_id, status_index=1, not_before=now - year,
            expires=now + year,
        )  # fmt: skip
        trusted = TrustedKey(key_id_of(public), public, "vilnius", now - 2 * year, now + year)
        return text, {trusted.key_id: trusted}

    return make


def door(centre: Any) -> StaffDoor:
    return StaffDoor(
        centre.people, centre.ledger.staff, "centre", pepper=PEPPER, read_badge=read_staff_badge
    )


def test_the_right_pin_opens_and_is_audited(centre: Any) -> None:
    found = door(centre).open(PIN, centre.clock())
    assert isinstance(found, Opened)
    assert found.account.id == "staff-1"
    assert centre.ledger.staff.acts()[0].act == "unlock"


def test_the_right_pin_is_refused_while_the_pad_is_locked(centre: Any) -> None:
    for _ in range(3):
        assert isinstance(door(centre).open("000000", centre.clock()), Denied)
    found = door(centre).open(PIN, centre.clock() + dt.timedelta(days=3650))
    assert isinstance(found, Denied)
    assert found.wait_ms > 29_000


def test_pins_are_never_written_anywhere(centre: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    door(centre).open("918273", centre.clock())
    door(centre).open(PIN, centre.clock())
    assert "918273" not in caplog.text
    for file in centre.folder.iterdir():
        assert b"918273" not in file.read_bytes()
        assert PIN.encode() not in file.read_bytes()


def test_without_accounts_nobody_gets_in_and_nothing_is_locked(centre: Any) -> None:
    centre.people.replace("staff", [])
    for _ in range(9):
        assert isinstance(door(centre).open(PIN, centre.clock()), NoAccounts)


def test_a_badge_and_its_holders_pin_open_and_nobody_elses_pin_does(centre: Any) -> None:
    badge = door(centre).badge("COLS1:valid:S-STAFF00001", centre.clock())
    assert badge == "S-STAFF00001"
    assert isinstance(door(centre).open(HELPER_PIN, centre.clock(), badge), Denied)
    found = door(centre).open(PIN, centre.clock(), badge)
    assert isinstance(found, Opened)
    assert centre.ledger.staff.acts()[0].detail == "badge"


@pytest.mark.parametrize("text", ["expired:S-STAFF00001", "altered:S-STAFF00001", "valid:S-OTHER"])
def test_a_badge_that_does_not_hold_is_only_noted(centre: Any, text: str) -> None:
    assert door(centre).badge(f"COLS1:{text}", centre.clock()) == ""
    assert centre.ledger.staff.acts()[0].act == "wrong_badge"
    assert isinstance(door(centre).open(PIN, centre.clock()), Opened), "it locks nobody out"


def test_without_its_pepper_a_copied_list_of_staff_opens_nothing(
    centre: Any, caplog: pytest.LogCaptureFixture
) -> None:
    other = StaffDoor(centre.people, centre.ledger.staff, "centre", pepper=bytes(32))
    assert isinstance(other.open(PIN, centre.clock()), Denied)
    assert "another pepper" in caplog.text


def test_staff_of_another_place_do_not_get_in(centre: Any) -> None:
    elsewhere = StaffAccount(id="s", label="s", role="r", place="elsewhere", pin_hash=hash_pin(PIN))
    centre.people.replace("staff", [elsewhere])
    assert isinstance(door(centre).open(PIN, centre.clock()), NoAccounts)


def test_an_account_with_a_broken_hash_does_not_stop_the_others(
    centre: Any, caplog: pytest.LogCaptureFixture
) -> None:
    good = centre.people.staff()[0]
    broken = StaffAccount(id="broken", label="b", role="r", place="centre", pin_hash="nonsense")
    centre.people.replace("staff", [broken, good])
    assert isinstance(door(centre).open(PIN, centre.clock()), Opened)
    assert "broken" in caplog.text


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "12345",
        "1234567890123",
        "12345a",
        "１２３４５６",
        "123456",
        "987654",
        "000000",
        "121212",
    ],
)
def test_a_weak_pin_is_not_given_to_anybody(pin: str) -> None:
    with pytest.raises(ValueError, match=r"digits|guess"):
        hash_pin(pin)
