"""The ledger as first released.

Triggers keep the promise of the file even against a wrong query: what an event says never
changes, and only what the hub has taken in may leave.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FACTS = (
    "position, event_id, device, sequence, movement, pass_id, activity, session_start, place, at, "
    "annuls, body"
)


def _text(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String, nullable=False, primary_key=primary_key)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False)


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False, unique=True),
        _text("device"),
        _number("sequence"),
        _text("movement"),
        _text("pass_id"),
        _text("activity"),
        _text("session_start"),
        _text("place"),
        _text("at"),
        _text("annuls"),
        _text("body"),
        sa.Column("outcome", sa.String),
        sa.Column("code", sa.String),
        sa.Column("settled_at", sa.String),
        sa.UniqueConstraint("device", "sequence"),
        sa.CheckConstraint("outcome IN ('accepted', 'duplicate', 'conflict', 'rejected')"),
    )
    op.create_index("event_person", "event", ["activity", "session_start", "pass_id"])
    op.create_index("event_pending", "event", ["position"], sqlite_where=sa.text("outcome IS NULL"))
    op.create_index(
        "event_review", "event", ["position"], sqlite_where=sa.text("outcome = 'rejected'")
    )
    op.execute(
        f"CREATE TRIGGER event_append_only BEFORE UPDATE OF {_FACTS} ON event "
        "BEGIN SELECT RAISE(ABORT, 'an event never changes'); END"
    )
    op.execute(
        "CREATE TRIGGER event_kept BEFORE DELETE ON event "
        "WHEN OLD.outcome IS NULL OR OLD.outcome = 'rejected' "
        "BEGIN SELECT RAISE(ABORT, 'only acknowledged events may leave'); END"
    )
    op.create_table(
        "chain", _text("device", primary_key=True), _number("sequence"), _text("digest")
    )
    op.create_table(
        "presence",
        _text("activity", primary_key=True),
        _text("session_start", primary_key=True),
        _text("pass_id", primary_key=True),
        sa.Column("inside", sa.Boolean, nullable=False),
        _text("since"),
        _text("event_id"),
        sa.Column("provisional", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("at"),
        _text("staff"),
        _text("act"),
        _text("detail"),
    )
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END"
    )
    op.create_table(
        "lockout",
        _text("scope", primary_key=True),
        _number("failures"),
        _text("boot_id"),
        _number("until_ms"),
    )
    op.create_table(
        "clock_sample",
        sa.Column("id", sa.Integer, primary_key=True),
        _text("at"),
        _text("boot_id"),
        _number("monotonic_ms"),
        _number("offset_ms"),
    )
