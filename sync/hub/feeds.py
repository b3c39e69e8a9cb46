"""Reading the feeds: pages in order of change, and the state that a complete copy must have."""

import datetime as dt
import hashlib
import threading
from collections.abc import Collection
from dataclasses import dataclass, field

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sync.hub.media import published
from sync.hub.problems import HubProblem
from sync.hub.schema import counter, forgotten, record
from sync.hub.settings import get_city, hub_id
from sync.protocol.feeds import CITY_FEEDS, PEOPLE_FEEDS
from sync.protocol.messages import FeedState, Manifest, RpdeItem

PROTOCOL = 1
_EMPTY = FeedState(count=0, last_change=0, digest=hashlib.sha256().hexdigest())


def page_items(
    connection: Connection, kind: str, scope: str, after: int, limit: int
) -> tuple[RpdeItem, ...]:
    """Up to `limit` changes after this number, in their order."""
    here = record.c
    rows = connection.execute(
        sa.select(here.id, here.modified, here.data)
        .where(here.kind == kind, here.scope == scope, here.modified > after)
        .order_by(here.modified)
        .limit(limit)
    )
    return tuple(_item(kind, id, modified, data) for id, modified, data in rows)


def start_of_walk(connection: Connection, kind: str, scope: str, after: int, walk: int) -> int:
    """Check that no forgotten deletion lies between the reader's copy and now.

    A reader that starts at 0 sees the feed as of now, so it gets the last number as its `walk`
    and shows it until its cursor has passed it. Raises 410 for a copy that is too old.
    """
    if after == 0:
        return int(connection.execute(sa.select(counter.c.value)).scalar_one())
    mark = connection.execute(
        sa.select(forgotten.c.modified).where(forgotten.c.kind == kind, forgotten.c.scope == scope)
    ).scalar()
    if mark is not None and max(after, walk) < mark:
        raise HubProblem(410, "cursor_too_old", "start this feed anew, without a change number")
    return walk if walk > after else 0


@dataclass(slots=True)
class _Copy:
    """One feed as a complete copy sees it: a digest line for each live id, in order of change."""

    last: int = 0
    lines: dict[str, bytes] = field(default_factory=dict)
    state: FeedState = _EMPTY


class FeedIndex:
    """Keeps the digests at hand and reads only what changed since the last time."""

    def __init__(self) -> None:
        self._copies: dict[tuple[str, str], _Copy] = {}
        self._glances: dict[str, tuple[int, dict[str, FeedState]]] = {}
        self._lock = threading.Lock()

    def states(
        self, connection: Connection, kinds: Collection[str], scope: str
    ) -> dict[str, FeedState]:
        """The states of these feeds of one scope. No live record changes without a number, so
        while the counter stands still none is asked for again."""
        number: int = connection.execute(sa.select(counter.c.value)).scalar_one()
        # A place's feeds are about people, those without a place are the city's: never both.
        known = self._glances.get(scope)
        if known is not None and known[0] == number:
            return known[1]
        found = {kind: self.state(connection, kind, scope) for kind in kinds}
        self._glances[scope] = (number, found)
        return found

    def state(self, connection: Connection, kind: str, scope: str) -> FeedState:
        """The feed's state as this transaction sees it."""
        here = record.c
        newest = sa.select(sa.func.max(here.modified)).where(here.kind == kind, here.scope == scope)
        last = connection.execute(newest).scalar() or 0
        with self._lock:
            copy = self._copies.setdefault((kind, scope), _Copy())
            if last < copy.last:
                # This transaction began before the one that filled the copy.
                copy = _Copy()
            if last > copy.last:
                _advance(connection, copy, kind, scope)
            return copy.state


def manifest(
    connection: Connection, index: FeedIndex, place: str | None, now: dt.datetime, poll: float
) -> Manifest:
    """The hub in one glance; with the feeds about people of `place` for its kiosk."""
    city = get_city(connection)
    if city is None:
        detail = "no city was imported yet"
        raise HubProblem(503, "no_city", detail, {"Retry-After": "10"})
    feeds = index.states(connection, CITY_FEEDS, "")
    if place is not None:
        feeds = {**feeds, **index.states(connection, PEOPLE_FEEDS, place)}
    return Manifest(
        protocol=PROTOCOL, hub=hub_id(connection), time=now, city=city, feeds=feeds,
        poll_seconds=poll, map_pack=published(connection),
    )  # fmt: skip


def _advance(connection: Connection, copy: _Copy, kind: str, scope: str) -> None:
    here = record.c
    rows = connection.execute(
        sa.select(here.id, here.modified, here.data.is_(None))
        .where(here.kind == kind, here.scope == scope, here.modified > copy.last)
        .order_by(here.modified)
    )
    for id, modified, gone in rows:
        # A changed id moves to the end, so the dict stays in order of change.
        copy.lines.pop(id, None)
        if not gone:
            copy.lines[id] = f"{id}\t{modified}\n".encode()
        copy.last = modified
    digest = hashlib.sha256(b"".join(copy.lines.values())).hexdigest()
    copy.state = FeedState(count=len(copy.lines), last_change=copy.last, digest=digest)


def _item(kind: str, id: str, modified: int, data: bytes | None) -> RpdeItem:
    if data is None:
        return RpdeItem(state="deleted", kind=kind, id=id, modified=modified)
    return RpdeItem(state="updated", kind=kind, id=id, modified=modified, data=msgspec.Raw(data))
