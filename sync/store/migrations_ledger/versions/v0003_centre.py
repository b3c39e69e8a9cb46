"""Acts of centre life and requests for badges; how many different people came in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "centre_event",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False, unique=True),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("body", sa.String, nullable=False),
        sa.Column("outcome", sa.String),
        sa.Column("code", sa.String),
        sa.Column("settled_at", sa.String),
    )
    op.execute(
        "CREATE TRIGGER centre_event_is_for_ever BEFORE UPDATE OF event_id, act, at, body"
        " ON centre_event BEGIN SELECT RAISE(ABORT, 'an event never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER centre_event_waits BEFORE DELETE ON centre_event"
        " WHEN OLD.outcome IS NULL OR OLD.outcome = 'rejected'"
        " BEGIN SELECT RAISE(ABORT, 'the hub has not taken this event in'); END"
    )
    op.create_table(
        "month_mark",
        sa.Column("month", sa.String, primary_key=True, nullable=False),
        sa.Column("mark", sa.LargeBinary, primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "month_visitors",
        sa.Column("month", sa.String, primary_key=True, nullable=False),
        sa.Column("key", sa.LargeBinary),
        sa.Column("visitors", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
