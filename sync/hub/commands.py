"""`main.py hub account NAME --role ROLE` and `main.py hub open-sealed FILE`: at the hub itself."""

import argparse
import getpass
import sys
from collections import Counter
from pathlib import Path

from sync.hub.accounts import Role, put_account
from sync.hub.audit import note
from sync.hub.config import utc_now
from sync.hub.database import Database, DatabaseFault, open_database
from sync.hub.sealed import open_box, take_in_box
from sync.protocol.seal import BadSeal

DEFAULT_DATABASE = "sqlite:///hub.db"


def account(argv: list[str]) -> int:
    """Add an account of the admin pages, or give it another role or password."""
    parser = _parser("account", account.__doc__)
    parser.add_argument("name")
    parser.add_argument("--role", choices=[role.name.lower() for role in Role], default="admin")
    options = parser.parse_args(argv)
    password = _password()
    try:
        database = open_database(options.database)
    except DatabaseFault as error:
        return _fail(str(error))
    try:
        with database.write() as connection:
            now = utc_now()
            put_account(connection, options.name, Role[options.role.upper()], password, now)
            note(connection, "command line", "change", "account", options.name, now, ["role"])
    except ValueError as error:
        return _fail(str(error))
    finally:
        database.close()
    print(f"{options.name} may sign in as {options.role}")
    return 0


def open_sealed(argv: list[str]) -> int:
    """Open the box of a kiosk that was shut out, and with --take-in count what is in it."""
    parser = _parser("open-sealed", open_sealed.__doc__)
    parser.add_argument("file", type=Path, help="sealed-*.box from the kiosk's data folder")
    parser.add_argument("--take-in", action="store_true", help="as if the kiosk had pushed it")
    options = parser.parse_args(argv)
    try:
        box = options.file.read_bytes()
        database = open_database(options.database)
    except (OSError, DatabaseFault) as error:
        return _fail(str(error))
    try:
        return _open(database, box, take_in=options.take_in)
    except BadSeal as error:
        return _fail(str(error))
    finally:
        database.close()


COMMANDS = {"account": account, "open-sealed": open_sealed}


def _open(database: Database, box: bytes, *, take_in: bool) -> int:
    with database.read() as connection:
        opened = open_box(connection, box)
    if not take_in:
        for each in (*opened.events.checkins, *opened.events.acts):
            print(bytes(each).decode())
        return 0
    with database.write() as connection:
        told = take_in_box(connection, opened, utc_now())
    counts = Counter(result.outcome.value for result in told)
    print(", ".join(f"{count} {word}" for word, count in counts.items()) or "the box is empty")
    return 0


def _password() -> str:
    """Asked for at a terminal, else the first line of standard input."""
    if sys.stdin.isatty():
        return getpass.getpass("Password (at least 10 letters): ")
    return sys.stdin.readline().rstrip("\n")


def _parser(name: str, words: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"main.py hub {name}", description=words)
    parser.add_argument("--database", default=DEFAULT_DATABASE, metavar="URL")
    return parser


def _fail(text: str) -> int:
    sys.stderr.write(f"hub: {text}\n")
    return 1
