"""How a kiosk is let in once, and shut out."""

import datetime as dt
import threading
from pathlib import Path

import pytest
import requests
import sqlalchemy as sa

from sync.hub.database import open_database
from sync.hub.devices import enrol as let_in
from sync.hub.devices import new_code
from sync.hub.problems import HubProblem
from sync.hub.schema import device, enrolment_code
from sync.protocol.messages import EnrolmentRequest

from .running import ADMIN, Running, code_for, enrol, event, fill, public_key, push
from .site import told_of_kiosk


def ask(url: str, code: str, key: str = "") -> requests.Response:
    asked = {"code": code, "publicKey": key or public_key(), "name": "Test"}
    return requests.post(f"{url}/enrolments", json=asked)


def test_a_code_lets_one_kiosk_in_and_no_second(shared_hub: Running) -> None:
    code = code_for(shared_hub.url)
    first = ask(shared_hub.url, code)
    assert first.status_code == 201
    assert first.json()["place"] == "place-a"
    second = ask(shared_hub.url, code)
    assert (second.status_code, second.json()["code"]) == (403, "code_used")


def test_a_code_typed_as_people_type_is_understood(shared_hub: Running) -> None:
    code = code_for(shared_hub.url)
    assert ask(shared_hub.url, f" {code.lower().replace('-', ' ')} ").status_code == 201


def test_of_ten_kiosks_at_once_a_code_lets_in_one(shared_hub: Running) -> None:
    code = code_for(shared_hub.url)
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda: found.append(ask(shared_hub.url, code).status_code))
        for _ in range(10)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [201] + [403] * 9


def test_a_code_is_good_for_fifteen_minutes(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    fill(url)
    database = open_database(url)
    now = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
    request = EnrolmentRequest(code="", public_key=public_key())
    with database.write() as connection:
        code, expires = new_code(connection, "place-a", now)
        late = EnrolmentRequest(code=code, public_key=request.public_key)
        with pytest.raises(HubProblem) as refused:
            let_in(connection, late, now + dt.timedelta(minutes=15))
        assert refused.value.code == "code_expired"
        assert expires == now + dt.timedelta(minutes=15)
        assert let_in(connection, late, now + dt.timedelta(minutes=14)).place == "place-a"
    database.close()


def test_neither_code_nor_token_stands_in_the_database(own_hub: Running) -> None:
    code = code_for(own_hub.url)
    token = ask(own_hub.url, code).json()["token"]
    database = open_database(own_hub.database)
    with database.read() as connection:
        rows = [
            *connection.execute(sa.select(device)),
            *connection.execute(sa.select(enrolment_code)),
        ]
    database.close()
    assert len(rows) == 2
    for secret in (code, code.replace("-", ""), token, "admin-of-the-tests"):
        assert secret not in str(rows)


@pytest.mark.parametrize("key", ["", "x", "A" * 42, "A" * 44, "!" * 43, "A" * 43 + "=="])
def test_a_key_that_is_none_is_refused_and_the_code_stays_good(
    shared_hub: Running, key: str
) -> None:
    code = code_for(shared_hub.url)
    answer = requests.post(
        f"{shared_hub.url}/enrolments", json={"code": code, "publicKey": key, "name": ""}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_key")
    assert ask(shared_hub.url, code).status_code == 201


def test_a_kiosk_that_comes_back_with_its_key_keeps_its_id_and_its_events(
    own_hub: Running,
) -> None:
    key = public_key()
    before = enrol(own_hub.url, "place-a", key)
    waiting = event(before)
    after = enrol(own_hub.url, "place-b", key)
    assert after.device == before.device
    assert requests.post(
        f"{own_hub.url}/checkins", json={"events": []}, headers=before.headers
    ).status_code == 401  # fmt: skip
    assert push(own_hub.url, after, waiting) == [("accepted", "")]


def test_a_kiosk_that_was_shut_out_gets_nothing_more(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    answer = requests.delete(f"{own_hub.url}/admin/devices/{kiosk.device}", headers=ADMIN)
    assert answer.status_code == 204
    for path in ("/manifest", "/feeds/registration", "/feeds/activity"):
        refused = requests.get(own_hub.url + path, headers=kiosk.headers)
        assert (refused.status_code, refused.json()["code"]) == (403, "revoked")
    refused = requests.post(
        f"{own_hub.url}/checkins", json={"events": [event(kiosk)]}, headers=kiosk.headers
    )
    assert refused.status_code == 403


def test_a_poll_that_was_answered_before_is_refused_after_shutting_out(own_hub: Running) -> None:
    kiosk = enrol(own_hub.url)
    first = requests.get(f"{own_hub.url}/manifest", headers=kiosk.headers)
    poll = {**kiosk.headers, "If-None-Match": first.headers["ETag"], "Kiosk-Queue": "5"}
    for _ in range(3):
        assert requests.get(f"{own_hub.url}/manifest", headers=poll).status_code == 304
    stranger = {"If-None-Match": first.headers["ETag"]}
    assert requests.get(f"{own_hub.url}/manifest", headers=stranger).status_code == 200
    assert told_of_kiosk(own_hub, "Waiting there") == "5"
    requests.delete(f"{own_hub.url}/admin/devices/{kiosk.device}", headers=ADMIN)
    assert requests.get(f"{own_hub.url}/manifest", headers=poll).status_code == 403


def test_guessing_codes_is_stopped(own_hub: Running) -> None:
    statuses = [ask(own_hub.url, "AAAA-AAAA").status_code for _ in range(31)]
    assert statuses == [403] * 30 + [429]
    assert int(ask(own_hub.url, "AAAA-AAAA").headers["Retry-After"]) > 0


def test_a_code_for_a_place_that_is_not_there_is_not_made(shared_hub: Running) -> None:
    answer = requests.post(
        f"{shared_hub.url}/admin/enrolment-codes", json={"place": "nowhere"}, headers=ADMIN
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_place")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "x"}])
def test_only_an_admin_makes_codes(shared_hub: Running, headers: dict[str, str]) -> None:
    answer = requests.post(
        f"{shared_hub.url}/admin/enrolment-codes", json={"place": "place-a"}, headers=headers
    )
    assert answer.status_code == 401


def test_the_page_of_kiosks_tells_what_waits_and_strangers_are_told_nothing(
    own_hub: Running,
) -> None:
    kiosk = enrol(own_hub.url)
    assert told_of_kiosk(own_hub, "Waiting there") == ""
    requests.get(f"{own_hub.url}/manifest", headers={**kiosk.headers, "Kiosk-Queue": "17"})
    assert told_of_kiosk(own_hub, "Waiting there") == "17"
    shown = requests.get(own_hub.url).text
    for secret in (kiosk.device, kiosk.place, "17", "Test"):
        assert secret not in shown
