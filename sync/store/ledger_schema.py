"""Tables of ledger.db as the queries see them; migrations_ledger/ makes them."""

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, String, Table

metadata = MetaData()

event = Table(
    "event",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("event_id", String, nullable=False, unique=True),
    Column("device", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("movement", String, nullable=False),
    Column("pass_id", String, nullable=False),
    Column("activity", String, nullable=False),
    Column("session_start", String, nullable=False),
    Column("place", String, nullable=False),
    Column("at", String, nullable=False),
    Column("annuls", String, nullable=False),
    Column("body", String, nullable=False),
    Column("outcome", String),
    Column("code", String),
    Column("settled_at", String),
)
"""`body` is the event's JSON, exactly what was hashed and is pushed; the rest is for looking up."""

chain = Table(
    "chain",
    metadata,
    Column("device", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("digest", String, nullable=False),
)
"""The last link of each device, so that a purge never opens a gap."""

presence = Table(
    "presence",
    metadata,
    Column("activity", String, primary_key=True),
    Column("session_start", String, primary_key=True),
    Column("pass_id", String, primary_key=True),
    Column("inside", Boolean, nullable=False),
    Column("since", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("provisional", Boolean, nullable=False),
)
"""Attendance derived from `event`, kept in the same transaction; can be rebuilt from it."""

session_figure = Table(
    "session_figure",
    metadata,
    Column("activity", String, primary_key=True),
    Column("session_start", String, primary_key=True),
    Column("age_band", String, primary_key=True),
    Column("visits", Integer, nullable=False),
    Column("guests", Integer, nullable=False),
    Column("minutes", Float, nullable=False),
    Column("open_visits", Integer, nullable=False),
    Column("open_late_minutes", Float, nullable=False),
)
"""What stays when events are purged: numbers for the city's report, about nobody."""

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("staff", String, nullable=False),
    Column("act", String, nullable=False),
    Column("detail", String, nullable=False),
)

lockout = Table(
    "lockout",
    metadata,
    Column("scope", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("until_ms", Integer, nullable=False),
)
"""`until_ms` counts on the monotonic clock of `boot_id`, so that no change of date shortens it."""

clock_sample = Table(
    "clock_sample",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String, nullable=False),
    Column("boot_id", String, nullable=False),
    Column("monotonic_ms", Integer, nullable=False),
    Column("offset_ms", Integer, nullable=False),
)

centre_event = Table(
    "centre_event",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("event_id", String, nullable=False, unique=True),
    Column("act", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", String, nullable=False),
    Column("outcome", String),
    Column("code", String),
    Column("settled_at", String),
)
"""Acts of centre life and requests for badges; `body` is the event's JSON as it is pushed."""

month_mark = Table(
    "month_mark",
    metadata,
    Column("month", String, primary_key=True, nullable=False),
    Column("mark", LargeBinary, primary_key=True, nullable=False),
)
"""A keyed hash for each person of a month whose events were purged; see `sync.store.visitors`."""

month_visitors = Table(
    "month_visitors",
    metadata,
    Column("month", String, primary_key=True, nullable=False),
    Column("key", LargeBinary),
    Column("visitors", Integer, nullable=False),
)
"""The month's key while it lasts; then only how many different people came."""

seen_event = Table(
    "seen_event",
    metadata,
    Column("event_id", String, primary_key=True, nullable=False),
    Column("activity", String, nullable=False),
    Column("session_start", String, nullable=False),
    Column("pass_id", String, nullable=False),
    Column("annuls", String, nullable=False),
    Column("body", String, nullable=False),
)
"""Events of the place's other kiosks, as the hub told them; for two days, never pushed."""

seat_lease = Table(
    "seat_lease",
    metadata,
    Column("activity", String, primary_key=True, nullable=False),
    Column("session_start", String, primary_key=True, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("as_of", Integer, nullable=False),
    Column("expires", String, nullable=False),
)
"""So many more people may be let in here after event number `as_of`, until the hub's `expires`."""

door = Table(
    "door",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("until", String, nullable=False),
)
"""One row: up to when the hub has told of other kiosks' events."""

sealed_event = Table(
    "sealed_event",
    metadata,
    Column("event_id", String, primary_key=True, nullable=False),
    Column("sealed_at", String, nullable=False),
    sqlite_with_rowid=False,
)
"""Events that the hub never got and that are in a sealed box on this disk: they may leave."""
