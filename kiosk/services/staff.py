"""The staff door: a PIN, alone or after a staff badge, checked offline; a lock-out that grows, and
an audit of every act.

A PIN is never stored, logged or kept longer than one check.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.rights import badge_may_open
from kiosk.services.desk_values import PassReading
from sync.model import StaffAccount
from sync.protocol import pins
from sync.store.ledger_staff import StaffLog
from sync.store.people import People

_SCOPE = "pin"

log = logging.getLogger(__name__)

ReadBadge = Callable[[str, dt.datetime], PassReading]


@dataclass(frozen=True, slots=True)
class Opened:
    """The door is open for this person, or for whoever showed their badge."""

    account: StaffAccount
    by_badge: bool = False


@dataclass(frozen=True, slots=True)
class Denied:
    """Wrong, or too soon; `wait_ms` until the next try."""

    wait_ms: int = 0


@dataclass(frozen=True, slots=True)
class NoAccounts:
    """Nobody may open this kiosk yet: no staff account has arrived from the hub."""


class StaffDoor:
    """Opens and closes the staff area. Methods block for argon2 (about 30 ms an account).

    `pepper` came at enrolment and keys the hashes; `read_badge` checks the signature of a badge.
    """

    def __init__(
        self,
        people: People,
        log: StaffLog,
        place: str,
        *,
        pepper: bytes = b"",
        read_badge: ReadBadge | None = None,
    ) -> None:
        self._people = people
        self._log = log
        self._place = place
        self._pepper = pepper
        self._read_badge = read_badge

    def wait_ms(self) -> int:
        """How long the PIN pad stays locked; survives restarts and changes of the date."""
        return self._log.remaining_ms(_SCOPE)

    def badge(self, text: str, now: dt.datetime) -> str | Opened:
        """The id on a staff badge that is good for an account of this place, else empty.

        It opens by itself only for an account that may (WCAG 2.2, 3.3.8), and not while the pad is
        locked; it forgives no wrong PIN, or its holder could guess a colleague's without end.
        What is wrong with a badge is not said: a lost one tells nothing.
        """
        if self._read_badge is None:
            return ""
        reading = self._read_badge(text, now)
        known = {each.badge: each for each in self._accounts() if each.badge}
        account = known.get(reading.pass_id) if reading.outcome == "valid" else None
        if account is None:
            self._log.record("", "wrong_badge", reading.outcome, now)
            return ""
        if badge_may_open(account) and not self.wait_ms():
            self.record(account, "unlock", now, "badge alone")
            return Opened(account, by_badge=True)
        return account.badge

    def open(self, pin: str, now: dt.datetime, badge: str = "") -> Opened | Denied | NoAccounts:
        """Check a PIN against the accounts of this place, or that of a badge that was shown."""
        wait = self.wait_ms()
        if wait:
            return Denied(wait)
        accounts = self._accounts()
        if not accounts:
            return NoAccounts()
        tries = self._log.count_try(_SCOPE)
        for account in accounts:
            if badge in ("", account.badge) and self._fits(account, pin):
                self._log.forgive(_SCOPE)
                self.record(account, "unlock", now, "badge" if badge else "")
                return Opened(account)
        self._log.record("", "wrong_pin", f"try {tries}", now)
        return Denied(self.wait_ms())

    def record(self, account: StaffAccount, act: str, now: dt.datetime, detail: str = "") -> None:
        """Note an act of staff; `detail` holds opaque ids only, never names."""
        self._log.record(account.id, act, detail, now)

    def _accounts(self) -> list[StaffAccount]:
        return [each for each in self._people.staff() if each.place in ("", self._place)]

    def _fits(self, account: StaffAccount, pin: str) -> bool:
        try:
            return pins.fits(pin, account.pin_hash, self._pepper)
        except pins.CannotCheck as error:
            log.warning("the PIN of staff account %s cannot be checked: %s", account.id, error)
            return False
