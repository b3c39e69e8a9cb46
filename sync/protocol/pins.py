"""PINs of staff: which are good enough, and how they are hashed. Shared by hub and kiosk.

A PIN of six digits falls to a search of a million tries, however slow the hash. So it is keyed
with a pepper that no database holds: whoever has only people.db, or only the hub's database or a
backup of it, has nothing to try against.
"""

import hashlib
import hmac
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

MIN_PIN, MAX_PIN = 6, 12
PEPPER_BYTES = 32
_NAME = 8
_UPWARDS, _DOWNWARDS = "01234567890123", "32109876543210"

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. A kiosk has to check it
# in well under a second, and a PIN is guarded by its lock-out more than by its hash.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class CannotCheck(ValueError):
    """The hash is of another pepper than ours, or no hash."""


def pepper_of(text: str) -> bytes:
    """The pepper as enrolment gave it; none when it is not hexadecimal, and then no PIN fits."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def flaw_of(pin: str) -> str:
    """Why this PIN is none, in words for whoever gives it out; empty when it is good."""
    if not (pin.isascii() and pin.isdecimal() and MIN_PIN <= len(pin) <= MAX_PIN):
        return f"a PIN has {MIN_PIN} to {MAX_PIN} digits"
    if len(set(pin)) < 3 or pin in _UPWARDS or pin in _DOWNWARDS:
        return "this PIN is too easy to guess"
    return ""


def new_pin() -> str:
    """A PIN of six digits that nobody guesses first."""
    while flaw_of(pin := f"{secrets.randbelow(10**MIN_PIN):0{MIN_PIN}}"):
        pass
    return pin


def hash_pin(pin: str, pepper: bytes = b"") -> str:
    """The pepper's name and an argon2id string; `ValueError` for a PIN that is none."""
    if flaw := flaw_of(pin):
        raise ValueError(flaw)
    return f"{_name(pepper)}:{_hasher.hash(_seasoned(pin, pepper))}"


def fits(pin: str, pin_hash: str, pepper: bytes = b"") -> bool:
    """Whether it is this PIN, in some 30 ms; raises `CannotCheck`."""
    name, _, hashed = pin_hash.partition(":")
    if name != _name(pepper):
        raise CannotCheck("made with another pepper: enrol the kiosk again")
    try:
        return _hasher.verify(hashed, _seasoned(pin, pepper))
    except VerifyMismatchError:
        return False
    except (InvalidHashError, VerificationError) as error:
        raise CannotCheck("not an argon2id string") from error


def _seasoned(pin: str, pepper: bytes) -> str:
    return hmac.new(pepper, pin.encode(), hashlib.sha256).hexdigest()


def _name(pepper: bytes) -> str:
    return hashlib.sha256(b"pin pepper" + pepper).hexdigest()[:_NAME]
