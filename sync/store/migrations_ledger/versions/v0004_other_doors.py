"""What other kiosks of the place recorded, and the places that this one may give away.

Both come from the hub and can be asked for again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seen_event",
        sa.Column("event_id", sa.String, primary_key=True, nullable=False),
        sa.Column("activity", sa.String, nullable=False),
        sa.Column("session_start", sa.String, nullable=False),
        sa.Column("pass_id", sa.String, nullable=False),
        sa.Column("annuls", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("seen_person", "seen_event", ["activity", "session_start", "pass_id"])
    op.create_table(
        "seat_lease",
        sa.Column("activity", sa.String, primary_key=True, nullable=False),
        sa.Column("session_start", sa.String, primary_key=True, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.Column("as_of", sa.Integer, nullable=False),
        sa.Column("expires", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "door",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("until", sa.String, nullable=False),
    )
