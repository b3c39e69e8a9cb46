"""What the fleet says: a kiosk's heartbeat, and the settings that it is given from afar.

Nothing in a heartbeat can be about a person: it has numbers, times, and names of code only, and
the patterns below leave no room for anything else.
"""

import datetime as dt
from typing import Annotated, Any, Literal

import msgspec

from sync.model import OpeningHours

HEARTBEAT_S = 120.0
"""How often a kiosk says how it is."""
LARGEST_PICTURE = 300 * 1024
"""Letters of a picture in base64."""
MAX_FAULTS = 20

Version = Annotated[str, msgspec.Meta(max_length=40, pattern=r"^[0-9A-Za-z.+-]*$")]
CodeName = Annotated[str, msgspec.Meta(max_length=60, pattern=r"^[A-Za-z_.]*$")]
CodePlace = Annotated[str, msgspec.Meta(max_length=120, pattern=r"^[A-Za-z0-9_.:-]*$")]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
Digest = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[0-9a-f]*$")]


class Fault(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """Something that went wrong: the kind of error and the line of the program, never its words."""

    at: dt.datetime
    what: CodeName
    where: CodePlace


class Heartbeat(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """How a kiosk is. `failure` is the kind of what keeps it from syncing, `settings` the digest
    of what it applies, `refused` the names of settings that it could not take. `picture` is a small
    JPEG in base64, taken of the attract loop only."""

    version: Version
    uptime_seconds: Count = 0
    queue: Count = 0
    rejected: Count = 0
    disk_free_mb: Count = 0
    disk_total_mb: Count = 0
    revision: Count = 0
    failure: CodeName = ""
    settings: Digest = ""
    refused: Annotated[tuple[CodeName, ...], msgspec.Meta(max_length=20)] = ()
    faults: Annotated[tuple[Fault, ...], msgspec.Meta(max_length=MAX_FAULTS)] = ()
    picture: Annotated[str, msgspec.Meta(max_length=LARGEST_PICTURE)] = ""
    picture_taken: dt.datetime | None = None


class RemoteSettings(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What a kiosk may be told from afar; None and empty leave it as it is.

    Of one setting the kiosk's own wins over its place's, and that over the city's. On the kiosk
    they win over kiosk.toml; what stands in its environment (COL_...) wins over them.
    Seconds, shares from 0 to 1; `night_dimming` is how dark it gets while closed.
    `out_of_service` tells visitors that the kiosk is being worked on; after some hours a kiosk ends
    it by itself.
    `speech_hint` has a visitor who does nothing at first told softly how to have it read aloud.
    """

    idle_seconds: Annotated[float, msgspec.Meta(ge=5, le=3600)] | None = None
    warning_seconds: Annotated[float, msgspec.Meta(ge=3, le=120)] | None = None
    languages: tuple[Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2}$")], ...] = ()
    volume: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    night_dimming: Annotated[float, msgspec.Meta(ge=0, le=0.95)] | None = None
    opening_hours: tuple[OpeningHours, ...] = ()
    map_engine: Literal["auto", "maplibre", "canvas"] | None = None
    camera: bool | None = None
    pictures: bool | None = None
    out_of_service: bool | None = None
    speech_hint: bool | None = None


class HeartbeatAnswer(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True
):
    """What the hub tells a kiosk: its settings, when to come again, a new token when it is time.

    `settings` is plain JSON so that a setting of a newer hub spoils no other. `seal_key` is the
    hub's X25519 public key, base64url. `sequence` is the highest of this kiosk's check-ins that
    the hub holds, 0 for none: less than it once took in means that it came back from a backup.
    `last_act` says the same of acts of centre life: the id of the one that it took in last, empty
    for none, None from a hub of before it.
    """

    settings: dict[str, Any] = {}
    digest: str = ""
    token: str = ""
    seal_key: str = ""
    sequence: int | None = None
    last_act: str | None = None
    next_seconds: float = HEARTBEAT_S
