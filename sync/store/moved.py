"""Activities whose sessions are not as the index has them, because a notice moved one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy.engine import Connection

from sync.model import Activity
from sync.store import engine
from sync.store.agenda import Rules
from sync.store.index_rows import single_dates, slots


@dataclass(frozen=True, slots=True)
class Moved:
    """Their rules by their number; `key` is another for other rules."""

    rules: Mapping[int, Rules] = field(default_factory=dict)
    key: bytes = b""


NOTHING_MOVED = Moved()


def moved(connection: Connection, activities: Sequence[Activity]) -> Moved:
    """These activities, which have their sessions where they were moved to."""
    if not activities:
        return NOTHING_MOVED
    sql = "SELECT id, n FROM activity WHERE id IN (SELECT value FROM json_each(?))"
    ids = msgspec.json.encode([each.id for each in activities]).decode()
    numbers = dict(engine.rows(connection, sql, (ids,)))
    rules = {
        numbers[each.id]: Rules(list(slots(each)), sorted(single_dates(each)))
        for each in activities if each.id in numbers
    }  # fmt: skip
    return Moved(rules, msgspec.msgpack.encode(rules))
