"""A stranger's code ends within a second, with a verdict, and reaches nobody."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest

from kiosk.badges import linked
from kiosk.badges.checker import BadgeChecker
from kiosk.badges.judge import judge
from kiosk.badges.multikey import to_pem
from kiosk.badges.verdict import Reason, Verdict
from kiosk.domain.scan import classify
from kiosk.domain.scan_container import read_json_object
from tests.badges.hostile import FOLDER, corpus
from tests.badges.made import KEY, NOW, credential, registry, signed_json

FILES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".md")


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []

    def refuse(*arguments: Any, **_options: Any) -> NoReturn:
        asked.append(str(arguments))
        raise AssertionError("a badge asked for the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return asked


@pytest.fixture(scope="module")
def checker() -> Iterator[BadgeChecker]:
    with BadgeChecker(registry()) as found:
        assert found.warm_up()
        yield found


def test_corpus_on_disk_is_the_one_the_command_writes() -> None:
    assert {path.name: path.read_bytes() for path in FILES} == dict(corpus())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_hostile_badge_gets_a_verdict_without_a_request(path: Any, no_network: list[str]) -> None:
    trust = registry()
    found = judge(classify(path.read_bytes(), trust.hosts), trust, NOW)
    if path.name.startswith("genuine-"):
        assert found.verdict is Verdict.GENUINE_REVOCATION_UNKNOWN
    else:
        assert not found.verdict.accepted
        assert found.verdict is not Verdict.ISSUER_UNKNOWN
    assert found.reason
    assert no_network == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_hostile_badge_holds_nobody_up(path: Any, checker: BadgeChecker) -> None:
    begin = time.perf_counter()
    found = checker.judge(classify(path.read_bytes(), registry().hosts), NOW)
    taken = time.perf_counter() - begin
    assert taken < 6  # one second for the badge, the rest for a busy test machine
    assert not found.verdict.accepted or path.name.startswith("genuine-")
    assert checker.warm_up()


@pytest.mark.parametrize("size", [9, 12])
def test_poison_graph_runs_into_its_budget_not_into_the_night(size: int) -> None:
    document = read_json_object((FOLDER / f"poison-clique-{size}.json").read_text("utf-8"))
    begin = time.perf_counter()
    with pytest.raises(linked.TooComplex):
        linked.check_proof_only(document, to_pem(KEY.public_key()), {})
    assert time.perf_counter() - begin < 6


def test_downloader_we_hand_out_never_downloads() -> None:
    with pytest.raises(linked.NotCached):
        linked.never_download("https://issuer.example/status/1")


def test_signed_badge_at_the_end_of_the_calendar_is_judged_calmly() -> None:
    for changes, reason in (
        ({"validUntil": "9999-12-31T23:59:59-23:59"}, Reason.DATE_UNREADABLE),
        ({"validUntil": "9999-12-31T23:59:59Z"}, Reason.NO_STATUS_DECLARED),
        ({"validFrom": "9999-12-31T23:59:59Z"}, Reason.DATE_UNREADABLE),
        (
            {"validFrom": "2026-06-01T00:00:00Z", "validUntil": "2026-05-01T00:00:00Z"},
            Reason.SHAPE_WRONG,
        ),
    ):
        found = judge(classify(signed_json(credential(**changes)).encode()), registry(), NOW)
        assert found.reason == reason
