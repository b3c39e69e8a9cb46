"""How a hub is run."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

MAX_BODY = 1024 * 1024
"""Bytes of a request: 500 events have about 300 KB."""


def utc_now() -> dt.datetime:
    """The hub's clock."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class HubSettings:
    """`public_url` is how kiosks reach the hub behind a proxy; empty means "as they asked".

    `admin_token` replaces the stored one; empty keeps it, or makes one at the first start.
    """

    database: str
    public_url: str = ""
    poll_seconds: float = 60.0
    admin_token: str = ""
    clock: Callable[[], dt.datetime] = utc_now
