"""The first schema.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create all tables; a step never imports the schema, which goes on changing."""
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(counter, [{"id": 1, "value": 0}])
    op.create_table(
        "record",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("scope", sa.String(100), primary_key=True),
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("modified", sa.BigInteger, nullable=False),
        sa.Column("data", sa.LargeBinary),
        sa.Column("deleted_at", _MOMENT),
    )
    op.create_index("ix_record_feed", "record", ["kind", "scope", "modified"], unique=True)
    op.create_table(
        "forgotten",
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("scope", sa.String(100), primary_key=True),
        sa.Column("modified", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("key", sa.String(40), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    _devices()
    _events()


def _devices() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("public_key", sa.String(64), nullable=False, unique=True),
        sa.Column("token_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("last_contact", _MOMENT),
        sa.Column("queue", sa.Integer),
        sa.Column("revoked", _MOMENT),
    )
    op.create_table(
        "enrolment_code",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
        sa.Column("used", _MOMENT),
        sa.Column("device", sa.String(40)),
    )


def _events() -> None:
    op.create_table(
        "event",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("sequence", sa.BigInteger, nullable=False),
        sa.Column("movement", sa.String(20), nullable=False),
        sa.Column("pass_id", sa.String(200), nullable=False),
        sa.Column("activity", sa.String(100), nullable=False),
        sa.Column("session_start", _MOMENT, nullable=False),
        sa.Column("annuls", sa.String(36), nullable=False),
        sa.Column("corrected_ms", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
    )
    op.create_index("ix_event_session", "event", ["session_start", "activity", "pass_id"])
    op.create_index("ix_event_device", "event", ["device", "sequence"])
    op.create_index("ix_event_annuls", "event", ["annuls"])


def downgrade() -> None:
    """Not offered: an older program refuses a newer database instead."""
    raise NotImplementedError
