"""Those who run a hub: their roles, their passwords (argon2id) and who is signed in."""

import datetime as dt
import secrets
from enum import IntEnum
from typing import NamedTuple

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.engine import Connection

from sync.hub.devices import hashed
from sync.hub.engine import Database
from sync.hub.schema import account, login

SHORTEST_PASSWORD = 10
LOGIN_LIFE = dt.timedelta(hours=12)

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _hasher.hash("nobody")


class Role(IntEnum):
    """What one may do; each role may do all that the one before it may.

    A viewer reads the city's records, kiosks and statistics. An editor changes the records and
    settles conflicts. An admin also sees to kiosks, their staff, these accounts and the audit.
    """

    VIEWER = 1
    EDITOR = 2
    ADMIN = 3


class Account(NamedTuple):
    """Somebody who is signed in."""

    name: str
    role: Role


def put_account(
    connection: Connection, name: str, role: Role, password: str, now: dt.datetime
) -> None:
    """Add an account, or give it another role; an empty password keeps the one it has.

    `ValueError` says what is wrong with the name or the password.
    """
    known = connection.execute(sa.select(account.c.name).where(account.c.name == name)).scalar()
    if not (1 <= len(name) <= 60 and name.isprintable() and name == name.strip()):
        raise ValueError("a name has 1 to 60 letters")
    if (password or not known) and len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"a password has at least {SHORTEST_PASSWORD} letters")
    values: dict[str, object] = {"role": role.name.lower()}
    if password:
        values["password_hash"] = _hasher.hash(password)
        sign_out_everywhere(connection, name)
    if known:
        connection.execute(sa.update(account).where(account.c.name == name).values(values))
    else:
        connection.execute(sa.insert(account).values(name=name, created=now, **values))


def remove_account(connection: Connection, name: str) -> bool:
    """Take an account away and sign it out; whether there was one."""
    sign_out_everywhere(connection, name)
    return connection.execute(sa.delete(account).where(account.c.name == name)).rowcount > 0


def admins(connection: Connection) -> list[str]:
    """The names of all admins."""
    return list(
        connection.execute(sa.select(account.c.name).where(account.c.role == "admin")).scalars()
    )


def password_fits(database: Database, name: str, password: str) -> bool:
    """Whether this is the account's password; takes the same time for a name that is none."""
    with database.read() as connection:
        stored = connection.execute(
            sa.select(account.c.password_hash).where(account.c.name == name)
        ).scalar()
    try:
        _hasher.verify(stored or _NOBODY, password)
    except VerificationError:
        return False
    return stored is not None


def sign_in(connection: Connection, name: str, now: dt.datetime) -> str:
    """A token for the browser of this account; kept here as its hash only."""
    token = secrets.token_urlsafe(32)
    connection.execute(sa.delete(login).where(login.c.expires <= now))
    connection.execute(
        sa.insert(login).values(token_hash=hashed(token), account=name, expires=now + LOGIN_LIFE)
    )
    connection.execute(sa.update(account).where(account.c.name == name).values(last_seen=now))
    return token


def signed_in(connection: Connection, token: str, now: dt.datetime) -> str | None:
    """The name that signed in with this token, while it holds."""
    found: str | None = connection.execute(
        sa.select(login.c.account).where(login.c.token_hash == hashed(token), login.c.expires > now)
    ).scalar()
    return found


def find_account(connection: Connection, name: str) -> Account | None:
    """The account as it is now: a role that was taken away is gone with the next page."""
    role = connection.execute(sa.select(account.c.role).where(account.c.name == name)).scalar()
    return Account(name, Role[role.upper()]) if role else None


def sign_out(connection: Connection, token: str) -> None:
    """This browser is signed out."""
    connection.execute(sa.delete(login).where(login.c.token_hash == hashed(token)))


def sign_out_everywhere(connection: Connection, name: str) -> None:
    """All browsers of this account are signed out."""
    connection.execute(sa.delete(login).where(login.c.account == name))
