"""A reader of a feed misses nothing, however many write at once."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.hub.database import Database, apply_records, open_database
from sync.hub.feeds import FeedIndex, page_items
from sync.hub.schema import record
from sync.model import StaffAccount, Topic
from sync.protocol.feeds import CITY_FEEDS, PEOPLE_FEEDS

NOW = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
WRITERS = 4
EACH = 30


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'hub.db'}"
    else:
        url = request.getfixturevalue("postgres_url")
    database = open_database(url)
    with database.write() as connection:
        connection.execute(sa.delete(record))
    yield database
    database.close()


def read_while(database: Database, write: Callable[[int], None]) -> tuple[set[str], list[int]]:
    """Follow the feed by its cursor while all writers write; what a reader has in the end."""
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    seen: dict[str, int] = {}
    cursor, numbers = 0, []
    while True:
        busy = any(writer.is_alive() for writer in writers)
        with database.read() as connection:
            items = page_items(connection, "topic", "", cursor, 7)
        for item in items:
            seen[item.id] = item.modified
            numbers.append(item.modified)
        if items:
            cursor = items[-1].modified
        elif not busy:
            break
    for writer in writers:
        writer.join()
    return set(seen), numbers


def test_no_item_is_missed_while_many_write(database: Database) -> None:
    def write(writer: int) -> None:
        for number in range(EACH):
            topic = Topic(id=f"t-{writer}-{number}", name="x")
            with database.write() as connection:
                apply_records(connection, "topic", [topic], NOW)
                if number % 10 == 0:
                    time.sleep(0.01)

    seen, numbers = read_while(database, write)
    assert len(seen) == WRITERS * EACH
    assert numbers == sorted(set(numbers))


def test_numbers_from_a_plain_sequence_would_be_missed(postgres_url: str) -> None:
    """Why the hub does not do the obvious: the reader has passed a number that commits late."""
    database = open_database(postgres_url)
    with database.engine.begin() as connection:
        connection.execute(sa.delete(record))
        connection.exec_driver_sql("CREATE SEQUENCE IF NOT EXISTS naive")

    def write(writer: int) -> None:
        for number in range(EACH):
            with database.engine.begin() as connection:
                modified = connection.exec_driver_sql("SELECT nextval('naive')").scalar_one()
                if number % 5 == writer:
                    time.sleep(0.02)
                connection.execute(
                    sa.insert(record).values(
                        kind="topic", scope="", id=f"n-{writer}-{number}", modified=modified,
                        data=b"{}",
                    )
                )  # fmt: skip

    seen, _ = read_while(database, write)
    database.close()
    assert len(seen) < WRITERS * EACH


def test_the_digest_kept_at_hand_is_the_one_read_anew(database: Database) -> None:
    kept = FeedIndex()
    for step in range(6):
        topics = [Topic(id=f"t{number}", name=f"{step % 4}") for number in range(step, step + 3)]
        with database.write() as connection:
            apply_records(connection, "topic", topics, NOW)
        with database.read() as connection:
            assert kept.state(connection, "topic", "") == FeedIndex().state(connection, "topic", "")


def test_states_are_asked_for_again_after_each_change_and_in_each_place(
    database: Database,
) -> None:
    kept = FeedIndex()
    for step in range(4):
        with database.write() as connection:
            apply_records(connection, "topic", [Topic(id="t", name=f"{step % 2}")], NOW)
            entry = StaffAccount(id="s", label=f"{step}", role="desk", place="a", pin_hash="x")
            apply_records(connection, "staff", [entry], NOW)
        for scope, kinds in (("", CITY_FEEDS), ("a", PEOPLE_FEEDS), ("b", PEOPLE_FEEDS)):
            with database.read() as connection:
                fresh = FeedIndex().states(connection, kinds, scope)
                assert kept.states(connection, kinds, scope) == fresh
                assert kept.states(connection, kinds, scope) == fresh
