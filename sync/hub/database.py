"""What importers and the command line use of the hub's database.

```
database = open_database("sqlite:///hub.db")
with database.write() as tx:
    put_city(tx, city)
    apply_records(tx, "activity", activities, now)
    delete_missing(tx, "activity", keep, now)
```
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from sync.hub.engine import Database, DatabaseFault, connect
from sync.hub.records import (
    Changes,
    apply_records,
    claim_records,
    delete_missing,
    delete_records,
    forget_deleted,
    move_rosters,
)
from sync.hub.settings import get_city, put_city

HEAD = "0005"
"""The newest revision; named here so that an up-to-date hub starts without loading scripts."""

_SCRIPTS = Path(__file__).parent / "migrations"

__all__ = [
    "Changes", "Database", "DatabaseFault", "apply_records", "claim_records", "delete_missing",
    "delete_records", "forget_deleted", "get_city", "move_rosters", "open_database", "put_city",
]  # fmt: skip


def open_database(url: str) -> Database:
    """The database of this URL at the newest schema; `DatabaseFault` says what is in the way."""
    database = connect(url)
    try:
        _migrate(database)
    except DBAPIError as error:
        database.close()
        raise DatabaseFault(f"the database cannot be opened: {error.orig}") from error
    return database


def _migrate(database: Database) -> None:
    found = _revision(database)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise DatabaseFault(f"the database is at revision {found}, this program knows {HEAD}")
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    with database.engine.connect() as plain:
        connection = plain.execution_options(write=True) if database.is_sqlite else plain
        with connection.begin():
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(7305420011)"))
            config.attributes["connection"] = connection
            command.upgrade(config, HEAD)


def _revision(database: Database) -> str | None:
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
        return found
