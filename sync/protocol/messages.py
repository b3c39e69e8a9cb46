"""The protocol's own messages: RPDE pages, manifest, push, enrolment (docs/protocol.md)."""

import datetime as dt
from typing import Annotated, Literal

import msgspec

from sync.model import CentreEvent, CheckIn, City, EventResult, SeenEvent

MAX_PAGE = 500
"""Items in one page of a feed."""
MAX_PUSH = 500
"""Events in one push."""


NO_DATA = msgspec.Raw()
"""What a deleted item carries."""


class RpdeItem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One change of a feed; `modified` is the change number. RPDE 1.0 section 3."""

    state: Literal["updated", "deleted"]
    kind: str
    id: str
    modified: int
    data: msgspec.Raw = NO_DATA


class RpdePage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a feed, ordered by change number. An empty page's `next` is its own address."""

    next: str
    items: tuple[RpdeItem, ...]
    license: str = ""


class FeedState(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What a complete copy of a feed holds.

    `digest` is the hex SHA-256 over "id\\tmodified\\n" of all live items in order of `modified`.
    """

    count: int
    last_change: int
    digest: str


class MediaFile(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A file at `/media/{sha256}` (hex) of so many bytes; `name` is what it is called on disk."""

    name: str
    sha256: str
    bytes: int


class MapPack(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The city's map: its files, which belong together, and the ISO date of its data, or ""."""

    date: str
    files: tuple[MediaFile, ...]


class Manifest(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """The hub in one glance; `time` is the hub's clock when it answered, in UTC.

    `map_pack` is None where the hub has no map: kiosks then keep the one that they have.
    """

    protocol: int
    hub: str
    time: dt.datetime
    city: City
    feeds: dict[str, FeedState]
    poll_seconds: float = 60.0
    map_pack: MapPack | None = None


class Push(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A batch of events, oldest first."""

    events: tuple[CheckIn, ...]


class PushResult(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """One result for each event of the batch, in its order."""

    results: tuple[EventResult, ...]


class LeaseHeld(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A session with limited places, and the lease that the kiosk has of it (none: all zero)."""

    activity: str
    session_start: dt.datetime
    seats: int = 0
    as_of: int = 0
    expires: dt.datetime | None = None


class DoorRequest(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What goes on at the other doors of the place? `since` is the last answer's `until`."""

    since: dt.datetime | None = None
    sessions: Annotated[tuple[LeaseHeld, ...], msgspec.Meta(max_length=200)] = ()


class Lease(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """So many more people this kiosk may let into a session without asking.

    Counted from the device's event number `as_of`; each later entry takes a seat and each exit
    gives one back. `expires` is of the hub's clock.
    """

    activity: str
    session_start: dt.datetime
    seats: int
    as_of: int
    expires: dt.datetime


class Settled(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What people at the hub decided about one of this kiosk's events: "kept" or "annulled"."""

    event_id: str
    verdict: str


class Door(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Events of the place's other kiosks since the last time, leases, and settled conflicts.

    With `more` there are further events: ask again at once, with `until`.
    """

    until: dt.datetime
    more: bool = False
    events: tuple[SeenEvent, ...] = ()
    leases: tuple[Lease, ...] = ()
    settled: tuple[Settled, ...] = ()


class CentrePush(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A batch of acts of centre life and requests for badges, oldest first; a `PushResult` answers.

    `conflict` means that it was kept and has no effect (any more).
    """

    events: tuple[CentreEvent, ...]


class UsageCount(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """In how many visits of a finished day something happened; never fewer than five, so that
    nobody can be told from it. `subject` is an activity's id, the words that found nothing, or what
    visitors said of their visit: good, fair or bad, and with a colon behind it of what."""

    day: dt.date
    what: Literal["view", "nothing_found", "feedback"]
    subject: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    visits: Annotated[int, msgspec.Meta(ge=5, le=1_000_000)]


class UsagePush(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A kiosk's counts; the same count sent again replaces itself."""

    counts: tuple[UsageCount, ...]


class EnrolmentRequest(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """A kiosk asks to be let in: the one-time code and its own Ed25519 public key (base64url)."""

    code: str
    public_key: str
    name: str = ""


class Enrolment(msgspec.Struct, frozen=True, rename="camel", kw_only=True):
    """What an enrolled kiosk keeps: its id, bearer token and place.

    `pass_root` is the city's offline root key (base64url); from here on it is pinned, so that a
    hub that was taken over cannot make passes. `pin_pepper` (hex) is the key that PINs of
    staff are hashed with; it is never in a database. `seal_key` is the hub's X25519 public key:
    what is still here when the kiosk is shut out is sealed to it.
    """

    device: str
    token: str
    place: str
    pass_root: str = ""
    profile: str = "desk"
    seal_key: str = ""
    pin_pepper: str = ""


class Problem(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An error of the hub (RFC 9457)."""

    title: str
    status: int
    code: str = ""
    detail: str = ""
