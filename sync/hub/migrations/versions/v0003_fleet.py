"""Accounts of those who run a hub, what they did, and the fleet of kiosks.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables; kiosks that were let in before keep all rights that they had."""
    for table in ("device", "enrolment_code"):
        op.add_column(
            table, sa.Column("profile", sa.String(20), nullable=False, server_default="desk")
        )
    op.add_column("device", sa.Column("token_since", _MOMENT))
    op.add_column("device", sa.Column("next_hash", sa.String(64)))
    op.add_column("device", sa.Column("old_hash", sa.String(64)))
    op.add_column("device", sa.Column("old_until", _MOMENT))
    op.add_column("device", sa.Column("renew", sa.Boolean))
    op.add_column("device", sa.Column("heartbeat", sa.LargeBinary))
    op.add_column("device", sa.Column("heartbeat_at", _MOMENT))
    op.create_index("ix_device_next_hash", "device", ["next_hash"])
    op.create_index("ix_device_old_hash", "device", ["old_hash"])
    op.create_table(
        "picture",
        sa.Column("device", sa.String(40), primary_key=True),
        sa.Column("taken", _MOMENT, nullable=False),
        sa.Column("jpeg", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "remote_setting",
        sa.Column("target", sa.String(160), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("changed", _MOMENT, nullable=False),
    )
    _people_of_the_hub()


def _people_of_the_hub() -> None:
    op.create_table(
        "account",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("created", _MOMENT, nullable=False),
        sa.Column("last_seen", _MOMENT),
    )
    op.create_table(
        "login",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(60), nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(160), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
    )
    op.create_table(
        "review",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("verdict", sa.String(20), nullable=False),
    )


def downgrade() -> None:
    """Not offered: an older program refuses a newer database instead."""
    raise NotImplementedError
