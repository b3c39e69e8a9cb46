"""What an import leaves in the hub: only real changes, and tombstones for what is gone."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from sync.hub.database import Changes, Database, get_city, open_database, put_city
from sync.hub.schema import audit, counter, record
from sync.importers.cli import import_city, main
from sync.importers.csv_city import load_city

from .conftest import change


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    yield database
    database.close()


def rows(database: Database) -> dict[tuple[str, str, str], tuple[int, bytes | None]]:
    here = record.c
    with database.read() as connection:
        found = connection.execute(
            sa.select(here.kind, here.scope, here.id, here.modified, here.data)
        )
        # What waits for its days (sync.hub.rosters) counts here like what is due.
        return {
            (kind, scope.removesuffix("~later"), id): (modified, data)
            for kind, scope, id, modified, data in found
        }


def last_number(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(sa.select(counter.c.value)).scalar_one())


def test_a_second_import_of_the_same_folder_changes_nothing(city: Path, database: Database) -> None:
    first = import_city(database, load_city(city))
    before = rows(database)
    assert first["activity"] == Changes(added=2)
    second = import_city(database, load_city(city))
    assert second["activity"] == Changes(unchanged=2)
    assert rows(database) == before


def test_the_audit_tells_what_an_import_changed_and_is_silent_when_nothing_did(
    city: Path, database: Database
) -> None:
    import_city(database, load_city(city))
    first = audited(database)
    assert ("import", "import", "activity", "city:testville", "2 added") in first
    import_city(database, load_city(city))
    assert audited(database) == first
    change(city / "activities.csv", "Keramika,", "Keramika ir glazūra,")
    import_city(database, load_city(city), dry_run=True)
    assert audited(database) == first
    import_city(database, load_city(city))
    told = [("import", "import", "activity", "city:testville", "1 changed")]
    assert audited(database)[len(first) :] == told


def audited(database: Database) -> list[tuple[str, ...]]:
    here = audit.c
    with database.read() as connection:
        found = connection.execute(
            sa.select(here.who, here.act, here.kind, here.subject, here.fields).order_by(here.id)
        )
        return [tuple(row) for row in found]


def test_only_the_changed_row_gets_a_new_number(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    before, last = rows(database), last_number(database)
    change(city / "activities.csv", "Keramika,", "Keramika ir glazūra,")
    assert import_city(database, load_city(city))["activity"] == Changes(changed=1, unchanged=1)
    after = rows(database)
    assert {key for key in after if after[key] != before[key]} == {("activity", "", "act-1")}
    assert after["activity", "", "act-1"][0] == last + 1 == last_number(database)


def test_a_row_that_is_gone_leaves_a_tombstone(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    text = (city / "registrations.csv").read_text(encoding="utf-8")
    (city / "registrations.csv").write_text(text.replace("reg-2,act-2,pass-2,Nr. 2\n", ""))
    assert import_city(database, load_city(city))["registration"].deleted == 1
    modified, data = rows(database)["registration", "place-b", "reg-2"]
    assert data is None
    assert modified == last_number(database)


def test_a_row_that_turned_bad_stays_as_it_was(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    before = rows(database)
    change(city / "activities.csv", ",25,EUR", ",abc,EUR")
    report = import_city(database, load_city(city))
    assert report["activity"] == Changes(unchanged=1)
    assert rows(database) == before


def test_a_missing_file_deletes_nothing(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    (city / "registrations.csv").unlink()
    assert import_city(database, load_city(city))["registration"].deleted == 0


def test_a_deleted_record_comes_back_as_added(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    spared = (city / "notices.csv").read_text(encoding="utf-8")
    (city / "notices.csv").write_text(spared.split("\n")[0] + "\n", encoding="utf-8")
    assert import_city(database, load_city(city))["notice"].deleted == 1
    (city / "notices.csv").write_text(spared, encoding="utf-8")
    assert import_city(database, load_city(city))["notice"] == Changes(added=1)


def test_a_roster_moves_with_its_activity(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    change(city / "activities.csv", "org-a,place-b", "org-a,place-a")
    assert import_city(database, load_city(city))["registration"] == Changes(changed=1, unchanged=1)
    found = rows(database)
    assert found["registration", "place-b", "reg-2"][1] is None
    assert found["registration", "place-a", "reg-2"][1] is not None


def test_an_import_leaves_the_keys_of_the_passes_be(city: Path, database: Database) -> None:
    import_city(database, load_city(city))
    with database.write() as connection:
        stored = get_city(connection)
        assert stored is not None
        put_city(connection, msgspec.structs.replace(stored, pass_root="root", key_set="keys"))
    change(city / "city.json", "Testville", "Testtown")
    import_city(database, load_city(city))
    with database.read() as connection:
        found = get_city(connection)
    assert found is not None
    assert (found.pass_root, found.key_set) == ("root", "keys")
    assert found.translations["en"].name == "Testtown"


def test_a_table_that_was_cut_short_does_not_empty_the_city(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'cut.db'}"
    path = city / "registrations.csv"
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    many = [f"many-{number},act-1,pass-{number}," for number in range(60)]
    path.write_text("\n".join([head, *rows, *many]), encoding="utf-8")
    assert main([str(city), "--database", url]) == 0
    path.write_text("\n".join([head, *rows, *many[:10]]), encoding="utf-8")
    assert main([str(city), "--database", url]) == 1
    error = capsys.readouterr().err
    assert "50 of 62 records of registration would be deleted; nothing was written" in error
    assert main([str(city), "--database", url, "--allow-deletions"]) == 0
    assert "12 unchanged, 50 deleted" in capsys.readouterr().out


def test_a_dry_run_tells_and_keeps_nothing(city: Path, database: Database) -> None:
    report = import_city(database, load_city(city), dry_run=True)
    assert report["activity"] == Changes(added=2)
    assert rows(database) == {}
    assert last_number(database) == 0


def test_the_command_tells_each_fault_and_ends_with_one(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    assert main([str(city), "--database", url]) == 0
    change(city / "activities.csv", ",25,EUR", ",abc,EUR")
    assert main([str(city), "--database", url]) == 1
    output = capsys.readouterr()
    assert 'activities.csv line 2: price "abc" is not a number' in output.err
    assert "activity: 0 added, 0 changed, 1 unchanged, 0 deleted" in output.out
    assert "Bandymai: 2 rows skipped" in output.out


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("sqlite://", "needs a file"),
        ("nonsense", "cannot be understood"),
        ("mysql://x/y", "not supported"),
        ("sqlite:////nowhere/at/all/hub.db", "cannot be opened"),
    ],
)
def test_a_wrong_database_is_told_in_one_line(
    city: Path, capsys: pytest.CaptureFixture[str], url: str, word: str
) -> None:
    assert main([str(city), "--database", url]) == 1
    error = capsys.readouterr().err
    assert word in error
    assert error.count("\n") == 1
