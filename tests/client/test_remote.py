"""Whatever answers in place of a hub is told apart, and nothing of it is believed."""

import datetime as dt
import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from email.utils import format_datetime

import pytest

from sync.client import remote as remote_module
from sync.client.remote import Remote
from sync.protocol.errors import (
    BadPage,
    Busy,
    CursorTooOld,
    NotAHub,
    Refused,
    SyncError,
    Unreachable,
)
from tests.client.toy_hub import Answer, ToyHub, problem, serving

PORTAL = b"<html><body>Welcome to the cafe! Please log in.</body></html>"


def error_of(toy: ToyHub, answer: Answer) -> SyncError:
    toy.tamper = lambda path, honest: answer
    with pytest.raises(SyncError) as caught:
        Remote(toy.url).glance()
    return caught.value


@pytest.mark.parametrize("status", [200, 302, 403, 404, 511])
def test_a_captive_portal_is_not_a_hub(toy: ToyHub, status: int) -> None:
    page = Answer(status, PORTAL, {"Content-Type": "text/html", "Location": "http://login.test/"})
    assert isinstance(error_of(toy, page), NotAHub)


def test_a_portal_that_says_json_and_sends_html_is_not_believed(toy: ToyHub) -> None:
    assert isinstance(error_of(toy, Answer(200, PORTAL)), BadPage)


def test_a_redirect_to_another_host_is_not_followed(toy: ToyHub) -> None:
    with serving() as other:
        away = Answer(302, b"", {"Location": f"{other.url}/manifest"})
        assert isinstance(error_of(toy, away), NotAHub)
        assert other.asked == []


def test_a_redirect_within_the_hub_is_followed(toy: ToyHub) -> None:
    def lead(path: str, answer: Answer) -> Answer | None:
        if path == "/manifest":
            return Answer(307, b"", {"Location": "/manifest?at=home"})
        return None

    toy.tamper = lead
    assert Remote(toy.url).glance().manifest is not None


def test_a_redirect_in_circles_ends(toy: ToyHub) -> None:
    assert isinstance(error_of(toy, Answer(302, b"", {"Location": "/manifest"})), NotAHub)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_fault_of_the_hub_is_tried_again_later(toy: ToyHub, status: int) -> None:
    page = Answer(status, PORTAL, {"Content-Type": "text/html"})
    assert isinstance(error_of(toy, page), Unreachable)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(("value", "low", "high"), [("7", 7, 7), ("999999", 3600, 3600)])
def test_a_busy_hub_is_left_alone_as_long_as_it_asks(
    toy: ToyHub, status: int, value: str, low: float, high: float
) -> None:
    error = error_of(toy, problem(status, "busy", Retry_After=value))
    assert isinstance(error, Busy)
    assert error.retry_after is not None
    assert low <= error.retry_after <= high


def test_retry_after_may_be_a_date_or_nonsense(toy: ToyHub) -> None:
    later = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=30), usegmt=True)
    error = error_of(toy, problem(503, "busy", Retry_After=later))
    assert isinstance(error, Busy)
    assert error.retry_after == pytest.approx(30, abs=3)
    nonsense = error_of(toy, problem(503, "busy", Retry_After="soon"))
    assert isinstance(nonsense, Busy)
    assert nonsense.retry_after is None


def test_a_refusal_carries_its_code(toy: ToyHub) -> None:
    error = error_of(toy, problem(403, "revoked"))
    assert isinstance(error, Refused)
    assert (error.status, error.code) == (403, "revoked")


def test_410_is_a_cursor_too_old(toy: ToyHub) -> None:
    assert isinstance(error_of(toy, problem(410, "cursor_too_old")), CursorTooOld)


def test_a_newer_protocol_is_said_and_nothing_is_read(toy: ToyHub) -> None:
    def newer(path: str, answer: Answer) -> Answer:
        return Answer(body=json.dumps({**json.loads(answer.body), "protocol": 9}).encode())

    toy.tamper = newer
    with pytest.raises(BadPage, match="protocol 9"):
        Remote(toy.url).glance()


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_a_truncated_answer_is_never_taken_for_whole(toy: ToyHub, kept: int) -> None:
    toy.tamper = lambda path, answer: Answer(200, answer.body, answer.headers, cut_to=kept)
    with pytest.raises(SyncError):
        Remote(toy.url).glance()


def test_truncated_gzip_with_a_right_length_is_never_taken_for_whole(toy: ToyHub) -> None:
    def cut(path: str, answer: Answer) -> Answer:
        packed = gzip.compress(answer.body)[:-12]
        return Answer(200, packed, {**answer.headers, "Content-Encoding": "gzip"})

    toy.tamper = cut
    with pytest.raises(SyncError):
        Remote(toy.url).glance()


def test_what_is_no_gzip_is_a_bad_page(toy: ToyHub) -> None:
    noise = Answer(200, b"\x00" * 900, {"Content-Type": "application/json",
                                        "Content-Encoding": "gzip"})  # fmt: skip
    assert isinstance(error_of(toy, noise), BadPage)


def test_a_gzip_bomb_is_stopped(toy: ToyHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_module, "LARGEST_ANSWER", 1_000_000)
    bomb = gzip.compress(b" " * 300_000_000, 9)
    begun = time.monotonic()
    error = error_of(toy, Answer(200, bomb, {"Content-Type": "application/json",
                                             "Content-Encoding": "gzip"}))  # fmt: skip
    assert isinstance(error, BadPage)
    assert time.monotonic() - begun < 5


@pytest.fixture
def dripping() -> Iterator[str]:
    """A server that sends one byte now and then, for ever."""
    server = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def drip() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
            while not ended.wait(0.05):
                connection.sendall(b" ")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}"
    ended.set()
    thread.join(5)
    server.close()


def test_an_answer_that_drips_for_ever_is_given_up(
    dripping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_module, "WHOLE_ANSWER_S", 0.3)
    with pytest.raises(Unreachable):
        Remote(dripping).glance()


def test_nobody_there_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(Unreachable):
        Remote(f"http://127.0.0.1:{port}").glance()


def test_a_hub_without_a_right_certificate_is_not_a_hub(toy: ToyHub) -> None:
    with pytest.raises(NotAHub, match="certificate"):
        Remote(toy.url.replace("http://", "https://")).glance()


@pytest.mark.parametrize("address", ["", "hub", "ftp://hub.test", "file:///etc/passwd", "http://"])
def test_what_is_no_address_is_said_at_once(address: str) -> None:
    with pytest.raises(NotAHub):
        Remote(address)


@pytest.mark.parametrize("seconds", [-3600, 0, 90])
def test_the_clock_offset_is_measured(toy: ToyHub, seconds: int) -> None:
    toy.offset = dt.timedelta(seconds=seconds)
    assert Remote(toy.url).glance().offset_ms == pytest.approx(seconds * 1000, abs=500)


def test_the_token_goes_only_where_it_belongs(toy: ToyHub) -> None:
    seen = []
    honest = toy.answer
    toy.answer = lambda method, path, headers, body: (  # type: ignore[method-assign]
        seen.append(headers.get("Authorization")) or honest(method, path, headers, body)
    )
    Remote(toy.url, "secret").glance()
    Remote(toy.url).glance()
    assert seen == ["Bearer secret", None]
