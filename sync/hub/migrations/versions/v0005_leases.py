"""Leases: the places of a session that a kiosk may give away without asking.

Revision ID: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table, and find what came lately without walking through everything."""
    op.create_table(
        "seat_lease",
        sa.Column("activity", sa.String(100), primary_key=True),
        sa.Column("session_start", _MOMENT, primary_key=True),
        sa.Column("device", sa.String(40), primary_key=True),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("as_of", sa.BigInteger, nullable=False),
        sa.Column("expires", _MOMENT, nullable=False),
    )
    op.create_index("ix_event_received", "event", ["received"])


def downgrade() -> None:
    """Not offered: an older program refuses a newer database instead."""
    raise NotImplementedError
