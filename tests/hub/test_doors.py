"""Several kiosks at one place: what each hears of the others."""

import datetime as dt
from typing import Any

import requests

from .running import ADMIN, Kiosk, Running, enrol, push
from .running import event as entry

ZERO = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
CAPACITY = 7
HOUR = dt.timedelta(hours=1)


def door(url: str, kiosk: Kiosk, since: str | None = None, **asked: Any) -> dict[str, Any]:
    body = {"since": since, **asked} if since else asked
    answer = requests.post(f"{url}/door", json=body, headers=kiosk.headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_kiosk_hears_what_the_others_of_its_place_recorded(shared_hub: Running) -> None:
    url = shared_hub.url
    here, beside, elsewhere = enrol(url), enrol(url), enrol(url, "place-b")
    made = entry(beside, passId="pass-door", staff="staff-9", override="helper", provisional=True)
    away = entry(elsewhere, passId="pass-away")
    push(url, beside, made)
    push(url, elsewhere, away)
    told = door(url, here)
    seen = {each["eventId"]: each for each in told["events"]}
    assert away["eventId"] not in seen
    mine = seen[made["eventId"]]
    assert (mine["device"], mine["passId"], mine["provisional"]) == (
        beside.device, "pass-door", True,
    )  # fmt: skip
    assert "staff" not in mine
    assert "override" not in mine
    assert made["eventId"] not in {e["eventId"] for e in door(url, beside).get("events", [])}


def test_an_old_session_is_not_told(shared_hub: Running) -> None:
    url = shared_hub.url
    here, beside = enrol(url), enrol(url)
    long_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(days=3)).isoformat()
    old = entry(beside, passId="pass-old", sessionStart=long_ago)
    push(url, beside, old)
    assert old["eventId"] not in {each["eventId"] for each in door(url, here).get("events", [])}


def test_what_was_told_long_ago_is_not_told_again(shared_hub: Running) -> None:
    url = shared_hub.url
    here, beside = enrol(url), enrol(url)
    push(url, beside, entry(beside, passId="pass-once"))
    later = (dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)).isoformat()
    told = door(url, here, since=later)
    assert told.get("events", []) == []


def test_a_stranger_hears_nothing(shared_hub: Running) -> None:
    answer = requests.post(f"{shared_hub.url}/door", json={})
    assert (answer.status_code, answer.json()["code"]) == (401, "token_needed")


def test_another_kiosks_entry_is_taken_back_by_its_id(shared_hub: Running) -> None:
    url = shared_hub.url
    here, beside = enrol(url), enrol(url)
    made = entry(beside, passId="pass-undone")
    push(url, beside, made)
    undo = entry(here, passId="pass-undone", movement="annulment", annuls=made["eventId"])
    assert push(url, here, undo) == [("accepted", "")]
    day = requests.get(f"{url}/admin/attendance", headers=ADMIN).json()["attendance"]
    assert "pass-undone" not in {each["passId"] for each in day}
    heard = {each["eventId"]: each for each in door(url, beside)["events"]}
    assert heard[undo["eventId"]]["annuls"] == made["eventId"]
