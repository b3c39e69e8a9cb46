"""The staff area under a finger: every press is a real touch event on the real window."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kiosk.ui.touch_events import Finger
from sync.model import Movement, Registration


def movements(centre: Any) -> list[tuple[Movement, str]]:
    return [(each.movement, each.pass_id) for each in centre.ledger.pending(100)]


def test_the_right_pin_opens_today(screen: Any) -> None:
    assert screen.has("pin-1")
    screen.unlock()
    assert screen.model.page == "today"
    phases = [row.phase for row in screen.model.desk.sessions.rows]
    assert phases == sorted(phases, key=lambda phase: phase == "over"), "what is over comes last"
    assert screen.model.desk.sessions.rows[-1].title == "Short film workshop"
    assert screen.centre.ledger.staff.acts()[0].act == "unlock"


def test_five_digits_do_not_open_anything(screen: Any) -> None:
    for digit in "47190":
        screen.tap(f"pin-{digit}")
    screen.tap("pin-go")
    assert screen.model.pin._get_busy() is False
    assert screen.model.page == "pin"


def test_a_wrong_pin_three_times_locks_the_pad_also_after_a_restart(
    screen: Any, make_screen: Callable[..., Any], reopen: Callable[[Path], Any], qtbot: Any
) -> None:
    for _ in range(3):
        with qtbot.waitSignal(screen.model.pin.refused, timeout=5_000):
            screen.type_pin("111111")
    assert 25 <= screen.model.pin._get_wait() <= 30
    words = screen.find("pinWords").property("text")
    assert "break" in words
    screen.tap("pin-4")
    assert screen.model.pin._get_length() == 0

    again = reopen(screen.centre.folder)
    restarted = make_screen(again)
    qtbot.waitUntil(lambda: restarted.model.pin._get_wait() > 0, timeout=5_000)
    restarted.tap("pin-4")
    assert restarted.model.pin._get_length() == 0
    again.close()


def test_a_tap_on_the_list_checks_in_and_is_on_disk(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("person-P-PRINT02")
    assert screen.verdict.level == "green"
    assert movements(screen.centre) == [(Movement.ENTRY, "P-PRINT02")]
    assert screen.model.desk.session["inside"] == 1
    assert screen.centre.woken, "the sync child is woken at once"
    row = next(r for r in screen.model.desk.roster.rows if r.id == "P-PRINT02")
    assert (row.presence, row.since) == ("in", "14:00")


def test_one_tap_undoes_the_last_check_in(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("move-P-PRINT00")
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("undoTap")
    assert movements(screen.centre) == [
        (Movement.ENTRY, "P-PRINT00"),
        (Movement.ANNULMENT, "P-PRINT00"),
    ]
    assert screen.model.desk.session["inside"] == 0
    assert screen.model.desk.roster.rows[0].presence == "expected"


def test_a_scan_turns_the_whole_screen_green_and_undo_is_one_tap(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    assert screen.scan("valid:P-PRINT03").level == "green"
    card = screen.find("verdictCard")
    assert (card.width(), card.height()) == (1080, 1920)
    assert screen.find("verdictHeadline").property("text") == "Checked in"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("verdictUndo")
    assert not screen.has("verdictCard")
    assert [m for m, _ in movements(screen.centre)] == [Movement.ENTRY, Movement.ANNULMENT]


def test_a_second_scan_says_since_when_the_person_is_in(screen: Any) -> None:
    screen.open("print")
    screen.scan("valid:P-PRINT03")
    screen.centre.clock.forward(minutes=5)
    assert screen.scan("valid:P-PRINT03").reason == "already_in"
    assert screen.find("verdictHeadline").property("text") == "Already in since 14:00"
    assert len(movements(screen.centre)) == 1


def test_somebody_not_on_the_list_comes_in_as_a_walk_in(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    assert screen.scan("valid:P-STRANGER1").reason == "not_on_roster"
    assert movements(screen.centre) == []
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("wave-walk_in")
    assert screen.verdict.reason == "walk_in"
    event = screen.centre.ledger.pending(1)[0]
    assert (event.provisional, event.override, event.staff) == (True, "walk_in", "staff-1")
    assert screen.model.desk.roster.rows[0].guest


def test_somebody_without_any_pass_comes_in_with_nothing_known_about_them(
    screen: Any, qtbot: Any
) -> None:
    screen.open("print")
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("walkIn")
    event = screen.centre.ledger.pending(1)[0]
    assert event.provisional
    assert event.pass_id.startswith("W-")


def test_a_full_session_asks_staff_for_a_reason(screen: Any, qtbot: Any) -> None:
    screen.open("song")
    for n in range(3):
        assert screen.scan(f"valid:P-SONG0{n}").level == "green"
    assert screen.scan("valid:P-SONG03").reason == "full"
    assert screen.verdict.level == "amber"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("wave-helper")
    assert screen.verdict.level == "green"
    assert screen.centre.ledger.pending(10)[-1].override == "helper"


def test_the_wrong_session_offers_the_right_one(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    assert screen.scan("valid:P-BIKE01").reason == "wrong_session"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("verdictOffer")
    assert screen.verdict.level == "green"
    assert screen.centre.ledger.pending(1)[0].activity == "bike"


def test_a_scan_before_any_session_is_chosen_finds_the_persons_own(screen: Any, qtbot: Any) -> None:
    screen.unlock()
    assert screen.scan("valid:P-RADIO05").reason == "no_session"
    with qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        screen.tap("verdictOffer")
    assert screen.centre.ledger.pending(1)[0].activity == "radio"


def test_two_letters_find_a_name_with_or_without_its_marks(screen: Any, qtbot: Any) -> None:
    screen.open("radio")
    screen.tap("rosterSearch")
    screen.tap("letter-Z")
    screen.tap("letter-I")
    qtbot.waitUntil(lambda: screen.model.desk.roster.rowCount() == 1, timeout=5_000)
    assert screen.model.desk.roster.rows[0].label == "Žil. 14"


def test_checked_out_by_a_scan_in_leaving_mode(screen: Any) -> None:
    screen.open("print")
    screen.scan("valid:P-PRINT03")
    screen.model.desk.dismiss()
    screen.tap("modeOut")
    assert screen.scan("valid:P-PRINT03").reason == "exit"
    assert screen.model.desk.session["gone"] == 1


def test_a_scan_on_the_locked_screen_does_nothing(screen: Any, qtbot: Any) -> None:
    screen.model.scanned(b"valid:P-PRINT03")
    qtbot.wait(100)
    assert movements(screen.centre) == []
    assert screen.model.desk._props.level == ""


def test_the_area_locks_itself_and_forgets_every_name(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    screen.model._lock_after = 50
    with qtbot.waitSignal(screen.model.left, timeout=5_000):
        screen.model.touch()
    assert screen.model.page == "pin"
    assert screen.model.desk.roster.rowCount() == 0
    qtbot.waitUntil(lambda: screen.centre.ledger.staff.acts()[0].act == "auto_lock")


def test_the_lock_button_goes_back_to_the_visitors(screen: Any, qtbot: Any) -> None:
    screen.unlock()
    with qtbot.waitSignal(screen.model.left, timeout=5_000):
        screen.tap("staffLock")
    assert screen.model.page == "pin"


def test_sync_now_wakes_the_sync_child(screen: Any) -> None:
    screen.unlock()
    screen.tap("staffHealth")
    screen.tap("syncNow")
    assert screen.synced == [True]


def test_a_disk_that_fails_is_never_green(screen: Any, qtbot: Any) -> None:
    screen.open("print")
    screen.centre.ledger._engine.dispose()
    (screen.centre.folder / "ledger.db").unlink()
    (screen.centre.folder / "ledger.db").mkdir()
    assert screen.scan("valid:P-PRINT03").reason == "not_saved"
    assert screen.verdict.level == "red"


def test_a_staff_area_that_is_put_away_never_disturbs_a_visitor(screen: Any, qtbot: Any) -> None:
    screen.unlock()
    screen.model.hidden()
    assert screen.model.page == "pin"
    qtbot.wait(100)
    assert not screen.model._idle.isActive()
    screen.model.pin.changed.emit()
    assert not screen.model._idle.isActive()


def test_an_untouched_pin_pad_gives_the_screen_back(screen: Any, qtbot: Any) -> None:
    with qtbot.waitSignal(screen.model.left, timeout=5_000):
        screen.model._idle.start(30)


def test_the_pin_can_be_typed_on_a_keyboard(screen: Any, qtbot: Any) -> None:
    for digit in "4719029":
        QTest.keyClick(screen.view, digit)
    QTest.keyClick(screen.view, Qt.Key.Key_Backspace)
    assert screen.model.pin._get_length() == 6
    QTest.keyClick(screen.view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.model.page == "today", timeout=5_000)


def test_no_accounts_is_said_kindly(screen: Any, qtbot: Any) -> None:
    screen.centre.people.replace("staff", [])
    with qtbot.waitSignal(screen.model.pin.refused, timeout=5_000):
        screen.type_pin("471902")
    assert "No staff accounts" in screen.find("pinWords").property("text")


def test_the_language_changes_the_names_of_activities(screen: Any, qtbot: Any) -> None:
    screen.unlock()
    screen.model.setLanguage("lt")
    rows = screen.model.desk.sessions.rows
    qtbot.waitUntil(
        lambda: screen.model.desk.sessions.rows[-1].title == "Trumpo filmo dirbtuvės", timeout=5_000
    )
    assert len(rows) == len(screen.model.desk.sessions.rows)


def test_a_verdict_is_on_the_screen_before_the_next_code_is_read(screen: Any) -> None:
    screen.open("radio")
    for n in range(10):
        screen.scan(f"valid:P-RADIO{n:02}")
        assert screen.has("verdictCard")


def test_many_scans_are_all_judged_in_order(screen: Any, qtbot: Any) -> None:
    screen.open("radio")
    for n in range(12):
        screen.model.scanned(f"valid:P-RADIO{n:02}".encode())
    qtbot.waitUntil(lambda: screen.centre.ledger.pending_count() == 12, timeout=5_000)
    kept = [each.pass_id for each in screen.centre.ledger.pending(20)]
    assert kept == [f"P-RADIO{n:02}" for n in range(12)]


def test_a_hostile_scan_is_just_not_a_pass(screen: Any) -> None:
    screen.open("radio")
    for payload in (b"", b"\xff\xfe\x00", b"A" * 100_000, "\u202eP-RADIO00".encode()):
        with screen.qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
            screen.model.scanned(payload)
        assert screen.verdict.reason == "unknown"
    assert screen.centre.ledger.pending_count() == 0


def test_a_long_list_scrolls_under_the_finger(screen: Any, qtbot: Any) -> None:
    many = [
        Registration(id=f"r{n}", activity="radio", pass_id=f"P-{n}", label=f"Guest {n:04}")
        for n in range(2_000)
    ]
    screen.centre.people.replace("registration", many)
    screen.open("radio")
    assert screen.model.desk.roster.rowCount() == 2_000
    qtbot.wait(300)
    roster = screen.find("roster")
    start = roster.mapToScene(QPointF(roster.width() / 3, roster.height() * 0.6)).toPoint()
    Finger(screen.view).drag(start, start - QPoint(0, 600))
    assert roster.property("contentY") > 200
    assert screen.centre.ledger.pending_count() == 0, "a swipe checks nobody in"
