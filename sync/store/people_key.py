"""The key of people.db: a file beside it that only the kiosk's own user may read.

What this protects: a copy of people.db alone (a backup, a disk image without this file, a file
sent in by mistake) says nothing, and wiping a kiosk is deleting 64 bytes. What it does not: who
can read this file as the kiosk's user or as root, or holds the whole disk, can read the people.
Against a stolen kiosk the disk itself must be encrypted.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from sync.store.errors import CannotOpen, DamagedDatabase
from sync.store.files import create_once

_HALF = 32
_NONCE = 12
_DIGEST = 16


class PeopleKey:
    """Seals fields with AES-256-GCM and makes keyed hashes to look them up by."""

    def __init__(self, material: bytes) -> None:
        if len(material) != 2 * _HALF:
            raise DamagedDatabase("the key of people.db has the wrong length")
        self._cipher = AESGCM(material[:_HALF])
        self._index = material[_HALF:]

    def seal(self, plain: bytes, about: str) -> bytes:
        """Encrypt; `about` binds the result to its row, so that rows cannot be swapped."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, about.encode())

    def unseal(self, sealed: bytes, about: str) -> bytes:
        """Decrypt; `DamagedDatabase` when key, row or content do not belong together."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
        except (InvalidTag, ValueError) as error:
            raise DamagedDatabase("a record of people.db does not open with its key") from error

    def index(self, purpose: str, value: str) -> bytes:
        """A keyed hash to find a value by without storing it."""
        said = f"{purpose}\0{value}".encode()
        return hmac.digest(self._index, said, hashlib.sha256)[:_DIGEST]


def load_or_make(path: Path) -> PeopleKey:
    """The key in this file, made at first use; whole or not there, also after a power cut."""
    try:
        return PeopleKey(path.read_bytes())
    except FileNotFoundError:
        _make(path)
        return PeopleKey(path.read_bytes())
    except OSError as error:
        raise CannotOpen(f"the key of people.db cannot be read: {error.strerror}") from error


def _make(path: Path) -> None:
    try:
        create_once(path, secrets.token_bytes(2 * _HALF))
    except OSError as error:
        raise CannotOpen(f"the key of people.db cannot be made: {error.strerror}") from error


def shred(path: Path) -> None:
    """Overwrite and delete the key; on flash the old bytes may stay until they are reused."""
    try:
        handle = os.open(path, os.O_WRONLY)
    except FileNotFoundError:
        return
    try:
        os.write(handle, bytes(2 * _HALF))
        os.fsync(handle)
    finally:
        os.close(handle)
    path.unlink(missing_ok=True)
