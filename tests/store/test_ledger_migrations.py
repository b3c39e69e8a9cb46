"""A ledger of any released version opens with all that was in it."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect

from sync.model import Movement
from sync.store import ledger_migrations
from sync.store.engine import open_engine, writing
from sync.store.errors import FutureSchema
from sync.store.ledger import Draft, Ledger
from sync.store.ledger_migrations import HEAD, current, migrate
from sync.store.ledger_schema import metadata

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=dt.UTC)
RELEASED = ["0001", "0002", "0003", "0004", "0005"]
DRAFT = Draft(
    movement=Movement.ENTRY, pass_id="P-1", activity="print", session_start=NOW, place="centre"
)


def test_the_newest_revision_is_the_one_named() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(ledger_migrations._SCRIPTS))
    assert scripts.get_heads() == [HEAD]
    assert [each.revision for each in scripts.walk_revisions()][::-1] == RELEASED


@pytest.mark.parametrize("released", RELEASED)
def test_a_ledger_of_a_released_version_opens(tmp_path: Path, released: str) -> None:
    engine = open_engine(tmp_path / "ledger.db", synchronous="FULL")
    migrate(engine, released)
    engine.dispose()
    ledger = Ledger.open(tmp_path / "ledger.db")
    assert current(ledger._engine) == HEAD
    assert ledger.append(DRAFT, device="k", now=NOW).sequence == 1
    ledger.close()


def test_the_migrations_make_exactly_the_tables_that_the_queries_use(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    found = inspect(ledger._engine)
    assert set(found.get_table_names()) == set(metadata.tables) | {"alembic_version"}
    for name, table in metadata.tables.items():
        columns = {each["name"]: str(each["type"]) for each in found.get_columns(name)}
        assert columns == {each.name: str(each.type) for each in table.columns}
    ledger.close()


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    ledger = Ledger.open(tmp_path / "ledger.db")
    ledger.append(DRAFT, device="k", now=NOW)
    with writing(ledger._engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    ledger.close()
    with pytest.raises(FutureSchema):
        Ledger.open(tmp_path / "ledger.db")


def test_screen_and_sync_may_start_at_the_same_moment(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from sync.store.ledger import Ledger; "
        "Ledger.open(Path(sys.argv[1])).pending(1)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", script, str(tmp_path / "ledger.db")])
        for _ in range(3)
    ]
    assert [each.wait(30) for each in started] == [0, 0, 0]
