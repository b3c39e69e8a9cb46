"""One meeting with the hub: up, down, and what the screen is told of it."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from kiosk.services.catalogue import Catalogue
from sync.client.cycle import Cycle, kind_of
from sync.model import CheckIn, Movement, Registration, StaffAccount
from sync.protocol.errors import NotAHub, Unreachable
from sync.protocol.feeds import encode
from sync.store.folder import DataFolder
from sync.store.identity import Identity
from sync.store.ledger import Draft, Ledger
from sync.store.people import People
from tests.client.made import PLACE, activities, activity
from tests.client.toy_hub import Answer, ToyHub, problem

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


@pytest.fixture
def folder(tmp_path) -> DataFolder:
    return DataFolder(tmp_path / "kiosk").make()


@pytest.fixture
def cycle(toy: ToyHub, folder: DataFolder) -> Iterator[Cycle]:
    identity = Identity(hub=toy.url, device="k1", token="t", place="p1", private_key="x")
    running = Cycle(folder, identity)
    yield running
    running.close()


def check_in(folder: DataFolder, count: int, now: dt.datetime = NOW) -> list[CheckIn]:
    ledger = Ledger.open(folder.ledger)
    drafts = [
        Draft(
            movement=Movement.ENTRY, pass_id=f"x{n}", activity="a1", session_start=NOW, place="p1"
        )
        for n in range(count)
    ]  # fmt: skip
    events = [ledger.append(draft, device="k1", now=now) for draft in drafts]
    ledger.close()
    return events


def test_a_kiosk_without_a_catalogue_gets_one_from_the_hub(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.put("place", PLACE)
    toy.put("activity", *activities(4))
    assert cycle.run(NOW).failures == []
    catalogue = Catalogue(folder.catalogue)
    fresh = catalogue.freshness()
    assert (fresh.source, fresh.last_success, fresh.failure) == ("hub", NOW, "")
    assert catalogue.city().name == "Testville"
    catalogue.close()


def test_the_second_cycle_asks_for_the_manifest_and_the_other_doors_only(
    toy: ToyHub, cycle: Cycle
) -> None:
    toy.put("activity", *activities(4))
    cycle.run(NOW)
    toy.asked.clear()
    toy.sent = 0
    assert cycle.run(NOW).failures == []
    assert [each for each in toy.asked if each != "POST /door"] == ["GET /manifest"]


def test_a_child_started_anew_keeps_the_hubs_interval_though_nothing_changed(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.poll_seconds = 2.0
    toy.put("activity", activity(1))
    cycle.run(NOW)
    anew = Cycle(folder, Identity(hub=toy.url, device="k1", token="t", place="p1", private_key="x"))
    report = anew.run(NOW)
    anew.close()
    assert (report.items, report.poll_seconds) == (0, 2.0)


def test_the_screen_is_told_since_when_the_hub_is_away_and_when_it_is_back(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.put("activity", activity(1))
    cycle.run(NOW)
    catalogue = Catalogue(folder.catalogue)
    toy.tamper = lambda path, answer: Answer(200, b"<html>", {"Content-Type": "text/html"})
    for minutes in (1, 2):
        cycle.run(NOW + dt.timedelta(minutes=minutes))
    fresh = catalogue.freshness()
    assert (fresh.failure, fresh.failing_since) == ("not_a_hub", NOW + dt.timedelta(minutes=1))
    assert fresh.last_success == NOW
    toy.tamper = None
    cycle.run(NOW + dt.timedelta(minutes=3))
    fresh = catalogue.freshness()
    assert (fresh.failure, fresh.failing_since) == ("", None)
    assert fresh.last_success == NOW + dt.timedelta(minutes=3)
    catalogue.close()


def test_check_ins_go_up_and_leave_the_queue(toy: ToyHub, folder: DataFolder, cycle: Cycle) -> None:
    events = check_in(folder, 3)
    report = cycle.run(NOW)
    assert [e["eventId"] for e in toy.pushed] == [e.event_id for e in events]
    assert dict(report.pushed.outcomes) == {"accepted": 3}
    assert Ledger.open(folder.ledger).pending_count() == 0


def test_what_the_hub_has_is_forgotten_here_after_a_week(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    (event, *_) = check_in(folder, 3)
    cycle.run(NOW)
    cycle.run(NOW + dt.timedelta(days=3))
    assert Ledger.open(folder.ledger).find(event.event_id) is not None
    cycle.run(dt.datetime.now(dt.UTC) + dt.timedelta(days=8))
    assert Ledger.open(folder.ledger).find(event.event_id) is None


def test_it_is_forgotten_in_time_also_while_the_network_is_away(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 2)
    cycle.run(NOW)
    toy.tamper = lambda path, answer: Answer(500)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=8)
    assert cycle.run(later).failure == "unreachable"
    ledger = Ledger.open(folder.ledger)
    assert len(ledger.attendance("a1", NOW)) == 0
    assert ledger.visitors(NOW.date(), ZoneInfo("Europe/Vilnius")) == 2, "their number stays"
    ledger.close()


def test_a_rejected_event_stays_to_be_reviewed_and_the_next_ones_go_up(
    toy: ToyHub, folder: DataFolder, cycle: Cycle, caplog: pytest.LogCaptureFixture
) -> None:
    events = check_in(folder, 3)
    toy.reject = {events[1].event_id}
    cycle.run(NOW)
    ledger = Ledger.open(folder.ledger)
    assert len(toy.pushed) == 2
    assert [each.event.event_id for each in ledger.to_review()] == [events[1].event_id]
    assert "rejected" in caplog.text


def test_a_lost_acknowledgement_doubles_nothing(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 5)
    toy.tamper = lambda path, answer: (
        Answer(200, answer.body, answer.headers, cut_to=20) if path == "/checkins" else None
    )
    assert cycle.run(NOW).failure in ("unreachable", "bad_page")
    toy.tamper = None
    report = cycle.run(NOW)
    assert dict(report.pushed.outcomes) == {"duplicate": 5}
    assert len(toy.pushed) == 5


def test_answers_about_other_events_settle_nothing(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 2)
    other = b'{"results": [{"eventId": "x", "outcome": "accepted"}]}'
    toy.tamper = lambda path, answer: Answer(body=other) if path == "/checkins" else None
    assert cycle.run(NOW).failure == "bad_page"
    assert Ledger.open(folder.ledger).pending_count() == 2


def test_when_the_push_fails_the_pull_still_comes(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 1)
    toy.put("activity", activity(1))
    toy.tamper = lambda path, answer: problem(404, "gone") if path == "/checkins" else None
    report = cycle.run(NOW)
    assert report.revision == 1
    assert report.failure == "refused"
    assert Ledger.open(folder.ledger).pending_count() == 1


def test_when_the_pull_fails_the_push_still_went(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 1)
    toy.tamper = lambda path, answer: None if path == "/checkins" else Answer(500)
    assert cycle.run(NOW).failure == "unreachable"
    assert len(toy.pushed) == 1


def test_a_large_push_that_the_hub_finds_too_large_goes_up_in_smaller_ones(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    check_in(folder, 9)
    honest = toy.answer

    def small_only(method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        too_large = path == "/checkins" and len(body) > 1200
        return problem(413, "too_large") if too_large else honest(method, path, headers, body)

    toy.answer = small_only  # type: ignore[method-assign]
    assert cycle.run(NOW).failures == []
    assert len(toy.pushed) == 9


def staff(id: str = "s1") -> StaffAccount:
    return StaffAccount(id=id, label="Rasa", role="staff", place="p1", pin_hash="$argon2id$x")


def test_rosters_and_staff_of_this_place_come_and_change(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.put_raw("staff", "s1", encode(staff()))
    for n in (1, 2):
        entry = Registration(id=f"r{n}", activity="a1", pass_id=f"x{n}", place="p1")
        toy.put_raw("registration", entry.id, encode(entry))
    assert cycle.run(NOW).failures == []
    people = People(folder.people)
    assert [each.id for each in people.staff()] == ["s1"]
    assert len(people.roster("a1")) == 2
    toy.delete("registration", "r1")
    cycle.run(NOW)
    assert [each.id for each in people.roster("a1")] == ["r2"]
    people.close()


def test_wiped_people_come_back_with_the_next_cycle(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.put_raw("staff", "s1", encode(staff()))
    cycle.run(NOW)
    People(folder.people).wipe()
    cycle.run(NOW)
    assert [each.id for each in People(folder.people).staff()] == ["s1"]


def test_a_kiosk_that_was_shut_out_forgets_the_people_and_keeps_the_city(
    toy: ToyHub, folder: DataFolder, cycle: Cycle, caplog: pytest.LogCaptureFixture
) -> None:
    toy.put_raw("staff", "s1", encode(staff()))
    toy.put("activity", activity(1))
    cycle.run(NOW)
    toy.tamper = lambda path, answer: problem(403, "revoked")
    assert cycle.run(NOW).failure == "refused"
    assert People(folder.people).staff() == []
    assert Catalogue(folder.catalogue).activity("a1") is not None
    assert "shut" in caplog.text


def test_the_next_check_in_knows_how_far_the_clock_is_off(
    toy: ToyHub, folder: DataFolder, cycle: Cycle
) -> None:
    toy.offset = dt.timedelta(seconds=300)
    cycle.run(dt.datetime.now(dt.UTC))
    (event,) = check_in(folder, 1, dt.datetime.now(dt.UTC))
    assert event.clock_offset_ms == pytest.approx(300_000, abs=2000)


def test_failures_are_named_in_words() -> None:
    assert kind_of(NotAHub("x")) == "not_a_hub"
    assert kind_of(Unreachable("x")) == "unreachable"
