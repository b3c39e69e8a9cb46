"""The digest that chains a device's events, the same on kiosk and hub."""

import hashlib

from sync.model import CheckIn
from sync.protocol.feeds import encode


def digest(event: CheckIn) -> str:
    """Hex SHA-256 of the event's own JSON; the device's next event carries it as `previous`.

    Fields at their default are not written, so a field added later leaves old digests as they are.
    """
    return hashlib.sha256(encode(event)).hexdigest()
