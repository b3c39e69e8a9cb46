"""Dates inside badges: xsd:dateTimeStamp, always with an offset (VC Data Model 2.0, 4.9)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

_STAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")
# Clocks of issuers and kiosks differ a little; a badge must not fail in its first minute.
LEEWAY: Final = timedelta(seconds=60)


def read_date(value: object) -> datetime:
    """A date in UTC. Raises ValueError, also for one that UTC has no year for."""
    if not isinstance(value, str) or not _STAMP.fullmatch(value):
        raise ValueError("not a date with an offset")
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("not a date") from error


def is_over(end: datetime, now: datetime) -> bool:
    """Written so that the last second of the calendar does not overflow."""
    return now - LEEWAY > end


def is_early(begin: datetime, now: datetime) -> bool:
    return now + LEEWAY < begin


def read_seconds(value: object) -> int:
    """A NumericDate of a JWT (RFC 7519, 2), in seconds. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not a NumericDate")
    if not 0 <= value <= 253_402_300_799:
        raise ValueError("NumericDate out of range")
    return int(value)
