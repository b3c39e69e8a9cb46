"""The things an activity refers to: places, organizations, topics, playlists, badges, notices."""

import datetime as dt
from decimal import Decimal

import msgspec

from sync.model.activity import Period, Weekday
from sync.model.base import Record


class GeoCoordinates(msgspec.Struct, frozen=True, tag_field="@type"):
    """WGS 84 degrees."""

    latitude: float
    longitude: float


class PostalAddress(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, tag_field="@type"
):
    """Street and house in one line, then locality; `district` is the eldership."""

    street_address: str = ""
    postal_code: str = ""
    address_locality: str = ""
    district: str = ""


class OpeningHours(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True,
    tag_field="@type", tag="OpeningHoursSpecification",
):  # fmt: skip
    """Open on these days between these local times; with dates, an exception for them.

    Equal times mean "closed". Source: schema.org OpeningHoursSpecification.
    """

    day_of_week: tuple[Weekday, ...] = ()
    opens: dt.time
    closes: dt.time
    valid_from: dt.date | None = None
    valid_through: dt.date | None = None


class Organization(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A provider of activities."""

    url: str = ""
    email: str = ""
    telephone: str = ""
    registration_code: str = ""
    group: str = ""


class Place(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A venue. `wheelchair` is yes, limited, no or empty for "not known".

    `people` says who is there for visitors, by task and not by name; `rules` what is agreed there.
    """

    geo: GeoCoordinates | None = None
    approximate: bool = False
    address: PostalAddress = PostalAddress()
    opening_hours: tuple[OpeningHours, ...] = msgspec.field(
        default=(), name="openingHoursSpecification"
    )
    wheelchair: str = ""
    people: str = ""
    rules: str = ""
    url: str = ""
    email: str = ""
    telephone: str = ""


class Topic(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A subject in the city's own tree (SKOS concept); told apart by colour and by shape."""

    broader: str = ""
    icon: str = ""
    colour: str = ""
    shape: str = "circle"


class Step(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """One step of a playlist: an activity or a badge."""

    activity: str = ""
    badge: str = ""
    required: bool = True
    note: str = ""
    translations: dict[str, str] = {}


class Playlist(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An ordered path of activities and badges (Cities of Learning)."""

    topic: str = ""
    colour: str = ""
    steps: tuple[Step, ...] = ()


class Recognition(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """What a badge counts for somewhere, in the years `since` to `until`, and who says so;
    `sources` are the source's words in further languages."""

    text: str
    since: int | None = None
    until: int | None = None
    source: str = ""
    url: str = ""
    translations: dict[str, str] = {}
    sources: dict[str, str] = {}


class Endorsement(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Somebody else's word for a badge; `by` is an organization's id or its name.

    Source: Open Badges 3.0, EndorsementCredential.
    """

    by: str
    text: str
    on: dt.date | None = None
    url: str = ""
    translations: dict[str, str] = {}


class Badge(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """An achievement that an issuer recognises; `image` is an SVG document. Open Badges 3.0.

    `same_as`: the addresses by which awarded badges name it. `claim_url`: where its issuer lets
    participants claim it; only the issuer awards.
    """

    issuer: str
    criteria: str = ""
    counts_for: str = ""
    image: str = ""
    skills: tuple[str, ...] = ()
    level: str = ""
    same_as: tuple[str, ...] = ()
    recognized: tuple[Recognition, ...] = ()
    endorsed: tuple[Endorsement, ...] = ()
    claim_url: str = ""


class Subsidy(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A dated rule that lowers a price: always data of the city, never a constant."""

    amount: Decimal
    currency: str = "EUR"
    period: Period = Period.MONTH
    valid_from: dt.date
    valid_through: dt.date | None = None


class Notice(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A message of a place: closed today, moved.

    With `cancels` the sessions of that activity are called off on the days that it is valid, or
    only the one at `session_start`. With `moves` that activity's session at `session_start` begins
    at `moved_to` instead. `pins` is an activity to be shown first; `hours` are those of the place
    on these days.
    """

    place: str = ""
    cancels: str = ""
    moves: str = ""
    pins: str = ""
    session_start: dt.datetime | None = None
    moved_to: dt.datetime | None = None
    hours: OpeningHours | None = None
    valid_from: dt.date | None = None
    valid_through: dt.date | None = None


class City(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """A city's own settings.

    `centre` is (longitude, latitude), `bounds` west, south, east, north. `key_set` holds the keys
    that sign the city's passes, itself signed by `pass_root`, both base64url (docs/badges.md).
    Older knowledge of withdrawals than `status_max_age_days` counts as none. `maintenance` is when
    kiosks fetch updates, by the city's clock; with `crash_reports` they send the hub what broke.
    """

    languages: tuple[str, ...]
    timezone: str
    centre: tuple[float, float]
    bounds: tuple[float, float, float, float]
    currency: str = "EUR"
    default_place: str = ""
    primary: str = ""
    accent: str = ""
    demonstration: bool = False
    attribution: tuple[str, ...] = ()
    pass_root: str = ""
    key_set: str = ""
    status_max_age_days: float = 7.0
    maintenance: str = "03:00-05:00"
    crash_reports: bool = False
