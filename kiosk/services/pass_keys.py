"""The keys this kiosk trusts for city passes: only those that the pinned root has signed."""

import base64
import binascii
import datetime as dt
import logging
from collections.abc import Mapping

from kiosk.badges.keys import TrustedKey
from kiosk.badges.keyset import BadKeySet, read_key_set
from sync.model import City

log = logging.getLogger(__name__)


class PassKeys:
    """Reads the city's key set once and again whenever the city sends another.

    `root` is the pinned root key in base64url; empty means that no pass can be judged here.
    """

    def __init__(self, root: str) -> None:
        self._root = _bytes(root)
        self._seen = ""
        self._number = 0
        self._keys: Mapping[bytes, TrustedKey] = {}

    def of(self, city: City, now: dt.datetime) -> Mapping[bytes, TrustedKey]:
        """The trusted keys by key id; those we hold stay when a new set is not good."""
        if city.key_set != self._seen:
            self._seen = city.key_set
            try:
                found = read_key_set(_bytes(city.key_set), self._root, now, self._number)
            except BadKeySet as error:
                log.warning("the city's key set is not taken: %s", error)
            else:
                self._number, self._keys = found.number, found.keys
        return self._keys


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
