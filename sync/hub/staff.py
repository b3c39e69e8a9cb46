"""Accounts of those who may open the staff screens of a place's kiosks."""

import datetime as dt
import secrets

from argon2 import PasswordHasher

from sync.hub.engine import Database
from sync.hub.records import apply_records
from sync.model import StaffAccount

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. A kiosk has to check it
# in well under a second, and a PIN is guarded by its lock-out more than by its hash.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def create_staff(
    database: Database,
    place: str,
    label: str,
    pin: str,
    role: str = "youth_worker",
    id: str = "",
    now: dt.datetime | None = None,
) -> StaffAccount:
    """Store an account (an existing one with this id is changed); only the PIN's hash is kept.

    `ValueError` when the PIN is not 4 to 12 digits.
    """
    if not (pin.isascii() and pin.isdecimal() and 4 <= len(pin) <= 12):
        raise ValueError("a PIN has 4 to 12 digits")
    account = StaffAccount(
        id=id or "staff-" + secrets.token_hex(6),
        label=label,
        role=role,
        place=place,
        pin_hash=_hasher.hash(pin),
    )
    with database.write() as connection:
        apply_records(connection, "staff", [account], now or dt.datetime.now(dt.UTC))
    return account
