"""Bring a ledger.db to the newest schema."""

import logging
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from sync.store.engine import writing
from sync.store.errors import FutureSchema

HEAD = "0005"
"""The newest revision; named here so that an up-to-date kiosk starts without loading Alembic."""

_SCRIPTS = Path(__file__).parent / "migrations_ledger"

log = logging.getLogger(__name__)


def migrate(engine: Engine, target: str = HEAD) -> None:
    """Run what is missing, all in one transaction: after a cut it is as before, or done.

    A file of a newer program raises `FutureSchema` and is left alone.
    """
    found = current(engine)
    if found == target:
        return
    if found is not None and found > HEAD:
        raise FutureSchema(f"the ledger is at revision {found}, this program knows {HEAD}")
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)
    log.info("ledger is at revision %s", target)


def current(engine: Engine) -> str | None:
    """The revision of the file, None for a new one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
