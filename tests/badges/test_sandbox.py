"""The child that checks badges may hang, die or lie; the visitor still gets an answer."""

from __future__ import annotations

import json
import resource
import socket
import subprocess
import time
from multiprocessing.connection import Connection
from typing import Any

from kiosk.badges import worker
from kiosk.badges.checker import BadgeChecker
from kiosk.badges.sandbox import Sandbox
from kiosk.badges.trust import TrustRegistry
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan import classify
from tests.badges.made import NOW, plain_signed_json, registry, signed_jwt

BADGE = classify(signed_jwt().encode())


def hang_on_badges(pipe: Connection) -> None:
    """Takes a registry, then never answers."""
    pipe.send_bytes(worker.READY)
    while True:
        message = pipe.recv()
        if not isinstance(message, TrustRegistry):
            time.sleep(60)


def die(pipe: Connection) -> None:
    pipe.send_bytes(worker.READY)
    pipe.recv()
    pipe.recv()


def lie(pipe: Connection) -> None:
    pipe.send_bytes(worker.READY)
    pipe.recv()
    while True:
        pipe.recv()
        pipe.send_bytes(b'[1, {"kind": "ob3_jwt", "verdict": "splendid"}]')


def never_start(pipe: Connection) -> None:
    pipe.close()


def peek_at_confinement(pipe: Connection) -> None:
    worker._confine()
    pipe.send_bytes(worker.READY)
    pipe.recv()
    refused = []
    for attempt in (
        lambda: socket.create_connection(("127.0.0.1", 9), 1),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: subprocess.run(["true"], check=False),
    ):
        try:
            attempt()
        except worker.NetworkForbidden:
            refused.append(True)
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    number, scan, _now = pipe.recv()
    answer = {"kind": scan.kind.value, "verdict": "genuine", "issuer": "", "list_date": None}
    answer |= {"badge": "", "expires": None, "begins": None, "holder": None}
    answer["reason"] = f"{len(refused)} refused, limited {limit <= worker.MEMORY_LIMIT}"
    pipe.send_bytes(json.dumps([number, answer]).encode())
    time.sleep(60)


def ask(serve: Any, limit: float = 0.3) -> tuple[Verdict, str, float]:
    with Sandbox(registry(), limit=limit, serve=serve) as sandbox:
        assert sandbox.warm_up()
        begin = time.perf_counter()
        found = sandbox.judge(BADGE, NOW)
        return found.verdict, found.reason, time.perf_counter() - begin


def test_badge_that_takes_too_long_is_given_up_on_time() -> None:
    verdict, reason, taken = ask(hang_on_badges)
    assert (verdict, reason) == (Verdict.CANNOT_TELL_OFFLINE, Reason.TOOK_TOO_LONG)
    assert 0.29 < taken < 1.0


def test_child_that_dies_is_no_verdict_and_is_replaced() -> None:
    assert ask(die)[:2] == (Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED)


def test_answer_that_makes_no_sense_is_no_verdict() -> None:
    assert ask(lie)[:2] == (Verdict.CANNOT_TELL_OFFLINE, Reason.CHECKER_FAILED)


def test_child_that_never_starts_is_no_verdict() -> None:
    with Sandbox(registry(), serve=never_start) as sandbox:
        assert not sandbox.warm_up()
        assert sandbox.judge(BADGE, NOW).reason == Reason.CHECKER_FAILED


def test_child_reaches_neither_network_nor_programs() -> None:
    assert ask(peek_at_confinement, 5.0)[1] == "3 refused, limited True"


def test_killed_child_is_replaced_by_one_that_works() -> None:
    with Sandbox(registry()) as sandbox:
        assert sandbox.judge(BADGE, NOW).verdict is Verdict.GENUINE
        sandbox._process.kill()
        sandbox._process.join()
        assert sandbox.judge(BADGE, NOW).reason == Reason.CHECKER_FAILED
        assert sandbox.judge(BADGE, NOW).verdict is Verdict.GENUINE


def test_new_registry_counts_from_the_next_badge_on() -> None:
    document = classify(plain_signed_json().encode())
    with BadgeChecker() as checker:
        assert checker.judge(document, NOW).verdict is Verdict.CANNOT_TELL_OFFLINE
        checker.set_registry(registry())
        assert checker.judge(document, NOW).verdict is Verdict.GENUINE
        checker.set_registry(TrustRegistry())
        assert checker.judge(document, NOW).verdict is Verdict.CANNOT_TELL_OFFLINE


def test_pass_is_read_without_any_child() -> None:
    checker = BadgeChecker(registry())
    checker.judge(classify(b"https://vilnius.cityoflearning.eu/claim?code=5f8ica"), NOW)
    assert checker._sandbox is None
