"""The staff door: a PIN checked offline, a lock-out that grows, and an audit of every act.

A PIN is never stored, logged or kept longer than one check.
"""

import datetime as dt
import logging
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from sync.model import StaffAccount
from sync.store.ledger_staff import StaffLog
from sync.store.people import People

MIN_PIN = 6
MAX_PIN = 12
_SCOPE = "pin"

log = logging.getLogger(__name__)
_hasher = PasswordHasher()


@dataclass(frozen=True, slots=True)
class Opened:
    """The door is open for this person."""

    account: StaffAccount


@dataclass(frozen=True, slots=True)
class Denied:
    """Wrong, or too soon; `wait_ms` until the next try."""

    wait_ms: int = 0


@dataclass(frozen=True, slots=True)
class NoAccounts:
    """Nobody may open this kiosk yet: no staff account has arrived from the hub."""


def hash_pin(pin: str) -> str:
    """An argon2id string for a staff account."""
    if not (pin.isdecimal() and pin.isascii() and MIN_PIN <= len(pin) <= MAX_PIN):
        raise ValueError(f"a PIN has {MIN_PIN} to {MAX_PIN} digits")
    return _hasher.hash(pin)


class StaffDoor:
    """Opens and closes the staff area. Methods block for argon2 (about 50 ms an account)."""

    def __init__(self, people: People, log: StaffLog, place: str) -> None:
        self._people = people
        self._log = log
        self._place = place

    def wait_ms(self) -> int:
        """How long the PIN pad stays locked; survives restarts and changes of the date."""
        return self._log.remaining_ms(_SCOPE)

    def open(self, pin: str, now: dt.datetime) -> Opened | Denied | NoAccounts:
        """Check a PIN against the accounts of this place."""
        wait = self.wait_ms()
        if wait:
            return Denied(wait)
        accounts = [each for each in self._people.staff() if each.place in ("", self._place)]
        if not accounts:
            return NoAccounts()
        tries = self._log.count_try(_SCOPE)
        for account in accounts:
            if _matches(account, pin):
                self._log.forgive(_SCOPE)
                self.record(account, "unlock", now)
                return Opened(account)
        self._log.record("", "wrong_pin", f"try {tries}", now)
        return Denied(self.wait_ms())

    def record(self, account: StaffAccount, act: str, now: dt.datetime, detail: str = "") -> None:
        """Note an act of staff; `detail` holds opaque ids only, never names."""
        self._log.record(account.id, act, detail, now)


def _matches(account: StaffAccount, pin: str) -> bool:
    try:
        return _hasher.verify(account.pin_hash, pin)
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError):
        log.warning("staff account %s has a PIN hash that cannot be checked", account.id)
        return False
