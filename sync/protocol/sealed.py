"""What is inside a sealed box of events: the kiosk's signature (Ed25519, 64 bytes), then this."""

import datetime as dt

import msgspec

SIGNATURE = 64


class SealedEvents(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Everything that a kiosk had not brought to the hub when it was shut out."""

    device: str
    sealed_at: dt.datetime
    checkins: tuple[msgspec.Raw, ...] = ()
    acts: tuple[msgspec.Raw, ...] = ()
