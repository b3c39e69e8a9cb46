"""The hub's tables, the same on SQLite and PostgreSQL."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData()


class Utc(sa.TypeDecorator[dt.datetime]):
    """An instant; comes back aware and in UTC from SQLite too, which has no time zones."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Always UTC on the way in, so that SQLite's texts compare as times."""
        return value.astimezone(dt.UTC) if value else None

    def process_result_value(self, value: dt.datetime | None, dialect: Any) -> dt.datetime | None:
        """Aware on the way out."""
        if value is None:
            return None
        return value.astimezone(dt.UTC) if value.tzinfo else value.replace(tzinfo=dt.UTC)


counter = sa.Table(
    "counter",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.BigInteger, nullable=False),
)
"""One row: the last change number given out. Its lock puts all writers in one line."""

record = sa.Table(
    "record",
    metadata,
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("id", sa.String(100), primary_key=True),
    sa.Column("modified", sa.BigInteger, nullable=False),
    sa.Column("data", sa.LargeBinary),
    sa.Column("deleted_at", Utc),
    sa.Index("ix_record_feed", "kind", "scope", "modified", unique=True),
)
"""Every record and tombstone of every feed; no data is a tombstone.

`scope` is empty for feeds that are open to all and a place's id for feeds about people. A record
that moves to another place leaves a tombstone in the scope it came from.
"""

forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("kind", sa.String(40), primary_key=True),
    sa.Column("scope", sa.String(100), primary_key=True),
    sa.Column("modified", sa.BigInteger, nullable=False),
)
"""The highest change number of a tombstone that is no longer kept."""

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

device = sa.Table(
    "device",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("place", sa.String(100), nullable=False),
    sa.Column("public_key", sa.String(64), nullable=False, unique=True),
    sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("created", Utc, nullable=False),
    sa.Column("last_contact", Utc),
    sa.Column("queue", sa.Integer),
    sa.Column("revoked", Utc),
)

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    sa.Column("code_hash", sa.String(64), primary_key=True),
    sa.Column("place", sa.String(100), nullable=False),
    sa.Column("expires", Utc, nullable=False),
    sa.Column("used", Utc),
    sa.Column("device", sa.String(40)),
)

event = sa.Table(
    "event",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("device", sa.String(40), nullable=False),
    sa.Column("sequence", sa.BigInteger, nullable=False),
    sa.Column("movement", sa.String(20), nullable=False),
    sa.Column("pass_id", sa.String(200), nullable=False),
    sa.Column("activity", sa.String(100), nullable=False),
    sa.Column("session_start", Utc, nullable=False),
    sa.Column("annuls", sa.String(36), nullable=False),
    sa.Column("corrected_ms", sa.BigInteger, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("received", Utc, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Index("ix_event_session", "session_start", "activity", "pass_id"),
    sa.Index("ix_event_device", "device", "sequence"),
    sa.Index("ix_event_annuls", "annuls"),
)
"""Check-in events as they came: never changed, never deleted by the hub itself."""

usage = sa.Table(
    "usage",
    metadata,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("device", sa.String(40), primary_key=True),
    sa.Column("what", sa.String(20), primary_key=True),
    sa.Column("subject", sa.String(100), primary_key=True),
    sa.Column("visits", sa.Integer, nullable=False),
)
"""Counts that kiosks sent: of nobody, none under five."""
