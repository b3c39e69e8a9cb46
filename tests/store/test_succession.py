"""A screen goes on to new data when they are ready, and answers from the old ones until then."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.services.catalogue import Catalogue
from sync.model.query import ActivityQuery
from sync.protocol.feeds import encode
from sync.store.bundled import build_catalogue
from sync.store.errors import StoreError
from tests.bench.synthetic_city import CITY
from tests.client.made import PLACE, activities, activity
from tests.store.test_publication import NOW, change, updated


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "catalogue.db"
    write(made, 30)
    return made


def write(path: Path, count: int) -> None:
    records = [(a.id, encode(a)) for a in activities(count)]
    build_catalogue(
        path, CITY, [("place", [("p1", encode(PLACE))]), ("activity", records)], NOW
    )  # fmt: skip


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    opened = Catalogue(path)
    opened.hold()
    yield opened
    opened.close()


def found(catalogue: Catalogue, text: str) -> list[str]:
    """By one search and in one reading, as a screen does it."""
    with catalogue.steady():
        hits = catalogue.search(ActivityQuery(text=text), NOW).hits
        return [activity.name for activity in catalogue.activities(hit.activity for hit in hits)]


def test_what_is_published_is_seen_when_it_is_ready_and_all_at_once(
    path: Path, catalogue: Catalogue
) -> None:
    before = catalogue.revision()
    assert not catalogue.follow()
    change(path, "activity", updated(activity(7, name="Akvarelė")))
    assert (catalogue.revision(), found(catalogue, "akvarele")) == (before, [])
    assert catalogue.follow()
    assert (catalogue.revision(), found(catalogue, "7")) == (before, ["Būrelis 7"])
    assert [each.named for each in catalogue.suggest("cen", 3)]
    catalogue.prepare(NOW)
    assert (catalogue.revision(), found(catalogue, "akvarele")) == (before + 1, ["Akvarelė"])
    assert found(catalogue, "7") == []
    assert not catalogue.follow()


def test_a_visitor_is_answered_while_the_next_revision_is_got_ready(
    path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, answered = threading.Event(), threading.Event()

    def slow(*_: object) -> None:
        reached.set()
        assert answered.wait(30)

    monkeypatch.setattr("kiosk.services.catalogue.warm", slow)
    change(path, "activity", updated(activity(7, name="Akvarelė")))
    assert catalogue.follow()
    getting_ready = threading.Thread(target=catalogue.prepare, args=(NOW,))
    getting_ready.start()
    assert reached.wait(30)
    assert found(catalogue, "7") == ["Būrelis 7"]
    change(path, "activity", updated(activity(8, name="Dailė")))
    assert not catalogue.follow(), "one after the other"
    answered.set()
    getting_ready.join()
    assert (found(catalogue, "akvarele"), found(catalogue, "daile")) == (["Akvarelė"], [])
    assert catalogue.follow()


def test_what_could_not_be_got_ready_is_tried_again(
    path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise StoreError("the disk does not answer")

    change(path, "activity", updated(activity(7, name="Akvarelė")))
    assert catalogue.follow()
    with monkeypatch.context() as patch:
        patch.setattr("kiosk.services.catalogue.warm", broken)
        with pytest.raises(StoreError):
            catalogue.prepare(NOW)
    assert found(catalogue, "7") == ["Būrelis 7"]
    assert catalogue.follow()
    catalogue.prepare(NOW)
    assert found(catalogue, "akvarele") == ["Akvarelė"]


def test_a_catalogue_built_anew_beside_the_screen_takes_over(
    path: Path, catalogue: Catalogue
) -> None:
    assert len(found(catalogue, "")) == 30
    other = path.with_name("new.db")
    write(other, 12)
    other.replace(path)
    assert len(found(catalogue, "")) == 30
    assert catalogue.follow()
    catalogue.prepare(NOW)
    assert len(found(catalogue, "")) == 12


def test_a_screen_that_follows_lets_the_writer_cut_its_log(
    path: Path, catalogue: Catalogue
) -> None:
    change(path, "activity", updated(activity(7, name="Akvarelė")))
    assert catalogue.follow()
    catalogue.prepare(NOW)
    writer = sqlite3.connect(path, timeout=0)
    busy = []
    for _ in range(3):
        catalogue.follow()
        busy.append(writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    writer.close()
    assert busy[-1] == 0
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
