"""Activities and when, for whom and for how much they happen.

Names follow OpenActive (SessionSeries, Schedule, Offer) and schema.org.
"""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import msgspec

from sync.model.base import Record


class Kind(StrEnum):
    """What sort of thing to do an activity is."""

    CLUB = "club"
    COURSE = "course"
    WORKSHOP = "workshop"
    EVENT = "event"
    CAMP = "camp"
    VOLUNTEERING = "volunteering"
    INTERNSHIP = "internship"
    YOUTH_PROJECT = "youth_project"
    OPEN_SPACE = "open_space"
    DIGITAL = "digital"


class Weekday(StrEnum):
    """Days as schema.org writes them."""

    MONDAY = "schema:Monday"
    TUESDAY = "schema:Tuesday"
    WEDNESDAY = "schema:Wednesday"
    THURSDAY = "schema:Thursday"
    FRIDAY = "schema:Friday"
    SATURDAY = "schema:Saturday"
    SUNDAY = "schema:Sunday"

    @property
    def number(self) -> int:
        """Monday is 0, as in `datetime.date.weekday`."""
        return list(Weekday).index(self)


class Schedule(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True, tag_field="@type"
):
    """A weekly repeat between two dates, or a list of single dates; local wall-clock times.

    `end_time` at or before `start_time` means that it ends on the next day.
    Source: OpenActive Modelling Opportunity Data 2.0, Schedule.
    """

    start_time: dt.time
    end_time: dt.time
    by_day: tuple[Weekday, ...] = ()
    start_date: dt.date | None = None
    end_date: dt.date | None = None
    dates: tuple[dt.date, ...] = ()
    except_date: tuple[dt.date, ...] = ()


class Period(StrEnum):
    """What one price pays for."""

    ONCE = "once"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Offer(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, kw_only=True, tag_field="@type"
):
    """A price in whole currency with its period; a price of zero is free. Source: schema.org."""

    price: Decimal
    price_currency: str = "EUR"
    period: Period = Period.ONCE


class AgeRange(
    msgspec.Struct, frozen=True, rename="camel", omit_defaults=True, tag_field="@type",
    tag="QuantitativeValue",
):  # fmt: skip
    """Ages in whole years, both ends included; None is open."""

    min_value: int | None = None
    max_value: int | None = None


class Picture(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture among the hub's media: the hex SHA-256 of its content, and its size in bytes."""

    sha256: str
    size: int


class Activity(Record, frozen=True, rename="camel", omit_defaults=True, kw_only=True):
    """Something to learn or do. `remaining` counts free places; None is "not said".

    `claim_url`: where who took part claims what the activity leads to, by the issuer's own page.
    """

    kind: Kind
    organizer: str
    location: str = ""
    topics: tuple[str, ...] = ()
    event_schedule: tuple[Schedule, ...] = ()
    offers: tuple[Offer, ...] = ()
    subsidy_eligible: bool = False
    age_range: AgeRange = AgeRange()
    classes: tuple[str, ...] = ()
    capacity: int | None = msgspec.field(default=None, name="maximumAttendeeCapacity")
    remaining: int | None = msgspec.field(default=None, name="remainingAttendeeCapacity")
    in_language: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = msgspec.field(default=(), name="accessibilitySupport")
    drop_in: bool = False
    registration_url: str = ""
    claim_url: str = ""
    teaches: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    picture: Picture | None = None

    @property
    def is_free(self) -> bool:
        """Whether an offer costs nothing. No offer at all is "price not said", not free."""
        return any(offer.price == 0 for offer in self.offers)
