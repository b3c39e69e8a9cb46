"""Accounts of those who may open the staff screens of a place's kiosks."""

import datetime as dt
import secrets

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.engine import Database
from sync.hub.pepper import pepper_of
from sync.hub.records import apply_records
from sync.hub.schema import record
from sync.model import Role, StaffAccount
from sync.protocol import pins

NO_BADGE_ALONE = "a manager opens with a PIN, never with a badge alone"

# Crockford's base 32: no letter that is read as another.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def create_staff(
    database: Database,
    place: str,
    label: str,
    pin: str,
    role: str = Role.YOUTH_WORKER,
    id: str = "",
    now: dt.datetime | None = None,
    badge: str = "",
    badge_alone: bool | None = None,
) -> StaffAccount:
    """Store an account (an existing one with this id is changed); only the PIN's hash is kept.

    `badge` is the id on a signed staff badge (docs/badges.md); an existing account keeps its own,
    and with None what it had of `badge_alone`, by which that badge opens without the PIN.
    `ValueError` when the PIN is none, or that of a colleague: the audit could not tell them apart;
    or when a manager's badge alone should open.
    """
    if flaw := pins.flaw_of(pin):
        raise ValueError(flaw)
    if role not in set(Role):
        raise ValueError(f"a role is one of {', '.join(Role)}")
    if badge_alone and role == Role.MANAGER:
        raise ValueError(NO_BADGE_ALONE)
    pepper = pepper_of(database)
    with database.read() as connection:
        known = {each.id: each for each in _of_place(connection, place)}
    if any(_same(pin, each, pepper) for each in known.values() if each.id != id):
        raise ValueError("somebody at this place has this PIN already")
    account = StaffAccount(
        id=id or "staff-" + secrets.token_hex(6),
        label=label,
        role=role,
        place=place,
        pin_hash=pins.hash_pin(pin, pepper),
        badge=badge or (known[id].badge if id in known else ""),
        badge_alone=_alone(badge_alone, role, known.get(id)),
    )
    with database.write() as connection:
        apply_records(connection, "staff", [account], now or dt.datetime.now(dt.UTC))
    return account


def _alone(asked: bool | None, role: str, known: StaffAccount | None) -> bool:
    if asked is None:
        asked = known is not None and known.badge_alone
    return asked and role != Role.MANAGER


def new_badge_id() -> str:
    """A fresh id for a staff badge, such as S-7K2M9QX4TD."""
    return "S-" + "".join(secrets.choice(_LETTERS) for _ in range(10))


def _of_place(connection: Connection, place: str) -> list[StaffAccount]:
    rows = connection.execute(
        sa.select(record.c.data).where(
            record.c.kind == "staff", record.c.scope == place, record.c.data.is_not(None)
        )
    ).scalars()
    return [msgspec.json.decode(data, type=StaffAccount) for data in rows]


def _same(pin: str, account: StaffAccount, pepper: bytes) -> bool:
    try:
        return pins.fits(pin, account.pin_hash, pepper)
    except pins.CannotCheck:
        return False
