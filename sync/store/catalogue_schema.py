"""The tables of catalogue.db: a cache of the city that can always be built again.

`record` holds each record as it came over the wire; everything below it is an index of the
activities for search, made from the records when they are published. A change of this layout
raises `LAYOUT`, and a file of another layout is simply built again.
"""

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.engine import Connection

LAYOUT = 5
"""Kept in the file's `user_version`."""
APPLICATION_ID = 0x434F4C43
"""Marks the file as ours in its header ("COLC")."""

metadata = MetaData()

record = Table(
    "record", metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("modified", Integer, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Index("record_by_change", "kind", "modified", "id"),
    sqlite_with_rowid=True,
)  # fmt: skip

activity = Table(
    "activity", metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("changed", Integer, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("free", Integer, nullable=False),
    Column("price_cents", Integer),
    Column("price_period", Text, nullable=False),
    Column("age_min", Integer, nullable=False),
    Column("age_max", Integer, nullable=False),
    Column("organizer", Text, nullable=False, index=True),
    Column("place", Text, nullable=False, index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("district", Text, nullable=False),
    Column("remaining", Integer),
    Column("drop_in", Integer, nullable=False),
    Column("subsidy_eligible", Integer, nullable=False),
    Column("wheelchair", Integer, nullable=False),
    Column("languages", Text, nullable=False),
    Column("classes", Text, nullable=False),
    Column("needs", Text, nullable=False),
    Column("rules", LargeBinary, nullable=False),
    Index("activity_by_position", "lat", "lon"),
    comment="`n` is dense: a bit's place in the facet bitmaps. `changed` is a revision. `rules` are"
    " the slots and dates below in one piece, for a page of hits.",
)  # fmt: skip

activity_gone = Table(
    "activity_gone", metadata,
    Column("n", Integer, primary_key=True),
    Column("changed", Integer, nullable=False, index=True),
    comment="Numbers given back, and in which revision; the next new activity takes one.",
)  # fmt: skip

_owner = "activity.n"

activity_topic = Table(
    "activity_topic", metadata,
    Column("activity", ForeignKey(_owner, ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("position", Integer, nullable=False),
    Index("activity_topic_by_topic", "topic", "activity"),
    sqlite_with_rowid=False,
)  # fmt: skip

slot = Table(
    "slot", metadata,
    Column("slot", Integer, primary_key=True),
    Column("activity", ForeignKey(_owner, ondelete="CASCADE"), nullable=False, index=True),
    Column("weekday", Integer, nullable=False),
    Column("start_min", Integer, nullable=False),
    Column("end_min", Integer, nullable=False),
    Column("valid_from", Integer, nullable=False),
    Column("valid_to", Integer, nullable=False),
    Index("slot_by_day", "weekday", "start_min", "valid_from", "valid_to", "end_min", "activity"),
    comment="Weekly; dates are proleptic ordinals (date.toordinal), so no rule ever expires early.",
)  # fmt: skip

slot_date = Table(
    "slot_date", metadata,
    Column("day", Integer, primary_key=True),
    Column("start_min", Integer, primary_key=True),
    Column("activity", ForeignKey(_owner, ondelete="CASCADE"), primary_key=True, index=True),
    Column("end_min", Integer, primary_key=True),
    sqlite_with_rowid=False,
)  # fmt: skip

slot_exception = Table(
    "slot_exception", metadata,
    Column("slot", ForeignKey("slot.slot", ondelete="CASCADE"), primary_key=True),
    Column("day", Integer, primary_key=True),
    Index("slot_exception_by_day", "day", "slot"),
    sqlite_with_rowid=False,
)  # fmt: skip

teaches = Table(
    "teaches", metadata,
    Column("badge", Text, primary_key=True),
    Column("activity", ForeignKey(_owner, ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip

facet = Table(
    "facet", metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("data", LargeBinary, nullable=False),
    comment="The bitmaps of the filters, and which activity has which bit.",
)  # fmt: skip

incoming = Table(
    "incoming", metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("modified", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    comment="Whole pages that wait for publication; the last change of an id wins.",
)  # fmt: skip

feed = Table(
    "feed", metadata,
    Column("kind", Text, primary_key=True),
    Column("cursor", Integer, nullable=False),
    Column("live", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("staged_cursor", Integer, nullable=False),
    Column("from_zero", Integer, nullable=False),
    comment="`cursor` is what is published, `staged_cursor` what stands in `incoming`.",
)  # fmt: skip

poison = Table(
    "poison", metadata,
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("modified", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)  # fmt: skip

state = Table(
    "state", metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip

SEARCH_COLUMNS = ("name", "topic", "organizer", "place", "street", "keywords", "description")

_VIRTUAL = (
    f"""CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
        {", ".join(SEARCH_COLUMNS)},
        tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co'", prefix = '1 2 3')""",
    # What is held back before it is written: with 1 MB, as it comes, a large city takes longer.
    "INSERT INTO search(search, rank) VALUES ('hashsize', 16777216)",
)


def create(connection: Connection) -> None:
    """All tables, in an empty file or one of the same layout."""
    metadata.create_all(connection)
    for statement in _VIRTUAL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {LAYOUT}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
