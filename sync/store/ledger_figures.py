"""What stays of people when they are forgotten: numbers for each session, and nothing else.

Counted from the events while they are there, and once more, for good, in the transaction that
purges them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from sync.model import CheckIn, Movement
from sync.store.ledger_attendance import moment
from sync.store.ledger_schema import event, session_figure

_MINUTE = dt.timedelta(minutes=1)
_KEY = ("activity", "session_start", "age_band")
_SUMS = ("visits", "guests", "minutes", "open_visits", "open_late_minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One session and age band ("" for those who came with a pass or from the list).

    `guests` of the `visits` came without one. `minutes` are those of ended stays. Of the
    `open_visits` nobody saw the end; together they began `open_late_minutes` after the session.
    """

    activity: str
    session_start: dt.datetime
    age_band: str = ""
    visits: int = 0
    guests: int = 0
    minutes: float = 0.0
    open_visits: int = 0
    open_late_minutes: float = 0.0


def visit(history: Iterable[CheckIn]) -> Figure | None:
    """One person's visit to one session, from their events, oldest first; None if taken back."""
    events = list(history)
    annulled = {each.annuls for each in events}
    valid = [
        each
        for each in events
        if each.movement is not Movement.ANNULMENT and each.event_id not in annulled
    ]
    since: dt.datetime | None = None
    first: CheckIn | None = None
    minutes = 0.0
    for each in valid:
        if each.movement is Movement.ENTRY:
            first, since = first or each, since or each.at
        elif since is not None:
            # A clock that was set back must not take hours from others.
            minutes += max(0.0, (each.at - since) / _MINUTE)
            since = None
    if first is None:
        return None
    late = max(0.0, (since - first.session_start) / _MINUTE) if since is not None else 0.0
    return Figure(
        activity=first.activity,
        session_start=first.session_start,
        age_band=first.age_band,
        visits=1,
        guests=int(first.provisional),
        minutes=minutes,
        open_visits=int(since is not None),
        open_late_minutes=late,
    )


def figures(connection: Connection, since: dt.datetime, until: dt.datetime) -> list[Figure]:
    """All sessions that start in [since, until), both what is kept and what is still here."""
    start = session_figure.c.session_start
    kept = connection.execute(
        select(session_figure).where(start >= moment(since), start < moment(until))
    )
    found = [_figure(dict(row._mapping)) for row in kept]
    start = event.c.session_start
    live = connection.execute(
        select(event.c.body)
        .where(start >= moment(since), start < moment(until))
        .order_by(event.c.position)
    ).scalars()
    return _summed([*found, *_visits(live)])


def keep(connection: Connection, bodies: Iterable[str]) -> None:
    """Add what these events, about to be purged, come to."""
    for each in _summed(_visits(bodies)):
        row = {name: getattr(each, name) for name in _SUMS}
        key = {
            "activity": each.activity,
            "session_start": moment(each.session_start),
            "age_band": each.age_band,
        }
        columns = session_figure.c
        connection.execute(
            insert(session_figure)
            .values(key | row)
            .on_conflict_do_update(
                index_elements=list(_KEY),
                set_={name: columns[name] + value for name, value in row.items()},
            )
        )


def _visits(bodies: Iterable[str]) -> Iterator[Figure]:
    people: dict[tuple[str, dt.datetime, str], list[CheckIn]] = defaultdict(list)
    for body in bodies:
        each = msgspec.json.decode(body, type=CheckIn)
        people[each.activity, each.session_start, each.pass_id].append(each)
    for history in people.values():
        found = visit(history)
        if found is not None:
            yield found


def _summed(parts: Iterable[Figure]) -> list[Figure]:
    sums: dict[tuple[object, ...], Figure] = {}
    for each in parts:
        key = tuple(getattr(each, name) for name in _KEY)
        before = sums.get(key)
        if before is None:
            sums[key] = each
            continue
        sums[key] = Figure(
            activity=each.activity,
            session_start=each.session_start,
            age_band=each.age_band,
            visits=before.visits + each.visits,
            guests=before.guests + each.guests,
            minutes=before.minutes + each.minutes,
            open_visits=before.open_visits + each.open_visits,
            open_late_minutes=before.open_late_minutes + each.open_late_minutes,
        )
    return sorted(sums.values(), key=lambda each: (each.session_start, each.activity))


def _figure(row: dict[str, object]) -> Figure:
    start = dt.datetime.fromisoformat(str(row.pop("session_start")))
    return Figure(session_start=start, **row)  # type: ignore[arg-type]
