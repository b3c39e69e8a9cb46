"""Check-in events: append-only facts from which attendance is derived."""

import datetime as dt
from enum import StrEnum

import msgspec


class Movement(StrEnum):
    """What a check-in event says."""

    ENTRY = "entry"
    EXIT = "exit"
    ANNULMENT = "annulment"


class CheckIn(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One thing a kiosk saw happen at a door.

    `event_id` is a UUIDv7 and the idempotency key for ever. `sequence` has no gaps per device,
    `previous` is the digest of the device's event before it. `at` is wall time in UTC; with
    `boot_id`, `monotonic_ms` and the last clock offset to the hub the hub can correct it.
    `annuls` names the event that an annulment takes back. `override` says why staff let somebody
    in against the kiosk's advice. `age_band` stands only where a drop-in guest was counted
    without any identity; `pass_id` is then made up on the spot and means nobody.
    """

    event_id: str
    device: str
    sequence: int
    movement: Movement
    pass_id: str
    activity: str
    session_start: dt.datetime
    place: str
    at: dt.datetime
    boot_id: str = ""
    monotonic_ms: int = 0
    clock_offset_ms: int | None = None
    clock_offset_age_s: int | None = None
    annuls: str = ""
    method: str = "tap"
    staff: str = ""
    previous: str = ""
    provisional: bool = False
    override: str = ""
    age_band: str = ""


class SeenEvent(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An event that another kiosk of the place made: what is needed to know who is in.

    `at` is corrected to the hub's clock. Nothing about staff and no reason is in it.
    """

    event_id: str
    device: str
    movement: Movement
    pass_id: str
    activity: str
    session_start: dt.datetime
    at: dt.datetime
    annuls: str = ""
    provisional: bool = False


class Outcome(StrEnum):
    """What the hub says of one pushed event."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"


class EventResult(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """The hub's word on one event; `code` says why it was rejected or with what it conflicts.

    `duplicate` means this event_id was already taken in (safe to forget); `conflict` that it was
    kept, but another event already counts for the same person and session.
    """

    event_id: str
    outcome: Outcome
    code: str = ""
