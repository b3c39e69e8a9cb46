"""The city as it stands in the hub comes to the screen, whole or not at all."""

import json

import pytest

from sync.client.remote import Remote
from sync.protocol.errors import BadPage, SyncError
from tests.client.conftest import Pulling
from tests.client.made import ORGANIZATION, PLACE, activities, activity
from tests.client.toy_hub import Answer, ToyHub, problem


def test_the_first_pull_brings_the_whole_city(toy: ToyHub, kiosk: Pulling) -> None:
    toy.page_size = 7
    toy.put("place", PLACE)
    toy.put("organization", ORGANIZATION)
    toy.put("activity", *activities(50))
    report = kiosk.pull()
    assert report.revision == 1
    assert len(kiosk.ids()) == 50
    assert kiosk.ids("place") == ["p1"]


def test_nothing_new_means_no_feed_is_asked_and_no_new_revision(
    toy: ToyHub, kiosk: Pulling
) -> None:
    toy.put("activity", *activities(3))
    kiosk.pull()
    toy.asked.clear()
    assert kiosk.pull().revision is None
    assert toy.asked == ["GET /manifest"]


def test_an_unchanged_manifest_costs_one_small_answer(toy: ToyHub) -> None:
    remote = Remote(toy.url)
    etag = remote.glance().etag
    toy.sent = 0
    assert remote.glance(etag).manifest is None
    assert toy.sent == 0


def test_one_change_costs_a_few_kilobytes(toy: ToyHub, kiosk: Pulling) -> None:
    toy.put("activity", *activities(400))
    kiosk.pull()
    toy.sent = 0
    toy.put("activity", activity(7, name="Naujas vardas"))
    assert kiosk.pull().items == 1
    assert toy.sent < 4000


def test_a_change_and_a_deletion_reach_the_screen(toy: ToyHub, kiosk: Pulling) -> None:
    toy.put("activity", *activities(5))
    kiosk.pull()
    toy.put("activity", activity(2, name="Kitas"))
    toy.delete("activity", "a4")
    kiosk.pull()
    assert kiosk.ids() == ["a1", "a2", "a3", "a5"]
    toy.put("activity", activity(4))
    kiosk.pull()
    assert "a4" in kiosk.ids()


def test_one_bad_record_is_set_aside_with_its_reason_and_the_rest_goes_on(
    toy: ToyHub, kiosk: Pulling, caplog: pytest.LogCaptureFixture
) -> None:
    toy.put("activity", *activities(3))
    bad = {
        "odd-type": b'{"identifier": "odd-type", "name": 5}',
        "odd-id": json.dumps({"identifier": "a1"}).encode(),
        "huge-price": activity_json("huge-price", offers=[{"@type": "Offer", "price": 1e300}]),
        "far": activity_json("far", remainingAttendeeCapacity=10**30),
    }
    for id, data in bad.items():
        toy.put_raw("activity", id, data)
    toy.put("activity", activity(9))
    kiosk.pull()
    assert kiosk.ids() == ["a1", "a2", "a3", "a9"]
    assert kiosk.writer.state()["poisoned"] == "4"
    assert "odd-type" in caplog.text
    caplog.clear()
    assert kiosk.pull().revision is None


def activity_json(id: str, **changes: object) -> bytes:
    plain = {"@type": "Activity", "identifier": id, "name": "X", "kind": "club", "organizer": "o"}
    return json.dumps({**plain, **changes}).encode()


def test_a_record_that_turns_bad_keeps_its_last_good_form_until_it_is_mended(
    toy: ToyHub, kiosk: Pulling, caplog: pytest.LogCaptureFixture
) -> None:
    toy.put("activity", activity(1))
    kiosk.pull()
    toy.put_raw("activity", "a1", b'{"name": []}')
    kiosk.pull()
    assert kiosk.ids() == ["a1"]
    toy.put("activity", activity(1, name="Taisyta"))
    kiosk.pull()
    assert kiosk.writer.state()["poisoned"] == "0"
    toy.put_raw("activity", "a1", b'{"name": []}')
    toy.delete("activity", "a1")
    kiosk.pull()
    assert kiosk.ids() == []
    assert caplog.records


def test_a_pull_cut_after_some_pages_goes_on_where_it_was(toy: ToyHub, kiosk: Pulling) -> None:
    toy.page_size = 10
    toy.put("activity", *activities(60))
    served = []

    def fall(path: str, answer: Answer) -> Answer | None:
        served.append(path)
        return Answer(500) if path.startswith("/feeds/activity") and len(served) > 5 else None

    toy.tamper = fall
    with pytest.raises(SyncError):
        kiosk.pull()
    assert kiosk.writer.state().get("revision") is None, "half a pull must not be seen"
    toy.tamper = None
    toy.asked.clear()
    kiosk.pull()
    assert len(kiosk.ids()) == 60
    assert not any("activity?limit" in asked for asked in toy.asked), "it began anew"


def test_a_page_that_was_altered_on_its_way_is_never_shown(
    toy: ToyHub, kiosk: Pulling, caplog: pytest.LogCaptureFixture
) -> None:
    toy.put("activity", *activities(5))
    kiosk.pull()
    toy.put("activity", activity(6), activity(7))

    def lose_one(path: str, answer: Answer) -> Answer | None:
        if not path.startswith("/feeds/activity"):
            return None
        page = json.loads(answer.body)
        page["items"] = [item for item in page["items"] if item["id"] != "a6"]
        return Answer(body=json.dumps(page).encode())

    toy.tamper = lose_one
    with pytest.raises(BadPage):
        kiosk.pull()
    assert kiosk.ids() == ["a1", "a2", "a3", "a4", "a5"]
    toy.tamper = None
    kiosk.pull()
    assert len(kiosk.ids()) == 7
    assert "anew" in caplog.text


def test_a_copy_that_differs_from_the_hub_is_read_anew_from_zero(
    toy: ToyHub, kiosk: Pulling, caplog: pytest.LogCaptureFixture
) -> None:
    toy.put("activity", *activities(5))
    kiosk.pull()
    with kiosk.writer.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM record WHERE id = 'a3'")
    toy.put("activity", activity(6))
    kiosk.pull()
    assert len(kiosk.ids()) == 6
    assert "anew" in caplog.text


def test_a_hub_that_forgot_old_deletions_is_read_anew_beside_the_old_data(
    toy: ToyHub, kiosk: Pulling
) -> None:
    toy.put("activity", *activities(5))
    kiosk.pull()
    del toy.changes["activity"]["a2"]
    toy.put("activity", activity(6))
    toy.oldest["activity"] = toy.number
    kiosk.pull()
    assert kiosk.ids() == ["a1", "a3", "a4", "a5", "a6"]


def test_a_hub_that_always_says_410_ends_the_pull_and_keeps_the_city(
    toy: ToyHub, kiosk: Pulling
) -> None:
    toy.put("activity", *activities(2))
    kiosk.pull()
    toy.put("activity", activity(3))
    toy.tamper = lambda path, _: problem(410, "x") if path.startswith("/feeds") else None
    with pytest.raises(SyncError):
        kiosk.pull()
    assert kiosk.ids() == ["a1", "a2"]


def test_a_change_while_we_read_is_not_mistaken_for_damage(toy: ToyHub, kiosk: Pulling) -> None:
    toy.page_size = 5
    toy.put("activity", *activities(20))
    moved = iter(range(100, 103))

    def move(path: str, answer: Answer) -> Answer | None:
        if path.startswith("/feeds/activity") and (number := next(moved, None)):
            toy.put("activity", activity(number), activity(18, name=f"Nr. {number}"))
        return None

    toy.tamper = move
    kiosk.pull()
    assert len(kiosk.ids()) == 23


def test_another_hub_replaces_the_city_of_the_first(toy: ToyHub, kiosk: Pulling) -> None:
    toy.put("activity", *activities(5))
    kiosk.pull()
    toy.name = "hub-2"
    toy.number = 0
    for changes in toy.changes.values():
        changes.clear()
    toy.put("activity", activity(77))
    kiosk.pull()
    assert kiosk.ids() == ["a77"]


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("modified", 0), ("modified", -5), ("kind", "place"), ("id", ""), ("id", "x" * 5000),
        ("modified", 2**70), ("state", "gone"),
    ],
)  # fmt: skip
def test_a_page_that_breaks_the_protocol_is_refused_whole(
    toy: ToyHub, kiosk: Pulling, change: str, value: object
) -> None:
    toy.put("activity", *activities(3))

    def spoil(path: str, answer: Answer) -> Answer | None:
        if not path.startswith("/feeds/activity"):
            return None
        page = json.loads(answer.body)
        page["items"][1][change] = value
        return Answer(body=json.dumps(page).encode())

    toy.tamper = spoil
    with pytest.raises(BadPage):
        kiosk.pull()
    assert kiosk.writer.state().get("revision") is None


@pytest.mark.parametrize("following", ["", "/feeds/activity?afterChangeNumber=1", "x" * 100])
def test_a_next_that_does_not_follow_from_the_last_item_is_refused(
    toy: ToyHub, kiosk: Pulling, following: str
) -> None:
    toy.put("activity", *activities(3))

    def spoil(path: str, answer: Answer) -> Answer | None:
        if not path.startswith("/feeds/activity"):
            return None
        return Answer(body=json.dumps({**json.loads(answer.body), "next": following}).encode())

    toy.tamper = spoil
    with pytest.raises(BadPage):
        kiosk.pull()


def test_a_next_on_another_host_is_not_followed_there(toy: ToyHub, kiosk: Pulling) -> None:
    toy.page_size = 2
    toy.put("activity", *activities(5))

    def lure(path: str, answer: Answer) -> Answer | None:
        return Answer(body=answer.body.replace(toy.url.encode(), b"http://192.0.2.1:9"))

    toy.tamper = lambda path, answer: lure(path, answer) if "/feeds" in path else None
    kiosk.pull()
    assert len(kiosk.ids()) == 5
