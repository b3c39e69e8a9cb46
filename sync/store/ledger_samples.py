"""How far the hub's clock was ahead of this kiosk's, as last measured."""

import datetime as dt

from sqlalchemy import Connection, delete, func, insert, select

from sync.store.ledger_attendance import moment
from sync.store.ledger_clock import boot_id, monotonic_ms
from sync.store.ledger_schema import clock_sample


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


def offset_ms(connection: Connection) -> int:
    """The hub's clock minus this one's; 0 before any hub was met."""
    sample = connection.execute(_LATEST).first()
    return int(sample.offset_ms) if sample is not None else 0


def clock_fields(connection: Connection, now: dt.datetime) -> dict[str, int]:
    """What an event says of the clock: the last offset and its age in seconds."""
    sample = connection.execute(_LATEST).first()
    if sample is None:
        return {}
    if sample.boot_id == boot_id():
        age = (monotonic_ms() - sample.monotonic_ms) // 1000
    else:
        age = int((now - dt.datetime.fromisoformat(sample.at)).total_seconds())
    return {"clock_offset_ms": sample.offset_ms, "clock_offset_age_s": max(0, age)}


_LATEST = select(clock_sample).order_by(clock_sample.c.id.desc()).limit(1)
