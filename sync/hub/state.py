"""What lives as long as the hub runs."""

import datetime as dt
import threading
from dataclasses import dataclass, field
from typing import Annotated

import sqlalchemy as sa
from fastapi import Depends, Request

from sync.hub.config import HubSettings
from sync.hub.engine import Database
from sync.hub.feeds import FeedIndex
from sync.hub.fleet import Heartbeats
from sync.hub.schema import device
from sync.hub.throttle import Throttle


class Contacts:
    """When each kiosk was last heard of; written now and then, so that a poll costs no write."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[dt.datetime, int | None]] = {}
        self._lock = threading.Lock()

    def seen(self, id: str, queue: str, now: dt.datetime) -> None:
        """A kiosk asked for something; `queue` is what it says waits there, as it came."""
        count = int(queue) if queue.isdecimal() and len(queue) < 9 else None
        with self._lock:
            before = self._seen.get(id, (now, None))[1]
            self._seen[id] = (now, before if count is None else count)

    def flush(self, database: Database) -> None:
        """Write down what was seen since the last time."""
        with self._lock:
            seen, self._seen = self._seen, {}
        if not seen:
            return
        with database.write() as connection:
            for id, (when, queue) in seen.items():
                values: dict[str, object] = {"last_contact": when}
                if queue is not None:
                    values["queue"] = queue
                connection.execute(sa.update(device).where(device.c.id == id).values(values))


@dataclass(slots=True)
class Hub:
    """The running hub; found by each request."""

    settings: HubSettings
    database: Database
    index: FeedIndex = field(default_factory=FeedIndex)
    contacts: Contacts = field(default_factory=Contacts)
    wrong_codes: Throttle = field(default_factory=lambda: Throttle(count=30, seconds=60))
    wrong_passwords: Throttle = field(default_factory=lambda: Throttle(count=5, seconds=60))
    heartbeats: Heartbeats = field(default_factory=Heartbeats)
    first_token: str | None = None


async def get_hub(request: Request) -> Hub:
    """The hub of this request's app; async, because anything else costs a thread."""
    hub: Hub = request.app.state.hub
    return hub


HubDep = Annotated[Hub, Depends(get_hub)]
