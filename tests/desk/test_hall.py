"""The desk in a hall full of people: masked names, visitors by themselves, nameless guests."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.services.desk_values import NOT_ENROLLED, Station, masked
from sync.model import Movement, Notice
from tests.desk.centre import ZONE


def given(screen: Any, act: Callable[[], None]) -> Any:
    with screen.qtbot.waitSignal(screen.model.desk.given, timeout=5_000):
        act()
    return screen.verdict


def acts(screen: Any) -> list[str]:
    return [each.act for each in screen.centre.ledger.staff.acts()]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Žilvitis 14", "Žil. 14"),
        ("Jonas Jonaitis", "Jon. J."),
        ("Ona", "Ona"),
        ("Ieva Marija Šermukšnytė", "Iev. M. Š."),
        ("P-17", "P-1."),
        ("", ""),
    ],
)
def test_a_name_is_masked(label: str, shown: str) -> None:
    assert masked(label) == shown


def test_the_roster_shows_no_full_name_until_one_is_asked_for(screen: Any) -> None:
    screen.open("radio")
    texts = [str(i.property("text")) for i in screen.items() if i.isVisible()]
    assert "Žil. 14" in {row.label for row in screen.model.desk.roster.rows}
    assert not any("Ąžuolas" in text for text in texts)
    screen.tap("reveal-P-RADIO00")
    screen.qtbot.waitUntil(lambda: screen.model.desk.property("revealedName") == "Ąžuolas 1")
    texts = [str(i.property("text")) for i in screen.items() if i.isVisible()]
    assert texts.count("Ąžuolas 1") == 1
    assert not any("Beržė" in text for text in texts)
    screen.qtbot.waitUntil(lambda: "reveal" in acts(screen))
    assert screen.centre.ledger.pending_count() == 0, "looking at a name checks nobody in"
    screen.model.desk._hiding.timeout.emit()
    assert screen.model.desk.property("revealedName") == ""


def test_a_verdict_shows_the_masked_name(screen: Any) -> None:
    screen.open("print")
    assert screen.scan("valid:P-PRINT03").props.label == "Egl. 4"


def test_visitors_check_in_by_pass_and_see_no_name(screen: Any) -> None:
    screen.open("print")
    screen.tap("startSelf")
    screen.find("selfTitle")
    assert not screen.has("staffLock")
    assert screen.model.desk.roster.rowCount() == 0
    told = screen.scan("valid:P-PRINT03")
    assert (told.level, told.reason, told.props.label) == ("green", "entry", "")
    assert not screen.has("verdictUndo")
    event = screen.centre.ledger.pending(5)[0]
    assert (event.method, event.staff) == ("self", "")


def test_visitors_alone_cannot_wave_themselves_in(screen: Any) -> None:
    screen.open("print")
    screen.tap("startSelf")
    for code in ("valid:P-STRANGER", "P-PRINT03"):
        screen.scan(code)
        screen.model.desk.wave("walk_in")
        screen.model.desk.dismiss()
    screen.qtbot.wait(100)
    assert screen.centre.ledger.pending_count() == 0, "a bare id is no pass"


def test_only_a_pin_ends_the_visitors_mode(screen: Any) -> None:
    screen.open("print")
    screen.tap("startSelf")
    screen.tap("endSelf")
    screen.find("pin-1")
    screen.tap("staffBack")
    screen.find("selfTitle")
    screen.tap("endSelf")
    screen.type_pin("471902")
    screen.qtbot.waitUntil(lambda: screen.model.page == "today", timeout=5_000)
    screen.qtbot.waitUntil(lambda: "self_end" in acts(screen))
    assert "self_start" in acts(screen)
    screen.model._idle.timeout.emit()
    assert screen.model.page == "pin", "from here on it locks as ever"


def test_the_visitors_mode_outlasts_a_quiet_hour(screen: Any) -> None:
    screen.open("print")
    screen.tap("startSelf")
    assert not screen.model._idle.isActive()
    assert screen.model._awake.isActive()
    screen.tap("endSelf")
    with screen.qtbot.waitSignal(screen.model.pageChanged):
        screen.model._idle.timeout.emit()
    assert screen.model.page == "self", "an untouched PIN pad gives it back to visitors"


def test_guests_are_counted_by_age_and_nothing_else_is_known(screen: Any) -> None:
    screen.open("open")
    for band in ("14-17", "14-17", "30+"):
        assert given(screen, lambda band=band: screen.tap(f"tally-{band}")).level == "green"
        screen.centre.clock.forward(minutes=1)
    given(screen, lambda: screen.tap("tallyOut-14-17"))
    rows = {row.band: (row.came, row.inside) for row in screen.model.desk.bands.rows}
    assert rows == {"0-13": (0, 0), "14-17": (2, 1), "18-24": (0, 0), "25-29": (0, 0),
                    "30+": (1, 1)}  # fmt: skip
    events = screen.centre.ledger.pending(10)
    assert [(e.movement, e.age_band) for e in events] == [
        (Movement.ENTRY, "14-17"), (Movement.ENTRY, "14-17"), (Movement.ENTRY, "30+"),
        (Movement.EXIT, "14-17"),
    ]  # fmt: skip
    assert all(e.provisional for e in events if e.movement is Movement.ENTRY)
    assert len({e.pass_id for e in events}) == 3
    assert events[3].pass_id == events[0].pass_id, "who came first is taken to have left first"
    assert screen.model.desk.roster.rowCount() == 0, "no line of the list is anybody"


def test_a_guest_counted_by_mistake_is_taken_back(screen: Any) -> None:
    screen.open("open")
    given(screen, lambda: screen.tap("tally-18-24"))
    given(screen, lambda: screen.tap("undoTap"))
    assert {row.came for row in screen.model.desk.bands.rows} == {0}
    assert screen.model.desk.session["inside"] == 0


def test_in_the_centre_now_counts_each_person_once(screen: Any) -> None:
    centre = screen.centre
    now = centre.clock()
    for id in ("print", "open"):
        centre.desk.tap("P-PRINT03", centre.session(id).occasion, now)
    centre.desk.count_in(centre.session("open").occasion, "18-24", now)
    centre.desk.tap("P-FILM01", centre.session("film").occasion, now)
    screen.unlock()
    assert screen.find("hereNow").property("text") == "In the centre now: 2", "film is over"


def test_without_a_hub_nobody_is_checked_in_and_staff_read_why(
    centre: Any, make_screen: Callable[..., Any], tmp_path: Path
) -> None:
    now, session = centre.clock(), centre.session("print").occasion
    centre.desk.station = Station(NOT_ENROLLED, "centre", ZONE)
    for answer in (
        centre.desk.tap("P-PRINT03", session, now),
        centre.desk.walk_in(session, now),
        centre.desk.count_in(session, "30+", now),
        centre.desk.undo("anything", now),
    ):
        assert (answer.verdict.level, answer.verdict.reason) == ("red", "not_enrolled")
    assert centre.ledger.pending_count() == 0
    screen = make_screen(centre)
    assert "does not belong to a hub yet" in screen.find("pinWords").property("text")
    assert not screen.has("pin-1")


def test_a_session_that_the_hub_called_off_lets_nobody_in(screen: Any) -> None:
    desk = screen.centre.desk
    desk._activities.told = [
        Notice(id="n", name="Dirbtuvių šiandien nebus", place="centre", cancels="print")
    ]
    screen.unlock()
    phases = {row.title: row.phase for row in screen.model.desk.sessions.rows}
    assert phases["3D printing workshop"] == "cancelled"
    rows = screen.model.desk.sessions.rows
    screen.model.openSession(next(row.id for row in rows if row.id.endswith("print")))
    assert screen.scan("valid:P-PRINT03").reason == "session_cancelled"
    screen.model.desk.dismiss()
    screen.model.show("today")
    assert screen.scan("valid:P-PRINT03").props.offer == "", "nobody is sent there either"
    assert screen.centre.ledger.pending_count() == 0
