"""Events in a box for the hub may leave too: of a kiosk that was shut out nobody shall stay.

What neither the hub has taken in nor a box on the disk holds can still not be deleted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_RULES = (
    ("event_kept", "event", "only acknowledged or sealed events may leave"),
    ("centre_event_waits", "centre_event", "the hub has not taken this event in"),
)


def upgrade() -> None:
    op.create_table(
        "sealed_event",
        sa.Column("event_id", sa.String, primary_key=True, nullable=False),
        sa.Column("sealed_at", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    for name, table, words in _RULES:
        op.execute(f"DROP TRIGGER {name}")
        op.execute(
            f"CREATE TRIGGER {name} BEFORE DELETE ON {table} "
            "WHEN (OLD.outcome IS NULL OR OLD.outcome = 'rejected') "
            "AND NOT EXISTS (SELECT 1 FROM sealed_event WHERE event_id = OLD.event_id) "
            f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        )
