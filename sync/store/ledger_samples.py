"""How far the hub's clock was ahead of this kiosk's, as last measured."""

import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select

from sync.store.ledger_attendance import moment
from sync.store.ledger_clock import boot_id, monotonic_ms
from sync.store.ledger_schema import clock_sample

JUMP_MS = 1_500
"""Wall and monotonic clock drift apart by less than this from one measurement to the next."""


def note(connection: Connection, offset_ms: int, now: dt.datetime) -> None:
    """Keep a measurement."""
    row = {
        "at": moment(now),
        "boot_id": boot_id(),
        "monotonic_ms": monotonic_ms(),
        "offset_ms": offset_ms,
    }
    connection.execute(insert(clock_sample), row)


def purge(connection: Connection, before: str) -> None:
    """Drop older ones, but never the latest."""
    latest = select(func.max(clock_sample.c.id)).scalar_subquery()
    old = (clock_sample.c.at < before) & (clock_sample.c.id != latest)
    connection.execute(delete(clock_sample).where(old))


def clock_fields(connection: Connection, now: dt.datetime) -> dict[str, int]:
    """What an event says of the clock: the hub's clock minus `now`, and how old that knowledge is.

    Since the machine started, the monotonic clock tells what the wall clock should show: a jump
    of it is in the offset. After a new start only the last measurement is known.
    """
    sample = connection.execute(_LATEST).first()
    if sample is None:
        return {}
    passed = now - dt.datetime.fromisoformat(sample.at)
    if sample.boot_id != boot_id():
        age = max(0, int(passed.total_seconds()))
        return {"clock_offset_ms": sample.offset_ms, "clock_offset_age_s": age}
    ran_ms = monotonic_ms() - sample.monotonic_ms
    jump_ms = passed // dt.timedelta(milliseconds=1) - ran_ms
    if abs(jump_ms) < JUMP_MS:
        jump_ms = 0
    return {
        "clock_offset_ms": sample.offset_ms - jump_ms,
        "clock_offset_age_s": max(0, ran_ms // 1000),
    }


_LATEST = select(clock_sample).order_by(clock_sample.c.id.desc()).limit(1)
