"""The feeds as any RPDE reader walks them, over real HTTP."""

import datetime as dt
import hashlib
from typing import Any

import pytest
import requests
import sqlalchemy as sa

from sync.hub.database import forget_deleted, open_database
from sync.hub.staff import create_staff
from sync.protocol.feeds import CITY_FEEDS, FEEDS

from .running import ADMIN, Running, enrol

Item = dict[str, Any]


def walk(url: str, headers: dict[str, str] | None = None) -> list[Item]:
    """Every item of a feed; the rules of RPDE 1.0 are checked on the way."""
    items: list[Item] = []
    for _ in range(1000):
        answer = requests.get(url, headers=headers)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        if not page["items"]:
            assert page["next"] == url, "the last page leads to itself"
            return items
        assert page["next"].startswith("http"), "next is absolute"
        assert page["next"] != url
        last = page["items"][-1]["modified"]
        assert f"afterChangeNumber={last}" in page["next"]
        items += page["items"]
        url = page["next"]
    raise AssertionError("the feed has no end")


def check(items: list[Item], kind: str) -> None:
    numbers = [item["modified"] for item in items]
    assert numbers == sorted(set(numbers)), "in order of change, each number once"
    ids = [item["id"] for item in items]
    assert len(ids) == len(set(ids)), "each id once in a feed that stands still"
    for item in items:
        assert item["kind"] == kind
        assert ("data" in item) == (item["state"] == "updated")
        if item["state"] == "updated":
            assert item["data"]["identifier"] == item["id"]


def change(hub: Running, id: str = "act-1", **fields: object) -> None:
    """Change an activity as an admin does."""
    address = f"{hub.url}/admin/records/activity/{id}"
    record = requests.get(address, headers=ADMIN).json()
    answer = requests.put(address, json={**record, **fields}, headers=ADMIN)
    assert answer.status_code == 204, answer.text


@pytest.mark.parametrize("limit", [None, 1, 2, 500, 10_000])
@pytest.mark.parametrize("kind", FEEDS)
def test_every_feed_keeps_the_rules_of_rpde(
    shared_hub: Running, kind: str, limit: int | None
) -> None:
    kiosk = enrol(shared_hub.url)
    query = f"?limit={limit}" if limit else ""
    items = walk(f"{shared_hub.url}/feeds/{kind}{query}", kiosk.headers)
    check(items, kind)


def test_the_manifest_tells_what_a_complete_copy_has(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    requests.delete(f"{own_hub.url}/admin/records/notice/note-1", headers=ADMIN)
    change(own_hub, name="Kita keramika")
    manifest = requests.get(f"{own_hub.url}/manifest", headers=kiosk.headers).json()
    assert set(manifest["feeds"]) == set(FEEDS)
    for kind, state in manifest["feeds"].items():
        items = walk(f"{own_hub.url}/feeds/{kind}", kiosk.headers)
        live = [item for item in items if item["state"] == "updated"]
        lines = "".join(f"{item['id']}\t{item['modified']}\n" for item in live)
        assert state["count"] == len(live)
        assert state["digest"] == hashlib.sha256(lines.encode()).hexdigest()
        assert state["lastChange"] == max((item["modified"] for item in items), default=0)


def test_strangers_see_no_feed_about_people(own_hub: Running) -> None:
    manifest = requests.get(f"{own_hub.url}/manifest").json()
    assert set(manifest["feeds"]) == set(CITY_FEEDS)
    for kind in ("registration", "staff"):
        answer = requests.get(f"{own_hub.url}/feeds/{kind}")
        assert answer.status_code == 401
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_kiosk_sees_only_the_people_of_its_own_place(own_hub: Running) -> None:
    database = open_database(own_hub.database)
    create_staff(database, "place-a", "A", "246813")
    create_staff(database, "place-b", "B", "135792")
    database.close()
    for place, pass_id, label in (("place-a", "pass-1", "A"), ("place-b", "pass-2", "B")):
        kiosk = enrol(own_hub.url, place)
        roster = walk(f"{own_hub.url}/feeds/registration", kiosk.headers)
        staff = walk(f"{own_hub.url}/feeds/staff", kiosk.headers)
        assert [item["data"]["passId"] for item in roster] == [pass_id]
        assert [item["data"]["label"] for item in staff] == [label]
        assert "$argon2id$" in staff[0]["data"]["pinHash"]


def test_a_roster_that_moves_leaves_a_tombstone_where_it_was(own_hub: Running) -> None:
    before, after = enrol(own_hub.url, "place-a"), enrol(own_hub.url, "place-b")
    address = f"{own_hub.url}/admin/records/registration/reg-1"
    record = requests.get(address, headers=ADMIN).json()
    requests.put(address, json={**record, "place": "place-b"}, headers=ADMIN)
    left = walk(f"{own_hub.url}/feeds/registration", before.headers)
    assert [(item["id"], item["state"]) for item in left] == [("reg-1", "deleted")]
    come = walk(f"{own_hub.url}/feeds/registration", after.headers)
    assert {item["id"] for item in come} == {"reg-1", "reg-2"}


def test_a_change_is_the_next_item_and_a_deletion_too(own_hub: Running) -> None:
    feed = f"{own_hub.url}/feeds/activity"
    last = walk(feed)[-1]["modified"]
    change(own_hub, name="Kita keramika")
    items = walk(f"{feed}?afterChangeNumber={last}")
    assert [(item["id"], item["data"]["name"]) for item in items] == [("act-1", "Kita keramika")]
    change(own_hub, name="Kita keramika")
    assert walk(f"{feed}?afterChangeNumber={items[-1]['modified']}") == []
    requests.delete(f"{own_hub.url}/admin/records/activity/act-1", headers=ADMIN)
    gone = walk(f"{feed}?afterChangeNumber={items[-1]['modified']}")
    assert [(item["id"], item["state"]) for item in gone] == [("act-1", "deleted")]


@pytest.mark.parametrize(
    "path", ["/manifest", "/feeds/activity", "/feeds/activity?afterChangeNumber=999"]
)
def test_who_has_it_already_gets_304_without_a_body(own_hub: Running, path: str) -> None:
    first = requests.get(own_hub.url + path)
    known = {"If-None-Match": first.headers["ETag"]}
    for _ in range(3):
        again = requests.get(own_hub.url + path, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
    assert dt.datetime.fromisoformat(again.headers["Hub-Time"]).tzinfo is not None
    change(own_hub, name="Kita keramika")
    expected = 304 if "999" in path else 200
    assert requests.get(own_hub.url + path, headers=known).status_code == expected


def test_large_answers_are_compressed(shared_hub: Running) -> None:
    answer = requests.get(f"{shared_hub.url}/feeds/activity", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.json()["items"]


def test_a_copy_older_than_the_kept_deletions_has_to_start_anew(own_hub: Running) -> None:
    feed = f"{own_hub.url}/feeds/activity"
    old = walk(feed)[0]["modified"]
    requests.delete(f"{own_hub.url}/admin/records/activity/act-2", headers=ADMIN)
    change(own_hub, name="Kita keramika")
    database = open_database(own_hub.database)
    with database.write() as connection:
        later = dt.datetime.now(dt.UTC) + dt.timedelta(days=91)
        assert forget_deleted(connection, later) == 1
    database.close()
    answer = requests.get(f"{feed}?afterChangeNumber={old}")
    assert (answer.status_code, answer.json()["code"]) == (410, "cursor_too_old")
    change(own_hub, id="act-1", name="Dar kita")
    assert [item["id"] for item in walk(f"{feed}?limit=1")] == ["act-1"]


def test_a_new_reader_is_not_turned_away_in_the_middle_of_its_walk(own_hub: Running) -> None:
    feed = f"{own_hub.url}/feeds/topic"
    for number in range(4):
        record = {"identifier": f"t{number}", "name": "x", "contentLanguage": "lt"}
        requests.put(f"{own_hub.url}/admin/records/topic/t{number}", json=record, headers=ADMIN)
    requests.delete(f"{own_hub.url}/admin/records/topic/t3", headers=ADMIN)
    requests.put(
        f"{own_hub.url}/admin/records/topic/t4",
        json={"identifier": "t4", "name": "x", "contentLanguage": "lt"}, headers=ADMIN,
    )  # fmt: skip
    database = open_database(own_hub.database)
    with database.write() as connection:
        forget_deleted(connection, dt.datetime.now(dt.UTC) + dt.timedelta(days=91))
    database.close()
    assert [item["id"] for item in walk(f"{feed}?limit=1")] == ["menas", "t0", "t1", "t2", "t4"]


def test_the_last_change_number_never_goes_back(own_hub: Running) -> None:
    requests.delete(f"{own_hub.url}/admin/records/notice/note-1", headers=ADMIN)
    before = requests.get(f"{own_hub.url}/manifest").json()["feeds"]["notice"]
    database = open_database(own_hub.database)
    with database.write() as connection:
        forget_deleted(connection, dt.datetime.now(dt.UTC) + dt.timedelta(days=91))
    database.close()
    assert requests.get(f"{own_hub.url}/manifest").json()["feeds"]["notice"] == before


def test_a_change_by_another_process_is_seen_at_once(own_hub: Running) -> None:
    before = requests.get(f"{own_hub.url}/manifest")
    database = open_database(own_hub.database)
    create_staff(database, "place-a", "A", "246813")
    with database.write() as connection:
        connection.execute(sa.text("UPDATE setting SET value = replace(value, 'Band', 'Kand')"))
    database.close()
    after = requests.get(
        f"{own_hub.url}/manifest", headers={"If-None-Match": before.headers["ETag"]}
    )
    assert after.json()["city"]["name"] == "Kandymai"
