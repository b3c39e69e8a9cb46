"""A hub comes back from its backup and kiosks go on, on both databases (docs/operating.md)."""

import datetime as dt
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import sqlalchemy as sa

from kiosk.services.catalogue import Catalogue
from sync.client.cycle import Cycle
from sync.client.enrol import enrol as enrol_here
from sync.hub.accounts import Role
from sync.model import CentreAct, CentreEvent, Movement
from sync.model.centre import notice_id
from sync.store.folder import DataFolder
from sync.store.identity import load_identity
from sync.store.ledger import Draft, Ledger

from . import postgres
from .running import ADMIN, attendance, code_for, fill, hub
from .site import Visitor, add_account

Step = Callable[[], None]


def sqlite_backup(folder: Path) -> tuple[str, Step, Step]:
    """A database, how it is backed up while the hub runs, and how it is put back."""
    live, copy = folder / "hub.db", folder / "backup.db"

    def back_up() -> None:
        with sqlite3.connect(live) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))

    def restore() -> None:
        for beside in folder.glob("hub.db-*"):
            beside.unlink()
        copy.replace(live)

    return f"sqlite:///{live}", back_up, restore


def postgres_backup(folder: Path, url: str) -> tuple[str, Step, Step]:
    """The same with PostgreSQL's own programs."""
    programs, dump = postgres.PROGRAMS[-1].parent, folder / "hub.dump"
    engine = sa.create_engine(url.replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")

    def empty() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")

    def back_up() -> None:
        command = [programs / "pg_dump", "--format=custom", f"--file={dump}", url]
        subprocess.run(command, check=True, timeout=60)

    def restore() -> None:
        empty()
        command = [programs / "pg_restore", "--clean", "--if-exists", f"--dbname={url}", dump]
        subprocess.run(command, check=True, timeout=60)

    empty()
    return url, back_up, restore


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restored_hub_has_all_that_was_and_kiosks_bring_the_rest(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        url, back_up, restore = sqlite_backup(tmp_path)
    else:
        url, back_up, restore = postgres_backup(tmp_path, request.getfixturevalue("postgres_url"))
    fill(url)
    add_account(url, "Rasa", Role.ADMIN)
    folder = DataFolder(tmp_path / "kiosk")
    with hub(url) as running:
        enrol_here(running.url, code_for(running.url), folder)
        meet(folder)
        check_in(folder, "before")
        announce(folder, "Rūbinė perkelta")
        meet(folder)
        back_up()
        # What the backup does not have: a check-in, a notice, and a change of the city.
        check_in(folder, "after")
        told = announce(folder, "Virtuvė uždaryta")
        requests.delete(f"{running.url}/admin/records/activity/act-1", headers=ADMIN)
        meet(folder)
        assert len(attendance(running.url)) == 2
    restore()
    with hub(url, "--port", running.url.rpartition(":")[2]) as again:
        assert requests.get(f"{again.url}/admin/records/activity/act-1", headers=ADMIN).ok
        assert [row["passId"] for row in attendance(again.url)] == ["before"]
        assert not again_there(again.url, told)
        assert Visitor(again.url).sign_in("Rasa").status_code == 303
        # Its own change numbers are older now, and the check-in waits again until it is sent.
        meet(folder)
        catalogue = Catalogue(folder.catalogue)
        assert catalogue.activity("act-1") is not None
        catalogue.close()
        meet(folder)
        assert sorted(row["passId"] for row in attendance(again.url)) == ["after", "before"]
        assert again_there(again.url, told), "what staff announced is there for every kiosk again"
        meet(folder)
        assert len(attendance(again.url)) == 2
        ledger = Ledger.open(folder.ledger)
        assert ledger.pending_count() + ledger.centre.pending_count() == 0, "nothing is sent on"
        ledger.close()


def meet(folder: DataFolder) -> None:
    """One cycle of the kiosk's sync child."""
    identity = load_identity(folder.identity)
    assert identity is not None
    cycle = Cycle(folder, identity)
    try:
        assert cycle.run(dt.datetime.now(dt.UTC)).failures == []
    finally:
        cycle.close()


def announce(folder: DataFolder, words: str) -> str:
    """Staff put up a notice at the kiosk; its id."""
    identity = load_identity(folder.identity)
    assert identity is not None
    now = dt.datetime.now(dt.UTC)
    draft = CentreEvent(
        event_id="", device=identity.device, place="place-a", act=CentreAct.NOTICE, at=now,
        day=now.date(), words=words,
    )  # fmt: skip
    ledger = Ledger.open(folder.ledger)
    told = ledger.centre.append(draft, now)
    ledger.close()
    return notice_id(told.event_id)


def again_there(url: str, notice: str) -> bool:
    """Whether the hub publishes the notice."""
    return requests.get(f"{url}/admin/records/notice/{notice}", headers=ADMIN).ok


def check_in(folder: DataFolder, pass_id: str) -> None:
    """Somebody comes in."""
    identity = load_identity(folder.identity)
    assert identity is not None
    now = dt.datetime.now(dt.UTC)
    ledger = Ledger.open(folder.ledger)
    ledger.append(
        Draft(movement=Movement.ENTRY, pass_id=pass_id, activity="act-2", place="place-a",
              session_start=now.replace(hour=0, minute=0, second=0, microsecond=0)),
        device=identity.device, now=now,
    )  # fmt: skip
    ledger.close()
