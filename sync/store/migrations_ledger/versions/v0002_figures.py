"""Figures of sessions, which outlive the events that they were counted from."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_figure",
        sa.Column("activity", sa.String, primary_key=True, nullable=False),
        sa.Column("session_start", sa.String, primary_key=True, nullable=False),
        sa.Column("age_band", sa.String, primary_key=True, nullable=False),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("guests", sa.Integer, nullable=False),
        sa.Column("minutes", sa.Float, nullable=False),
        sa.Column("open_visits", sa.Integer, nullable=False),
        sa.Column("open_late_minutes", sa.Float, nullable=False),
        sqlite_with_rowid=False,
    )
