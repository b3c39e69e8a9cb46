"""The shared way to open a database."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from sync.store.engine import check, open_engine, reading, writing
from sync.store.errors import CannotOpen, DamagedDatabase, DatabaseBusy, DiskFull, ReadOnly


def _table(path: Path, rows: int = 0) -> None:
    engine = open_engine(path)
    with writing(engine) as connection:
        connection.exec_driver_sql("CREATE TABLE t(v TEXT UNIQUE)")
        for number in range(rows):
            connection.exec_driver_sql("INSERT INTO t VALUES (?)", (f"{number:0200}",))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


@pytest.mark.parametrize(("synchronous", "value"), [("NORMAL", 1), ("FULL", 2)])
def test_every_connection_keeps_the_promises(tmp_path, synchronous, value):
    engine = open_engine(tmp_path / "a.db", synchronous)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == value
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path):
    _table(tmp_path / "a.db")
    engine = open_engine(tmp_path / "a.db")

    def half() -> None:
        with writing(engine) as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES ('x')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path):
    (tmp_path / "a.db").write_bytes(b"<html>" * 1000)
    with pytest.raises(DamagedDatabase):
        check(open_engine(tmp_path / "a.db"))


def test_overwritten_pages_are_found_by_the_check(tmp_path):
    _table(tmp_path / "a.db", 200)
    data = bytearray((tmp_path / "a.db").read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 16] = b"\xff" * 16
    (tmp_path / "a.db").write_bytes(bytes(data))
    with pytest.raises(DamagedDatabase):
        check(open_engine(tmp_path / "a.db"))


def test_a_missing_folder_is_named_as_such(tmp_path):
    with pytest.raises(CannotOpen):
        check(open_engine(tmp_path / "no" / "a.db"))


def test_reading_a_database_that_is_not_there_does_not_make_it(tmp_path):
    with pytest.raises(CannotOpen):
        check(open_engine(tmp_path / "a.db", read_only=True))
    assert not (tmp_path / "a.db").exists()


def test_a_reader_may_not_write(tmp_path):
    _table(tmp_path / "odd name #1?.db")
    engine = open_engine(tmp_path / "odd name #1?.db", read_only=True)
    with pytest.raises(ReadOnly), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES ('x')")


def test_a_second_writer_is_told_that_the_database_is_busy(tmp_path):
    _table(tmp_path / "a.db")
    second = open_engine(tmp_path / "a.db", busy_timeout_ms=20)
    with writing(open_engine(tmp_path / "a.db")), pytest.raises(DatabaseBusy), writing(second):
        pass


def test_a_full_disk_is_said_and_keeps_nothing(tmp_path):
    _table(tmp_path / "a.db")
    engine = open_engine(tmp_path / "a.db")
    sa.event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count = 8"))

    def fill() -> None:
        with writing(engine) as connection:
            for number in range(1000):
                connection.exec_driver_sql("INSERT INTO t VALUES (?)", (f"{number:0200}",))

    with pytest.raises(DiskFull):
        fill()
    with reading(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
