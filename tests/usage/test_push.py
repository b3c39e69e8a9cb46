"""Counts reach the hub once, and only what may be told."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
import requests
import sqlalchemy as sa

from sync.client.cycle import Cycle
from sync.client.enrol import enrol
from sync.client.remote import Remote
from sync.client.usage_push import push_usage
from sync.hub.database import open_database
from sync.hub.schema import usage
from sync.protocol.errors import Refused
from sync.protocol.messages import UsageCount
from sync.store.folder import DataFolder
from sync.store.usage import FEEDBACK, LEAST, NOTHING_FOUND, UsageStore
from tests.hub import running as hubs

NOW = dt.datetime.now(dt.UTC)
BEFORE = NOW.date() - dt.timedelta(3)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[hubs.Running]:
    database = f"sqlite:///{tmp_path / 'hub.db'}"
    hubs.fill(database)
    with hubs.hub(database) as running:
        yield running


def taken(running: hubs.Running) -> list[tuple[Any, ...]]:
    database = open_database(running.database)
    with database.read() as connection:
        rows = connection.execute(sa.select(usage.c.day, usage.c.subject, usage.c.visits)).all()
    database.close()
    return [tuple(row) for row in rows]


def count(
    folder: DataFolder, day: dt.date, visits: int, subject: str, what: str = NOTHING_FOUND
) -> None:
    store = UsageStore(folder.usage)
    for _ in range(visits):
        store.add([(what, subject)], day)
    store.close()


def test_finished_days_go_up_with_the_next_cycle_and_only_once(
    running: hubs.Running, tmp_path: Path
) -> None:
    folder = DataFolder(tmp_path / "kiosk")
    cycle = Cycle(folder, enrol(running.url, hubs.code_for(running.url), folder))
    count(folder, BEFORE, LEAST, "baletas")
    count(folder, BEFORE, LEAST - 1, "kampanula")
    count(folder, NOW.date(), LEAST, "šiandien")
    for _ in range(2):
        assert not cycle.run(NOW).failures
        assert taken(running) == [(BEFORE, "baletas", LEAST)]
    later = BEFORE + dt.timedelta(1)
    count(folder, later, LEAST + 1, "baletas")
    assert not cycle.run(NOW).failures
    assert taken(running)[1:] == [(later, "baletas", LEAST + 1)]
    cycle.close()


def test_a_kiosk_that_counts_nothing_says_nothing(running: hubs.Running, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "kiosk")
    cycle = Cycle(folder, enrol(running.url, hubs.code_for(running.url), folder))
    assert not cycle.run(NOW).failures
    assert taken(running) == []
    assert not folder.usage.exists()
    cycle.close()


def test_what_visitors_said_goes_up_too(running: hubs.Running, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "kiosk")
    cycle = Cycle(folder, enrol(running.url, hubs.code_for(running.url), folder))
    count(folder, BEFORE, LEAST, "good:map", FEEDBACK)
    count(folder, BEFORE, LEAST - 1, "bad", FEEDBACK)
    assert not cycle.run(NOW).failures
    assert taken(running) == [(BEFORE, "good:map", LEAST)]
    cycle.close()


class HubOfBefore:
    """A hub that does not know yet what feedback is."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def push_usage(self, counts: Sequence[UsageCount]) -> None:
        if any(each.what == FEEDBACK for each in counts):
            raise Refused(422, "what: is not one of view, nothing_found")
        self.taken += [each.subject for each in counts]


def test_a_hub_that_knows_no_feedback_takes_all_the_rest_once(tmp_path: Path) -> None:
    folder, hub = DataFolder(tmp_path).make(), HubOfBefore()
    count(folder, BEFORE, LEAST, "good", FEEDBACK)
    count(folder, BEFORE, LEAST, "baletas")
    for _ in range(2):
        push_usage(cast(Remote, hub), folder.usage, NOW.date())
    assert hub.taken == ["baletas"]


@pytest.mark.parametrize(
    "wrong", [{"visits": 4}, {"what": "who"}, {"subject": ""}, {"day": "soon"}]
)
def test_a_count_that_could_tell_of_somebody_is_refused(
    running: hubs.Running, wrong: dict[str, object]
) -> None:
    kiosk = hubs.enrol(running.url)
    body = {"day": "2026-11-01", "what": "view", "subject": "a", "visits": 5}
    for given, expected in ((body, (200,)), ({**body, **wrong}, (400, 422))):
        answer = requests.post(
            f"{running.url}/usage", json={"counts": [given]}, headers=kiosk.headers, timeout=10
        )
        assert answer.status_code in expected, answer.text
    assert len(taken(running)) == 1


def test_nobody_else_may_send_counts(running: hubs.Running) -> None:
    answer = requests.post(f"{running.url}/usage", json={"counts": []}, timeout=10)
    assert answer.status_code == 401
