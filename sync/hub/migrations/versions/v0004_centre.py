"""Acts of centre life, requests for badges, and who brought a record.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table; records of before belong to nobody until an import claims them."""
    op.add_column("record", sa.Column("origin", sa.String(100), nullable=False, server_default=""))
    op.create_table(
        "centre_event",
        sa.Column("event_id", sa.String(36), primary_key=True),
        sa.Column("device", sa.String(40), nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("undoes", sa.String(36), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("received", _MOMENT, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("undone", _MOMENT),
        sa.Column("settled", _MOMENT),
        sa.Column("settlement", sa.String(20), nullable=False),
    )
    op.create_index("ix_centre_event_act", "centre_event", ["act", "received"])


def downgrade() -> None:
    """Not offered: an older program refuses a newer database instead."""
    raise NotImplementedError
