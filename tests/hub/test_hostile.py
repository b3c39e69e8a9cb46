"""Whatever is sent, the hub answers with a problem in plain JSON and lives on."""

import json
import socket

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from .running import ADMIN, Running, enrol, event

JSON = {"Content-Type": "application/json"}


def refused(answer: requests.Response, *statuses: int) -> None:
    assert answer.status_code in statuses, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == answer.status_code
    assert body["title"]
    assert body["code"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b"1", b'"x"', b"{}", b'{"events": {}}', b'{"events": null}',
        b"\xff\xfe", b"\x00" * 100, b"<html>", b'{"events": [' + b"[" * 200_000,
        b"[" * 500_000 + b"]" * 500_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"events": [1e999999]', b'{"events":[],"events":',
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/checkins", "/enrolments", "/admin/enrolment-codes"])
def test_a_body_that_is_no_message_is_a_problem(
    shared_hub: Running, path: str, body: bytes
) -> None:
    headers = {**enrol(shared_hub.url).headers} if path == "/checkins" else ADMIN
    answer = requests.post(shared_hub.url + path, data=body, headers={**headers, **JSON})
    refused(answer, 400, 413)


def test_an_event_of_bottomless_json_spoils_no_other(shared_hub: Running) -> None:
    kiosk = enrol(shared_hub.url)
    deep = "[" * 5_000 + "]" * 5_000
    body = '{"events": [{"eventId": "x", "more": ' + deep + "}]}"
    answer = requests.post(
        f"{shared_hub.url}/checkins", data=body, headers={**kiosk.headers, **JSON}
    )
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("path", ["/checkins", "/enrolments", "/admin/records/activity/act-1"])
def test_two_megabytes_are_too_much(shared_hub: Running, path: str) -> None:
    body = b'{"events": [' + b"1," * 1_000_000 + b"1]}"
    method = requests.put if "admin" in path else requests.post
    headers = {**(ADMIN if "admin" in path else enrol(shared_hub.url).headers), **JSON}
    refused(method(shared_hub.url + path, data=body, headers=headers), 413)
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    refused(method(shared_hub.url + path, data=pieces, headers=headers), 413)
    assert requests.get(f"{shared_hub.url}/healthz").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/feeds/none", 404),
        ("/feeds/activity?afterChangeNumber=x", 400),
        ("/feeds/activity?afterChangeNumber=-1", 400),
        ("/feeds/activity?afterChangeNumber=99999999999999999999999", 400),
        ("/feeds/activity?limit=0", 400),
        ("/feeds/activity?limit=x", 400),
        ("/feeds/activity?walk=x", 400),
        ("/feeds/%00", 404),
        ("/nothing", 404),
        ("/a.json", 400),
        ("/checkins?day=x", 400),
        ("/admin/attendance?day=0001-01-01", 400),
        ("/admin/attendance?day=9999-12-31", 400),
        ("/admin/records/none/x", 404),
        ("/admin/records/activity/none", 404),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
    ],
)
def test_a_wrong_address_is_a_problem(shared_hub: Running, path: str, status: int) -> None:
    headers = {} if path.startswith("/feeds") else ADMIN
    refused(requests.get(shared_hub.url + path, headers=headers), status)


def test_a_wrong_method_or_type_is_a_problem(shared_hub: Running) -> None:
    refused(requests.post(f"{shared_hub.url}/manifest"), 405)
    kiosk = enrol(shared_hub.url)
    refused(requests.post(f"{shared_hub.url}/checkins", data="{}", headers=kiosk.headers), 415)
    packed = {**kiosk.headers, **JSON, "Content-Encoding": "gzip"}
    refused(requests.post(f"{shared_hub.url}/checkins", data="{}", headers=packed), 415)


@pytest.mark.parametrize(
    "record",
    [
        {"identifier": "other", "name": "x", "kind": "club", "organizer": "o"},
        {"identifier": "act-x", "name": "x", "kind": "party", "organizer": "o"},
        {"identifier": "act-x", "name": 7, "kind": "club", "organizer": "o"},
        {"identifier": "act-x"},
        [],
    ],
)
def test_a_record_that_breaks_its_schema_is_not_stored(shared_hub: Running, record: object) -> None:
    address = f"{shared_hub.url}/admin/records/activity/act-x"
    refused(requests.put(address, json=record, headers=ADMIN), 422)
    assert requests.get(address, headers=ADMIN).status_code == 404


def test_a_strange_host_never_comes_back_in_an_address(shared_hub: Running) -> None:
    headers = {"Host": 'evil"><script>'}
    refused(requests.get(f"{shared_hub.url}/feeds/activity", headers=headers), 400)


def test_markup_in_a_record_is_shown_as_text(own_hub: Running) -> None:
    evil = "<script>alert(1)</script>"
    record = {
        "identifier": "act-x", "name": evil, "description": evil, "kind": "club",
        "organizer": "o", "registrationUrl": "javascript:alert(1)",
        "provenance": {"source": evil, "url": "javascript:alert(1)"},
    }  # fmt: skip
    address = f"{own_hub.url}/admin/records/activity/act-x"
    assert requests.put(address, json=record, headers=ADMIN).status_code == 204
    shown = requests.get(f"{own_hub.url}/a/act-x")
    assert "<script>" not in shown.text
    assert "javascript:" not in shown.text
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\udc00\\ud800"])
def test_half_a_letter_is_no_fault_of_the_hub(shared_hub: Running, text: str) -> None:
    kiosk = enrol(shared_hub.url)
    for field in ("eventId", "passId", "activity", "staff"):
        sent = json.dumps({"events": [event(kiosk, **{field: "HERE"})]}).replace("HERE", text)
        answer = requests.post(
            f"{shared_hub.url}/checkins", data=sent, headers={**kiosk.headers, **JSON}
        )
        assert answer.status_code in (200, 400), answer.text


def test_half_a_request_harms_nobody(shared_hub: Running) -> None:
    host, _, port = shared_hub.url.removeprefix("http://").partition(":")
    for raw in (b"POST /checkins HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{", b"\x16\x03"):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(raw)
    assert requests.get(f"{shared_hub.url}/healthz").status_code == 200


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from([
    "eventId", "device", "sequence", "movement", "passId", "activity", "sessionStart", "place",
    "at", "annuls", "clockOffsetMs", "staff",
])  # fmt: skip


@given(st.lists(st.dictionaries(FIELDS, ANY, max_size=12) | ANY, max_size=5))
@settings(max_examples=60, deadline=None)
def test_no_event_however_strange_is_a_fault_of_the_hub(
    shared_hub: Running, events: list[object]
) -> None:
    headers = {**_kiosk(shared_hub.url), **JSON}
    body = json.dumps({"events": events})
    answer = requests.post(f"{shared_hub.url}/checkins", data=body, headers=headers)
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["results"]) == len(events)


_known: dict[str, dict[str, str]] = {}


def _kiosk(url: str) -> dict[str, str]:
    if url not in _known:
        _known[url] = enrol(url).headers
    return _known[url]
