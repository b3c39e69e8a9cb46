"""What a kiosk hears of each event that it pushes, over real HTTP."""

import datetime as dt
import threading
import time

import pytest
import requests

from sync.hub.database import open_database

from .running import ADMIN, Running, attendance, enrol, event, push
from .site import told_of_kiosk

NOW = dt.datetime.now(dt.UTC)


def test_an_event_is_accepted_once_and_then_known(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    entry = event(kiosk, passId="once")
    assert push(shared_hub.url, kiosk, entry) == [("accepted", "")]
    assert push(shared_hub.url, kiosk, entry, entry) == [("duplicate", ""), ("duplicate", "")]


def test_an_event_twice_in_one_batch_is_there_once(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    entry = event(kiosk, passId="twice-in-a-batch")
    assert push(shared_hub.url, kiosk, entry, entry) == [("accepted", ""), ("duplicate", "")]


def test_the_same_id_with_other_content_is_refused(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    entry = event(kiosk, passId="differs")
    other = {**entry, "passId": "somebody-else"}
    assert push(shared_hub.url, kiosk, entry, other) == [
        ("accepted", ""), ("rejected", "content_differs"),
    ]  # fmt: skip
    assert push(shared_hub.url, kiosk, other) == [("rejected", "content_differs")]


def test_the_same_person_from_two_kiosks_is_one_attendance(own_hub: Running) -> None:
    first, second = enrol(own_hub.url), enrol(own_hub.url)
    late = event(first, at=NOW.isoformat())
    early = event(second, at=(NOW - dt.timedelta(minutes=5)).isoformat())
    assert push(own_hub.url, first, late) == [("accepted", "")]
    assert push(own_hub.url, second, early) == [("conflict", "already_checked_in")]
    found = attendance(own_hub.url)
    assert len(found) == 1
    assert found[0]["eventId"] == early["eventId"]
    assert found[0]["others"] == [late["eventId"]]
    assert push(own_hub.url, second, early) == [("duplicate", "")]


def test_the_hub_reckons_with_the_kiosks_wrong_clock(own_hub: Running) -> None:
    wrong, right = enrol(own_hub.url), enrol(own_hub.url)
    hour = 3_600_000
    ahead = event(wrong, at=(NOW + dt.timedelta(minutes=55)).isoformat(), clockOffsetMs=-hour)
    plain = event(right, at=NOW.isoformat())
    push(own_hub.url, right, plain)
    push(own_hub.url, wrong, ahead)
    assert attendance(own_hub.url)[0]["eventId"] == ahead["eventId"]


def test_an_annulled_entry_makes_room_for_the_next(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    entry, again = event(kiosk), event(kiosk)
    annulment = event(kiosk, movement="annulment", annuls=entry["eventId"])
    assert push(own_hub.url, kiosk, entry, annulment) == [("accepted", ""), ("accepted", "")]
    assert attendance(own_hub.url) == []
    assert push(own_hub.url, kiosk, again) == [("accepted", "")]
    assert attendance(own_hub.url)[0]["eventId"] == again["eventId"]


def test_coming_back_after_leaving_is_a_second_stay_and_no_conflict(own_hub: Running) -> None:
    first, second = enrol(own_hub.url), enrol(own_hub.url)

    def at(minute: int) -> str:
        return (NOW + dt.timedelta(minutes=minute)).isoformat(timespec="milliseconds")

    come, gone, back = event(first, at=at(0)), event(first, at=at(30), movement="exit"), at(40)
    again, twice = event(second, at=back), event(first, at=at(41))
    assert push(own_hub.url, first, come, gone) == [("accepted", ""), ("accepted", "")]
    assert push(own_hub.url, second, again) == [("accepted", "")]
    assert push(own_hub.url, first, twice) == [("conflict", "already_checked_in")]
    (found,) = attendance(own_hub.url)
    assert (found["eventId"], found["left"]) == (come["eventId"], None)
    assert found["others"] == [twice["eventId"]]
    assert [stay["eventId"] for stay in found["stays"]] == [come["eventId"], again["eventId"]]
    assert [stay["left"] is None for stay in found["stays"]] == [False, True]


def test_an_exit_that_comes_late_parts_two_entries(own_hub: Running) -> None:
    kiosk, other = enrol(own_hub.url), enrol(own_hub.url)
    times = [(NOW + dt.timedelta(minutes=n)).isoformat() for n in (0, 10, 20)]
    come, again = event(kiosk, at=times[0]), event(kiosk, at=times[2])
    assert push(own_hub.url, kiosk, come, again)[1] == ("conflict", "already_checked_in")
    push(own_hub.url, other, event(other, at=times[1], movement="exit"))
    (found,) = attendance(own_hub.url)
    assert (len(found["stays"]), found["others"]) == (2, [])


def test_an_exit_shows_when_somebody_left(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    left = (NOW + dt.timedelta(hours=1)).isoformat(timespec="milliseconds")
    entry = event(kiosk, at=NOW.isoformat())
    assert push(own_hub.url, kiosk, entry, event(kiosk, movement="exit", at=left)) == [
        ("accepted", ""), ("accepted", ""),
    ]  # fmt: skip
    shown = dt.datetime.fromisoformat(attendance(own_hub.url)[0]["left"])
    assert shown == dt.datetime.fromisoformat(left)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"at": "1999-12-31T00:00:00Z"}, "implausible_time"),
        ({"at": "2099-01-01T00:00:00Z"}, "implausible_time"),
        ({"at": "0001-01-01T00:00:00+14:00"}, "implausible_time"),
        ({"sessionStart": "9999-12-31T23:59:59-12:00"}, "implausible_time"),
        ({"clockOffsetMs": 9 * 10**18}, "implausible_time"),
        ({"at": "2026-11-23T10:00:00"}, "malformed"),
        ({"at": "yesterday"}, "malformed"),
        ({"device": "kiosk-of-others"}, "wrong_device"),
        ({"place": "place-b"}, "wrong_place"),
        ({"movement": "dance"}, "malformed"),
        ({"movement": "annulment"}, "malformed"),
        ({"annuls": "x"}, "malformed"),
        ({"passId": ""}, "malformed"),
        ({"passId": "a\u0000b"}, "malformed"),
        ({"passId": "x" * 201}, "malformed"),
        ({"sequence": -1}, "malformed"),
        ({"sequence": 10**18}, "malformed"),
        ({"eventId": "not-a-uuid"}, "malformed"),
        ({"eventId": 7}, "malformed"),
    ],
)
def test_a_bad_event_is_refused_alone(
    shared_hub: Running, changes: dict[str, object], code: str
) -> None:
    kiosk = enrol(shared_hub.url)
    good = event(kiosk, passId=f"beside-{code}-{changes}"[:200])
    bad = event(kiosk, **{"passId": "bad", **changes})
    assert push(shared_hub.url, kiosk, bad, good) == [("rejected", code), ("accepted", "")]


@pytest.mark.parametrize("item", [None, 1, "x", [], {}, [[[[]]]]])
def test_something_that_is_no_event_is_refused_alone(shared_hub: Running, item: object) -> None:
    kiosk = enrol(shared_hub.url)
    good = event(kiosk, passId=f"beside-{item}")
    answer = requests.post(
        f"{shared_hub.url}/checkins", json={"events": [item, good]}, headers=kiosk.headers
    )
    assert [result["outcome"] for result in answer.json()["results"]] == ["rejected", "accepted"]


def test_an_entry_to_an_activity_that_nobody_knows_is_kept(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    entry = event(kiosk, activity="act-unheard-of")
    assert push(own_hub.url, kiosk, entry) == [("conflict", "unknown_activity")]
    assert attendance(own_hub.url)[0]["activity"] == "act-unheard-of"


def test_an_entry_to_a_deleted_activity_still_counts(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    requests.delete(f"{own_hub.url}/admin/records/activity/act-1", headers=ADMIN)
    assert push(own_hub.url, kiosk, event(kiosk)) == [("accepted", "")]


def test_missing_numbers_are_shown_and_never_refused(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    events = [event(kiosk, passId=f"p{n}", sequence=n) for n in (1, 2, 7)]
    assert [outcome for outcome, _ in push(own_hub.url, kiosk, *events)] == ["accepted"] * 3
    assert told_of_kiosk(own_hub, "Numbers missing") == "4"


def test_pushes_wait_while_an_import_holds_the_lock(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    batches = [event(kiosk, passId=f"waits-{n}") for n in range(45)]
    found: list[list[tuple[str, str]]] = []
    threads = [
        threading.Thread(target=lambda item=item: found.append(push(own_hub.url, kiosk, item)))
        for item in batches
    ]
    database = open_database(own_hub.database)
    with database.write():
        for thread in threads:
            thread.start()
        time.sleep(1.5)
        assert found == []
    for thread in threads:
        thread.join()
    database.close()
    assert found == [[("accepted", "")]] * 45


def test_more_than_five_hundred_events_are_too_many(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    answer = requests.post(
        f"{shared_hub.url}/checkins", json={"events": [1] * 501}, headers=kiosk.headers
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_many_events"


def test_without_a_token_nothing_is_taken_in(shared_hub: Running) -> None:
    assert requests.post(f"{shared_hub.url}/checkins", json={"events": []}).status_code == 401


def test_staff_see_the_check_in_on_the_hubs_page(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    push(own_hub.url, kiosk, event(kiosk))
    assert requests.get(f"{own_hub.url}/checkins").status_code == 401
    day = dt.datetime.now(dt.UTC).date().isoformat()
    page = f"{own_hub.url}/checkins?day={day}"
    shown = requests.get(page, auth=("", "admin-of-the-tests")).text
    assert "Keramika" in shown
    assert "Nr. 1 (pass-1)" in shown
