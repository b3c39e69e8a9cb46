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
    sa.Column("origin", sa.String(100), nullable=False, server_default=""),
    sa.Index("ix_record_feed", "kind", "scope", "modified", unique=True),
)
"""Every record and tombstone of every feed; no data is a tombstone.

`scope` is empty for feeds that are open to all and a place's id for feeds about people. A record
that moves to another place leaves a tombstone in the scope it came from. `origin` is who brought
it: only that one's absence of it is a deletion.
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
    sa.Column("profile", sa.String(20), nullable=False, server_default="desk"),
    sa.Column("token_since", Utc),
    sa.Column("next_hash", sa.String(64)),
    sa.Column("old_hash", sa.String(64)),
    sa.Column("old_until", Utc),
    sa.Column("renew", sa.Boolean),
    sa.Column("heartbeat", sa.LargeBinary),
    sa.Column("heartbeat_at", Utc),
    sa.Index("ix_device_next_hash", "next_hash"),
    sa.Index("ix_device_old_hash", "old_hash"),
)
"""Kiosks. `renew`: a new token was asked for; `next_hash` is of one that was handed out and not
used yet, `old_hash` of the one before, good until `old_until`."""

enrolment_code = sa.Table(
    "enrolment_code",
    metadata,
    sa.Column("code_hash", sa.String(64), primary_key=True),
    sa.Column("place", sa.String(100), nullable=False),
    sa.Column("expires", Utc, nullable=False),
    sa.Column("used", Utc),
    sa.Column("device", sa.String(40)),
    sa.Column("profile", sa.String(20), nullable=False, server_default="desk"),
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
    sa.Index("ix_event_received", "received"),
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

picture = sa.Table(
    "picture",
    metadata,
    sa.Column("device", sa.String(40), primary_key=True),
    sa.Column("taken", Utc, nullable=False),
    sa.Column("jpeg", sa.LargeBinary, nullable=False),
)
"""The last picture of each kiosk that sends them; of its attract loop, never of a visit."""

remote_setting = sa.Table(
    "remote_setting",
    metadata,
    sa.Column("target", sa.String(160), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("changed", Utc, nullable=False),
)
"""Settings of kiosks by whom they are for: "city", "place:ID" or "kiosk:ID"."""

account = sa.Table(
    "account",
    metadata,
    sa.Column("name", sa.String(60), primary_key=True),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("created", Utc, nullable=False),
    sa.Column("last_seen", Utc),
)
"""Who may open the admin pages; passwords as argon2id only."""

login = sa.Table(
    "login",
    metadata,
    sa.Column("token_hash", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(60), nullable=False),
    sa.Column("expires", Utc, nullable=False),
)

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("who", sa.String(60), nullable=False),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(160), nullable=False),
    sa.Column("fields", sa.Text, nullable=False),
)
"""What was changed by whom; written in the transaction of the change, never altered."""

review = sa.Table(
    "review",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("at", Utc, nullable=False),
    sa.Column("who", sa.String(60), nullable=False),
    sa.Column("verdict", sa.String(20), nullable=False),
)
"""Conflicts that somebody has looked at."""

centre_event = sa.Table(
    "centre_event",
    metadata,
    sa.Column("event_id", sa.String(36), primary_key=True),
    sa.Column("device", sa.String(40), nullable=False),
    sa.Column("place", sa.String(100), nullable=False),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("at", Utc, nullable=False),
    sa.Column("undoes", sa.String(36), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("received", Utc, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("undone", Utc),
    sa.Column("settled", Utc),
    sa.Column("settlement", sa.String(20), nullable=False),
    sa.Index("ix_centre_event_act", "act", "received"),
)
"""What staff announced at kiosks, and their requests for badges: as they came, never changed.

`undone` is when another event took it back; `settlement` is the issuer's word on a request.
"""

seat_lease = sa.Table(
    "seat_lease",
    metadata,
    sa.Column("activity", sa.String(100), primary_key=True),
    sa.Column("session_start", Utc, primary_key=True),
    sa.Column("device", sa.String(40), primary_key=True),
    sa.Column("seats", sa.Integer, nullable=False),
    sa.Column("as_of", sa.BigInteger, nullable=False),
    sa.Column("expires", Utc, nullable=False),
)
"""So many people the kiosk may let in after its event number `as_of`, without asking."""
