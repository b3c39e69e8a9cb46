"""Opening the boxes of kiosks that were shut out, and taking in what is in them."""

import base64
import datetime as dt
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy.engine import Connection

from sync.hub.audit import note
from sync.hub.centre import take_in_centre
from sync.hub.checkins import take_in
from sync.hub.devices import Device
from sync.hub.schema import device
from sync.hub.settings import get_setting
from sync.model import EventResult
from sync.protocol.seal import BadSeal, unseal
from sync.protocol.sealed import SIGNATURE, SealedEvents


class Opened(NamedTuple):
    """A box of a kiosk that this hub knows, its signature good."""

    kiosk: Device
    events: SealedEvents


def open_box(connection: Connection, box: bytes) -> Opened:
    """What is in the box; `BadSeal` when it is for another hub, or not by a kiosk of this one."""
    private = get_setting(connection, "seal_key")
    if private is None:
        raise BadSeal("this hub has no key that anything could be sealed to")
    content = unseal(box, private)
    signature, body = content[:SIGNATURE], content[SIGNATURE:]
    try:
        events = msgspec.json.decode(body, type=SealedEvents)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadSeal(f"in the box is something else: {error}") from error
    row = connection.execute(sa.select(device).where(device.c.id == events.device)).one_or_none()
    if row is None:
        raise BadSeal(f"this hub does not know the kiosk {events.device}")
    key = base64.urlsafe_b64decode(row.public_key + "=" * (-len(row.public_key) % 4))
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, body)
    except InvalidSignature as error:
        raise BadSeal(f"the box is not signed by {events.device}") from error
    return Opened(Device(row.id, row.name, row.place), events)


def take_in_box(
    connection: Connection, opened: Opened, now: dt.datetime
) -> tuple[EventResult, ...]:
    """A word on each event, as if the kiosk had pushed it; inside `Database.write()`."""
    events = opened.events
    results = take_in(connection, opened.kiosk, events.checkins, now)
    results += take_in_centre(connection, opened.kiosk, events.acts, now)
    note(connection, "command line", "open box", "kiosk", opened.kiosk.id, now)
    return results
